"""Files: taken by their content, said to be unscanned, handed back as attachments, and nobody else's."""

from __future__ import annotations

import pytest
from tests.internal import internal_events
from tests.module.web_portal.portal import PDF, Portal, file, now

from licet.documents.public import Document

EXPORTER_ALONE = True


def put(portal: Portal, application: str, **given: object) -> object:
    return portal.post(f"applications/{application}/documents", {"kind": "technical specification", **given})


def test_file_is_attached_and_said_to_be_unscanned(portal: Portal) -> None:
    row = portal.begun()
    response = put(portal, row.pk, file=file(), version=row.revision)
    assert response.status_code == 302
    page = portal.get(f"applications/{row.pk}/documents")
    assert "“specification.pdf” was attached. It was not opened by anybody yet." in page.text
    assert "not scanned for malware" in page.text
    specification = [item for item in now(row).to_domain().attachments if item.kind == "technical specification"]
    assert [bool(item.document) for item in specification] == [True], "the file took the place of the reason for having none"
    assert internal_events()[-1].kind == "documents:document:added"


def test_reason_takes_the_place_of_an_earlier_reason(portal: Portal) -> None:
    row = portal.begun()
    put(portal, row.pk, absence="The product is a plain cable.", version=row.revision)
    reasons = [item.absence for item in now(row).to_domain().attachments if item.kind == "technical specification"]
    assert reasons == ["The product is a plain cable."]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("specification.pdf", b"", "is empty"),
        ("specification.pdf", b"<html><script>alert(1)</script>", "but its content is"),
        ("specification.exe", b"MZ", "the name must end in one of"),
        ("specification", PDF, "the name must end in one of"),
        ("specification.txt", PDF, "but its content is a PDF file"),
        ("specification.csv", b"a,b\x00c", "but its content is"),
        ("a" * 300 + ".exe", b"MZ", "the name must end in"),
    ],
)
def test_file_is_refused_beside_its_field_and_nothing_kept(portal: Portal, name: str, content: bytes, words: str) -> None:
    row = portal.begun()
    response = put(portal, row.pk, file=file(name, content), version=row.revision)
    assert response.status_code == 400
    assert words in response.text
    assert "There is a problem" in response.text
    assert Document.objects.count() == 0
    assert now(row).revision == row.revision


def test_file_over_the_limit_is_refused_with_its_size(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("licet.documents.domain.MAX_BYTES", 20)
    row = portal.begun()
    response = put(portal, row.pk, file=file(), version=row.revision)
    assert response.status_code == 400
    assert "at most 20 " in response.text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Choose a file, or say below why there is none."),
        ({"absence": "  "}, "Choose a file, or say below why there is none."),
        ({"kind": ""}, "Choose an answer: What kind of document"),
        ({"kind": "love letter", "absence": "x"}, "Select a valid choice"),
        ({"absence": "x" * 10_001}, "at most 10000 characters"),
    ],
)
def test_neither_file_nor_reason_is_refused(portal: Portal, given: dict[str, str], words: str) -> None:
    row = portal.begun()
    response = portal.post(f"applications/{row.pk}/documents", {"kind": "other", "version": row.revision} | given)
    assert response.status_code == 400
    assert words in response.text


def test_file_and_reason_together_are_refused(portal: Portal) -> None:
    row = portal.begun()
    response = put(portal, row.pk, file=file(), absence="There is none.", version=row.revision)
    assert response.status_code == 400
    assert "leave the reason for having none empty" in response.text
    assert "There is none." in response.text


def test_stale_upload_keeps_no_file(portal: Portal) -> None:
    row = portal.begun()
    response = put(portal, row.pk, file=file(), version=row.revision - 1)
    assert response.status_code == 409
    assert Document.objects.count() == 0


def test_download_leaves_as_an_attachment(portal: Portal) -> None:
    row = portal.begun()
    put(portal, row.pk, file=file("../../été \u202egpj.pdf"), version=row.revision)
    document = Document.objects.get()
    response = portal.get(f"documents/{document.pk}")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith('attachment; filename="')
    assert "\u202e" not in document.filename
    assert "/" not in document.filename
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"]) == ("nosniff", "default-src 'none'; sandbox")
    assert "no-store" in response["Cache-Control"]


def test_removed_document_leaves_the_draft(portal: Portal) -> None:
    row = portal.begun()
    assert "Printed on the product page." in portal.get(f"applications/{row.pk}/documents/1/remove").text
    portal.post(f"applications/{row.pk}/documents/1/remove", {"version": row.revision})
    assert [item.kind for item in now(row).to_domain().attachments] == ["end-user undertaking"]
