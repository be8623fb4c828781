"""Documents and letters, as files to save."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from licet.documents.public import download
from licet.kernel.permission import Permission
from licet.notices.public import document_of
from licet.platform import clock
from licet.web.desk.opening import actor_of, officials


@officials(Permission.DOCUMENT_READ, Permission.CASE_READ)
@require_safe
def document(request: HttpRequest, document: str) -> HttpResponse:
    return _sent(request, document)


@officials(Permission.MESSAGE_READ, Permission.DOCUMENT_READ)
@require_safe
def message_document(request: HttpRequest, message: str) -> HttpResponse:
    """A letter as it stands in the record; made now if nobody needed it before."""
    return _sent(request, document_of(actor=actor_of(request), message=message, now=clock.now()).pk)


def _sent(request: HttpRequest, document: str) -> HttpResponse:
    found = download(actor=actor_of(request), document=document)
    return StreamingHttpResponse(found.pieces, headers=dict(found.headers))  # type: ignore[return-value]
