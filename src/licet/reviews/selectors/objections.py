"""Why the outcomes of a frozen list may not be proposed or signed, in sentences; none when they may (decision 0156).

A clear risk found since bars that goods go on leaving: such a licence is suspended or revoked, or a departure is named. Found
by the engine first, licence by licence only where a conclusion takes a line.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db.models import F, Q

from licet.assessments import public as assessments
from licet.assessments.public import ConclusionFinding
from licet.decisions.public import BarCode
from licet.kernel.scope import Match, Scope
from licet.licences.public import AT_RISK, LicenceLine, LicenceStatus, bars_now, in_sets
from licet.platform.scope_query import NEVER, matching
from licet.reviews.domain import LEAVES_IN_USE, Outcome
from licet.reviews.models import Frozen, OutcomeRow

_SHOWN = 20


def objections(frozen: Frozen, *, today: date) -> tuple[str, ...]:
    """The first of them; a list of thousands helps nobody."""
    found = []
    for words in _objections(frozen, today):
        found.append(words)
        if len(found) == _SHOWN:
            break
    return tuple(found)


def _objections(frozen: Frozen, today: date) -> Iterator[str]:
    undecided = frozen.outcomes.filter(outcome="").count()
    if undecided:
        yield f"{undecided:,} of the frozen licences have no outcome yet."
    changed = frozen.outcomes.exclude(status=F("licence__status"), revision=F("licence__revision")).select_related("licence")
    yield from (f"{row.licence.reference}: it changed since the list was frozen; freeze it again." for row in changed[:_SHOWN])
    in_use = frozen.outcomes.filter(outcome__in=[item.value for item in LEAVES_IN_USE]).select_related("licence", "departure")
    in_use = in_use.exclude(outcome=Outcome.MAINTAIN.value, status=LicenceStatus.SUSPENDED.value)  # it stays suspended
    at_risk = Q(licence__in=LicenceLine.objects.filter(_clear_risks(today)).values("licence"))
    rows = list(in_use.filter(Q(departure__isnull=False) | at_risk).order_by("licence__reference"))
    lines = _lines(row.licence_id for row in rows)
    bars = bars_now([line for each in lines.values() for line in each], today=today)
    for row in rows:
        risky = {line.pk for line in lines[row.licence_id] for bar in bars.get(line.pk, ()) if bar.code in AT_RISK}
        barred = {line.pk for line in lines[row.licence_id] for bar in bars.get(line.pk, ()) if bar.code is BarCode.CLEAR_RISK}
        yield from (f"{row.licence.reference}: {words}" for words in _of_row(row, lines[row.licence_id], risky, barred, today))


def _clear_risks(today: date) -> Q:
    """Lines that a clear risk in force takes."""
    found = NEVER
    for item in assessments.conclusions_in_force(today):
        if item.finding is ConclusionFinding.CLEAR_RISK:
            found = found | matching(item.scope).taken
    return found


def _lines(licences: Iterable[str]) -> dict[str, list[LicenceLine]]:
    found: dict[str, list[LicenceLine]] = {licence: [] for licence in licences}
    for some in in_sets(found):
        for line in LicenceLine.objects.filter(licence__in=some).order_by("licence", "number"):
            found[line.licence_id].append(line)
    return found


def _of_row(row: OutcomeRow, lines: Sequence[LicenceLine], risky: set[str], barred: set[str], today: date) -> Iterator[str]:
    if row.departure and row.departure.expires_on < today:
        yield f"departure {row.departure.reference} has expired."
        return
    if row.departure and not _covers(Scope.from_json(row.departure.scope), [line for line in lines if line.pk in (risky or {line.pk})]):
        yield f"departure {row.departure.reference} does not cover its lines."
    elif barred:
        yield "a clear risk was found for what it licenses: suspend or revoke it, or name a departure made with that assessment."
    elif risky and row.outcome == Outcome.MAINTAIN:
        yield "it goes on by a departure only: choose “departure” and name it."


def _covers(scope: Scope, lines: Sequence[LicenceLine]) -> bool:
    return all(scope.takes(line.to_facts()) is Match.YES for line in lines)
