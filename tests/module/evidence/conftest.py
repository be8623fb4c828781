"""Who may do what, and files in the tagged format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from licet.evidence.selectors.intake import Intake
from licet.evidence.services.ingest import ingest_tagged
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
