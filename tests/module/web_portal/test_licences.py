"""What may leave, what must stop, what remains; the letters and their documents; and the cost of each page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.module.web_portal.portal import Portal
from tests.world import World

from licet.casework.public import ask_exporter
from licet.decisions.public import ActKind
from licet.kernel.check_code import grouped
from licet.licences.public import Licence, LicenceLine, propose_status_change
from licet.notices.public import Message


def suspend(world: World, licence: Licence) -> None:
    act = propose_status_change(
        actor=world["manager"],
        kind=ActKind.SUSPEND,
        licences=[licence.reference],
        legal_basis="Section 9.",
        reasons="The road was taken over by the army.",
        now=world.now(),
    )
    world.sign(act, "manager", "countersigner")


def address_of(licence: Licence) -> str:
    return f"licences/{licence.reference.replace(' ', '/')}/"


def test_licence_page_says_what_remains_and_how_to_check_it(portal: Portal) -> None:
    licence = portal.world.granted(products=2)
    LicenceLine.objects.filter(licence=licence, number=1).update(used="4")
    LicenceLine.objects.filter(licence=licence, number=2).update(used="10")
    page = portal.get(address_of(licence))
    for words in ("6 items", "nothing: all of it was used", "€1,000.00", "ML11", grouped(licence.check_code), "in force", "5 May 2031"):
        assert words in page.text, words
    assert f'href="{settings.LICET_BASE_URL}/licences/check"' in page.text
    assert "6 items" in portal.get("").text


def test_without_a_return_nobody_is_told_what_remains(portal: Portal) -> None:
    licence = portal.world.granted()
    page, home = portal.get(address_of(licence)).text, portal.get("").text
    assert "no return yet" in page
    assert "10 items granted, <strong>no return yet</strong>" in home


def test_suspended_licence_stands_first_in_plain_words(portal: Portal) -> None:
    licence = portal.world.granted()
    portal.world.granted()
    suspend(portal.world, licence)
    page = portal.get("").text
    main = page[page.index("<main") :]
    assert main.index(f"Suspended: {licence.reference}") < main.index("Your applications and licences")
    assert main.index("Stop exporting under this licence now.") < main.index("Your applications and licences")
    assert "From 5 May 2031." in main
    assert "Ask licensing@authority.example if anything is unclear." in main
    own = portal.get(address_of(licence)).text
    assert "The road was taken over by the army." in own
    assert "You can appeal until 1 June 2031" in own


def test_letter_reads_as_its_document_and_comes_as_pdf(portal: Portal) -> None:
    licence = portal.world.granted()
    letter = Message.objects.get(kind="licence-document")
    page = portal.get(f"messages/{letter.pk}/")
    assert "from 5 May 2031 to 4 May 2033, both days included" in page.text
    first, second = (b"".join(portal.get(f"messages/{letter.pk}/document").streaming_content) for _ in range(2))
    assert first.startswith(b"%PDF")
    assert first == second, "rendered once, kept"
    assert licence.reference in portal.get("messages/").text


def test_lists_go_on_by_link(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("licet.web.portal.views.letters.ROWS", 1)
    for _ in range(2):
        portal.world.granted()
    assert 'href="?after=1"' in portal.get("messages/").text
    assert "Back to the beginning" in portal.get("messages/?after=1").text


@pytest.fixture
def cost(portal: Portal) -> Callable[[str], int]:
    def count(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert portal.get(address).status_code == 200
        return len(found)

    return count


def test_pages_keep_to_their_budgets_whatever_there_is(portal: Portal, cost: Callable[[str], int]) -> None:
    """Fewer than twenty, with session and person; rows add none."""
    world = portal.world
    world.granted()
    licence = world.granted()
    suspend(world, licence)
    case = world.case()
    ask_exporter(actor=world["officer"], case=case.pk, question="Who?", revision=case.revision, now=world.now())
    row = portal.begun()
    letter = Message.objects.filter(kind="licence-document").first()
    assert letter
    lists = ["applications/", "licences/", "messages/", "control-list"]
    details = ["", f"applications/{row.pk}/", f"applications/{row.pk}/check", f"applications/{row.pk}/documents"]
    details += [f"cases/{case.pk}/", f"cases/{case.pk}/versions/1", address_of(licence), f"messages/{letter.pk}/"]
    before = {address: cost(address) for address in (*lists, *details)}
    assert {address: count for address, count in before.items() if count >= 20} == {}
    for _ in range(2):
        suspend(world, world.granted(products=3))
        world.granted(products=2)
        more = world.case(products=2)
        ask_exporter(actor=world["officer"], case=more.pk, question="Who?", revision=more.revision, now=world.now())
        portal.begun()
    assert {address: cost(address) for address in (*lists, *details)} == before
