"""What stands today against lines that were granted: holds and conclusions, by the same gate that bars a grant (I1, I3)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from licet.assessments import public as assessments
from licet.decisions import public as decisions
from licet.decisions.public import Bar, BarCode
from licet.licences.models import LicenceLine
from licet.policy import public as policy

AT_RISK = frozenset({BarCode.CLEAR_RISK, BarCode.BY_DEPARTURE})
"""A clear risk takes the line, whether or not a departure passes it by."""

BINDS = frozenset({BarCode.HOLD, BarCode.HOLD_UNKNOWN, BarCode.CLEAR_RISK, BarCode.CLEAR_RISK_UNKNOWN})
"""Against these nothing is reinstated; *unknown* may lie under them, and is never open (joints 10)."""


def bars_now(lines: Sequence[LicenceLine], *, today: date) -> dict[str, tuple[Bar, ...]]:
    """Bars of :data:`AT_RISK` and :data:`BINDS` by licence line; lines with none are left out.

    Advice, screening and ratings were asked when the licence was granted, and are not asked again.
    """
    facts = tuple(line.to_facts() for line in lines)
    criteria = policy.criteria_in_force(today)
    given = decisions.GateInput(
        case="",
        application_version="",
        criteria_set=criteria.id,
        criteria=tuple(decisions.CriterionAsked(code=item.code, bars=item.bars, ihl=item.ihl) for item in criteria.asked),
        lines=facts,
        today=today,
        limits=policy.pack().assessment_limits,
        holds=decisions.holds_in_force(),
        departures=decisions.departures_in_force(today),
        conclusions=assessments.conclusions_in_force(today),
    )
    found: dict[str, list[Bar]] = defaultdict(list)
    for bar in decisions.gate(given).bars:
        if bar.code in AT_RISK | BINDS:
            found[bar.line].append(bar)
    return {line: tuple(bars) for line, bars in found.items()}
