"""Commands of the register: read the log on, rebuild, import; and what a correction or an exclusion would change."""

from licet.register.services.checking import Compared, Difference, compare_with_log, comparison_is_due
from licet.register.services.editing import (
    check_exclusion,
    correction_event,
    correction_of,
    exclusion_event,
    figures_changed,
    published_decision,
    read_reason,
)
from licet.register.services.importing import Imported, import_uk_values
from licet.register.services.reading import CaughtUp, catch_up, rebuild

__all__ = [
    "CaughtUp",
    "Compared",
    "Difference",
    "Imported",
    "catch_up",
    "check_exclusion",
    "compare_with_log",
    "comparison_is_due",
    "correction_event",
    "correction_of",
    "exclusion_event",
    "figures_changed",
    "import_uk_values",
    "published_decision",
    "read_reason",
    "rebuild",
]
