"""What a signer must know of an act first: who sends what to whom, worth how much, with which outcome, and who disagreed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.applications.public import Line, Party
from licet.casework.public import Finding, Level, LineFinding, standing
from licet.decisions.public import GRANTS, Hold, Outcome
from licet.kernel.money import Money, NoValue, total
from licet.kernel.quantity import Quantity
from licet.licences.public import LicenceSummary, LicenceTotals
from licet.policy import public as policy
from licet.web.components.filters import day, listed, money, quantity
from licet.web.desk.presenting import words
from licet.web.desk.presenting.signed.case import department
from licet.web.desk.presenting.signed.parts import Body, Row, scope_words


@dataclass(frozen=True, slots=True)
class LicenceRow:
    """``outcome`` is empty where the act does the same to every licence."""

    reference: str
    href: str
    exporter: str
    goods: str
    buyer: str
    value: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class InShort:
    """``licences`` are the first of those that the act changes; ``count`` is how many it changes."""

    rows: tuple[Row, ...] = ()
    licences: tuple[LicenceRow, ...] = ()
    count: int = 0


def decision(body: Body, exporter: str, lines: Sequence[Line], parties: Sequence[Party]) -> InShort:
    """Of a decision on a case: ``lines`` and ``parties`` are those of the version of the application that is signed for."""
    decided = {item["line"]: item for item in body["lines"]}
    values = [NoValue(line.no_value) if line.value_minor is None else Money(line.value_minor, line.currency) for line in lines]
    rows = [Row(_("Exporter"), exporter)]
    rows += [Row(words.role(item.role), f"{item.name}, {policy.destination_name(item.country)}") for item in parties]
    for line, value in zip(lines, values, strict=True):
        rows.append(Row(_("Line %(number)s") % {"number": line.number}, _line(line, value, decided[line.pk])))
    if len(lines) > 1:
        rows.append(Row(_("Value of all lines"), money(total(values))))
    numbers = {line.pk: line.number for line in lines}
    rows.append(Row(_("Who disagreed"), "\n".join(_disagreements(body, numbers)) or _("nobody")))
    return InShort(tuple(rows))


def _line(line: Line, value: Money | NoValue, decided: Body) -> str:
    facts = decided["facts"]
    rating = facts["rating"] or (_("not controlled") if facts["controlled"] is False else _("not rated"))
    said = {
        "outcome": words.outcome(decided["outcome"]).capitalize(),
        "quantity": quantity(Quantity.parse(line.amount, line.unit)),
        "goods": line.name,
        "rating": rating,
        "value": money(value),
    }
    return _("%(outcome)s: %(quantity)s of %(goods)s (%(rating)s), %(value)s") % said


def _disagreements(body: Body, numbers: Mapping[str, int]) -> Iterator[str]:
    """Departments that disagree on a criterion, also where the minister settled it, and findings that a grant goes against."""
    tests = {clause.code: clause.test for clause in policy.criteria_set(body["criteria_set"]["id"]).asked}
    granted = {item["line"] for item in body["lines"] if Outcome(item["outcome"]) in GRANTS}
    grouped: dict[tuple[str, str], list[Body]] = {}
    for item in body["advice"]:
        grouped.setdefault((item["line"], item["criterion"]), []).append(item)
    for (line, criterion), advice in sorted(grouped.items(), key=lambda pair: (numbers[pair[0][0]], pair[0][1])):
        findings = [
            LineFinding(line, criterion, each["department"], Level(each["level"]), Finding(each["finding"]), each["id"]) for each in advice
        ]
        of_departments = [item for item in findings if item.level is not Level.MINISTER]
        against = line in granted and any(item.finding is Finding.BARS for item in of_departments)
        if not against and not standing(of_departments).disagreement:
            continue
        said = "; ".join(f"{_adviser(item)}: {words.finding(item.finding, tests[criterion])}" for item in findings)
        yield _("Line %(number)s, criterion %(criterion)s: %(said)s") % {"number": numbers[line], "criterion": criterion, "said": said}


def _adviser(item: LineFinding) -> str:
    return _("The minister") if item.level is Level.MINISTER else department(item.department)


def over_licences(body: Body, first: Sequence[LicenceSummary], totals: LicenceTotals) -> InShort:
    """Of an act over licences: what is done to how many of whom, and the first of them by name."""
    outcomes = {item["reference"]: words.review_outcome(item["outcome"]) for item in body["licences"] if "outcome" in item}
    counts = Counter(outcomes.values())
    done = listed(f"{outcome} {count:,}" for outcome, count in counts.items()) if counts else words.act_kind(body["kind"])
    short = of_licences(first, totals, outcomes)
    return replace(short, rows=(Row(_("Outcome"), done), *short.rows))


def of_licences(first: Sequence[LicenceSummary], totals: LicenceTotals, outcomes: Mapping[str, str] | None = None) -> InShort:
    """How many licences of whom, to where and worth how much, and the first of them by name. ``outcomes`` by reference."""
    exporters = ngettext("%(count)s exporter", "%(count)s exporters", totals.exporters) % {"count": f"{totals.exporters:,}"}
    licences = ngettext("%(count)s licence", "%(count)s licences", totals.licences) % {"count": f"{totals.licences:,}"}
    rows = (
        Row(_("Licences"), _("%(licences)s of %(exporters)s") % {"licences": licences, "exporters": exporters}),
        Row(_("To"), listed(totals.destinations)),
        Row(_("Value of all lines"), listed(money(value) for value in totals.values)),
    )
    return InShort(rows, tuple(licence_row(item, (outcomes or {}).get(item.reference, "")) for item in first), totals.licences)


def licence_row(item: LicenceSummary, outcome: str = "") -> LicenceRow:
    return LicenceRow(
        reference=item.reference,
        href=reverse("desk:licence", args=[item.reference]),
        exporter=item.exporter,
        goods="\n".join(item.goods),
        buyer=f"{item.buyer}, {item.country}",
        value=money(item.value),
        outcome=outcome,
    )


def lifting(hold: Hold) -> InShort:
    """Of a lift: what the hold binds until then, and since when."""
    rows = (
        Row(_("Hold"), f"{words.hold_kind(hold.kind)}: {hold.title} ({hold.reference})"),
        Row(_("It binds"), scope_words(hold.scope) or _("Every licence line.")),
        Row(_("In force since"), day(hold.placed_on)),
        Row(_("Its legal basis"), hold.legal_basis),
        Row(_("Its reasons"), hold.reasons),
    )
    return InShort(rows)
