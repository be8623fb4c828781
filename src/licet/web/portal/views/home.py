from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from licet.applications.public import drafts
from licet.casework.public import exporter_cases, open_questions
from licet.kernel.permission import Permission
from licet.licences.public import LicenceFilters, LicenceStatus, licence_list
from licet.notices.public import MessageKind, messages_about, messages_for_organisation
from licet.platform import clock
from licet.policy import public as policy
from licet.web.portal.opening import actor_of, exporters, show
from licet.web.portal.presenting.home import LETTERS, ROWS, case_rows, draft_rows, question_rows
from licet.web.portal.presenting.letters import message_row
from licet.web.portal.presenting.licences import licence_row, suspended_row


@exporters(Permission.APPLICATION_READ, Permission.LICENCE_READ, Permission.MESSAGE_READ)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What must stop first; then what waits for the exporter, what lies with the authority, what may leave."""
    actor, now = actor_of(request), clock.now()
    suspended = licence_list(actor=actor, filters=LicenceFilters(status=LicenceStatus.SUSPENDED), limit=ROWS).rows
    notices = messages_about(actor=actor, licences=[row.reference for row in suspended]).filter(kind=MessageKind.SUSPENSION.value)
    told = list(notices) if suspended else []
    sent = exporter_cases(actor=actor, now=now, limit=ROWS)
    in_force = licence_list(actor=actor, filters=LicenceFilters(status=LicenceStatus.IN_FORCE), limit=ROWS)
    facts = {
        "suspended": [suspended_row(row, told) for row in suspended],
        "questions": question_rows(open_questions(actor=actor), actor, policy.today(now)),
        "drafts": draft_rows(drafts(actor=actor, now=clock.now(), limit=ROWS)),
        "cases": case_rows((row for row in sent.rows if row.clock), {}),
        "licences": [licence_row(row) for row in in_force.rows],
        "more_licences": in_force.after,
        "messages": [message_row(row) for row in messages_for_organisation(actor)[:LETTERS]],
        "editor": actor.may(Permission.APPLICATION_EDIT),
    }
    return show(request, "home", facts)
