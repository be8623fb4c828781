"""Letters to the organisation, and their documents."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from licet.kernel.permission import Permission
from licet.notices.public import access_message, document_of, messages_for_organisation
from licet.platform import clock
from licet.policy import public as policy
from licet.web.portal.opening import actor_of, exporters, show
from licet.web.portal.presenting.letters import letter_page, message_row
from licet.web.portal.views.files import sent_file
from licet.web.portal.views.places import place

ROWS = 25


@exporters(Permission.MESSAGE_READ)
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """Everything that was written to the organisation, newest first."""
    first = _offset(place(request))
    found = list(messages_for_organisation(actor_of(request))[first : first + ROWS + 1])
    facts = {
        "messages": [message_row(row) for row in found[:ROWS]],
        "after": str(first + ROWS) if len(found) > ROWS else "",
        "later": bool(first),
    }
    return show(request, "messages", facts)


def _offset(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


@exporters(Permission.MESSAGE_READ)
@require_safe
def message(request: HttpRequest, message: str) -> HttpResponse:
    row = access_message(actor=actor_of(request), message=message)
    return show(request, "message", {"letter": letter_page(row, policy.today(clock.now()))})


@exporters(Permission.MESSAGE_READ, Permission.DOCUMENT_READ)
@require_safe
def message_document(request: HttpRequest, message: str) -> HttpResponse:
    """The letter as it stands in the record; made now if nobody needed it before."""
    made = document_of(actor=actor_of(request), message=message, now=clock.now())
    return sent_file(request, made.pk)
