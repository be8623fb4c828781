"""An outsider with the public log and every watchlist cannot say of which licence a party is listed (docs/decisions/0250)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.attacks.log import read
from tests.attacks.watchlists import licences_said_to_have_a_listed_party, recognised_files
from tests.internal import internal_events
from tests.module.reviews.reviewing import LATER, all_get, applied, delivered, frozen, opened
from tests.world import ADMINISTRATOR, WATCHLIST, World

from licet.casework.public import Case
from licet.evidence import public as evidence
from licet.evidence.events import CorpusIngested
from licet.evidence.services import ingest
from licet.kernel.actor import system
from licet.kernel.event import Event
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.licences.public import Licence
from licet.reviews import public as reviews
from licet.reviews.domain import Counts
from licet.reviews.events import TriggerRaised
from licet.reviews.models import Trigger
from licet.reviews.public import Outcome, TriggerKind, rescreen_due
from licet.reviews.services import triggers
from licet.screening import public as screening
from licet.screening.events import ListLoaded
from licet.screening.services import load

ANALYST = system("analyst", Permission.DOCUMENT_INGEST)
LISTED = "W-2,Oskar Telmark,person,QN\n"


def entries(client: Client) -> list[bytes]:
    """The log as an outsider downloads it."""
    return b"".join(client.get("/log/entries?from=0")).splitlines()  # type: ignore[arg-type]


def suspend_by_review(world: World, licence: Licence, trigger: Trigger) -> None:
    review = opened(world, "", named=[licence.reference], triggers=[trigger.reference], question="Does this licence still stand?")
    frozen(world, review)
    applied(world, review, all_get(Outcome.SUSPEND))


@pytest.fixture
def lists(world: World, tmp_path: Path) -> dict[str, bytes]:
    """What an outsider can download: the list that is in force today, one that is not used, and a collection of reports."""
    newer = (WATCHLIST + LISTED).encode()
    return {"the newer list": newer, "another list": b"ref,name,type,countries\nX-1,Nobody,person,QN\n" * 9, "reports": b"notes\n" * 7}


@pytest.fixture
def matched(world: World, lists: dict[str, bytes], tmp_path: Path) -> Callable[[], tuple[Licence, Licence]]:
    """Two licences suspended by reviews: one because a party is listed since yesterday, one for a fact that an official knows."""

    def act() -> tuple[Licence, Licence]:
        listed, other = world.granted(end_user="Oskar Telmark"), world.granted()
        reviews.raise_trigger(actor=world["officer"], title="A coup", scope=Scope.parse("destination=QN"), now=world.now())
        path = tmp_path / "newer.csv"
        path.write_bytes(lists["the newer list"])
        screening.load_csv(actor=ADMINISTRATOR, path=path, name="demo-watchlist", now=world.now())
        rescreen_due(now=world.now())
        [hit] = screening.hits_for(Case.objects.get(pk=listed.case_id).version_id)
        same = screening.Outcome.SAME
        screening.lead_adjudication(actor=world["screener"], hit=hit.id, outcome=same, reasons="Same number.", now=world.now())
        delivered()
        trigger = Trigger.objects.get(kind=TriggerKind.HIT)
        by_hand = reviews.raise_trigger(actor=world["officer"], title="A fraud", scope=Scope(), named=[other.reference], now=world.now())
        suspend_by_review(world, listed, trigger)
        suspend_by_review(world, other, by_hand)
        return listed, other

    return act


def test_the_log_does_not_say_of_which_licence_a_party_is_listed(
    client: Client, lists: dict[str, bytes], matched: Callable[[], tuple[Licence, Licence]]
) -> None:
    listed, other = matched()
    lines = entries(client)
    ended = {leaf.ref for leaf in read(lines) if leaf.kind == "licences:licence:status-changed"}
    assert ended == {listed.reference, other.reference}, "this test would pass on a log that says nothing"
    assert licences_said_to_have_a_listed_party(lines) == {}
    assert recognised_files(lines, lists) == set()
    recorded = {event.kind for event in internal_events()}
    assert {"screening:list-version:loaded", "reviews:match-trigger:raised", "reviews:match-trigger:closed"} <= recorded


def raised_before(row: Trigger) -> Event:
    """A trigger as every one was published until December 2026."""
    facts: dict[str, Any] = {name: getattr(row, name) for name in ("licences", "licences_unknown", "cases", "title", "scope", "raised_by")}
    about = "" if row.kind == TriggerKind.HIT else row.about
    return TriggerRaised(on=row.raised_on, ref=row.reference, trigger_kind=row.kind, about=about, due_on=row.due_on.isoformat(), **facts)


def test_the_same_attack_found_the_list_and_the_licence_before(
    client: Client,
    lists: dict[str, bytes],
    matched: Callable[[], tuple[Licence, Licence]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So the attack is one."""
    monkeypatch.setattr(triggers, "_raised", raised_before)
    monkeypatch.setattr(triggers, "MatchTriggerClosed", triggers.TriggerClosed)
    monkeypatch.setattr(load, "ListVersionLoaded", ListLoaded)
    listed, _ = matched()
    lines = entries(client)
    assert licences_said_to_have_a_listed_party(lines) == {listed.reference: "its review took up what is called a watchlist hit"}
    assert recognised_files(lines, lists) == {"the newer list"}


def test_triggers_that_are_published_have_numbers_without_a_gap(client: Client, matched: Callable[[], tuple[Licence, Licence]]) -> None:
    matched()
    numbers = [leaf.ref[-6:] for leaf in read(entries(client)) if leaf.kind == "reviews:fact-trigger:raised"]
    assert numbers == ["000001", "000002"]


def test_a_match_published_by_an_older_store_is_closed_in_silence(
    client: Client, world: World, matched: Callable[[], tuple[Licence, Licence]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was given away stays; which review took it up is not added, nor does it wait for ever in the register."""
    monkeypatch.setattr(triggers, "_raised", raised_before)
    matched()
    lines = read(entries(client))
    (hit,) = (leaf.ref for leaf in lines if leaf.published.get("trigger_kind") == "watchlist hit")
    assert [leaf.kind for leaf in lines if hit in {leaf.ref, *leaf.texts}] == ["reviews:trigger:raised"]
    page = client.get("/reviews/").content.decode()
    assert hit not in page


def test_a_collection_of_documents_is_not_recognised(
    client: Client, world: World, lists: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "reports.txt"
    path.write_bytes(lists["reports"])
    evidence.ingest_tagged(actor=ANALYST, path=path, source="Reports of an observer", now=LATER)
    assert recognised_files(entries(client), lists) == set()
    assert [event.kind for event in internal_events()][-1] == "evidence:corpus:read"
    monkeypatch.setattr(ingest, "CorpusRead", CorpusIngested)
    path.write_bytes(lists["another list"])
    evidence.ingest_tagged(actor=ANALYST, path=path, source="Reports of an observer", now=LATER)
    assert recognised_files(entries(client), lists) == {"another list"}, "this test would pass on an empty log"


@pytest.mark.parametrize(("touched", "published"), [(9, None), (10, 10)])
def test_what_a_fact_touches_is_published_from_ten_licences_on(
    client: Client, world: World, touched: int, published: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.granted()
    world.case()
    monkeypatch.setattr(triggers, "touched", lambda scope, named: Counts(licences=touched, licences_unknown=3, cases=1))
    reviews.raise_trigger(actor=world["officer"], title="A coup", scope=Scope.parse("destination=QN"), now=world.now())
    (leaf,) = (leaf for leaf in read(entries(client)) if leaf.kind == "reviews:fact-trigger:raised")
    assert (leaf.published["licences"], leaf.published["fewest"]) == (published, 10)
    assert "cases" not in leaf.published
    assert "licences_unknown" not in leaf.published
