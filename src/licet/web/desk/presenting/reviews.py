"""Plans and reviews in words: what is not known is a row and a hatched bar of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from licet.kernel.money import Money
from licet.licences.public import LicenceSummary, Standing
from licet.policy import public as policy
from licet.reviews.public import (
    Bucket,
    Outcome,
    OutcomeRow,
    Plan,
    Reach,
    ReviewDetail,
    ReviewRow,
    ReviewStatus,
    Warned,
    sentence_of,
)
from licet.web.components.charts import Share, shares
from licet.web.components.filters import listed, money
from licet.web.desk.presenting import words
from licet.web.desk.presenting.signed.in_short import LicenceRow, licence_row

TOP = 12
"""Rows of a plan's table on a page; the command line and the API have them all."""

UNKNOWN = "unknown"
STATUS_KIND = {
    ReviewStatus.OPEN: "plain",
    ReviewStatus.FROZEN: "plain",
    ReviewStatus.FOR_SIGNATURE: "plain",
    ReviewStatus.APPLIED: "open",
    ReviewStatus.CONCLUDED: "open",
}


def status(value: ReviewStatus) -> tuple[str, str]:
    word = {
        ReviewStatus.OPEN: _("open"),
        ReviewStatus.FROZEN: _("list frozen"),
        ReviewStatus.FOR_SIGNATURE: _("for signature"),
        ReviewStatus.APPLIED: _("applied"),
        ReviewStatus.CONCLUDED: _("concluded"),
    }[value]
    return word, STATUS_KIND[value]


# --- plans ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class PlanTable:
    title: str
    head: str
    rows: tuple[dict[str, Any], ...]
    left: int


@dataclass(frozen=True, slots=True)
class PlanView:
    sentence: str
    text: str
    warning: str
    everything: bool
    rows: tuple[dict[str, Any], ...]
    picture: SafeString
    tables: tuple[PlanTable, ...]
    includes_unknown: bool
    licences: tuple[LicenceRow, ...]
    to_freeze: int


def plan(found: Plan, named: Sequence[str] = (), first: Iterable[LicenceSummary] = ()) -> PlanView:
    """``first`` are the first licences that it takes."""
    return PlanView(
        sentence=sentence_of(found.scope, named),
        text=found.scope.to_text(),
        warning=_warning(found),
        everything=found.warned is Warned.EVERYTHING,
        rows=_rows(found),
        picture=_picture(found),
        tables=(
            _table(_("By destination"), _("Destination"), found.by_destination),
            _table(_("By rating"), _("Rating"), found.by_rating),
            _table(_("By exporter"), _("Exporter"), found.by_exporter),
        ),
        includes_unknown=found.scope.include_unknown,
        licences=tuple(map(licence_row, first)),
        to_freeze=found.to_freeze,
    )


def _warning(found: Plan) -> str:
    return {
        None: "",
        Warned.NOTHING: _("This scope takes no live licence: it cannot be frozen."),
        Warned.EVERYTHING: _("This scope takes every live licence. Narrow it, or say that it is meant when you freeze it."),
    }[found.warned]


def _rows(found: Plan) -> tuple[dict[str, Any], ...]:
    return (
        {"word": _("taken"), "kind": "plain", "cases": found.pending.taken, **_reach(found.taken)},
        {"word": _("not known"), "kind": "missing", "cases": found.pending.unknown, **_reach(found.unknown)},
    )


def _reach(reach: Reach) -> dict[str, Any]:
    value = money(None if reach.value_minor is None else Money(reach.value_minor, policy.pack().currency))
    if reach.without_value and reach.value_minor is not None:
        value = _("%(value)s; no value recorded for %(count)s lines") % {"value": value, "count": reach.without_value}
    return {"licences": reach.licences, "lines": reach.lines, "value": value if reach.lines else _("none")}


def _picture(found: Plan) -> SafeString:
    rest = found.live - found.taken.licences - found.unknown.licences
    parts = [
        Share(_("taken, in force"), found.in_force, "1"),
        Share(_("taken, suspended"), found.suspended, "2"),
        Share(_("not known"), found.unknown.licences, "none"),
        Share(_("not taken"), rest, "3"),
    ]
    return shares(parts, title=_("Live licences"))


def _table(title: str, head: str, buckets: Sequence[Bucket]) -> PlanTable:
    known = [item for item in buckets if item.key != UNKNOWN]
    last = [item for item in buckets if item.key == UNKNOWN]
    rows = [{"name": item.name, "unknown": False, **_reach(item.reach)} for item in known[:TOP]]
    rows += [{"name": _("not known"), "unknown": True, **_reach(item.reach)} for item in last]
    return PlanTable(title, head, tuple(rows), max(len(known) - TOP, 0))


# --- reviews --------------------------------------------------------------------------------------------------------
def row(item: ReviewRow) -> dict[str, Any]:
    word, kind = status(item.status)
    return {
        "reference": item.review.reference,
        "href": reverse("desk:review", args=[item.review.reference]),
        "question": item.review.question,
        "by": item.review.commissioned_by,
        "on": item.review.commissioned_on,
        "word": word,
        "kind": kind,
        "counts": counts_words(item.counts),
    }


def counts_words(counts: Mapping[str, int]) -> str:
    """“12 suspend, 3 maintain, 2 not decided”."""
    order = [*(item.value for item in Outcome), ""]
    said = ((words.review_outcome(item) if item else _("not decided"), counts[item]) for item in order if counts.get(item))
    return listed(f"{count:,} {word}" for word, count in said)


def head(found: ReviewDetail) -> dict[str, Any]:
    word, kind = status(found.status)
    row_ = found.review
    return {
        "reference": row_.reference,
        "question": row_.question,
        "by": row_.commissioned_by,
        "on": row_.commissioned_on,
        "word": word,
        "kind": kind,
        "sentence": sentence_of(row_.to_scope(), row_.named),
        "text": row_.to_scope().to_text(),
        "named": row_.named,
        "conclusion": row_.conclusion,
        "version": row_.revision,
    }


def freezings(found: ReviewDetail) -> list[dict[str, Any]]:
    """Newest first."""
    return [
        {
            "number": item.number,
            "sentence": item.sentence,
            "digest": item.digest,
            "licences": item.licences,
            "unknown": item.unknown,
            "on": item.frozen_at,
            "counts": counts_words(found.counts[item.pk]),
            "act": item.act.reference if item.act else "",
            "applied_on": item.applied_on,
        }
        for item in reversed(found.freezings)
    ]


def updates(found: ReviewDetail, names: Mapping[str, str]) -> list[dict[str, Any]]:
    rows = sorted(found.review.updates.all(), key=lambda item: -item.number)
    return [
        {
            "title": _("Update %(number)s") % {"number": item.number},
            "by": names.get(item.updated_by, item.updated_by),
            "when": item.updated_at,
            "words": item.words,
            "href": "",
            "strong": True,
        }
        for item in rows
    ]


def board(rows: Iterable[OutcomeRow], standings: Mapping[str, Standing]) -> list[dict[str, Any]]:
    return [_board_row(item, standings[item.pk]) for item in rows]


def _board_row(item: OutcomeRow, standing: Standing) -> dict[str, Any]:
    facts = [line.to_facts() for line in item.licence.lines.all()]
    countries = dict.fromkeys(each.country for one in facts for each in one.countries)
    word, kind = words.licence_status(item.status)
    return {
        "reference": item.licence.reference,
        "href": reverse("desk:licence", args=[item.licence.reference]),
        "exporter": item.licence.organisation.name,
        "destinations": listed(map(policy.destination_name, countries)),
        "ratings": listed(dict.fromkeys(str(one.rating) for one in facts if one.rating)),
        "status": word,
        "status_kind": kind,
        "unknown": item.answer == UNKNOWN,
        "stands": list(describe_standing(standing)),
        "outcome": words.review_outcome(item.outcome) if item.outcome else "",
        "reasons": item.reasons,
        "departure": item.departure.reference if item.departure else "",
    }


def describe_standing(standing: Standing) -> Iterator[tuple[str, str]]:
    """A clear risk over the licence, as word and kind: barred, passed by a departure, or one that cannot be ruled out."""
    if standing.at_risk and standing.opened_by:
        yield _("clear risk; %(departures)s would pass it") % {"departures": _(" or ").join(standing.opened_by)}, "barred"
    elif standing.at_risk:
        yield _("clear risk"), "barred"
    elif standing.passed:
        yield _("clear risk, passed by %(departure)s") % {"departure": standing.named}, "open"
    if standing.in_doubt:
        yield _("a clear risk cannot be ruled out"), "missing"
