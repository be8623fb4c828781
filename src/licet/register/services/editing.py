"""What a correction or an exclusion would change in the register, for those who propose and sign it.

Nothing here is written. Two people sign the change as an act of ``decisions``; its last signature publishes the event that is made
here, and the register reads it in the log like any other entry.
"""

from collections.abc import Mapping
from datetime import date

from django.db.models import Sum

from licet.kernel.errors import Invalid, MissingReasons, NotFound, Refused
from licet.kernel.event import Event
from licet.kernel.money import Money
from licet.kernel.visible_text import read_visible_text
from licet.policy import public as policy
from licet.register.domain import ReadLine
from licet.register.domain.cells import LaterStatus, StandingLine, sum_up
from licet.register.domain.corrections import (
    COMPARED,
    CorrectionFacts,
    FigureChange,
    Published,
    YearKey,
    YearSums,
    compare_figures,
    find_correction,
    read_field,
    sum_by_year,
)
from licet.register.domain.entries import Rated
from licet.register.events import DecisionExcluded, FigureCorrected
from licet.register.models import FigureCell, Progress, RegisteredDecision, RegisteredLicence, RegisteredLine
from licet.register.selectors.log import entries_about
from licet.register.services.entries import change_line

LONGEST_REASON = 4000


def published_decision(reference: str) -> Published:
    """A decision as the register shows it today. Raises NotFound, and Refused while the log says more of it than the register read."""
    row = RegisteredDecision.objects.filter(reference=reference).first()
    if row is None:
        raise NotFound(f"decision {reference} in the register")
    _refuse_unread_entries(reference)
    licence = row.licence or RegisteredLicence.objects.filter(decision=reference).values_list("reference", flat=True).first() or ""
    lines = tuple(_read_line(line) for line in _lines_of(reference))
    return Published(reference, licence, row.destination, row.currency, row.excluded, lines)


def _refuse_unread_entries(reference: str) -> None:
    read = Progress.objects.values_list("size", flat=True).get()
    unread = [entry.position for entry in entries_about([reference]) if entry.position >= read]
    if unread:
        raise Refused(
            f"The register has not yet read entry {unread[-1]} of the log, which is about {reference}. Try again in a minute.",
            place="decision",
        )


def _lines_of(reference: str) -> list[RegisteredLine]:
    return list(RegisteredLine.objects.filter(decision=reference, until=None).order_by("number"))


def _read_line(line: RegisteredLine) -> ReadLine:
    rated = Rated(line.rating, line.head, line.military, line.listed)
    return ReadLine(line.number, line.outcome, rated, line.value_minor, line.no_value, tuple(line.criteria))


def correction_of(published: Published, *, line: int, field: str, after: str) -> CorrectionFacts:
    """The correction that somebody typed: a destination by name or code, a rating of the control list, an amount of money.

    An empty value is *not recorded*. Raises :class:`Invalid` for what the authority's pack does not know, or the field cannot have.
    """
    return find_correction(published, line=line, field=field, after=_read_after(field, after, published.currency))


def _read_after(field: str, typed: str, currency: str) -> str:
    """A new value as it is published."""
    name, text = read_field(field), read_visible_text(typed, what="the new value", place="after")
    if not text:
        return ""
    match name:
        case "destination":
            return policy.read_destination(text)
        case "rating":
            return str(policy.read_listed_code(text))
    return str(Money.parse(text, currency).minor)


def read_reason(typed: str) -> str:
    """The reason for a change, which everybody will read. Raises MissingReasons."""
    reason = read_visible_text(typed, what="the reason", place="reason", many_lines=True)
    if not reason:
        raise MissingReasons("Give the reason for this change. Everybody can read it in the register.", place="reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid(f"Shorten the reason to {LONGEST_REASON:,} characters.", place="reason")
    return reason


def correction_event(decision: str, correction: CorrectionFacts, *, reason: str, act: str, today: date) -> Event:
    """What the log says of a correction that ``act`` made."""
    facts = {"line": correction.line, "field": correction.field, "before": correction.before, "after": correction.after}
    return FigureCorrected(on=today, ref=decision, **facts, reason=reason, corrected_by=act)  # type: ignore[arg-type]


def exclusion_event(decision: str, *, reason: str, act: str, today: date) -> Event:
    """What the log says of an exclusion that ``act`` made."""
    return DecisionExcluded(on=today, ref=decision, reason=reason, excluded_by=act)


def figures_changed(published: Published, correction: CorrectionFacts | None) -> tuple[FigureChange, ...]:
    """The newest figures that change if this correction is made, or without one if the decision is left out. Four queries.

    None, where the decision is left out of the figures already.
    """
    if published.excluded is not None:
        return ()
    lines = _lines_of(published.decision)
    before = _sum_by_year(lines)
    if correction is not None:
        for line in lines:
            if correction.line in (0, line.number):
                change_line(line, correction.field, correction.after)
    after = _sum_by_year(lines) if correction is not None else {}
    return compare_figures(_sums_today({*before, *after}), before, after)


def _sum_by_year(lines: list[RegisteredLine]) -> Mapping[YearKey, YearSums]:
    names = StandingLine.__dataclass_fields__
    later: Mapping[str, LaterStatus] = {}
    return sum_by_year(sum_up((StandingLine(**{name: getattr(line, name) for name in names}) for line in lines), later))


def _sums_today(keys: set[YearKey]) -> dict[YearKey, YearSums]:
    cells = FigureCell.objects.filter(
        grouping__in=COMPARED,
        year__in={key.year for key in keys},
        destination__in={key.destination for key in keys},
        head__in={key.rating for key in keys},
    )
    names = ("year", "outcome", "destination", "head")
    sums = cells.order_by().values_list(*names).annotate(n=Sum("decisions"), valued_lines=Sum("valued"), value=Sum("value_minor"))
    return {YearKey(*row[:4]): YearSums(*row[4:]) for row in sums}
