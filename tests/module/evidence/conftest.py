"""Who may do what, and files in the tagged format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from licet.evidence.models import Document, Span
from licet.evidence.public import (
    Casualties,
    Category,
    Cited,
    Credibility,
    Harm,
    IhlRule,
    IncidentDraft,
    Intake,
    ObjectHit,
    ingest_tagged,
    quote_words,
)
from licet.kernel.actor import Actor, system
from licet.kernel.permission import Permission

NOW = datetime(2031, 5, 12, 12, tzinfo=UTC)
ANALYST = system(
    "analyst",
    Permission.DOCUMENT_INGEST,
    Permission.EVIDENCE_READ,
    Permission.INCIDENT_RECORD,
    Permission.OFFICIAL_LINE_RECORD,
    Permission.PROCEEDING_RECORD,
    Permission.SOURCE_GRADE,
)
NOBODY = system("nobody")


def record(number: object, text: str = "A shell hit the clinic.", title: str = "A report", on: str = "2031-05-02") -> str:
    """A record in the tagged format."""
    return (
        f"F-N-S-T-A-R-T. {number} F-N-E-N-D. D-A-T-E-S-T-A-R-T. {on} D-A-T-E-E-N-D. "
        f"T-I-T-L-E-S-T-A-R-T. {title} T-I-T-L-E-E-N-D. T-E-X-T-S-T-A-R-T. {text} T-E-X-T-E-N-D.\n"
    )


@pytest.fixture
def analyst() -> Actor:
    return ANALYST


@pytest.fixture(autouse=True)
def files_root(tmp_path: Path, settings: object) -> None:
    settings.LICET_FILES_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


@pytest.fixture
def ingest(tmp_path: Path) -> Callable[..., Intake]:
    """Read text or bytes as a file of a source."""

    def reading(
        content: str | bytes, source: str = "Bermut Monitor", actor: Actor = ANALYST, now: datetime = NOW, **more: object
    ) -> Intake:
        path = tmp_path / "corpus.txt"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return ingest_tagged(actor=actor, path=path, source=source, now=now, **more)  # type: ignore[arg-type]

    return reading


TEXT = (
    "The ministry of health said that a shell hit the clinic in Bermut on Friday, killing at least four people. "
    "Residents spoke of six dead.\n\nThe army declined to comment."
)


@pytest.fixture
def quoted(ingest: Callable[..., Intake]) -> list[Span]:
    """Two quotes of one document and one of another source's."""
    ingest(record(1, TEXT, "Clinic in Bermut struck"))
    ingest(record(1, "Six people died when the clinic was struck, the agency said.", "Six dead"), source="Relief Agency")
    first, second = Document.objects.order_by("serial")
    words = [(first, "killing at least four people"), (first, "Residents spoke of six dead."), (second, "Six people died")]
    return [quote_words(actor=ANALYST, document=document.pk, words=text, now=NOW) for document, text in words]


def a_draft(spans: list[Span], **changed: object) -> IncidentDraft:
    """A strike on a clinic as the quotes tell it."""
    drafted: dict[str, object] = {
        "destination": "QM",
        "conflict": "sarra-valley",
        "title": "Shell hits the clinic in Bermut",
        "date_from": date(2031, 5, 2),
        "date_to": date(2031, 5, 2),
        "place": "Bermut",
        "rules": frozenset({IhlRule.MEDICAL_PROTECTION, IhlRule.PRECAUTIONS}),
        "objects": frozenset({ObjectHit.HEALTH_CARE}),
        "cited": tuple(Cited(span.pk, Credibility.TWO) for span in spans),
        "casualties": (Casualties(Category.CIVILIANS, Harm.KILLED, 4, 6, tuple(span.pk for span in spans)),),
    }
    return IncidentDraft(**(drafted | changed))  # type: ignore[arg-type]
