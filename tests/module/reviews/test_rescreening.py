"""A newer watchlist reaches pending cases and live licences by itself: the gate is barred, or a trigger names the licence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.module.reviews.reviewing import delivered, told
from tests.world import ADMINISTRATOR, WATCHLIST, World

from licet.casework import public as casework
from licet.casework.public import Case
from licet.cli.running.due import DUE
from licet.decisions import public as decisions
from licet.decisions.public import ActKind, BarCode
from licet.kernel.actor import system
from licet.kernel.errors import Invalid, InvalidTransition, NotAllowed
from licet.kernel.permission import Permission
from licet.licences import public as licences
from licet.licences.public import Licence
from licet.reviews import public as reviews
from licet.reviews.public import Match, MatchedOn, Trigger
from licet.screening import public as screening
from licet.screening.models import Compared, Run, UnsettledHit
from licet.screening.public import HitState, Outcome
from licet.screening.services import rescreening

TELMARK = "W-2,Oskar Telmark,person,QN\n"


@pytest.fixture
def load(world: World, tmp_path: Path) -> Callable[..., None]:
    def loading(*rows: str) -> None:
        path = tmp_path / "later.csv"
        path.write_text(WATCHLIST + "".join(rows))
        screening.load_csv(actor=ADMINISTRATOR, path=path, name="demo-watchlist", now=world.now())

    return loading


def due(world: World) -> int:
    return DUE["parties compared again"](world.now())


def version_of(licence: Licence) -> str:
    return Case.objects.get(pk=licence.case_id).version_id


def find(world: World, subject: str, outcome: Outcome = Outcome.SAME) -> str:
    [hit] = screening.hits_for(subject)
    screening.lead_adjudication(actor=world["screener"], hit=hit.id, outcome=outcome, reasons="Same register number.", now=world.now())
    return hit.id


def waiting(world: World) -> Sequence[Match]:
    """Open matches on live licences."""
    return reviews.open_matches(actor=world["screener"])[MatchedOn.LICENCE].rows


def test_a_licence_granted_a_list_loaded_a_match_confirmed_and_a_trigger_names_it(world: World, load: Callable[..., None]) -> None:
    licence, other = world.granted(end_user="Oskar Telmark"), world.granted()
    load(TELMARK)
    assert due(world) == 1
    assert due(world) == 0, "a second run at once makes nothing"
    [match] = waiting(world)
    assert (match.licence, match.hit.party.name, match.hit.entry_ref) == (licence.reference, "Oskar Telmark", "W-2")
    hit = find(world, version_of(licence))
    delivered()
    row = Trigger.objects.get()
    assert (row.kind, row.state, row.named, row.licences, row.about) == ("watchlist hit", "open", [licence.reference], 1, hit)
    assert other.reference not in row.named
    assert not waiting(world)


def test_a_pending_case_is_barred_and_what_was_put_up_for_signature_is_void(world: World, load: Callable[..., None]) -> None:
    case, untouched = world.ready(end_user="Oskar Telmark"), world.ready()
    act, other = world.propose(case), world.propose(untouched)
    world.sign(act, "officer")
    world.sign(other, "officer")
    delivered()  # what follows from here on follows the run
    load(TELMARK)
    assert due(world) == 1
    delivered()
    case.refresh_from_db()
    untouched.refresh_from_db()
    assert (case.gate_state, untouched.gate_state) == ("missing", "open")
    at = decisions.at_gate([case.pk], today=world.now().date())[case.pk]
    assert BarCode.OPEN_HITS in {bar.code for bar in at.result.bars}
    assert world.sign(act, "countersigner").voided
    assert world.sign(other, "countersigner").complete, "the same matches on a newer list void nobody's signature"


def test_the_record_says_with_which_lists_the_parties_were_last_compared(world: World, load: Callable[..., None]) -> None:
    case = world.ready()
    act = world.propose(case)
    load(TELMARK)
    due(world)
    world.sign(act, "officer", "countersigner")
    decision = decisions.Decision.objects.select_related("record").get(case=case)
    signed, envelope = (part for part in (decision.record.signed_part, decision.record.envelope))
    assert '"demo-watchlist/1 sha256:' in signed
    assert '"demo-watchlist/2 sha256:' in envelope
    assert '"compared_at":"2031-' in envelope


def test_a_suspended_licence_is_compared_and_one_that_is_over_is_not(world: World, load: Callable[..., None]) -> None:
    kept = [world.granted(end_user="Oskar Telmark") for _ in range(2)]
    for licence, kind in zip(kept, (ActKind.SUSPEND, ActKind.REVOKE), strict=True):
        act = licences.propose_status_change(
            actor=world["manager"], kind=kind, licences=[licence.reference], legal_basis="S. 9.", reasons="Found.", now=world.now()
        )
        world.sign(act, "manager", "countersigner")
    refused = world.ready(end_user="Oskar Telmark")
    world.sign(world.propose(refused, decisions.Outcome.REFUSE, criteria=("1",)), "officer", "countersigner")
    load(TELMARK)
    assert due(world) == 1
    [match] = waiting(world)
    assert match.licence == kept[0].reference


def test_a_match_confirmed_on_another_case_meanwhile_raises_a_trigger_of_its_own(world: World, load: Callable[..., None]) -> None:
    """The finding is carried, so that nobody is asked: without this the licence would have a confirmed match and no trigger."""
    load(TELMARK)
    find(world, world.case(end_user="Oskar Telmark").version_id)
    delivered()
    assert not Trigger.objects.exists(), "no licence yet"
    load("W-9,Somebody Else,person,\n")  # taken off the list for a while
    licence = world.granted(end_user="Oskar Telmark")
    load(TELMARK, "W-3,Nobody Here,person,\n")
    due(world)
    delivered()
    assert [hit.state for hit in screening.hits_for(version_of(licence))] == [HitState.CONFIRMED]
    row = Trigger.objects.get()
    assert (row.kind, row.named) == ("watchlist hit", [licence.reference])
    load(TELMARK, "W-4,Ministry of Roads,entity,\nW-5,Harbour Freight,entity,\n")
    assert due(world) == 2, "another match of both"
    delivered()
    assert Trigger.objects.count() == 1, "what was confirmed before is no news"
    assert told("reviews:fact-trigger:raised") == told("reviews:trigger:raised") == []


def test_a_decided_case_gets_no_further_version_so_its_licence_is_that_of_its_present_one(world: World) -> None:
    licence = world.granted()
    case = Case.objects.select_related("application").get(pk=licence.case_id)
    with pytest.raises(InvalidTransition):
        casework.submit(actor=world["exporter"], application=case.application_id, revision=case.application.revision, now=world.now())
    assert {line.line.version_id for line in licence.lines.select_related("line")} == {case.version_id}


def test_nothing_loaded_and_nobody_to_compare_is_nothing(world: World) -> None:
    assert due(world) == 0
    assert reviews.match_counts(actor=world["screener"]) == {MatchedOn.LICENCE: 0, MatchedOn.CASE: 0}


# --- the list of what waits -----------------------------------------------------------------------------------------
def test_matches_on_licences_and_on_cases_stand_apart_oldest_first_in_pages(world: World, load: Callable[..., None]) -> None:
    granted = [world.granted(end_user="Oskar Telmark") for _ in range(3)]
    load(TELMARK)
    due(world)
    pending = world.case(end_user="Oskar Telmark")
    delivered()
    actor = world["screener"]
    assert reviews.match_counts(actor=actor) == {MatchedOn.LICENCE: 3, MatchedOn.CASE: 1}
    both = reviews.open_matches(actor=actor, limit=2)
    [on_case] = both[MatchedOn.CASE].rows
    assert (on_case.case, on_case.case_reference, on_case.licence) == (pending.pk, pending.reference, "")
    first = both[MatchedOn.LICENCE]
    rest = reviews.open_matches(actor=actor, limit=2, after={MatchedOn.LICENCE: first.after or ""})[MatchedOn.LICENCE]
    assert (len(first.rows), len(rest.rows), rest.after) == (2, 1, None)
    assert {row.licence for row in (*first.rows, *rest.rows)} == {item.reference for item in granted}
    with pytest.raises(Invalid, match="no place in the list"):
        reviews.open_matches(actor=actor, after={MatchedOn.LICENCE: "moon"})


def test_a_match_waits_since_it_was_first_found(world: World, load: Callable[..., None]) -> None:
    licence = world.granted(end_user="Oskar Telmark")
    load(TELMARK)
    due(world)
    found = Run.objects.get(subject_ref=version_of(licence), number=2).screened_at
    load(TELMARK, "W-3,Harbour Freight,entity,\n")
    due(world)
    since = {row.hit.entry_ref: row.hit.since for row in waiting(world)}
    assert since["W-2"] == found < since["W-3"]
    assert list(since) == ["W-2", "W-3"]


def test_cannot_tell_keeps_it_in_the_list_and_says_that_somebody_looked(world: World, load: Callable[..., None]) -> None:
    licence = world.granted(end_user="Oskar Telmark")
    load(TELMARK)
    due(world)
    find(world, version_of(licence), Outcome.CANNOT_TELL)
    [match] = waiting(world)
    assert match.hit.looked_at


def test_queries_of_the_list_do_not_grow(world: World, load: Callable[..., None], django_assert_num_queries: Any) -> None:
    for _ in range(4):
        world.granted(end_user="Oskar Telmark")
    load(TELMARK)
    due(world)
    with django_assert_num_queries(1):
        reviews.match_counts(actor=world["screener"])
    with django_assert_num_queries(3):
        assert len(reviews.open_matches(actor=world["screener"])[MatchedOn.LICENCE].rows) == 4


def test_whoever_may_not_read_hits_reads_no_list(world: World) -> None:
    for actor in (world["exporter"], system("nobody")):
        with pytest.raises(NotAllowed):
            reviews.open_matches(actor=actor)
        with pytest.raises(NotAllowed):
            reviews.match_counts(actor=actor)
    with pytest.raises(NotAllowed):
        reviews.rescreen(actor=world["foreign"], now=world.now() + timedelta(days=1))


def test_a_round_with_nothing_due_asks_the_same_few_queries_however_many_licences_are_live(world: World, load: Callable[..., None]) -> None:
    world.granted()
    load(TELMARK)
    asked = []
    for _ in range(2):
        due(world)
        with CaptureQueriesContext(connection) as queries:
            assert due(world) == 0
        asked.append(len(queries))
        for _ in range(3):
            world.granted()
    assert asked[0] == asked[1] <= 6


def test_a_round_that_ended_early_is_gone_on_with_by_the_next(
    world: World, load: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sets are committed one by one; nothing says that all were compared before all were."""
    found = [world.granted(end_user="Oskar Telmark") for _ in range(3)]
    load(TELMARK)
    write, seen = rescreening._write_set, list[int]()

    def once_and_then_killed(*given: Any) -> tuple[int, int]:
        if seen:
            raise KeyboardInterrupt
        seen.append(1)
        return write(*given)

    monkeypatch.setattr(rescreening, "AT_ONCE", 1)
    monkeypatch.setattr(rescreening, "_write_set", once_and_then_killed)
    with pytest.raises(KeyboardInterrupt):
        due(world)
    monkeypatch.setattr(rescreening, "_write_set", write)
    assert due(world) == 2
    assert sorted(match.licence for match in waiting(world)) == sorted(licence.reference for licence in found)


def test_what_has_ended_is_asked_about_once_and_then_left_alone(world: World, load: Callable[..., None]) -> None:
    case = world.ready(end_user="Oskar Telmark")
    load(TELMARK)
    due(world)
    assert UnsettledHit.objects.count() == 1
    casework.withdraw(actor=world["exporter"], case=case.pk, reasons="Order cancelled.", now=world.now())
    load(TELMARK, "W-3,Nobody Here,person,\n")
    assert due(world) == 0
    assert list(Compared.objects.filter(run__subject_ref=case.version_id).values_list("watched", flat=True)) == [False, False]
    assert not UnsettledHit.objects.exists()
    assert screening.subjects_due(actor=system("test", Permission.RUN_MAKE), now=world.now()) == []


def test_a_finding_taken_back_opens_the_hits_that_were_carried_from_it(world: World, load: Callable[..., None]) -> None:
    first = world.case(end_user="Oskar Telmark")
    load(TELMARK)
    due(world)
    hit = find(world, first.version_id, Outcome.NOT_SAME)
    later = world.case(end_user="Oskar Telmark")
    [carried] = screening.hits_for(later.version_id)
    assert (carried.state, carried.id != hit) == (HitState.CLEARED, True), "carried from the first case"
    assert cases_with_matches(world) == set()

    def find_again(outcome: Outcome, version: int) -> None:
        screening.lead_adjudication(
            actor=world["screener"], hit=hit, outcome=outcome, reasons="Looked at again.", now=world.now(), started_from=version
        )

    find_again(Outcome.CANNOT_TELL, 1)
    assert cases_with_matches(world) == {first.reference, later.reference}
    assert reviews.match_counts(actor=world["screener"])[MatchedOn.CASE] == 2
    assert [item.state for item in screening.hits_for(later.version_id)] == [HitState.OPEN]
    find_again(Outcome.NOT_SAME, 2)
    assert cases_with_matches(world) == set()


def cases_with_matches(world: World) -> set[str]:
    """References of the pending cases with a possible match that nobody has settled."""
    return {match.case_reference for match in reviews.open_matches(actor=world["screener"])[MatchedOn.CASE].rows}
