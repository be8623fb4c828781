from django.urls import path

from licet.web.desk import converters, views
from licet.web.desk.views import list_mail
from licet.web.desk.views.assessments.addresses import addresses as assessments
from licet.web.desk.views.evidence.addresses import addresses as evidence
from licet.web.desk.views.people.addresses import addresses as people
from licet.web.desk.views.reviews.addresses import addresses as reviews

app_name = "desk"
converters.register()
CASE = "cases/<desk-id:case>/"

urlpatterns = [
    path("", views.home, name="home"),
    path("cases/", views.cases, name="cases"),
    path(CASE, views.case, name="case"),
    path(f"{CASE}lines", views.case_lines, name="case-lines"),
    path(f"{CASE}people", views.case_people, name="case-people"),
    path(f"{CASE}advice", views.case_advice, name="case-advice"),
    path(f"{CASE}questions", views.case_questions, name="case-questions"),
    path(f"{CASE}documents", views.case_documents, name="case-documents"),
    path(f"{CASE}versions", views.case_versions, name="case-versions"),
    path(f"{CASE}assessment", views.case_assessment, name="case-assessment"),
    path(f"{CASE}decision", views.case_decision, name="case-decision"),
    path(f"{CASE}history", views.case_history, name="case-history"),
    path(f"{CASE}gate", views.gate_why, name="gate"),
    path(f"{CASE}gate.json", views.gate_json, name="gate-json"),
    path(f"{CASE}lines/<desk-id:line>/rate", views.rate, name="rate"),
    path(f"{CASE}lines/<desk-id:line>/advise", views.advise, name="advise"),
    path(f"{CASE}people/<desk-id:hit>", views.hit, name="hit"),
    path(f"{CASE}take", views.take, name="case-take"),
    path(f"{CASE}assign", views.assign, name="case-assign"),
    path(f"{CASE}hand-over", views.hand_over, name="case-hand-over"),
    path(f"{CASE}recuse", views.recuse, name="case-recuse"),
    path(f"{CASE}ask", views.ask, name="case-ask"),
    path(f"{CASE}extend", views.extend, name="case-extend"),
    path(f"{CASE}refer", views.refer, name="case-refer"),
    path(f"{CASE}settle", views.settle, name="case-settle"),
    path(f"{CASE}propose", views.propose, name="case-propose"),
    path(f"{CASE}close", views.close, name="case-close"),
    path("signing/", views.signing, name="signing"),
    path("acts/<desk-reference:reference>/", views.act, name="act"),
    path("acts/<desk-reference:reference>/sign", views.sign, name="sign"),
    path("acts/<desk-reference:reference>/return", views.send_back, name="return"),
    path("matches/", views.matches, name="matches"),
    path("minister/", views.minister, name="minister"),
    path("list-mail/", list_mail.list_mail, name="list-mail"),
    path("list-mail/write", list_mail.list_mail_write, name="list-mail-write"),
    path("list-mail/<desk-id:message>/", list_mail.list_mail_sent, name="list-mail-sent"),
    path("holds/", views.holds, name="holds"),
    path("holds/propose", views.propose_hold, name="propose-hold"),
    path("holds/<desk-reference:reference>/", views.hold, name="hold"),
    path("holds/<desk-reference:reference>/lift", views.lift, name="lift"),
    path("departures/propose", views.propose_departure, name="propose-departure"),
    path("departures/<desk-reference:reference>/", views.departure, name="departure"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/<desk-reference:reference>/", views.correct, name="correct"),
    path("corrections/<desk-reference:reference>/exclude", views.exclude, name="exclude"),
    path("licences/", views.licence_list, name="licences"),
    path("licences/act", views.licence_act, name="licence-act"),
    path("licences/<desk-reference:reference>/", views.licence, name="licence"),
    path("decisions/<desk-reference:reference>/", views.decision, name="decision"),
    path("decisions/<desk-reference:reference>/record", views.record, name="record"),
    path("documents/<desk-id:document>", views.document, name="document"),
    path("messages/<desk-id:message>/document", views.message_document, name="message-document"),
    *assessments(),
    *evidence(),
    *people(),
    *reviews(),
]
