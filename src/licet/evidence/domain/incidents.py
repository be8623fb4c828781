"""An incident as an analyst records it from quoted words: what happened, where, when, to whom, and how sure the day is.

Numbers are ranges, and each range names the quotes that it stands on. Nobody is asked for a victim's name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from licet.evidence.domain.grading import Attribution, Credibility, Grade
from licet.evidence.domain.law import IhlRule, ObjectHit
from licet.kernel.errors import Invalid, InvalidMany
from licet.kernel.visible_text import find_invisible

LONGEST_TITLE: Final = 200
LONGEST_TEXT: Final = 8_000
LONGEST_MARKING: Final = 40
MOST_PEOPLE: Final = 10_000_000
_LONGEST: Final = dict.fromkeys(("title", "place", "means"), LONGEST_TITLE) | dict.fromkeys(
    ("summary", "discounted_because", "standing_reason", "grade_reason"), LONGEST_TEXT
)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORDS_OF_SLUG: Final = 60


class DatePrecision(StrEnum):
    """How exactly the day is known; follows from the span of days, so that the two never disagree (as in UCDP GED)."""

    DAY = "day"
    DAYS = "a few days"
    WEEK = "a week"
    MONTH = "a month"
    LONGER = "longer than a month"


class PlacePrecision(StrEnum):
    """How exactly the place is known (as in UCDP GED)."""

    EXACT = "exact"
    NEAR = "within 25 kilometres"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"


class Category(StrEnum):
    CIVILIANS = "civilians"
    CHILDREN = "children"
    WOMEN = "women"
    HEALTH_WORKERS = "health workers"
    RELIEF_WORKERS = "relief workers"
    DETAINEES = "detainees"
    COMBATANTS = "combatants"
    NOT_KNOWN = "status not known"

    @property
    def one(self) -> str:
        """As one of them is called."""
        return {"children": "child", "women": "woman"}.get(self.value, self.value.removesuffix("s"))


class Harm(StrEnum):
    KILLED = "killed"
    INJURED = "injured"
    TAKEN = "taken or held"
    MISSING = "missing"
    DISPLACED = "displaced"


class Standing(StrEnum):
    """Where the incident stands before assessment. Set aside (a duplicate, another conflict) needs the reason."""

    REGISTERED = "registered"
    TRIAGED = "triaged"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Casualties:
    """So many at least and at most, as said in the quotes ``spans`` (ids of spans that the incident cites)."""

    category: Category
    harm: Harm
    low: int
    high: int
    spans: tuple[str, ...]

    @property
    def words(self) -> str:
        count = f"{self.low:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"
        return f"{count} {self.category.one if self.low == self.high == 1 else self.category} {self.harm}"


@dataclass(frozen=True, slots=True)
class Cited:
    """A quoted span, and how credible what it says is, whoever says it."""

    span: str
    credibility: Credibility = Credibility.SIX


@dataclass(frozen=True, slots=True)
class Dropped:
    """A quote that the version before cites and this one does not, with the reason: it stays in that version."""

    span: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentDraft:
    """What a version of an incident says. ``grade`` only where the analyst departs from the rule's, with ``grade_reason``.

    ``marking`` is shown wherever the incident is, such as "walkthrough".
    """

    destination: str
    conflict: str
    title: str
    date_from: date
    date_to: date
    place: str
    rules: frozenset[IhlRule]
    objects: frozenset[ObjectHit]
    cited: tuple[Cited, ...]
    summary: str = ""
    place_precision: PlacePrecision = PlacePrecision.DISTRICT
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    means: str = ""
    casualties: tuple[Casualties, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    discounted_because: str = ""
    standing: Standing = Standing.REGISTERED
    standing_reason: str = ""
    grade: Grade | None = None
    grade_reason: str = ""
    marking: str = ""
    dropped: tuple[Dropped, ...] = ()

    @property
    def precision(self) -> DatePrecision:
        return precision(self.date_from, self.date_to)


def precision(first: date, last: date) -> DatePrecision:
    days = (last - first).days + 1
    steps = ((1, DatePrecision.DAY), (6, DatePrecision.DAYS), (7, DatePrecision.WEEK), (31, DatePrecision.MONTH))
    return next((name for most, name in steps if days <= most), DatePrecision.LONGER)


def check(draft: IncidentDraft, *, today: date, before: IncidentDraft | None = None) -> None:
    """Raises :class:`InvalidMany` with every fault, each naming its field. ``before`` is the version that is revised."""
    quoted = frozenset(item.span for item in before.cited) if before else frozenset()
    faults = [*_said(draft), *_dropped(draft, quoted), *_when(draft, today), *_where(draft), *_how_many(draft), *_judged(draft)]
    if faults:
        raise InvalidMany(faults)


def _said(draft: IncidentDraft) -> Iterator[Invalid]:
    if len(draft.conflict) > _WORDS_OF_SLUG or not _SLUG.fullmatch(draft.conflict):
        yield Invalid("Name the conflict in small letters, figures and hyphens, such as “sarra-valley”.", place="conflict")
    if not draft.title.strip():
        yield Invalid("Say in one line what happened.", place="title")
    for name, most in _LONGEST.items():
        text = getattr(draft, name)
        if len(text) > most:
            yield Invalid(f"Write {most:,} characters at most.", place=name)
        elif fault := find_invisible(text.replace("\r\n", "\n"), what="this text", place=name, many_lines=most > LONGEST_TITLE):
            yield fault
    if draft.marking and (len(draft.marking) > LONGEST_MARKING or not _SLUG.fullmatch(draft.marking)):
        yield Invalid(
            f"A marking is published: {LONGEST_MARKING} small letters, figures and hyphens at most, such as “walkthrough”.",
            place="marking",
        )
    if not draft.rules:
        yield Invalid("Choose at least one rule of humanitarian law that this may concern.", place="rules")
    if not draft.objects:
        yield Invalid("Choose what was hit; “not known” is an answer.", place="objects")
    if not draft.cited:
        yield Invalid("An incident stands on quoted words: quote at least one document.", place="cited")
    if len({item.span for item in draft.cited}) < len(draft.cited):
        yield Invalid("Cite each quote once.", place="cited")


def _dropped(draft: IncidentDraft, quoted: frozenset[str]) -> Iterator[Invalid]:
    """No quote leaves an incident in silence: what the version before cites is cited still, or dropped with its reason."""
    cited, dropped = {item.span for item in draft.cited}, {item.span for item in draft.dropped}
    if quoted - cited - dropped:
        yield Invalid("A quote of the version before is missing: cite it, or drop it and say why.", place="dropped")
    if dropped - quoted or len(dropped) < len(draft.dropped):
        yield Invalid("Drop quotes that the version before cites, each of them once.", place="dropped")
    if dropped & cited:
        yield Invalid("A quote is either cited or dropped.", place="dropped")
    if any(not item.why.strip() or len(item.why) > LONGEST_TEXT for item in draft.dropped):
        yield Invalid(f"Say why each quote is dropped, in {LONGEST_TEXT:,} characters at most.", place="dropped")


def _when(draft: IncidentDraft, today: date) -> Iterator[Invalid]:
    if draft.date_to < draft.date_from:
        yield Invalid(f"The last day, {draft.date_to}, is before the first, {draft.date_from}.", place="date_to")
    elif draft.date_to > today:
        yield Invalid(f"The incident cannot have happened after today, {today}.", place="date_to")


def _where(draft: IncidentDraft) -> Iterator[Invalid]:
    if not draft.place.strip():
        yield Invalid("Say where it happened, or name the region if no more is known.", place="place")
    if (draft.latitude is None) != (draft.longitude is None):
        yield Invalid("Give latitude and longitude, or neither.", place="latitude")
    for name, most in (("latitude", 90), ("longitude", 180)):
        value = getattr(draft, name)
        if value is not None and not -most <= value <= most:
            yield Invalid(f"A {name} lies between −{most} and {most}.", place=name)


def _how_many(draft: IncidentDraft) -> Iterator[Invalid]:
    cited, dropped = {item.span for item in draft.cited}, {item.span for item in draft.dropped}
    for row in draft.casualties:
        what = f"{row.category} {row.harm}"
        if row.low > row.high:
            yield Invalid(f"{what}: the lower number, {row.low}, is above the higher, {row.high}.", place="casualties")
        if row.low < 0 or row.high > MOST_PEOPLE:
            yield Invalid(f"{what}: give numbers from 0 to {MOST_PEOPLE:,}.", place="casualties")
        if dropped.intersection(row.spans):
            yield Invalid(f"{what}: a quote that says so is dropped; name another that does, or take the numbers away.", place="casualties")
        elif not row.spans or not cited.issuperset(row.spans):
            yield Invalid(f"{what}: name the cited quotes that say so.", place="casualties")
    if len({(row.category, row.harm) for row in draft.casualties}) < len(draft.casualties):
        yield Invalid("Give one range for each group and harm.", place="casualties")
    yield from _more_than_all(draft)


def _more_than_all(draft: IncidentDraft) -> Iterator[Invalid]:
    """Children and women are among the civilians: more of them at least than civilians at most cannot be."""
    most = {row.harm: row.high for row in draft.casualties if row.category is Category.CIVILIANS}
    for row in draft.casualties:
        if row.category in {Category.CHILDREN, Category.WOMEN} and row.low > most.get(row.harm, row.low):
            yield Invalid(
                f"At least {row.low} {row.category} {row.harm}, but {most[row.harm]} civilians at most: one of them is wrong.",
                place="casualties",
            )


def _judged(draft: IncidentDraft) -> Iterator[Invalid]:
    if any(not item.party.strip() or len(item.party) > LONGEST_TITLE for item in draft.attributions):
        yield Invalid(f"Name each party that is held responsible, in {LONGEST_TITLE:,} characters at most.", place="attributions")
    if len({item.party for item in draft.attributions}) < len(draft.attributions):
        yield Invalid("Name each party once.", place="attributions")
    if draft.grade is not None and not draft.grade_reason.strip():
        yield Invalid("Say why the grade is not the one that the rule gives.", place="grade_reason")
    if draft.standing is Standing.SET_ASIDE and not draft.standing_reason.strip():
        yield Invalid("Say why the incident is set aside.", place="standing_reason")
