"""Taking a corpus in: whole, once, findable, and going on after a stop."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from tests.internal import internal_count, internal_events
from tests.module.evidence.conftest import ANALYST, NOBODY, NOW, record

from licet.evidence.models import Capture, CaptureReject, Document, Source
from licet.evidence.selectors.intake import Intake
from licet.evidence.services import ingest as ingesting
from licet.evidence.services.ingest import ingest_tagged
from licet.kernel.errors import Invalid, NotAllowed
from licet.ledger import public as ledger
from licet.platform.files import file_store

pytestmark = pytest.mark.django_db

type Ingest = Callable[..., Intake]


def counts(found: Intake) -> tuple[int, int, int]:
    return found.documents, found.known, found.rejects


def test_new_file_is_kept_read_and_told_of(ingest: Ingest) -> None:
    found = ingest(record(1) + "notes" + record(2, "Water was cut off.\0"))
    assert counts(found) == (2, 0, 1)
    capture = Capture.objects.get(pk=found.capture)
    assert file_store().has(capture.sha256)
    assert (capture.finished_by, capture.read_to, capture.read_line) == (ANALYST.id, capture.size, 3)
    first, second = Document.objects.order_by("serial")
    raw = file_store().read(capture.sha256)[second.offset : second.offset + second.length]
    assert second.sha256 == hashlib.sha256(raw).hexdigest()
    assert (first.number, second.text) == ("1", "Water was cut off.\N{REPLACEMENT CHARACTER}")
    [event] = internal_events()
    assert (event.kind, event.ref, event.clear) == ("evidence:corpus:read", capture.pk, {})
    assert ledger.internal_disclosure(event.number, "sha256", capture.sha256)
    for field, value in {"format": "tagged", "documents": 2, "known": 0, "rejects": 1}.items():
        assert ledger.internal_disclosure(event.number, field, value)
    assert ledger.size() == 0


def test_cases_are_read_as_the_format_says(test_data: Path) -> None:
    folder = test_data / "tagged"
    wanted = json.loads((folder / "cases.json").read_text())
    found = ingest_tagged(actor=ANALYST, path=folder / "cases.txt", source="cases", now=NOW)
    rows = Document.objects.order_by("offset")
    read = [
        {"number": int(row.number), "date": str(row.dated_on), "title": row.title, "text": row.text}
        | {"offset": row.offset, "length": row.length, "sha256": row.sha256}
        for row in rows
    ]
    assert read == wanted["accepted"]
    assert found.known == len(wanted["known"])
    assert [{"offset": item.offset, "line": item.line, "reason": item.reason} for item in found.all_rejects()] == wanted["rejected"]


def test_same_file_again_is_known_and_changes_nothing(ingest: Ingest) -> None:
    text = record(1) + record(1) + record(1, "Other words.") + record(2)
    first, again = ingest(text), ingest(text)
    assert (counts(first), counts(again)) == ((2, 1, 1), (0, 3, 1))
    assert list(again.all_documents()) == []
    assert list(again.all_rejects()) == list(first.all_rejects())
    assert (Capture.objects.count(), Document.objects.count(), internal_count()) == (1, 2, 1)


def test_grown_file_adds_only_what_is_new(ingest: Ingest) -> None:
    ingest(record(1) + record(2))
    grown = ingest(record(1) + record(2) + record(3))
    assert counts(grown) == (1, 2, 0)
    assert [item.number for item in grown.all_documents()] == ["3"]


def test_number_taken_before_with_other_bytes_is_a_conflict_in_its_own_corpus_only(ingest: Ingest) -> None:
    ingest(record(1))
    assert counts(ingest(record(1, "Other words."))) == (0, 0, 1)
    assert counts(ingest(record(1, "Other words."), source="Another Monitor")) == (1, 0, 0)


def test_intake_that_was_stopped_goes_on(ingest: Ingest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "AT_ONCE", 2)
    text = "x" + "".join(record(number) for number in range(1, 8))

    def stop(read: int, size: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(text, on_progress=stop)
    assert (Document.objects.count(), internal_count()) == (1, 0)
    found = ingest(text)
    assert counts(found) == (7, 0, 1)
    assert [item.number for item in found.all_documents()] == [str(number) for number in range(1, 8)]
    assert (CaptureReject.objects.count(), internal_count()) == (1, 1)


def test_other_process_reading_the_same_file_is_followed(ingest: Ingest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "AT_ONCE", 1)
    text = "".join(record(number) for number in range(1, 5))
    path = []

    def other(read: int, size: int) -> None:
        if not path:
            path.append("once")
            ingest(text)

    assert counts(ingest(text, on_progress=other)) == (4, 0, 0)
    assert (Document.objects.count(), internal_count()) == (4, 1)


def test_failure_in_a_set_leaves_no_piece_of_it(ingest: Ingest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("licet.evidence.services.take.index", lambda documents: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ingest("stray" + record(1))
    assert (Document.objects.count(), CaptureReject.objects.count(), Capture.objects.get().read_to) == (0, 0, 0)


def test_number_of_many_figures_is_a_number(ingest: Ingest) -> None:
    assert counts(ingest(record("9" * 60) + record("9" * 1001))) == (1, 0, 1)


@pytest.mark.parametrize("name", ["", " \n", "x" * 101, "bad\x07name"])
def test_source_wants_a_name(ingest: Ingest, name: str) -> None:
    with pytest.raises(Invalid, match=r"Name the source|invisible character"):
        ingest(record(1), source=name)
    assert (Source.objects.count(), Capture.objects.count()) == (0, 0)


def test_file_that_cannot_be_read_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"none\.txt: The file cannot be read"):
        ingest_tagged(actor=ANALYST, path=tmp_path / "none.txt", source="x", now=NOW)
    with pytest.raises(Invalid, match="folder"):
        ingest_tagged(actor=ANALYST, path=tmp_path, source="x", now=NOW)


def test_ingest_wants_its_permission(ingest: Ingest) -> None:
    with pytest.raises(NotAllowed):
        ingest(record(1), actor=NOBODY)
    assert Source.objects.count() == 0


@pytest.mark.parametrize("model", [Source, Document, CaptureReject])
def test_corpus_never_changes(ingest: Ingest, model: type[Document]) -> None:
    ingest("stray" + record(1))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")  # type: ignore[attr-defined]
