"""Proceedings, and official lines against what the record held on their day."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.assessments import public as assessments
from licet.decisions import public as decisions
from licet.evidence import public as evidence
from licet.kernel.event import Json
from licet.kernel.permission import Permission
from licet.people.public import names_of
from licet.platform import clock
from licet.policy import public as policy
from licet.web.desk.acting import act, bound, status_of
from licet.web.desk.forms.evidence import OfficialLineForm, ProceedingForm, WithdrawForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import acts
from licet.web.desk.presenting import recorded as presenting

COUNTED = ("on", "registered", "triaged", "set_aside", "versions")
"""What evidence itself says that the record held; all else was said by modules above it."""


@officials(Permission.EVIDENCE_READ)
@require_safe
def proceeding_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = evidence.proceeding_list(actor=actor)
    facts = {"rows": rows, "places": policy.destination_names(), "may_record": actor.may(Permission.PROCEEDING_RECORD)}
    return show(request, "evidence/proceedings", facts)


@officials(Permission.EVIDENCE_READ)
@require_safe
def proceeding(request: HttpRequest, reference: str) -> HttpResponse:
    actor = actor_of(request)
    detail = evidence.access_proceeding(actor=actor, proceeding=reference)
    names = names_of({item.made_by for item in detail.versions})
    facts = {"detail": detail, "names": names, "places": policy.destination_names(), "place": policy.destination_name(detail.destination)}
    return show(request, "evidence/proceeding", facts | {"may_record": actor.may(Permission.PROCEEDING_RECORD)})


@officials(Permission.PROCEEDING_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def record_proceeding(request: HttpRequest) -> HttpResponse:
    actor, to = actor_of(request), reverse("desk:proceedings")
    form = ProceedingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        response = act(
            request,
            form,
            lambda: evidence.record_proceeding(actor=actor, draft=form.draft(), now=clock.now()),
            done=_("The proceeding is recorded and published."),
            to=to,
        )
        if response:
            return response
    return show(request, "evidence/fact_form", {"form": form, "title": _("Record a proceeding"), "back_to": to}, status=status_of(form))


@officials(Permission.PROCEEDING_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def revise_proceeding(request: HttpRequest, reference: str) -> HttpResponse:
    actor, to = actor_of(request), reverse("desk:proceeding", args=[reference])
    current = evidence.access_proceeding(actor=actor, proceeding=reference).current
    names = ("destination", "title", "court", "text", "sought_on", "issued_on", "refused_on")
    initial = {name: getattr(current.draft, name) for name in names}
    initial |= {"kind": current.draft.kind.value, "asks": current.draft.asks.value, "version": current.number}
    form = ProceedingForm(request.POST if request.method == "POST" else None, revising=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        response = act(
            request,
            form,
            lambda: evidence.revise_proceeding(
                actor=actor,
                proceeding=reference,
                draft=form.draft(current.draft.spans),
                reason=given["reason"],
                expected_version=given["version"],
                now=clock.now(),
            ),
            done=_("The proceeding is revised; the change is published."),
            to=to,
            current=lambda: initial,
        )
        if response:
            return response
    title = _("Revise %(reference)s") % {"reference": reference}
    return show(request, "evidence/fact_form", {"form": form, "title": title, "back_to": to}, status=status_of(form))


@officials(Permission.PROCEEDING_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_proceeding(request: HttpRequest, reference: str) -> HttpResponse:
    current = evidence.access_proceeding(actor=actor_of(request), proceeding=reference).current
    withdraw = partial(evidence.withdraw_proceeding, proceeding=reference)
    about = presenting.proceeding_rows(current.draft)
    return _show_withdrawal(request, reference, current.number, about, withdraw, reverse("desk:proceeding", args=[reference]))


@officials(Permission.OFFICIAL_LINE_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_line(request: HttpRequest, reference: str) -> HttpResponse:
    current = evidence.access_official_line(actor=actor_of(request), line=reference).current
    withdraw = partial(evidence.withdraw_official_line, line=reference)
    about = presenting.line_rows(current.draft)
    return _show_withdrawal(request, reference, current.number, about, withdraw, reverse("desk:official-line", args=[reference]))


def _show_withdrawal(
    request: HttpRequest, reference: str, version: int, about: list[dict[str, str]], withdraw: Callable[..., object], to: str
) -> HttpResponse:
    """The form that withdraws, below what is withdrawn. ``withdraw`` is the service: it still needs who acts, why, which version and
    when.
    """
    form = bound(WithdrawForm, request, initial={"version": version})
    if request.method == "POST" and form.is_valid():
        reason, expected = form.cleaned_data["reason"], form.cleaned_data["version"]
        response = act(
            request,
            form,
            lambda: withdraw(actor=actor_of(request), reason=reason, expected_version=expected, now=clock.now()),
            done=_("It is withdrawn; the register says so, with your reason."),
            to=to,
        )
        if response:
            return response
    title = _("Withdraw %(reference)s") % {"reference": reference}
    facts = {"form": form, "title": title, "back_to": to, "sends": _("Withdraw and publish")}
    facts["about"] = {"title": _("What is withdrawn"), "rows": about}
    return show(request, "evidence/fact_form", facts, status=status_of(form))


@officials(Permission.EVIDENCE_READ)
@require_safe
def line_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    facts = {"rows": evidence.line_list(actor=actor), "places": policy.destination_names()}
    return show(request, "evidence/lines", facts | {"may_record": actor.may(Permission.OFFICIAL_LINE_RECORD)})


@officials(Permission.EVIDENCE_READ)
@require_safe
def line(request: HttpRequest, reference: str) -> HttpResponse:
    actor = actor_of(request)
    detail = evidence.access_official_line(actor=actor, line=reference)
    names = names_of({item.made_by for item in detail.versions})
    facts = {
        "detail": detail,
        "names": names,
        "places": policy.destination_names(),
        "place": policy.destination_name(detail.destination),
        "held": _held(detail),
    }
    facts["about"] = _about(detail.current.draft.topic)
    return show(request, "evidence/line", facts | {"may_record": actor.may(Permission.OFFICIAL_LINE_RECORD)})


def _about(topic: str) -> str:
    """A destination by its name; a case, assessment or review as it is referred to."""
    kind, _colon, named = topic.partition(":")
    return policy.destination_name(named) if kind == "destination" else named


def _held(detail: evidence.LineDetail) -> dict[str, Any]:
    """Counts of the day of the words beside those of today; a line from before something was counted says so."""
    then, now = detail.current.held, detail.now
    assessed = assessments.assessed_on(destination=detail.destination, on=policy.today(clock.now()))
    labels = {"registered": _("registered"), "triaged": _("triaged"), "set_aside": _("set aside")}
    labels |= {"assessed": _("assessed"), "undetermined": _("of these undetermined")}
    today = {"registered": now.registered, "triaged": now.triaged, "set_aside": now.set_aside, **assessed}
    rows = [(label, then.get(name), today[name]) for name, label in labels.items()]
    return {"rows": rows, "spoke": then.get("assessments")}


@dataclass(frozen=True, slots=True)
class Unseen:
    """Open concerns about what a line is about. Nobody publishes one unaware: the form comes back once with those not shown yet."""

    rows: list[dict[str, str]]
    digest: str
    unseen: bool

    @classmethod
    def of(cls, request: HttpRequest, form: OfficialLineForm) -> "Unseen":
        said = form.cleaned_data if form.is_bound and form.is_valid() else form.initial
        near = decisions.concerns_near(evidence.topics_of_line(str(said.get("destination", "")), str(said.get("topic", ""))))
        unseen = bool(near.digest) and request.method == "POST" and request.POST.get("concerns") != near.digest
        if unseen and form.is_valid():
            form.add_error(None, _("Concerns are open about this: read them below, then publish."))
        return cls(acts.rows_of(near, _("know before you publish; ask the nominated officer")), near.digest, unseen)


def _same_day_and_place(draft: evidence.OfficialLineDraft, before: evidence.OfficialLineDraft) -> bool:
    return (draft.said_on, draft.destination) == (before.said_on, before.destination)


def _assessed(draft: evidence.OfficialLineDraft) -> dict[str, Json]:
    return assessments.assessed_on(destination=draft.destination, on=draft.said_on)


@officials(Permission.OFFICIAL_LINE_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def record_line(request: HttpRequest) -> HttpResponse:
    actor, to = actor_of(request), reverse("desk:official-lines")
    form = OfficialLineForm(request.POST if request.method == "POST" else None)
    concerns = Unseen.of(request, form)
    if request.method == "POST" and form.is_valid() and not concerns.unseen:
        response = act(
            request,
            form,
            lambda: evidence.record_official_line(actor=actor, draft=form.draft(), now=clock.now(), also_held=_assessed(form.draft())),
            done=_("The words are recorded beside what the record held on that day, and published."),
            to=to,
        )
        if response:
            return response
    facts = {"form": form, "title": _("Record an official line"), "back_to": to, "concerns": concerns}
    return show(request, "evidence/fact_form", facts, status=status_of(form))


@officials(Permission.OFFICIAL_LINE_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def revise_line(request: HttpRequest, reference: str) -> HttpResponse:
    """How the words were recorded is corrected; what else was known of their day stays beside them while the day does."""
    actor, to = actor_of(request), reverse("desk:official-line", args=[reference])
    current = evidence.access_official_line(actor=actor, line=reference).current
    known = {name: cast(Json, value) for name, value in current.held.items() if name not in COUNTED}
    names = ("destination", "topic", "said_on", "said_by", "venue", "words")
    initial = {name: getattr(current.draft, name) for name in names} | {"version": current.number}
    form = OfficialLineForm(request.POST if request.method == "POST" else None, revising=True, initial=initial)
    concerns = Unseen.of(request, form)
    if request.method == "POST" and form.is_valid() and not concerns.unseen:
        given = form.cleaned_data
        response = act(
            request,
            form,
            lambda: evidence.revise_official_line(
                actor=actor,
                line=reference,
                draft=form.draft(),
                reason=given["reason"],
                expected_version=given["version"],
                now=clock.now(),
                also_held=known if _same_day_and_place(form.draft(), current.draft) else _assessed(form.draft()),
            ),
            done=_("The line is corrected; the correction is published with its reason."),
            to=to,
            current=lambda: initial,
        )
        if response:
            return response
    title = _("Correct %(reference)s") % {"reference": reference}
    facts = {"form": form, "title": title, "back_to": to, "concerns": concerns}
    return show(request, "evidence/fact_form", facts, status=status_of(form))
