"""Runs, hits, what was found of them, and how a subject stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.internal import internal_count, internal_events
from tests.module.screening.conftest import NOW, OFFICER, ROWS

from licet.kernel.actor import Actor, system
from licet.kernel.errors import Conflict, Invalid, MissingReasons, NotAllowed, NotFound
from licet.screening import public as screening
from licet.screening.models import Adjudication, Hit, Run, RunParty
from licet.screening.public import EntryType, HitState, Loaded, Outcome, PartyName, Screened

pytestmark = pytest.mark.django_db

type Load = Callable[..., Loaded]

OMEL = PartyName("end-user", "Vantar Omell", country="QM", born=1960, type=EntryType.PERSON)
NOBODY = PartyName("consignee", "Harbour Instruments")


def run(subject: str = "app-1", parties: Sequence[PartyName] = (OMEL, NOBODY), **more: object) -> Screened:
    return screening.screen_parties(actor=OFFICER, subject_ref=subject, parties=parties, now=NOW, **more)  # type: ignore[arg-type]


def find(hit: str, outcome: Outcome, reasons: str = "Another year of birth.", started_from: int = 0, minutes: int = 1) -> None:
    now = NOW + timedelta(minutes=minutes)
    screening.adjudicate(actor=OFFICER, hit=hit, outcome=outcome, reasons=reasons, now=now, started_from=started_from)


def stands(subject: str = "app-1") -> tuple[int, int, int]:
    standing = screening.standing([subject])[subject]
    return standing.open, standing.confirmed, standing.cleared


# --- a run ----------------------------------------------------------------------------------------------------------
def test_run_keeps_what_it_used_and_why_it_found(load: Load) -> None:
    loaded = load()
    made = run()
    [hit] = screening.hits_for("app-1")
    assert (made.hits, made.open_hits) == (1, 1)
    assert (hit.party, hit.entry_ref, hit.matched_name, hit.state) == (OMEL, "Q1", "Vantar Omel", HitState.OPEN)
    assert hit.score == hit.explanation.score
    assert screening.in_words(hit.explanation)[:2] == [
        "“vantar” stands in both names.",
        "“omell” is like “omel” on the list (0.889).",
    ]
    standing = screening.standing(["app-1"])["app-1"]
    assert (standing.run, [used.id for used in standing.lists]) == (made.run, [loaded.version])


@pytest.mark.parametrize(("listed", "agrees"), [("person", True), ("entity", False), ("", None)])
def test_type_of_the_entry_counts_where_it_is_known(load: Load, listed: str, agrees: bool | None) -> None:
    load(f"Q1,Vantar Omel,{listed},,,")
    run()
    [hit] = screening.hits_for("app-1")
    [found] = [qualifier.agrees for qualifier in hit.explanation.qualifiers if qualifier.what == "type"]
    assert found is agrees


def test_run_without_any_list_says_so() -> None:
    made = run()
    assert made.lists == ()
    assert screening.standing(["app-1"])["app-1"].lists == ()
    assert screening.standing(["app-1"])["app-1"].run == made.run


def test_subject_never_screened_stands_without_a_run(load: Load) -> None:
    load()
    assert screening.standing(["other"])["other"].run is None


def test_run_is_against_the_newest_version_of_every_list(load: Load) -> None:
    load()
    load(ROWS[2])
    load("Z1,Vantar Omell,person,,,", name="another-list")
    assert [each.watchlist for each in run().lists] == ["another-list", "invented-list"]
    assert [(hit.watchlist, hit.score) for hit in screening.hits_for("app-1")] == [("another-list", 1000)]


def test_run_asks_a_fixed_number_of_queries(load: Load) -> None:
    load()
    run("warm")
    taken = []
    for subject, count in (("few", 2), ("many", 60)):
        parties = [dataclasses.replace(OMEL, ref=f"p{number}") for number in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            made = run(subject, parties)
        assert made.hits == count
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 16


def test_standing_of_many_subjects_takes_two_queries(load: Load, django_assert_num_queries: Callable[..., object]) -> None:
    load()
    subjects = [f"app-{number}" for number in range(12)]
    for subject in subjects:
        run(subject)
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        assert all(each.open == 1 for each in screening.standing(subjects).values())
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        screening.hits_for("app-3")


@pytest.mark.parametrize(
    ("parties", "fault"),
    [((), "1 to 1000 parties"), ((OMEL, OMEL), "given twice"), ((PartyName("p9", "***"),), "p9: “\\*\\*\\*” has no letters")],
)
def test_run_of_nobody_can_compare_is_refused(parties: Sequence[PartyName], fault: str) -> None:
    with pytest.raises(Invalid, match=fault):
        run(parties=parties)
    assert not Run.objects.exists()


@pytest.mark.parametrize("threshold", [649, 1001])
def test_threshold_out_of_bounds_is_refused(threshold: int) -> None:
    with pytest.raises(Invalid, match="threshold"):
        run(threshold=threshold)


def test_run_wants_its_permission() -> None:
    with pytest.raises(NotAllowed):
        screening.screen_parties(actor=system("nobody"), subject_ref="app-1", parties=[OMEL], now=NOW)


# --- adjudication ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("outcome", "standing"), [(Outcome.NOT_SAME, (0, 0, 1)), (Outcome.SAME, (0, 1, 0)), (Outcome.CANNOT_TELL, (1, 0, 0))]
)
def test_adjudication_settles_a_hit(load: Load, outcome: Outcome, standing: tuple[int, int, int]) -> None:
    load()
    run()
    find(screening.hits_for("app-1")[0].id, outcome)
    assert stands() == standing


def test_latest_adjudication_stands_and_earlier_ones_stay(load: Load) -> None:
    load()
    run()
    hit = screening.hits_for("app-1")[0].id
    find(hit, Outcome.NOT_SAME)
    find(hit, Outcome.SAME, "The passport agrees.", started_from=1)
    assert stands() == (0, 1, 0)
    assert Adjudication.objects.count() == 2
    [view] = screening.hits_for("app-1")
    assert view.adjudication
    assert (view.version, view.adjudication.reasons, view.adjudication.carried) == (2, "The passport agrees.", False)


def test_stale_adjudication_is_a_conflict(load: Load) -> None:
    load()
    run()
    hit = screening.hits_for("app-1")[0].id
    find(hit, Outcome.SAME)
    with pytest.raises(Conflict):
        find(hit, Outcome.NOT_SAME)
    assert stands() == (0, 1, 0)


def test_adjudication_wants_reasons_permission_and_a_hit(load: Load) -> None:
    load()
    run()
    hit = screening.hits_for("app-1")[0].id
    with pytest.raises(MissingReasons):
        find(hit, Outcome.NOT_SAME, " ")
    with pytest.raises(NotFound):
        find("0" * 26, Outcome.NOT_SAME)
    with pytest.raises(NotAllowed):
        screening.adjudicate(actor=system("nobody"), hit=hit, outcome=Outcome.SAME, reasons="x", now=NOW)
    assert stands() == (1, 0, 0)


def test_hit_of_an_earlier_run_is_closed_to_adjudication(load: Load) -> None:
    load()
    run()
    hit = screening.hits_for("app-1")[0].id
    run()
    with pytest.raises(Conflict, match="screened again"):
        find(hit, Outcome.NOT_SAME)


def test_leading_adjudication_appends_to_the_ledger_and_publishes_nothing_of_it(load: Load) -> None:
    load()
    run()
    before = internal_count()
    hit = screening.hits_for("app-1")[0].id
    screening.lead_adjudication(actor=OFFICER, hit=hit, outcome=Outcome.NOT_SAME, reasons="Another man.", now=NOW)
    [event] = internal_events(before)
    assert event.kind == "screening:hit:adjudicated"
    assert event.clear == {}


# --- carried forward ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("outcome", "standing"), [(Outcome.NOT_SAME, (0, 0, 1)), (Outcome.SAME, (0, 1, 0)), (Outcome.CANNOT_TELL, (1, 0, 0))]
)
def test_finding_is_carried_while_party_and_entry_are_unchanged(load: Load, outcome: Outcome, standing: tuple[int, int, int]) -> None:
    load()
    run()
    find(screening.hits_for("app-1")[0].id, outcome)
    load(*ROWS[:2])  # another version of the list with the same entry
    again = run("app-2", [dataclasses.replace(OMEL, ref="consignee")])
    assert stands("app-2") == standing
    assert again.open_hits == standing[0]
    view = screening.hits_for("app-2")[0]
    if outcome is not Outcome.CANNOT_TELL:
        assert view.adjudication
        assert view.adjudication.carried


def test_changed_party_is_open_again(load: Load) -> None:
    load()
    run()
    find(screening.hits_for("app-1")[0].id, Outcome.NOT_SAME)
    run("app-2", [dataclasses.replace(OMEL, address="3 Harbour Road")])
    assert stands("app-2") == (1, 0, 0)


def test_changed_entry_is_open_again(load: Load) -> None:
    load()
    run()
    find(screening.hits_for("app-1")[0].id, Outcome.NOT_SAME)
    load(ROWS[0].replace("1960", "1961"))
    run("app-2")
    assert stands("app-2") == (1, 0, 0)


def test_carried_hit_follows_and_can_be_found_afresh(load: Load) -> None:
    load()
    run()
    find(screening.hits_for("app-1")[0].id, Outcome.NOT_SAME)
    run("app-2")
    first, second = screening.hits_for("app-1")[0].id, screening.hits_for("app-2")[0].id
    find(first, Outcome.SAME, "The passport agrees after all.", started_from=1)
    assert stands("app-2") == (0, 1, 0)  # what cleared it no longer stands
    find(second, Outcome.NOT_SAME, "This one is his son.")
    assert (stands("app-1"), stands("app-2")) == ((0, 1, 0), (0, 0, 1))


def test_last_finding_of_a_pair_is_carried(load: Load) -> None:
    load()
    run("app-1")
    run("app-2")
    find(screening.hits_for("app-1")[0].id, Outcome.NOT_SAME, minutes=1)
    find(screening.hits_for("app-2")[0].id, Outcome.SAME, minutes=2)
    run("app-3")
    assert stands("app-3") == (0, 1, 0)


# --- access and permanence ------------------------------------------------------------------------------------------
def test_hits_are_read_only_with_permission(load: Load) -> None:
    load()
    run()
    nobody: Actor = system("nobody")
    hit = screening.hits_for("app-1")[0].id
    for ask in (
        lambda: screening.access_hits_for(actor=nobody, subject_ref="app-1"),
        lambda: screening.access_hit(actor=nobody, hit=hit),
        lambda: screening.check_name(actor=nobody, party=OMEL),
        lambda: screening.access_lists(actor=nobody),
    ):
        with pytest.raises(NotAllowed):
            ask()
    assert screening.access_hit(actor=OFFICER, hit=hit).id == hit
    with pytest.raises(NotFound):
        screening.access_hit(actor=OFFICER, hit="0" * 26)


@pytest.mark.parametrize("model", [Run, RunParty, Hit, Adjudication])
def test_what_was_found_never_changes(load: Load, model: type[Run]) -> None:
    load()
    run()
    find(screening.hits_for("app-1")[0].id, Outcome.NOT_SAME)
    for statement in (f"DELETE FROM {model._meta.db_table}", f"UPDATE {model._meta.db_table} SET id = id"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_lists_that_the_authority_asks_for_and_a_run_left_out_are_named(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("licet.screening.selectors.hits.lists_asked", lambda: ("invented-list", "un-consolidated"))
    load()
    run()
    assert screening.standing(["app-1"])["app-1"].lists_left_out == ("un-consolidated",)


def test_threshold_is_the_authoritys_own() -> None:
    made = run()
    assert Run.objects.get(pk=made.run).threshold == 780
