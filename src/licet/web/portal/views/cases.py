"""An application after it was sent."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.applications.public import Version, access_versions, draft_of
from licet.casework.public import CaseDetail, GivenFile, access_case, answer_enquiry, exporter_case
from licet.casework.public import withdraw as withdraw_case
from licet.documents.public import OwnerKind, documents_of
from licet.kernel.errors import Invalid, InvalidTransition, MissingReasons, NotFound
from licet.kernel.permission import Permission
from licet.notices.public import messages_about
from licet.platform import clock
from licet.policy import public as policy
from licet.web.portal.forms import AnswerForm, WithdrawForm
from licet.web.portal.opening import actor_of, exporters, show
from licet.web.portal.presenting.cases import WITHDRAWABLE, case_page
from licet.web.portal.presenting.content import documents_in, parts
from licet.web.portal.presenting.letters import message_row
from licet.web.portal.presenting.versions import changes


@exporters(Permission.APPLICATION_READ)
@require_safe
def case(request: HttpRequest, case: str) -> HttpResponse:
    """Where it stands, what is waited for and from whom, what to do next."""
    actor, now = actor_of(request), clock.now()
    detail = exporter_case(actor=actor, case=case, now=now)
    letters = list(messages_about(actor=actor, case=detail.case.reference))
    files = documents_of(actor=actor, owner_kind=OwnerKind.ENQUIRY, owner_refs=[item.enquiry for item in detail.enquiries])
    versions = access_versions(actor=actor, application=detail.case.application_id)
    shown = case_page(detail, actor=actor, messages=letters, versions=versions, files=files, today=policy.today(now))
    return show(request, "case", {"case": shown, "messages": [message_row(item) for item in letters]})


@exporters(Permission.APPLICATION_READ)
@require_safe
def version(request: HttpRequest, case: str, number: int) -> HttpResponse:
    """One version as it was sent, and what it changed in the one before."""
    actor = actor_of(request)
    row = access_case(actor=actor, case=case, permission=Permission.APPLICATION_READ)
    versions = {item.number: item for item in access_versions(actor=actor, application=row.application_id)}
    if number not in versions:
        raise NotFound("version")
    earlier: Version | None = versions.get(number - 1)
    wanted = [draft_of(item) for item in (versions[number], earlier) if item]
    documents = documents_in(actor, wanted)
    read = [parts(draft, documents) for draft in wanted]
    facts = {
        "case": row,
        "version": versions[number],
        "earlier": earlier,
        "parts": read[0],
        "changes": changes(read[1], read[0]) if earlier else [],
        "numbers": sorted(versions),
    }
    return show(request, "version", facts)


@exporters(Permission.APPLICATION_ANSWER, Permission.DOCUMENT_ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, case: str, number: int) -> HttpResponse:
    """Answer a question, with documents if there are any."""
    detail = exporter_case(actor=actor_of(request), case=case, now=clock.now())
    question = next((item for item in detail.enquiries if item.number == number), None)
    if question is None:
        raise NotFound("question")
    if question.answered_at and request.method != "POST":
        return HttpResponseRedirect(reverse("portal:case", args=[detail.case.pk]))
    form = AnswerForm(request.POST, request.FILES) if request.method == "POST" else AnswerForm()
    if form.is_bound and form.is_valid() and (response := _answered(request, detail, number, form)):
        return response
    facts = {"case": detail.case, "question": question, "form": form}
    return show(request, "answer", facts, status=400 if form.errors else 200)


def _answered(request: HttpRequest, detail: CaseDetail, number: int, form: AnswerForm) -> HttpResponse | None:
    files = [_given(item) for item in form.cleaned_data["documents"]]
    words = form.cleaned_data["answer"]
    try:
        answer_enquiry(actor=actor_of(request), case=detail.case.pk, enquiry=number, answer=words, files=files, now=clock.now())
    except (Invalid, MissingReasons) as error:
        form.add_error("documents" if error.place == "file" else "answer", error.message)
        return None
    messages.success(request, _("Your answer was sent. The clock runs again."))
    return HttpResponseRedirect(reverse("portal:case", args=[detail.case.pk]))


def _given(item: UploadedFile[Any]) -> GivenFile:
    return GivenFile(item, item.name or "", item.size or 0)


@exporters(Permission.APPLICATION_WITHDRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, case: str) -> HttpResponse:
    row = access_case(actor=actor_of(request), case=case, permission=Permission.APPLICATION_WITHDRAW)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if row.status not in {status.value for status in WITHDRAWABLE}:
        raise InvalidTransition(_("This application is %(status)s: it cannot be withdrawn.") % {"status": row.status}, place=row.reference)
    if request.method == "POST" and form.is_valid():
        withdraw_case(actor=actor_of(request), case=row.pk, reasons=form.cleaned_data["reasons"], now=clock.now())
        messages.success(request, _("The application was withdrawn."))
        return HttpResponseRedirect(reverse("portal:case", args=[row.pk]))
    return show(request, "withdraw", {"case": row, "form": form}, status=400 if form.errors else 200)
