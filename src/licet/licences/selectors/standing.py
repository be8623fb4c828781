"""What stands today against lines that were granted: holds and conclusions, by the same gate that bars a grant."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from licet.assessments import public as assessments
from licet.assessments.public import ConclusionFinding
from licet.decisions import public as decisions
from licet.decisions.public import Bar, BarCode
from licet.kernel.scope import Scope
from licet.licences.domain import Standing
from licet.licences.models import LicenceLine
from licet.policy import public as policy

_SHOWN = frozenset(
    {BarCode.HOLD, BarCode.HOLD_UNKNOWN, BarCode.CLEAR_RISK, BarCode.CLEAR_RISK_UNKNOWN, BarCode.BY_DEPARTURE},
)
"""Advice, screening and ratings were asked when the licence was granted, and are not asked again."""


@dataclass(frozen=True, slots=True)
class StandsNow:
    """Read once, asked of many licences."""

    given: decisions.GateInput

    def of(self, lines: Sequence[LicenceLine], named: str = "") -> Standing:
        """What stands against these lines of one licence. The gate is given the departure that is named and no other."""
        bars = self._bars(lines, {named})
        found = Standing(tuple((line.number, bars[line.pk]) for line in lines), named)
        return replace(found, opened_by=self._opened_by(lines)) if found.at_risk else found

    def _opened_by(self, lines: Sequence[LicenceLine]) -> tuple[str, ...]:
        departures = [item.reference for item in self.given.departures]
        return tuple(item for item in departures if not _barred(self._bars(lines, {item})))

    def _bars(self, lines: Sequence[LicenceLine], departures: Collection[str]) -> dict[str, tuple[Bar, ...]]:
        named = tuple(item for item in self.given.departures if item.reference in departures)
        given = replace(self.given, lines=tuple(line.to_facts() for line in lines), departures=named)
        bars = decisions.gate(given).bars
        return {line.pk: tuple(bar for bar in bars if bar.line == line.pk and bar.code in _SHOWN) for line in lines}

    @property
    def holds(self) -> tuple[Scope, ...]:
        """Scopes of the holds in force, for asking the engine first."""
        return tuple(item.scope for item in self.given.holds)

    @property
    def risks(self) -> tuple[Scope, ...]:
        """Scopes of the clear risks in force, likewise."""
        return tuple(item.scope for item in self.given.conclusions if item.finding is ConclusionFinding.CLEAR_RISK)


def _barred(bars: dict[str, tuple[Bar, ...]]) -> bool:
    return any(bar.code is BarCode.CLEAR_RISK for at_line in bars.values() for bar in at_line)


def stands_now(today: date) -> StandsNow:
    """Holds, departures and conclusions of the day. Three queries."""
    criteria = policy.criteria_in_force(today)
    return StandsNow(
        decisions.GateInput(
            case="",
            application_version="",
            criteria_set=criteria.id,
            criteria=tuple(decisions.CriterionAsked(code=item.code, bars=item.bars, ihl=item.ihl) for item in criteria.asked),
            lines=(),
            today=today,
            limits=policy.pack().assessment_limits,
            holds=decisions.holds_in_force(),
            departures=decisions.departures_in_force(today),
            conclusions=assessments.conclusions_in_force(today),
        )
    )
