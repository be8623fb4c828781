"""What assessments tell. Drafts are sealed whole; of a concluded version the conclusions and the public's words are published."""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDrafted(Event):
    """Words of a draft were saved. ``number`` is the version drafted, ``content_sha256`` over its content as canonical JSON."""

    kind: ClassVar[str] = "assessments:version:drafted"
    published: ClassVar[frozenset[str]] = frozenset({"number"})

    number: int
    revision: int
    content_sha256: str
    reason: str
    saved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionConcluded(Event):
    """A version was concluded and holds from ``valid_from`` on. ``conclusions`` hold finding, scope and scope_text each;
    ``text_sha256`` is over the whole text as signers read it."""

    kind: ClassVar[str] = "assessments:version:concluded"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset(
        {"destination", "conflict", "title", "number", "evidence_until", "valid_from", "review_by"}
        | {"coverage", "conclusions", "public_summary"}
    )

    destination: str
    conflict: str
    title: str
    number: int
    evidence_until: str
    valid_from: str
    review_by: str
    coverage: Json
    conclusions: list[Json]
    public_summary: str
    text_sha256: str
    reason: str
    authors: list[Json]
    concluded_by: str
