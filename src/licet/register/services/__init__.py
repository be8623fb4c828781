"""Commands of the register: read the log on, rebuild, correct, exclude, import."""

from licet.register.services.checking import Compared, Difference, compare_with_log, comparison_is_due
from licet.register.services.editing import correct, exclude
from licet.register.services.importing import Imported, import_uk_values
from licet.register.services.reading import CaughtUp, catch_up, rebuild

__all__ = [
    "CaughtUp",
    "Compared",
    "Difference",
    "Imported",
    "catch_up",
    "compare_with_log",
    "comparison_is_due",
    "correct",
    "exclude",
    "import_uk_values",
    "rebuild",
]
