"""Commands of the register: read the log on, rebuild, correct, exclude, import."""

from licet.register.services.editing import correct, exclude
from licet.register.services.importing import Imported, import_uk_values
from licet.register.services.reading import CaughtUp, catch_up, rebuild

__all__ = ["CaughtUp", "Imported", "catch_up", "correct", "exclude", "import_uk_values", "rebuild"]
