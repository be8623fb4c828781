"""Who handles a case, what is asked, and where it goes: each an act with its words."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from licet.casework import public as casework
from licet.casework.public import CaseDetail
from licet.kernel.errors import Conflict, NotFound
from licet.kernel.permission import Permission
from licet.platform import clock
from licet.web.desk.acting import act, bound, revision_of
from licet.web.desk.forms import AskForm, ExtendForm, GiveForm, HandOverForm, RecuseForm, ReferForm, RevisionForm
from licet.web.desk.opening import actor_of, officials
from licet.web.desk.presenting import acts
from licet.web.desk.reading import detail_of, officers
from licet.web.desk.views.finding import form_page

type Command = Callable[[dict[str, Any], int], object]


def _done(request: HttpRequest, detail: CaseDetail, form: forms.Form, command: Command, done: str, route: str) -> HttpResponse | None:
    """Carry out what a form says, on the version that it was opened on."""
    given = form.cleaned_data
    return act(
        request,
        form,
        lambda: command(given, revision_of(form)),
        done=done,
        to=reverse(route, args=[detail.case.pk]),
        current=lambda: _now(request, detail, form),
    )


def _now(request: HttpRequest, before: CaseDetail, form: forms.Form) -> dict[str, str]:
    """What happened to the case since: shown beside the words that were typed."""
    now = detail_of(request, before.case.pk)
    given = str(form.cleaned_data.get("version", ""))
    new = [f"{item.kind}: {item.words}" for item in now.steps if not given.isdigit() or item.number > int(given[:9])]
    words = next((name for name in ("question", "reasons") if name in form.fields), "")
    return {words: "\n".join(new), "to": now.case.officer}


def _button(request: HttpRequest, case: str, command: Callable[[CaseDetail, int], object], done: str) -> HttpResponse:
    """An act without words, from a button that carries the version it was shown with."""
    detail = detail_of(request, case)
    form = RevisionForm(request.POST)
    if not form.is_valid():
        raise Conflict(_("The page that you came from did not say which version it showed: open the case again."))
    response = act(
        request, form, lambda: command(detail, revision_of(form)), done=done, to=reverse("desk:case", args=[detail.case.pk]), current=dict
    )
    assert response is not None  # such a service refuses by transition, conflict or absence, never by a field
    return response


@officials(Permission.CASE_ASSIGN, Permission.CASE_READ)
@require_POST
def take(request: HttpRequest, case: str) -> HttpResponse:
    actor = actor_of(request)
    return _button(
        request,
        case,
        lambda detail, revision: casework.take(actor=actor, case=detail.case.pk, revision=revision, now=clock.now()),
        _("The case is yours."),
    )


@officials(Permission.CASE_CLOSE, Permission.CASE_READ)
@require_POST
def close(request: HttpRequest, case: str) -> HttpResponse:
    actor = actor_of(request)
    return _button(
        request,
        case,
        lambda detail, revision: casework.close(actor=actor, case=detail.case.pk, revision=revision, now=clock.now()),
        _("The case was put away."),
    )


@officials(Permission.CASE_ASSIGN, Permission.CASE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, case: str) -> HttpResponse:
    detail, actor = detail_of(request, case), actor_of(request)
    form = bound(GiveForm, request, people=_others(detail), initial=_version(detail))
    if request.method == "POST" and form.is_valid():

        def command(given: dict[str, Any], revision: int) -> object:
            return casework.assign(
                actor=actor, case=detail.case.pk, to=given["to"], revision=revision, now=clock.now(), reasons=given["reasons"]
            )

        if response := _done(request, detail, form, command, _("The case was given to somebody."), "desk:case"):
            return response
    return form_page(request, "words", detail, form, title=_("Give the case to somebody"), button=_("Give it"))


@officials(Permission.CASE_ASSIGN, Permission.CASE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, case: str) -> HttpResponse:
    detail, actor = detail_of(request, case), actor_of(request)
    form = bound(HandOverForm, request, people=_others(detail), initial=_version(detail))
    if request.method == "POST" and form.is_valid():

        def command(given: dict[str, Any], revision: int) -> object:
            return casework.hand_over(
                actor=actor, case=detail.case.pk, to=given["to"], reasons=given["reasons"], revision=revision, now=clock.now()
            )

        if response := _done(request, detail, form, command, _("The case was handed over."), "desk:case"):
            return response
    return form_page(request, "words", detail, form, title=_("Hand the case over"), button=_("Hand it over"))


def _others(detail: CaseDetail) -> list[tuple[str, str]]:
    """Whom the case may go to: neither who has it nor who recused themselves."""
    return [(key, name) for key, name in officers() if key != detail.case.officer and key not in detail.recused]


def _version(detail: CaseDetail) -> dict[str, int]:
    return {"version": detail.case.revision}


@officials(Permission.CASE_RECUSE, Permission.CASE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def recuse(request: HttpRequest, case: str) -> HttpResponse:
    detail, actor = detail_of(request, case), actor_of(request)
    form = bound(RecuseForm, request)
    if request.method == "POST" and form.is_valid():

        def command(given: dict[str, Any], revision: int) -> object:
            return casework.recuse(actor=actor, case=detail.case.pk, reasons=given["reasons"], now=clock.now())

        if response := _done(request, detail, form, command, _("You take no further part in this case."), "desk:case"):
            return response
    return form_page(request, "words", detail, form, title=_("Recuse yourself"), button=_("Recuse yourself"))


@officials(Permission.ENQUIRY_ASK, Permission.CASE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, case: str) -> HttpResponse:
    detail, actor = detail_of(request, case), actor_of(request)
    form = bound(AskForm, request, initial=_version(detail))
    if request.method == "POST" and form.is_valid():

        def command(given: dict[str, Any], revision: int) -> object:
            return casework.ask_exporter(actor=actor, case=detail.case.pk, question=given["question"], revision=revision, now=clock.now())

        done = _("The question went out. The clock stands still until the answer comes.")
        if response := _done(request, detail, form, command, done, "desk:case-questions"):
            return response
    return form_page(request, "words", detail, form, title=_("Ask the exporter a question"), button=_("Send the question"))


@officials(Permission.ENQUIRY_ASK, Permission.CASE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, case: str) -> HttpResponse:
    """More time for the question that waits for its answer."""
    detail, actor = detail_of(request, case), actor_of(request)
    if (asked := detail.open_enquiry) is None:
        raise NotFound("open question")
    form = bound(ExtendForm, request, initial=_version(detail))
    if request.method == "POST" and form.is_valid():

        def command(given: dict[str, Any], revision: int) -> object:
            return casework.extend_enquiry(
                actor=actor,
                case=detail.case.pk,
                enquiry=asked.number,
                until=given["until"],
                reasons=given["reasons"],
                revision=revision,
                now=clock.now(),
            )

        done = _("The exporter has more time, and is told so by a letter.")
        if response := _done(request, detail, form, command, done, "desk:case-questions"):
            return response
    topics = [f"case:{detail.case.reference}", *(f"destination:{code}" for code in detail.destinations)]
    concerns = acts.near(topics, _("know before you give more time; ask the nominated officer"))
    return form_page(request, "words", detail, form, title=_("Give more time to answer"), button=_("Give more time"), concerns=concerns)


@officials(Permission.CASE_REFER, Permission.CASE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, case: str) -> HttpResponse:
    detail, actor = detail_of(request, case), actor_of(request)
    form = bound(ReferForm, request, initial=_version(detail))
    if request.method == "POST" and form.is_valid():

        def command(given: dict[str, Any], revision: int) -> object:
            return casework.refer_to_minister(
                actor=actor, case=detail.case.pk, question=given["question"], revision=revision, now=clock.now()
            )

        if response := _done(request, detail, form, command, _("The question lies with the minister."), "desk:case"):
            return response
    return form_page(request, "words", detail, form, title=_("Refer a question to the minister"), button=_("Refer it"))
