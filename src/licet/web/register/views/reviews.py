"""Reviews: the question, who asked and when, scope, progress, licences by outcome, conclusion."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.kernel.money import Money
from licet.register import public as register
from licet.register.public import ReviewPage
from licet.web.components import filters
from licet.web.components.access import public
from licet.web.components.shell import destination_name
from licet.web.components.tables import Column
from licet.web.register import presenting
from licet.web.register.navigation import address, shown

STATUS_KIND = {"open": "plain", "scope frozen": "plain", "applied": "held", "concluded": "open"}


@public(reason="published reviews of licences already granted, and the holds in force", parameters=("q",))
def reviews(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:120].replace("\0", "")
    found = register.review_list(words)
    context = {
        "asked": words,
        "downloads": {ending: _download_href(ending, words) for ending in ("csv", "json")},
        "rows": [_row(row, found.lists.get(row.reference, ())) for row in found.rows],
        "total": found.total,
        "columns": [Column(_("Review")), Column(_("Asked for")), Column(_("Where it stands")), Column(_("Licences"), numeric=True)],
        "waiting": [_trigger(item) for item in found.waiting],
        "holds": [(hold, register.scope_sentence(hold.scope)) for hold in register.holds_in_force()],
    }
    return shown(request, "reviews", context)


def _download_href(ending: str, words: str) -> str:
    href = reverse(f"register:data-{ending}", args=["reviews"])
    return f"{href}?{urlencode({'q': words})}" if words else href


def _row(row: Any, lists: Sequence[int]) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "href": reverse("register:review", args=[row.slug]),
        "question": row.question,
        "asked": _("%(who)s, %(day)s") % {"who": row.commissioned_by, "day": filters.day(row.commissioned_on or row.opened_on)},
        "status": _(row.status),
        "kind": STATUS_KIND.get(row.status, "plain"),
        "outcomes": outcomes_words(row.outcomes),
        "licences": lists_words(lists),
    }


def lists_words(lists: Sequence[int]) -> str:
    """How many licences each frozen list of a review held: “18, then 2”. A licence may be in several of them."""
    if not lists:
        return _("not frozen yet")
    return _(", then ").join(filters.number(count) for count in lists)


def outcomes_words(outcomes: dict[str, int]) -> str:
    """“2 suspended, 1 maintained”."""
    return ", ".join(f"{filters.number(count)} {outcome_word(name)}" for name, count in sorted(outcomes.items()) if count)


def outcome_word(outcome: str) -> str:
    return {
        "suspend": _("suspended"),
        "maintain": _("maintained"),
        "reinstate": _("reinstated"),
        "revoke": _("revoked"),
        "departure": _("maintained by a departure"),
        "in doubt": _("maintained, though nobody can say whether a clear risk takes it"),
    }.get(outcome, _(outcome))


def _trigger(item: Any) -> dict[str, Any]:
    return {
        "reference": item.reference,
        "what": trigger_words(item.kind),
        "about": item.about,
        "touches": _touches(item),
        "raised_on": item.raised_on,
        "due_on": item.due_on,
        "level": item.level,
        "position": item.position,
    }


def _touches(item: Any) -> str:
    """What a fact touches, as far as it was published: older entries count cases and unknown licences, too."""
    if item.licences is None:
        if item.fewest is None:
            return _("how many licences it touches is not published")
        return _("touches fewer than %(fewest)s licences") % {"fewest": filters.number(item.fewest)}
    licences = ngettext("%(n)s licence", "%(n)s licences", item.licences) % {"n": filters.number(item.licences)}
    if item.cases is None:
        return _("touches %(licences)s") % {"licences": licences}
    cases = ngettext("%(n)s case", "%(n)s cases", item.cases) % {"n": filters.number(item.cases)}
    touches = _("touches %(licences)s and %(cases)s") % {"licences": licences, "cases": cases}
    if item.licences_unknown:
        touches += "; " + _("of %(n)s it could not be told") % {"n": filters.number(item.licences_unknown)}
    return touches


def trigger_words(kind: str) -> str:
    return {
        "conclusion": _("A conclusion of a central assessment"),
        "watchlist hit": _("A watchlist hit on a party of a licence"),
        "proceeding": _("A proceeding before a court"),
        "by hand": _("Raised by an official"),
    }.get(kind, kind.replace("-", " ").capitalize())


@public(reason="a published review with its progress and what it did, as it stands in the log")
def review(request: HttpRequest, slug: str) -> HttpResponse:
    found = register.review_page(slug)
    row = found.review
    context = {
        "row": row,
        "kind": STATUS_KIND.get(row.status, "plain"),
        "facts": _facts(found),
        "timeline": _timeline(found),
        "triggers": [_trigger(item) for item in found.triggers],
        "outcomes": _outcomes(found),
        "outcome_columns": [Column(_("Outcome")), Column(_("Licences"), numeric=True)],
        "done": [_done(item) for item in found.done],
        "done_columns": [
            Column(_("Decided")),
            Column(_("Destination")),
            Column(_("Licences"), numeric=True),
            Column(_("Value"), numeric=True),
        ],
        "decisions": [_decision(item) for item in found.decisions],
        "decision_columns": [Column(_("Licence")), Column(_("Decided")), Column(_("Outcome")), Column(_("Destination"))],
        "more": found.made - len(found.decisions),
        "places": [{"position": entry.position, "kind": entry.kind, "proved": _proved(found, entry.position)} for entry in found.entries],
        "base": address(request),
    }
    return shown(request, "review", context)


def _proved(found: ReviewPage, position: int) -> bool:
    return found.log.checkpoint is not None and position < found.log.checkpoint.size


def _facts(found: ReviewPage) -> list[dict[str, Any]]:
    row = found.review
    lists = [int(step.facts.get("licences") or 0) for step in found.steps if step.step == "frozen"]
    facts: list[tuple[str, Any]] = [
        (_("Asked for by"), row.commissioned_by),
        (_("Asked for on"), filters.day(row.commissioned_on) if row.commissioned_on else ""),
        (_("Opened on"), filters.day(row.opened_on)),
        (_("What it takes in"), row.sentence or _("Licences named one by one.")),
        (_("Licences in the frozen list"), lists_words(lists)),
    ]
    if row.unknown:
        facts.append((_("Licences of which it could not be told"), filters.number(row.unknown)))
    if row.digest:
        facts.append((_("Digest of the frozen list"), row.digest))
    return [{"key": key, "value": value} for key, value in facts]


def _outcomes(found: ReviewPage) -> list[tuple[str, str]]:
    return [(outcome_word(name), filters.number(count)) for name, count in sorted(found.review.outcomes.items())]


def _done(item: Any) -> dict[str, str]:
    value = _("no value recorded") if item.value_minor is None else filters.money(Money(item.value_minor, item.currency))
    if item.value_minor is not None and item.without_value:
        value += " " + _("and %(n)s with none recorded") % {"n": filters.number(item.without_value)}
    return {
        "outcome": presenting.outcome_words(item.outcome),
        "destination": destination_name(item.destination) if item.destination else _("not published"),
        "licences": filters.number(item.licences),
        "value": value,
    }


def _decision(item: Any) -> dict[str, Any]:
    return {
        "licence": item.licence,
        "href": reverse("register:licence", args=[item.licence.replace(" ", "-").replace("/", "-")]),
        "on": item.decided_on,
        "outcome": presenting.outcome_words(item.outcome),
        "destination": destination_name(item.destination) if item.destination else _("not published"),
    }


def _timeline(found: ReviewPage) -> list[dict[str, Any]]:
    return [
        {"title": _step_title(step.step), "when": step.happened_on, "by": "", "words": _step_words(step), "strong": step.step != "updated",
         "href": reverse("register:entry", args=[step.position])}
        for step in found.steps
    ]  # fmt: skip


def _step_title(step: str) -> str:
    return {
        "opened": _("Opened"),
        "frozen": _("The list of licences was frozen"),
        "updated": _("Progress"),
        "applied": _("What was signed was done"),
        "concluded": _("Concluded"),
    }[step]


def _step_words(step: Any) -> str:
    facts = step.facts
    if step.step == "frozen":
        return _("%(n)s licences") % {"n": filters.number(facts.get("licences") or 0)}
    if step.step == "applied":
        return outcomes_words({str(name): int(count) for name, count in (facts.get("outcomes") or {}).items()})
    return str(facts.get({"opened": "question", "updated": "words", "concluded": "conclusion"}[step.step]) or "")
