"""Which incidents ask by themselves whether licences may stand: the authority's thresholds, from its pack."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentThreshold:
    """Reached by an incident that meets everything the row states; what a row leaves out is not asked.

    ``at_least`` is held against the higher number of any range of people in ``categories`` to whom ``harm`` happened.
    ``objects`` asks that one of them was hit, ``responsibility_accepted`` that a party says that it did it.
    """

    id: str
    why: str
    categories: tuple[str, ...] = ()
    harm: str = ""
    at_least: int = 0
    objects: tuple[str, ...] = ()
    responsibility_accepted: bool = False
