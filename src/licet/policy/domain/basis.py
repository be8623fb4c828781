"""What an assessment must hold before it may conclude *no clear risk*.

The numbers are the authority's: they are in its pack.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisNeeded:
    """One level of the requirement. Each number stands for itself; nothing is added up or averaged.

    ``incidents_determined_percent`` is of the incidents registered up to the cut-off. The procedures are counts of the schedule.
    ``commitment`` and ``capability`` are the findings that are accepted.
    """

    incidents_determined_percent: int
    themes_determined: int
    procedures_exist: int
    procedures_used: int
    procedures_with_outcome: int
    commitment: tuple[str, ...]
    capability: tuple[str, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        return (
            self.incidents_determined_percent,
            self.themes_determined,
            self.procedures_exist,
            self.procedures_used,
            self.procedures_with_outcome,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoClearRiskRule:
    """Below ``minimum`` the conclusion is refused; between ``minimum`` and ``full`` two people accept a warning that is published."""

    minimum: BasisNeeded
    full: BasisNeeded
