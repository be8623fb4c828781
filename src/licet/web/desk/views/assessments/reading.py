"""Reading assessments: the list, one with what it stands on, its versions and who changed which words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licet.assessments import public as assessments
from licet.assessments.public import AssessmentView, ConclusionFacts, VersionView
from licet.evidence import public as evidence
from licet.kernel.days import read_day
from licet.kernel.errors import Invalid
from licet.kernel.permission import Permission
from licet.people.public import names_of
from licet.platform import clock
from licet.policy import public as policy
from licet.web.desk.opening import actor_of, concerns_waiting, officials, show
from licet.web.desk.presenting import concluded
from licet.web.desk.presenting.assessments import coverage, happened, page, words


def view_of(request: HttpRequest, reference: str, *, as_of: date | None = None, known_on: date | None = None) -> AssessmentView:
    """Five queries; NotFound for whoever may not read assessments."""
    return assessments.access_assessment(
        actor=actor_of(request), reference=reference, as_of=as_of, known_on=known_on, today=policy.today(clock.now())
    )


@officials(Permission.ASSESSMENT_READ)
@require_safe
def assessment_list(request: HttpRequest) -> HttpResponse:
    """What is assessed, what it concludes, how old its evidence is, and what moved since."""
    actor, today = actor_of(request), policy.today(clock.now())
    rows = assessments.overview(actor=actor, today=today)
    facts = {"rows": [_row(item) for item in rows], "may_open": actor.may(Permission.ASSESSMENT_EDIT)}
    return show(request, "assessments/list", facts)


def start(request: HttpRequest) -> HttpResponse:
    """The start page of those who write assessments: what is stale, what changed, what is being written."""
    actor, today = actor_of(request), policy.today(clock.now())
    found = assessments.overview(actor=actor, today=today)
    counts = (
        (len(found), _("assessments")),
        (sum(bool(item.stale) for item in found), _("stale")),
        (sum(bool(item.changed or item.added) for item in found), _("whose evidence changed")),
        (sum(item.drafting is not None for item in found), _("being written")),
    )
    link = {"text": _("open the list"), "href": reverse("desk:assessments")}
    facts = {
        "name": actor.name,
        "roles": sorted(actor.roles),
        "tiles_shown": [{"figure": figure, "words": said, "note": "", "links": [link]} for figure, said in counts],
        "rows": [_row(item) for item in found],
        "concerns": concerns_waiting(actor),
    }
    return show(request, "assessments/home", facts)


def _row(item: assessments.OverviewRow) -> dict[str, Any]:
    names = policy.destination_names()
    return {
        "href": reverse("desk:assessment", args=[item.reference]),
        "reference": item.reference,
        "title": item.title,
        "destination": policy.destination_name(item.destination),
        "number": item.number,
        "conclusions": [
            (words.conclusion(facts.stands_as)[0], concluded.kind_of(facts), _listed_scope(facts, names)) for facts in item.conclusions
        ],
        "evidence_until": item.evidence_until,
        "age": item.age,
        "stale": [words.stale(why) for why in item.stale],
        "coverage": coverage.sentence(item.coverage) if item.coverage else "",
        "changed": item.changed,
        "added": item.added,
        "after_cutoff": item.after_cutoff,
        "unanswered": item.unanswered,
        "drafting": item.drafting,
        "draft_href": reverse("desk:assessment-draft", args=[item.reference]),
    }


def _listed_scope(item: ConclusionFacts, names: Mapping[str, str]) -> str:
    """With what a *no clear risk* lacks, which is never left out."""
    said = item.scope.sentence(names)
    if item.lacks:
        return f"{said} ({_('concluded as “no clear risk” without a sufficient basis')})"
    return f"{said} ({_('short of the full requirement')})" if item.short_of else said


@officials(Permission.ASSESSMENT_READ)
@require_safe
def assessment(request: HttpRequest, reference: str) -> HttpResponse:
    """What speaks for a day, as known on another: both today unless asked for."""
    view = view_of(request, reference, as_of=_day(request, "as-of"), known_on=_day(request, "known-on"))
    asked = {name: request.GET.get(name, "") for name in ("as-of", "known-on")}
    return _page(request, view, view.version, {"asked": asked, "past": any(asked.values())})


@officials(Permission.ASSESSMENT_READ)
@require_safe
def version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One version, whichever speaks now."""
    view = view_of(request, reference)
    found = assessments.access_version(actor=actor_of(request), reference=reference, number=number)
    newest = view.versions[0].number
    shown = assessments.version_view(found, newest=newest, today=policy.today(clock.now()))
    return _page(request, view, shown, {"asked": {"as-of": "", "known-on": ""}, "past": number != newest})


def _page(request: HttpRequest, view: AssessmentView, shown: VersionView | None, facts: dict[str, Any]) -> HttpResponse:
    context = {"head": page.header(view, "page"), "view": view, "version": None, **facts}
    names = names_of({who for line in view.versions for who in (*line.authors, line.concluded_by)})
    context["versions"] = page.versions(view, names)
    if shown is not None:
        context |= _standing_on(view, shown)
        context["concluded_by"] = names.get(shown.row.concluded_by, shown.row.concluded_by)
    return show(request, "assessments/page", context)


def _standing_on(view: AssessmentView, shown: VersionView) -> dict[str, Any]:
    content, row = shown.content, view.row
    known = evidence.current_versions(destination=row.destination, conflict=row.conflict)
    standing = happened.incidents(known, content)
    accepted = {person for item in shown.conclusions for person in item.accepted_by}
    return {
        "version": shown,
        "version_state": words.state(shown.state),
        "conclusions": page.conclusions(shown.conclusions, content, names_of(accepted) if accepted else {}),
        "stale": page.stale_sentences(shown),
        "age": page.age_words(shown),
        "unanswered": page.unanswered(content),
        "themes": page.themes(content),
        "procedures": page.procedures(content),
        "asked_of": page.asked(content),
        "coverage": coverage.sentence(shown.coverage),
        "coverage_bar": coverage.bar(shown.coverage, _("Coverage of version %(number)s") % {"number": shown.row.number}),
        "coverage_rows": coverage.rows(shown.coverage),
        **happened.on_a_map(standing),
        **happened.by_month(standing, shown.row.evidence_until),
        "incidents": page.incidents(content, assessments.quoted_versions(content), shown.changed),
        "moved": page.moved(shown.changed),
        "since": shown.after_cutoff,
    }


@officials(Permission.ASSESSMENT_READ)
@require_safe
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Every save of the drafts of one version, with who changed which words."""
    view = view_of(request, reference)
    number = _number(request, view.row.drafting if view.draft else max(view.row.drafting - 1, 1))
    steps = assessments.draft_steps(actor=actor_of(request), row=view.row, version_number=number)
    names = names_of({who for line in view.versions for who in (*line.authors, line.concluded_by)})
    facts = {
        "head": page.header(view, "history"),
        "steps": tuple(reversed(steps)),
        "number": number,
        "numbers": range(1, view.row.drafting + (1 if view.draft else 0)),
        "versions": page.versions(view, names),
    }
    return show(request, "assessments/history", facts)


@officials(Permission.ASSESSMENT_READ)
@require_safe
def difference(request: HttpRequest, reference: str, old: int, new: int) -> HttpResponse:
    """Two versions word by word, and the saves between them."""
    actor = actor_of(request)
    view = view_of(request, reference)
    before, after = (assessments.access_version(actor=actor, reference=reference, number=number) for number in (old, new))
    found = assessments.difference(actor=actor, old=before, new=after)
    facts = {"head": page.header(view, "history"), "found": found, "steps": tuple(reversed(found.steps))}
    return show(request, "assessments/difference", facts)


def _number(request: HttpRequest, otherwise: int) -> int:
    given = request.GET.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else otherwise


def _day(request: HttpRequest, name: str) -> date | None:
    """A day from the query; Invalid for what is none."""
    given = request.GET.get(name, "").strip()
    try:
        return read_day(given) if given else None
    except Invalid as error:
        raise Invalid(error.message, place=name) from None
