"""What evidence tells. Texts of documents are never published; proceedings and official lines are public facts."""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusIngested(Event):
    """A file was read to its end. ``ref`` is the capture's id.

    Stores made before December 2026 have this kind. The digest of a file that anybody can download, and how many documents are
    in it, open the sealed name of its source.
    """

    kind: ClassVar[str] = "evidence:corpus:ingested"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"sha256", "format", "documents", "known", "rejects"})

    source: str
    format: str
    sha256: str
    size: int
    documents: int
    known: int
    rejects: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusRead(CorpusIngested):
    """As :class:`CorpusIngested`, but internal, because its source is (docs/decisions/0250)."""

    kind: ClassVar[str] = "evidence:corpus:read"
    is_public: ClassVar[bool] = False
    published: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGraded(Event):
    """``ref`` is the source's id; everything is sealed."""

    kind: ClassVar[str] = "evidence:source:graded"

    source: str
    number: int
    source_kind: str
    reliability: str
    reasons_sha256: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRecorded(Event):
    """``ref`` is the incident's reference; days are ISO. What happened is published by what was hit, never by its text."""

    kind: ClassVar[str] = "evidence:incident:recorded"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset(
        {"destination", "conflict", "date_from", "date_to", "precision", "objects", "grade", "standing", "marking"}
    )

    version: str
    number: int
    destination: str
    conflict: str
    date_from: str
    date_to: str
    precision: str
    objects: list[Json]
    rules: list[Json]
    grade: str
    standing: str
    marking: str
    content_sha256: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRevised(IncidentRecorded):
    """As recorded, of a later version. ``replaces`` is the id of the version before."""

    kind: ClassVar[str] = "evidence:incident:revised"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = IncidentRecorded.published | {"number"}

    replaces: str
    reason_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingRecorded(Event):
    """``ref`` is the proceeding's reference; days are ISO or None: 2031-05 and 2031 where only the month or year is known."""

    kind: ClassVar[str] = "evidence:proceeding:recorded"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset(
        {"number", "destination", "proceeding", "title", "court", "stage", "sought_on", "issued_on", "refused_on", "asks", "text"}
    )

    version: str
    number: int
    destination: str
    proceeding: str
    title: str
    court: str
    stage: str
    sought_on: str | None
    issued_on: str | None
    refused_on: str | None
    asks: str
    text: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingRevised(ProceedingRecorded):
    """As recorded, of a later version; the reason for the change is public too."""

    kind: ClassVar[str] = "evidence:proceeding:revised"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = ProceedingRecorded.published | {"reason"}

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingWithdrawn(ProceedingRevised):
    """The proceeding should never have been recorded; the fields repeat what the version before said, ``reason`` why it is wrong."""

    kind: ClassVar[str] = "evidence:proceeding:withdrawn"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = ProceedingRevised.published


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialLineRecorded(Event):
    """``ref`` is the line's reference. ``held`` counts what the record held on that day: registered, triaged, set aside,
    and what the leader added, such as assessed. A topic that names a case is sealed in ``topic``."""

    kind: ClassVar[str] = "evidence:official-line:recorded"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"number", "destination", "said_on", "said_by", "venue", "words", "held"})

    version: str
    number: int
    destination: str
    topic: str
    said_on: str
    said_by: str
    venue: str
    words: str
    held: dict[str, Json]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialLineRevised(OfficialLineRecorded):
    """As recorded, of a later version; the reason for the change is public too."""

    kind: ClassVar[str] = "evidence:official-line:revised"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = OfficialLineRecorded.published | {"reason"}

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialLineWithdrawn(OfficialLineRevised):
    """The line should never have been recorded; the fields repeat what the version before said, ``reason`` why it is wrong."""

    kind: ClassVar[str] = "evidence:official-line:withdrawn"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = OfficialLineRevised.published
