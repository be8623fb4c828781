"""What the register itself puts on the record: no figure changes, and nothing is left out, without one of these."""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCorrected(Event):
    """A published fact of a decision was wrong. ``ref`` is the decision's reference, ``line`` counts from 1, 0 for the whole.

    ``field`` is *destination*, *rating* or *value_minor*; ``before`` and ``after`` are written as text, empty: not recorded.
    """

    kind: ClassVar[str] = "register:figure:corrected"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"line", "field", "before", "after", "reason"})

    line: int
    field: str
    before: str
    after: str
    reason: str
    corrected_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionExcluded(Event):
    """A decision is left out of the figures, for a reason that everybody may read. ``ref`` is the decision's reference."""

    kind: ClassVar[str] = "register:decision:excluded"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"reason"})

    reason: str
    excluded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMade(Event):
    """Somebody else's data came in, before publishers were named. :class:`FileImported` is what is recorded now."""

    kind: ClassVar[str] = "register:import:made"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset(
        {
            "source",
            "sha256",
            "rows",
            "groups",
            "total_minor",
            "currency",
            "without_value",
            "zero_value",
            "not_listed",
            "unknown_countries",
            "refused",
        }
    )

    source: str
    sha256: str
    rows: int
    groups: int
    total_minor: int | None
    currency: str
    without_value: int
    zero_value: int
    not_listed: int
    unknown_countries: int
    refused: int
    imported_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileImported(Event):
    """Somebody else's data came in. The file is named by its SHA-256, and the lines as they were read by theirs.

    ``total_minor`` is None where no row had a value; ``published_on`` is the day on which the publisher published the file.
    """

    kind: ClassVar[str] = "register:file:imported"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = ImportMade.published | {"release", "publisher", "published_on", "lines_sha256"}

    source: str
    release: str
    publisher: str
    published_on: str
    sha256: str
    lines_sha256: str
    rows: int
    groups: int
    total_minor: int | None
    currency: str
    without_value: int
    zero_value: int
    not_listed: int
    unknown_countries: int
    refused: int
    imported_by: str
