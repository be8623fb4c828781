"""The words of a case, for those who decide it: what was read, and what letters and events name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from licet.applications.public import Line, Party
from licet.casework.models import Advice, Case, LineRating
from licet.kernel.facts import COUNTS_AT, Role
from licet.kernel.money import Money, NoValue
from licet.kernel.quantity import Quantity


@dataclass(frozen=True, slots=True)
class AdviceRead:
    reasons: str
    given_by: str


@dataclass(frozen=True, slots=True)
class TextsRead:
    """The application's frozen content, and the reasons of current ratings and advice by their ids."""

    application: str
    ratings: Mapping[str, str]
    advice: Mapping[str, AdviceRead]


@dataclass(frozen=True, slots=True)
class LineContents:
    line: str
    number: int
    name: str
    description: str
    rating: str
    quantity: Quantity
    value: Money | NoValue


@dataclass(frozen=True, slots=True)
class PartyContents:
    role: Role
    name: str
    address: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseContents:
    """What a letter or the sealed part of an event says of a case. ``organisation`` is the exporter's id."""

    case: str
    reference: str
    licence_type: str
    criteria_set: str
    organisation: str
    exporter: str
    address: str
    registration: str
    email: str
    end_use: str
    lines: tuple[LineContents, ...]
    parties: tuple[PartyContents, ...]

    def line(self, line: str) -> LineContents:
        return next(item for item in self.lines if item.line == line)


def texts_read(case: str) -> TextsRead:
    """The texts that stand behind a case's gate, in three queries."""
    content = Case.objects.values_list("version__content", flat=True).get(pk=case)
    present = {"case": case, "current": True, "line__version": F("case__version")}
    ratings = LineRating.objects.filter(**present).values_list("id", "reasons")
    advice = Advice.objects.filter(**present).values_list("id", "reasons", "given_by")
    return TextsRead(content, dict(ratings), {key: AdviceRead(reasons, by) for key, reasons, by in advice})


def contents(case: str) -> CaseContents:
    """Everything that letters name, in three queries."""
    return contents_of([case])[case]


def contents_of(cases: Collection[str]) -> dict[str, CaseContents]:
    """The same of many cases, by id, in three queries."""
    rows = list(Case.objects.select_related("organisation", "version").filter(pk__in=cases))
    versions = [row.version_id for row in rows]
    lines, parties = defaultdict[str, list[Line]](list), defaultdict[str, list[Party]](list)
    for line in Line.objects.filter(version__in=versions).order_by("number"):
        lines[line.version_id].append(line)
    for party in Party.objects.filter(version__in=versions).order_by("number"):
        parties[party.version_id].append(party)
    return {row.pk: _case(row, lines[row.version_id], parties[row.version_id]) for row in rows}


def find_buyer[Named: (Party, PartyContents)](parties: Iterable[Named]) -> Named:
    """The party at which the goods count (decision 0080)."""
    return min(parties, key=lambda party: COUNTS_AT.index(Role(party.role)))


def _case(row: Case, lines: Iterable[Line], parties: Iterable[Party]) -> CaseContents:
    holder = row.organisation
    return CaseContents(
        case=row.pk,
        reference=row.reference,
        licence_type=row.licence_type,
        criteria_set=row.criteria_set,
        organisation=holder.pk,
        exporter=holder.name,
        address=holder.address,
        registration=holder.registration_number,
        email=holder.email,
        end_use=row.version.end_use,
        lines=tuple(_line(line) for line in lines),
        parties=tuple(_party(party) for party in parties),
    )


def _line(line: Line) -> LineContents:
    value = NoValue(line.no_value) if line.value_minor is None else Money(line.value_minor, line.currency)
    quantity = Quantity(Decimal(line.amount), line.unit)  # read when it was sent; older stores hold halves of items
    return LineContents(line.pk, line.number, line.name, line.description, line.claimed_rating, quantity, value)


def _party(party: Party) -> PartyContents:
    return PartyContents(Role(party.role), party.name, party.address, party.country)
