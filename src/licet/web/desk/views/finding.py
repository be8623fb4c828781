"""What the authority finds: ratings, advice, matches with watchlists."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licet.casework import public as casework
from licet.casework.public import CaseDetail, LineView
from licet.kernel.errors import NotFound, Refused
from licet.kernel.permission import Permission
from licet.licences.public import visible_licences
from licet.people.public import names_of
from licet.platform import clock
from licet.policy import public as policy
from licet.screening import public as screening
from licet.web.desk.acting import act, bound, revision_of, status_of
from licet.web.desk.forms import AdviceForm, HitForm, RatingForm
from licet.web.desk.forms.advice import asked_of
from licet.web.desk.forms.rating import rating_initial
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import case as presenting
from licet.web.desk.presenting import lines, people
from licet.web.desk.reading import detail_of


def line_of(detail: CaseDetail, line: str) -> LineView:
    """A line of this case's present version; another case's is as absent as none."""
    found = next((item for item in detail.lines if item.content.line == line), None)
    if found is None:
        raise NotFound("line of this case's present version")
    return found


def form_page(request: HttpRequest, template: str, detail: CaseDetail, form: Any, **facts: Any) -> HttpResponse:
    context = {"case": presenting.header(detail, ""), "form": form, **facts}
    return show(request, template, context, status=status_of(form))


@officials(Permission.LINE_RATE, Permission.CASE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, case: str, line: str) -> HttpResponse:
    detail, actor = detail_of(request, case), actor_of(request)
    item = line_of(detail, line)
    standing = rating_initial(item.rating)
    form = bound(RatingForm, request, initial=standing)
    if request.method == "POST" and form.is_valid():
        draft = form.draft(revision_of(form))
        response = act(
            request,
            form,
            lambda: casework.rate_line(actor=actor, case=detail.case.pk, line=line, rating=draft, now=clock.now()),
            done=_("Line %(number)s was rated. Departments were asked by the rating.") % {"number": item.content.number},
            to=reverse("desk:case-lines", args=[detail.case.pk]),
            current=lambda: rating_initial(line_of(detail_of(request, case), line).rating),
        )
        if response:
            return response
    cards = [card for card in lines.cards(detail, actor) if card.line == line]
    return form_page(request, "rate", detail, form, line=cards[0])


@officials(Permission.ADVICE_GIVE, Permission.CASE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def advise(request: HttpRequest, case: str, line: str) -> HttpResponse:
    """What one's department finds of one line, criterion by criterion."""
    detail, actor = detail_of(request, case), actor_of(request)
    item = line_of(detail, line)
    codes = lines.to_advise(detail, actor, item)
    if not codes:
        raise Refused(_("Your department was not asked about this line."), place=detail.case.reference)
    clauses = {clause.code: clause for clause in policy.criteria_set(detail.case.criteria_set).asked}
    standing = {each.criterion: each for each in lines.own_advice(detail, actor, line)}
    form = bound(AdviceForm, request, asked=asked_of(line, codes, clauses), standing=standing)
    if request.method == "POST" and form.is_valid():
        advice = form.drafts()
        response = act(
            request,
            form,
            lambda: casework.give_advice(actor=actor, case=detail.case.pk, advice=advice, now=clock.now()),
            done=_("Your department's advice stands in the case."),
            to=reverse("desk:case-advice", args=[detail.case.pk]),
            current=lambda: _advice_now(request, case, line),
        )
        if response:
            return response
    cards = [card for card in lines.cards(detail, actor) if card.line == line]
    return form_page(request, "advise", detail, form, line=cards[0])


def _advice_now(request: HttpRequest, case: str, line: str) -> dict[str, Any]:
    given = lines.own_advice(detail_of(request, case), actor_of(request), line)
    names = ("finding", "reasons", "conditions")
    return {f"{name}-{item.criterion}": getattr(item, name) for item in given for name in names}


@officials(Permission.HIT_ADJUDICATE, Permission.HIT_READ, Permission.CASE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def hit(request: HttpRequest, case: str, hit: str) -> HttpResponse:
    """Whether a possible match is the same person or body."""
    detail, actor = detail_of(request, case), actor_of(request)
    found = screening.access_hit(actor=actor, hit=hit)
    if found.subject_ref != detail.case.version_id:
        raise NotFound("hit of this case's present version")
    if actor.id in detail.recused:
        raise Refused(_("Whoever recused themselves from a case takes no further part in it."), place=detail.case.reference)
    worked = detail.status in casework.WORKED_ON
    form = bound(HitForm, request, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        response = act(
            request,
            form,
            lambda: screening.lead_adjudication(
                actor=actor,
                hit=hit,
                outcome=screening.Outcome(given["outcome"]),
                reasons=given["reasons"],
                now=clock.now(),
                started_from=revision_of(form),
            ),
            done=_("What you found of the match stands in the record."),
            to=reverse("desk:case-people", args=[detail.case.pk]) if worked else reverse("desk:matches"),
            current=lambda: _finding_now(request, hit),
        )
        if response:
            return response
    names = names_of({found.adjudication.by}) if found.adjudication else {}
    licence = None if worked else visible_licences(actor).filter(case=detail.case).first()
    shown = people.hit_card(detail.case.pk, found, names)
    return form_page(request, "hit", detail, form, hit=shown, party=found.party, licence=licence)


def _finding_now(request: HttpRequest, hit: str) -> dict[str, Any]:
    found = screening.access_hit(actor=actor_of(request), hit=hit).adjudication
    return {"outcome": found.outcome.value, "reasons": found.reasons} if found else {}
