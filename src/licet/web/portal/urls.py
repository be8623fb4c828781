from django.urls import path

from licet.web.portal import converters, views

app_name = "portal"
converters.register()
DRAFT = "applications/<licet-id:application>/"
CASE = "cases/<licet-id:case>/"

urlpatterns = [
    path("", views.home, name="home"),
    path("control-list", views.control_list, name="control-list"),
    path("applications/", views.applications, name="applications"),
    path("applications/new", views.start, name="start"),
    path(DRAFT, views.tasks, name="tasks"),
    path(f"{DRAFT}name", views.rename, name="rename"),
    path(f"{DRAFT}copy", views.copy, name="copy"),
    path(f"{DRAFT}products", views.products, name="products"),
    path(f"{DRAFT}products/add", views.add_product, name="add-product"),
    path(f"{DRAFT}products/<licet-key:key>", views.change_product, name="product"),
    path(f"{DRAFT}products/<licet-key:key>/remove", views.remove_product, name="remove-product"),
    path(f"{DRAFT}parties", views.parties, name="parties"),
    path(f"{DRAFT}parties/add", views.add_party, name="add-party"),
    path(f"{DRAFT}parties/<licet-key:key>", views.change_party, name="party"),
    path(f"{DRAFT}parties/<licet-key:key>/remove", views.remove_party, name="remove-party"),
    path(f"{DRAFT}end-use", views.end_use, name="end-use"),
    path(f"{DRAFT}route", views.route, name="route"),
    path(f"{DRAFT}documents", views.documents, name="documents"),
    path(f"{DRAFT}documents/<int:number>/remove", views.remove_document, name="remove-document"),
    path(f"{DRAFT}check", views.check, name="check"),
    path(CASE, views.case, name="case"),
    path(f"{CASE}versions/<int:number>", views.version, name="version"),
    path(f"{CASE}questions/<int:number>", views.answer, name="answer"),
    path(f"{CASE}withdraw", views.withdraw, name="withdraw"),
    path("documents/<licet-id:document>", views.document, name="document"),
    path("licences/", views.licences, name="licences"),
    path("licences/<licet-series:series>/<int:year>/<licet-number:number>/", views.licence, name="licence"),
    path("messages/", views.messages, name="messages"),
    path("messages/<licet-id:message>/", views.message, name="message"),
    path("messages/<licet-id:message>/document", views.message_document, name="message-document"),
]
