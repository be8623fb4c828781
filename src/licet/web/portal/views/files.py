"""Documents of a draft, and taking any of one's own documents away."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.applications.public import Application, Attachment, Draft, StaleDraft, attach_document
from licet.documents.public import download
from licet.kernel.errors import Invalid, InvalidMany, NotFound
from licet.kernel.permission import Permission
from licet.platform import clock
from licet.web.components.forms import conflict_page
from licet.web.portal.forms import AttachmentForm, DraftForm
from licet.web.portal.opening import actor_of, exporters
from licet.web.portal.presenting.content import attachment_block, documents_in
from licet.web.portal.views.editing import add_errors, editable, revision_of, save, shown


@exporters(Permission.APPLICATION_EDIT, Permission.DOCUMENT_ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest, application: str) -> HttpResponse:
    row = editable(request, application)
    form = AttachmentForm(initial=revision_of(row))
    if request.method == "POST":
        form = AttachmentForm(request.POST, request.FILES)
        if form.is_valid() and (response := _put(request, row, form)):
            return response
    draft = row.to_domain()
    known = documents_in(actor_of(request), [draft])
    blocks = [attachment_block(item, number, known) for number, item in enumerate(draft.attachments, 1)]
    return shown(request, row, form, "documents", blocks=blocks)


def _put(request: HttpRequest, row: Application, form: AttachmentForm) -> HttpResponse | None:
    back = reverse("portal:documents", args=[row.pk])
    kind, file, absence = (form.cleaned_data[name] for name in ("kind", "file", "absence"))
    if file:
        return _attached(request, row, form, file, back)
    return save(
        request,
        row,
        form,
        change=lambda draft: replace(draft, attachments=(*_others(draft, kind), Attachment(kind=kind, absence=absence))),
        current=lambda draft: {},
        back=back,
        done=_("Your reason was saved."),
    )


def _others(draft: Draft, kind: str) -> tuple[Attachment, ...]:
    """What stays when a reason for having none of a kind is given: an earlier reason does not."""
    return tuple(item for item in draft.attachments if item.kind != kind or item.document)


def _attached(request: HttpRequest, row: Application, form: AttachmentForm, file: UploadedFile[Any], back: str) -> HttpResponse | None:
    try:
        attach_document(
            actor=actor_of(request),
            application=row.pk,
            kind=form.cleaned_data["kind"],
            file=file,
            filename=file.name or "",
            size=file.size or 0,
            revision=form.revision,
            now=clock.now(),
        )
    except StaleDraft as error:
        return conflict_page(request, error, form=form, current={}, back=request.path)
    except (Invalid, InvalidMany) as error:
        add_errors(form, error) if isinstance(error, InvalidMany) else form.add_error("file", error.message)
        return None
    messages.success(request, _("“%(name)s” was attached. It was not opened by anybody yet.") % {"name": file.name})
    return HttpResponseRedirect(back)


@exporters(Permission.APPLICATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_document(request: HttpRequest, application: str, number: int) -> HttpResponse:
    row = editable(request, application)
    draft, back = row.to_domain(), reverse("portal:documents", args=[row.pk])
    form = DraftForm(request.POST if request.method == "POST" else None, initial=revision_of(row))
    if not 1 <= number <= len(draft.attachments):
        raise NotFound("document")
    if request.method == "POST" and form.is_valid():
        response = save(
            request,
            row,
            form,
            change=lambda now: replace(now, attachments=now.attachments[: number - 1] + now.attachments[number:]),
            current=lambda now: {},
            back=back,
            done=_("It was removed from the application."),
        )
        if response:
            return response
    item = draft.attachments[number - 1]
    block = attachment_block(item, number, documents_in(actor_of(request), [draft]))
    return shown(request, row, form, "remove", block=block, back=back)


@exporters(Permission.DOCUMENT_READ)
@require_safe
def document(request: HttpRequest, document: str) -> HttpResponse:
    """A document of the actor's organisation, as a file to save."""
    return sent_file(request, document)


def sent_file(request: HttpRequest, document: str) -> HttpResponse:
    found = download(actor=actor_of(request), document=document)
    return StreamingHttpResponse(found.pieces, headers=dict(found.headers))  # type: ignore[return-value]
