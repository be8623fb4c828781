"""What is another organisation's looks absent, also by forged ids; who may only read is shown no form."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.module.web_portal.portal import PARTY, PRODUCT, Portal, file
from tests.world import World

from licet.casework.public import ask_exporter
from licet.documents.public import Document
from licet.licences.public import Licence
from licet.notices.public import Message


@pytest.fixture
def addresses(portal: Portal) -> list[str]:
    """Every address of one organisation's things, with something behind each."""
    licence = portal.world.granted()
    asked = portal.world.case()
    ask_exporter(actor=portal.world["officer"], case=asked.pk, question="Who?", revision=asked.revision, now=portal.world.now())
    row = portal.begun()
    portal.post(f"applications/{row.pk}/documents", {"kind": "other", "file": file(), "version": row.revision})
    draft, case, letter = f"applications/{row.pk}/", f"cases/{asked.pk}/", Message.objects.filter(kind="licence-document").get()
    forms = ("name", "copy", "products", "products/add", "products/p1", "products/p1/remove", "parties", "parties/add", "parties/c")
    more = ("parties/c/remove", "end-use", "route", "documents", "documents/1/remove", "check", "")
    return [
        *(draft + form for form in (*forms, *more)),
        *(case + part for part in ("", "versions/1", "questions/1", "withdraw")),
        f"documents/{Document.objects.filter(filename='specification.pdf').get().pk}",
        f"licences/{licence.reference.replace(' ', '/')}/",
        f"messages/{letter.pk}/",
        f"messages/{letter.pk}/document",
    ]


READ = ("check", "versions/1")


def test_own_things_open_and_anothers_look_absent(portal: Portal, stranger: Portal, addresses: list[str]) -> None:
    theirs = {address: portal.get(address).status_code for address in addresses}
    assert set(theirs.values()) == {200}, theirs
    strangers = {address: stranger.get(address).status_code for address in addresses}
    assert set(strangers.values()) == {404}, strangers
    posted = {address: stranger.post(address, PRODUCT | PARTY | {"declaration": "on", "version": "2"}).status_code for address in addresses}
    assert set(posted.values()) <= {404, 405}, posted
    assert all("Orlan" not in stranger.get(address).text for address in ("", "applications/", "licences/", "messages/"))


def test_viewer_reads_and_changes_nothing(viewer: Portal, addresses: list[str]) -> None:
    found = {address: viewer.get(address).status_code for address in addresses}
    readable = {address for address, status in found.items() if status == 200}
    forms = {address for address in addresses if address.startswith("applications/") and not address.endswith(("check", "/"))}
    forms |= {address for address in addresses if address.endswith(("questions/1", "withdraw"))}
    assert readable == set(addresses) - forms
    posted = {address: viewer.post(address, PRODUCT | {"declaration": "on", "version": "3"}).status_code for address in addresses}
    assert set(posted.values()) <= {404, 405}, posted
    for address in ("", *sorted(readable)):
        text = viewer.get(address).text if "document" not in address else ""
        assert '<form method="post" novalidate' not in text, address
        assert "Start an application" not in text
        assert "Answer it" not in text


def test_officials_and_nobody_find_no_portal(world: World, nobody: Client) -> None:
    official = Portal(world, "officer")
    for address in ("", "applications/", "applications/new", "licences/", "messages/", "control-list"):
        assert official.get(address).status_code == 404
        response = nobody.get(f"/portal/{address}")
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/account/sign-in")


@pytest.mark.parametrize(
    "address",
    [
        "applications/%00/",
        "applications/nope/",
        "applications/00000000000000000000000000/",
        "cases/00000000000000000000000000/",
        "cases/XA-IND%202031%2F000001/",
        "documents/00000000000000000000000000",
        "messages/00000000000000000000000000/document",
        "licences/XA-LIC/2031/000000/",
        "licences/XA-LIC/99999999999999999999/000001/",
        "licences/%00/2031/000001/",
    ],
)
def test_addresses_of_nothing_are_absent(portal: Portal, address: str) -> None:
    assert portal.get(address).status_code == 404


@pytest.mark.parametrize("after", ["nonsense", "2031-01-01T00:00:00+00:00~%00", "x" * 200, "~", "2031-01-01~A"])
def test_forged_places_in_lists_break_nothing(portal: Portal, after: str) -> None:
    for address in ("applications/", "licences/", "messages/"):
        assert portal.get(f"{address}?after={after}").status_code in (200, 400)


def test_forged_document_of_another_is_not_sent_with_an_application(portal: Portal, stranger: Portal) -> None:
    """A draft that names another's document can only come from a forged request; the file stays absent on every page."""
    mine = portal.begun()
    portal.post(f"applications/{mine.pk}/documents", {"kind": "other", "file": file("secret.pdf"), "version": mine.revision})
    secret = Document.objects.get()
    row = stranger.begun()
    given = {"kind": "other", "absence": "none", "document": secret.pk, "file": secret.pk, "version": row.revision}
    stranger.post(f"applications/{row.pk}/documents", given)
    assert "secret.pdf" not in stranger.get(f"applications/{row.pk}/documents").text
    assert stranger.get(f"documents/{secret.pk}").status_code == 404


def test_nothing_is_kept_by_caches(portal: Portal) -> None:
    assert "no-store" in portal.get("")["Cache-Control"]


def test_licences_of_others_are_not_in_lists(portal: Portal, stranger: Portal) -> None:
    reference = portal.world.granted().reference
    assert reference in portal.get("licences/").text
    assert reference not in stranger.get("licences/").text
    assert Licence.objects.count() == 1
