"""The store of documents, on both engines."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from licet.documents import public as documents
from licet.documents.public import Document, OwnerKind
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotAllowed, NotFound
from licet.kernel.permission import Permission as P
from licet.platform.files import Damaged

pytestmark = pytest.mark.django_db
NOW = datetime(2031, 5, 1, 9, 30, tzinfo=UTC)
EXPORTER = Actor("user:E", "Exporter", permissions=frozenset({P.DOCUMENT_ADD, P.DOCUMENT_READ}), organisation="ORG1")
OTHER = Actor("user:O", "Other", permissions=frozenset({P.DOCUMENT_ADD, P.DOCUMENT_READ}), organisation="ORG2")
OFFICER = Actor("user:F", "Officer", permissions=frozenset({P.DOCUMENT_ADD, P.DOCUMENT_READ}), department="licensing")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(60))
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.LICET_FILES_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


def add(content: bytes, filename: str, actor: Actor = EXPORTER, **more: str) -> Document:
    return documents.add_document(
        actor=actor,
        file=io.BytesIO(content),
        filename=filename,
        size=len(content),
        owner_kind=OwnerKind.APPLICATION,
        owner_ref="APP1",
        now=NOW,
        **more,  # type: ignore[arg-type]
    ).document


def office(*names: str, mimetype: str = "") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "filename", "kind"),
    [
        (PDF, "spec.pdf", "application/pdf"),
        (PNG, "photo.PNG", "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(20), "photo.jpg", "image/jpeg"),
        ("Zeile eins\nzwölf\n".encode(), "note.txt", "text/plain"),
        (b"a,b\r\n1,2\r\n", "lines.csv", "text/csv"),
        (b"first page\n\x0csecond\tpage\n", "note.txt", "text/plain"),
        (office("[Content_Types].xml", "word/document.xml"), "letter.docx", documents.TYPES["docx"]),
        (office("[Content_Types].xml", "xl/workbook.xml"), "prices.xlsx", documents.TYPES["xlsx"]),
        (office("content.xml", mimetype=documents.TYPES["odt"]), "letter.odt", documents.TYPES["odt"]),
    ],
)
def test_document_is_kept_with_the_type_of_its_content(content: bytes, filename: str, kind: str) -> None:
    row = add(content, filename)
    assert (row.content_type, row.filename, row.size) == (kind, filename, len(content))
    assert (row.scan, row.organisation, row.uploaded_by) == ("not scanned", "ORG1", "user:E")
    assert documents.content_of(row) == content


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (PNG, "spec.pdf"),
        (PDF, "note.txt"),
        (b"MZ\x90\x00" + bytes(60), "note.txt"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "note.txt"),
        (b"\xef\xbb\xbf <svg onload=x>", "lines.csv"),
        (b"\xff\xfe\x00n\x00o", "note.txt"),
        (b"first\x0bsecond", "note.txt"),
        (b"a\x1b[2Jb", "note.txt"),
        (office("word/document.xml"), "prices.xlsx"),
        (office("word/document.xml", "word/vbaProject.bin"), "letter.docx"),
        (office("run.exe"), "letter.docx"),
        (b"PK\x03\x04 broken", "letter.docx"),
        (b"", "spec.pdf"),
    ],
)
def test_document_that_is_not_what_it_says_is_refused_and_leaves_nothing(content: bytes, filename: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        add(content, filename)
    assert refused.value.place == "file"
    assert filename in refused.value.message
    assert not Document.objects.exists()
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


def test_document_larger_than_it_says_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("licet.documents.domain.MAX_BYTES", 100)
    with pytest.raises(Invalid, match="larger than 100 bytes"):
        documents.add_document(
            actor=EXPORTER,
            file=io.BytesIO(b"x" * 101),
            filename="a.txt",
            size=10,
            owner_kind=OwnerKind.APPLICATION,
            owner_ref="APP1",
            now=NOW,
        )


def test_document_bytes_are_stored_once(tmp_path: Path) -> None:
    first, second = add(PDF, "a.pdf"), add(PDF, "b.pdf", actor=OTHER)
    assert first.sha256 == second.sha256
    assert first.pk != second.pk
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1


def test_document_of_another_organisation_reads_as_absent() -> None:
    row = add(PDF, "a.pdf")
    assert documents.access_document(actor=EXPORTER, document=row.id) == row
    assert documents.access_document(actor=OFFICER, document=row.id) == row
    with pytest.raises(NotFound) as hidden:
        documents.download(actor=OTHER, document=row.id)
    with pytest.raises(NotFound) as absent:
        documents.download(actor=OTHER, document="0" * 26)
    assert str(hidden.value) == str(absent.value)
    with pytest.raises(NotFound):
        documents.download(actor=Actor("user:N", "Nobody"), document=row.id)


def test_document_of_the_authority_is_not_for_exporters() -> None:
    row = add(PDF, "advice.pdf", actor=OFFICER)
    assert row.organisation == ""
    with pytest.raises(NotFound):
        documents.access_document(actor=EXPORTER, document=row.id)


def test_document_is_not_given_in_anothers_name_nor_without_permission() -> None:
    with pytest.raises(NotFound):
        add(PDF, "a.pdf", organisation="ORG2")
    with pytest.raises(NotAllowed):
        add(PDF, "a.pdf", actor=Actor("user:N", "Nobody", organisation="ORG1"))


def test_document_downloads_with_safe_headers_and_refuses_damaged_bytes(tmp_path: Path) -> None:
    row = add(PDF, "a.pdf")
    given = documents.download(actor=EXPORTER, document=row.id)
    assert b"".join(given.pieces) == PDF
    assert given.headers["Content-Length"] == str(len(PDF))
    kept = tmp_path / "files" / row.sha256[:2] / row.sha256
    kept.chmod(0o600)
    kept.write_bytes(PDF[:-1] + b"!")
    with pytest.raises(Damaged):
        documents.download(actor=EXPORTER, document=row.id)


def test_document_rows_are_never_changed_or_deleted() -> None:
    row = add(PDF, "a.pdf")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Document.objects.filter(pk=row.pk).update(filename="b.pdf")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.delete()


def test_documents_of_things_in_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    add(PDF, "a.pdf")
    with django_assert_num_queries(1):
        found = documents.documents_of(actor=EXPORTER, owner_kind=OwnerKind.APPLICATION, owner_refs=["APP1", "APP2"])
    assert [row.filename for row in found["APP1"]] == ["a.pdf"]
    assert found["APP2"] == []
