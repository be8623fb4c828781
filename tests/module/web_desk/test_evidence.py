"""Evidence at the desk: from a document's words to an incident, its revision, a proceeding and an official line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests import world as worlds
from tests.module.evidence.conftest import ANALYST, TEXT, record
from tests.module.web_desk.desk import Desk, said, slug

from licet.evidence import public as evidence
from licet.evidence.models import IncidentVersion, OfficialLine, Proceeding, Span
from licet.people.public import Role

type Desks = Callable[[str], Desk]

ROWS = {f"c{n}_{name}": value for n in range(1, 5) for name, value in (("group", "civilians"), ("harm", "killed"))}
PARTIES = {f"p{n}_{name}": value for n in (1, 2) for name, value in (("position", "has not said"), ("action", "not known"))}


def on(name: str, day: int, month: int) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": "2031"}


DAYS = on("date_from", 2, 5) | on("date_to", 2, 5)


@pytest.fixture
def document(world: worlds.World, tmp_path: Path, settings: object) -> str:
    settings.LICET_FILES_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    for name, role in (("analyst", Role.ASSESSOR), ("head", Role.HEAD_OF_ASSESSMENT)):
        world.actors[name] = worlds._person(name, role, department="licensing")
    path = tmp_path / "corpus.txt"
    path.write_text(record(7, TEXT, "Clinic in Bermut struck"))
    evidence.ingest_tagged(actor=ANALYST, path=path, source="Bermut Monitor", now=worlds.NOW)
    return str(evidence.Document.objects.get().pk)


def typed(spans: list[str], **changes: object) -> dict[str, object]:
    given = {"destination": "QM", "conflict": "sarra-valley", "title": "Shell hits the clinic", "place": "Bermut"}
    given |= {"place_precision": "district", "standing": "registered", "quotes": " ".join(spans), "version": "0", "credibility_1": "2"}
    chosen = {"rules": ["precautions"], "objects": ["health care"], "c1_low": "4", "c1_high": "6"}
    return given | chosen | ROWS | PARTIES | DAYS | changes


def test_from_words_to_an_incident_and_its_revision(desk: Desks, document: str) -> None:
    analyst = desk("analyst")
    assert "Clinic in Bermut struck" in analyst.words("evidence/?q=clinic+residents")
    assert "No document holds these words" in analyst.words("evidence/?q=harbour")
    assert "does not say these words" in said(analyst.post(f"evidence/{document}/", {"words": "not in it"}))
    analyst.post(f"evidence/{document}/", {"words": "killing at least four people"})
    assert "<mark>killing at least four people</mark>" in analyst.words(f"evidence/{document}/")
    span = Span.objects.get().pk
    assert "how credible is" in analyst.words(f"incidents/record?quote={span}")
    refused = analyst.post("incidents/record", typed([span], c1_low="9", summary="Kept as typed."))
    assert refused.status_code == 400
    assert "is above the higher" in said(refused)
    assert "Kept as typed." in said(refused)
    assert analyst.post("incidents/record", typed([span])).status_code == 302
    version = IncidentVersion.objects.get()
    reference = slug(version.incident.reference)
    assert "4 to 6 civilians killed (quote 1)" in analyst.words(f"incidents/{reference}/")
    assert "Shell hits the clinic" in analyst.words("incidents/?destination=QM&object_hit=health+care")
    assert 'value="sarra-valley"' in analyst.words(f"incidents/{reference}/revise")
    change = typed([span], title="Two shells hit the clinic", reason="Seen on site.", version="1")
    assert analyst.post(f"incidents/{reference}/revise", change).status_code == 302
    page = analyst.words(f"incidents/{reference}/")
    assert "Seen on site." in page
    assert "<ins>" in page
    assert "Somebody revised this incident" in said(analyst.post(f"incidents/{reference}/revise", change))
    assert IncidentVersion.objects.count() == 2
    assert analyst.post("incidents/record", typed([span], c1_low="", c1_high="")).status_code == 302
    assert "none recorded" in analyst.words("incidents/")
    assert "Clinic in" in analyst.words("evidence/?q=Bermut")


def test_proceedings_and_lines_are_recorded_and_read(desk: Desks, document: str) -> None:
    analyst, head = desk("analyst"), desk("head")
    given = {"destination": "QM", "kind": "court order", "title": "Order to reassess", "court": "High Court", "text": "Reassess."}
    given |= {"asks": "a review", "version": "0"} | on("sought_on", 1, 4)
    assert "is before the day" in said(analyst.post("proceedings/record", given | on("issued_on", 1, 3)))
    assert analyst.post("proceedings/record", given).status_code == 302
    reference = slug(Proceeding.objects.get().reference)
    assert "Order to reassess" in analyst.words("proceedings/")
    issued = given | on("issued_on", 3, 5) | {"reason": "Issued today.", "version": "1"}
    assert analyst.post(f"proceedings/{reference}/revise", issued).status_code == 302
    assert "Issued today." in analyst.words(f"proceedings/{reference}/")
    words = {"destination": "QM", "topic": "destination:QM", "said_by": "Spokesman", "venue": "Briefing", "words": "No comment."}
    words |= on("said_on", 5, 5)
    assert head.post("official-lines/record", words).status_code == 302
    assert "No comment." in head.words("official-lines/")
    assert "What the record held" in head.words(f"official-lines/{slug(OfficialLine.objects.get().reference)}/")
    assert analyst.get("official-lines/record").status_code == 404


def test_exporter_finds_nothing_and_a_reader_cannot_write(desk: Desks, document: str) -> None:
    for address in ("evidence/", "incidents/", "proceedings/", "official-lines/", f"evidence/{document}/"):
        assert desk("exporter").get(address).status_code == 404
        assert desk("officer").get(address).status_code == 200
    for address in ("incidents/record", "proceedings/record"):
        assert desk("officer").get(address).status_code == 404
    assert desk("officer").post(f"evidence/{document}/", {"words": "killing at least four people"}).status_code == 404
