"""Decisions and licences: the list with its filters, one of them with its place in the log, and the check of a paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.kernel.check_code import check_digest, parse_check_code
from licet.kernel.errors import NotFound
from licet.kernel.money import Money, NoValue
from licet.kernel.terms import Clause
from licet.ledger.public import PublishedEntry
from licet.register.models import Correction, Exclusion, RegisteredDecision, RegisteredLicence, RegisteredLine, StatusEntry
from licet.register.selectors.finding import clauses_of, count_listed, positions_listed
from licet.register.selectors.log import LogState, entries_about, log_state

PAGE = 25
ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One row of the list: a decision on an application, and the licence it issued, if it did."""

    reference: str
    slug: str
    decided_on: date
    outcome: str
    destination: str
    ratings: str
    value: Money | NoValue
    criteria: tuple[str, ...]
    status: str
    excluded: bool
    position: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list, newest first. ``first`` and ``last`` are the positions at its ends."""

    rows: tuple[DecisionRow, ...]
    total: int
    more_before: bool
    more_after: bool

    @property
    def first(self) -> str | None:
        return str(self.rows[0].position) if self.rows else None

    @property
    def last(self) -> str | None:
        return str(self.rows[-1].position) if self.rows else None


def listing(asked: Mapping[str, str], *, after: int | None = None, before: int | None = None) -> Listing:
    """Decisions by ``q``, ``destination``, ``outcome``, ``status``, ``year``, ``rating``. Four queries, however many rows."""
    clauses = clauses_of(asked)
    positions = positions_listed(clauses, after=after, before=before, most=PAGE + 1)
    more, positions = len(positions) > PAGE, positions[:PAGE]
    rows = _rows_at(positions)
    backwards = before is not None and after is None
    (total,) = count_listed(clauses)
    return Listing(rows, total, more if backwards else after is not None, bool(rows) if backwards else more)


def every_listed(asked: Mapping[str, str]) -> Iterator[DecisionRow]:
    """All decisions of the list, newest first. Raises Invalid before the first row. Three queries for each set of rows."""
    return _every_listed(clauses_of(asked))


def _every_listed(clauses: list[Clause]) -> Iterator[DecisionRow]:
    after: int | None = None
    while positions := positions_listed(clauses, after=after, before=None, most=ROWS_AT_ONCE):
        yield from _rows_at(positions)
        after = positions[-1]


def _rows_at(positions: list[int]) -> tuple[DecisionRow, ...]:
    rows = list(RegisteredDecision.objects.filter(position__in=positions).order_by("-position"))
    licences = {row.decision: row for row in RegisteredLicence.objects.filter(decision__in=[row.reference for row in rows])}
    return tuple(_row(row, licences.get(row.reference)) for row in rows)


def _row(row: RegisteredDecision, licence: RegisteredLicence | None) -> DecisionRow:
    return DecisionRow(
        reference=licence.reference if licence else row.reference,
        slug=licence.slug if licence else row.slug,
        decided_on=row.decided_on,
        outcome=row.outcome,
        destination=row.destination,
        ratings=row.ratings,
        value=value_of(row.value_minor, row.currency, row.no_value),
        criteria=tuple(row.criteria),
        status=licence.status if licence else "",
        excluded=row.excluded is not None,
        position=row.position,
    )


def value_of(minor: int | None, currency: str, no_value: str) -> Money | NoValue:
    if minor is not None:
        return Money(minor, currency)
    return NoValue(no_value) if no_value in set(NoValue) else NoValue.NOT_RECORDED


BY_DEPARTURE = "decisions:decision:by-departure"


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """Everything public of one decision on an application, or of one on a licence."""

    decision: RegisteredDecision
    licence: RegisteredLicence | None
    lines: tuple[RegisteredLine, ...]
    statuses: tuple[StatusEntry, ...]
    corrections: tuple[Correction, ...]
    exclusion: Exclusion | None
    entries: tuple[PublishedEntry, ...]
    about: RegisteredLicence | None
    log: LogState

    @property
    def by_departure(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The departures by which this decision puts a licence in force again, each with the conclusions that it passes."""
        told: list[Mapping[str, Any]] = [entry.published for entry in self.entries if entry.kind == BY_DEPARTURE]
        return tuple((str(item["departure"]), tuple(item["passes"])) for item in told)


def decision_page(slug: str) -> DecisionPage:
    """By the address of a licence or of a decision. Raises NotFound. Eleven queries at most."""
    licence = RegisteredLicence.objects.filter(slug=slug).first()
    decision = RegisteredDecision.objects.filter(**({"reference": licence.decision} if licence else {"slug": slug})).first()
    if decision is None:
        raise NotFound("licence or decision in the register")
    if licence is None and not decision.licence:
        licence = RegisteredLicence.objects.filter(decision=decision.reference).first()
    about = RegisteredLicence.objects.filter(reference=decision.licence).first() if decision.licence else None
    return DecisionPage(
        decision=decision,
        licence=licence,
        lines=tuple(RegisteredLine.objects.filter(decision=decision.reference, until=None).order_by("number")),
        statuses=tuple(StatusEntry.objects.filter(licence=licence.reference).order_by("position")) if licence else (),
        corrections=tuple(Correction.objects.filter(decision=decision.reference).order_by("position")),
        exclusion=Exclusion.objects.filter(decision=decision.reference).order_by("position").first(),
        entries=tuple(entries_about([decision.reference, licence.reference if licence else ""])),
        about=about,
        log=log_state(),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What a check code confirms: that the paper is ours, and what the register shows of it anyway."""

    licence: RegisteredLicence


def confirm(typed: str) -> Found | None:
    """The licence whose paper bears this code; None if there is none. Raises Invalid for what cannot be a code."""
    digest = check_digest(parse_check_code(typed))
    found = RegisteredLicence.objects.filter(check_code_sha256=digest).first()
    return Found(found) if found else None
