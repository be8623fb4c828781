"""Compared again: a run only where the matches are other ones, and what was found of an unchanged pair still holds."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.internal import internal_count, internal_events, recorded_count
from tests.module.screening.conftest import NOW, OFFICER, ROWS

from licet.kernel.actor import system
from licet.kernel.errors import NotAllowed
from licet.policy import public as policy
from licet.screening import public as screening
from licet.screening.models import Basis, Compared, Run
from licet.screening.public import HitState, Loaded, Outcome, PartyName, Rescreened
from licet.screening.services import comparing, rescreening

pytestmark = pytest.mark.django_db

type Load = Callable[..., Loaded]

OMEL = PartyName("end-user", "Vantar Omell", country="QM", born=1960)
NOBODY = PartyName("consignee", "Harbour Instruments")
SEDRA = PartyName("end-user", "Sedra Quill")
MORE = "Q9,Harbour Instruments,entity,,,"


def run(subject: str, *parties: PartyName, **more: Any) -> None:
    screening.screen_parties(actor=OFFICER, subject_ref=subject, parties=parties or (OMEL, NOBODY), now=NOW, **more)


def again(*subjects: str, days: int = 1, **more: Any) -> Rescreened:
    return screening.rescreen(actor=OFFICER, subject_refs=subjects or ("app-1",), now=NOW + timedelta(days=days), **more)


def find(subject: str, outcome: Outcome, place: int = 0) -> None:
    hit = screening.hits_for(subject)[place].id
    screening.adjudicate(actor=OFFICER, hit=hit, outcome=outcome, reasons="Another person.", now=NOW + timedelta(minutes=1))


def did(found: Rescreened) -> tuple[int, int]:
    return found.compared, found.runs


def numbers(subject: str = "app-1") -> list[int]:
    return list(Run.objects.filter(subject_ref=subject).order_by("number").values_list("number", flat=True))


# --- who gets a run -------------------------------------------------------------------------------------------------
def test_a_newer_list_makes_one_run_for_those_whom_it_touches_and_no_other(load: Load) -> None:
    load()
    run("app-1")
    run("app-2", SEDRA)
    run("app-3", PartyName("end-user", "Somebody Else"))
    newer = load(*ROWS, MORE)
    found = again("app-1", "app-2", "app-3")
    assert (did(found), found.subjects, [each.id for each in found.lists]) == ((3, 1), 3, [newer.version])
    assert [numbers(subject) for subject in ("app-1", "app-2", "app-3")] == [[1, 2], [1], [1]]
    assert {hit.entry_ref: hit.list_version for hit in screening.hits_for("app-1")} == {"Q1": 2, "Q9": 2}
    assert [hit.list_version for hit in screening.hits_for("app-2")] == [1], "what the run found stays as it was found"


def test_who_stands_as_before_is_only_said_to_be_compared_with_the_newer_list(load: Load) -> None:
    load()
    run("app-2", SEDRA)
    newer = load(*ROWS, MORE)
    again("app-2")
    stands = screening.standing(["app-2"])["app-2"]
    assert ([used.number for used in stands.lists], stands.screened_at) == ([1], NOW)
    assert ([used.id for used in stands.compared_lists], stands.compared_at) == ([newer.version], NOW + timedelta(days=1))
    assert (stands.open, stands.lists_left_out) == (1, ("demo-watchlist",))
    row = Compared.objects.get(run__subject_ref="app-2")
    assert (row.compared_by, row.basis.lists[0]["number"]) == (OFFICER.id, 2)


def test_a_repeat_does_nothing_in_one_query(load: Load, django_assert_num_queries: Callable[..., Any]) -> None:
    load()
    run("app-1")
    run("app-2", SEDRA)
    load(*ROWS, MORE)
    assert did(again("app-1", "app-2")) == (2, 1)
    told = recorded_count()
    with django_assert_num_queries(2):  # the lists in force, and who is due
        assert did(again("app-1", "app-2", days=2)) == (0, 0)
    assert (numbers(), recorded_count()) == ([1, 2], told)


def test_a_run_against_the_lists_in_force_is_left_alone(load: Load) -> None:
    load()
    run("app-1")
    assert did(again()) == (0, 0)


def test_an_old_comparison_is_made_again_whatever_the_lists(load: Load) -> None:
    load()
    run("app-1")
    days = policy.pack().screening.rescreen_after_days
    assert did(again(days=days - 1)) == (0, 0)
    assert did(again(days=days)) == (1, 0)
    assert did(again(days=days + 1)) == (0, 0)


def test_another_threshold_is_compared_whole(load: Load) -> None:
    load()
    run("app-1", threshold=1000)
    assert screening.hits_for("app-1") == ()
    assert did(again()) == (1, 1)
    assert [hit.explanation.threshold for hit in screening.hits_for("app-1")] == [policy.pack().screening.threshold * 10]


def test_another_rule_is_compared_whole(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    run("app-1")
    Basis.objects.bulk_create([Basis(id="earlier", lists=Basis.objects.get().lists, threshold=780, rule_version="tokens-0")])
    Compared.objects.update(basis="earlier")
    asked: list[str] = []
    matches = comparing.matches
    monkeypatch.setattr(comparing, "matches", lambda parties, *given: asked.append(parties[0].name) or matches(parties, *given))
    assert did(again()) == (1, 0)
    assert sorted(asked) == ["Harbour Instruments", "Vantar Omell"]


def test_a_run_from_before_comparisons_were_kept_is_compared_once(load: Load) -> None:
    load()
    run("app-1")
    with connection.cursor() as cursor:
        for statement in ("DROP TRIGGER screening_compared_delete", "DROP TRIGGER screening_compared_update"):
            cursor.execute(statement + (" ON screening_compared" if connection.vendor == "postgresql" else ""))
    Compared.objects.all().delete()
    stands = screening.standing(["app-1"])["app-1"]
    assert (stands.compared_lists, stands.compared_at) == (stands.lists, NOW)
    assert did(again()) == (1, 0)
    assert did(again()) == (0, 0)


def test_what_was_screened_over_no_list_gets_a_run_of_its_own(load: Load) -> None:
    run("app-1", NOBODY)
    assert did(again()) == (0, 0), "nothing is loaded"
    assert again().lists == ()
    load()
    assert did(again()) == (1, 1)
    assert [used.number for used in screening.standing(["app-1"])["app-1"].lists] == [1]


def test_who_was_never_screened_is_left_alone(load: Load) -> None:
    load()
    assert did(again("never")) == (0, 0)


def test_it_wants_its_permission() -> None:
    with pytest.raises(NotAllowed):
        screening.rescreen(actor=system("nobody"), subject_refs=["app-1"], now=NOW)


# --- what was found before ------------------------------------------------------------------------------------------
def test_a_finding_is_carried_while_the_entry_is_unchanged_and_not_when_it_changes(load: Load) -> None:
    load()
    run("app-1")
    find("app-1", Outcome.NOT_SAME)
    load(*ROWS, MORE)
    again()
    assert {hit.entry_ref: hit.state for hit in screening.hits_for("app-1")} == {"Q1": HitState.CLEARED, "Q9": HitState.OPEN}
    load("Q1,Vantar Omel,person,The Grey Wolf|Wantar Omel,Kasdara,1961", *ROWS[1:], MORE)
    again(days=2)
    assert {hit.entry_ref: hit.state for hit in screening.hits_for("app-1")} == {"Q1": HitState.OPEN, "Q9": HitState.OPEN}


def test_who_was_taken_off_the_list_is_no_match_any_more(load: Load) -> None:
    load()
    run("app-1")
    find("app-1", Outcome.SAME)
    load(*ROWS[1:])
    assert did(again()) == (1, 1)
    stands = screening.standing(["app-1"])["app-1"]
    assert (stands.open, stands.confirmed) == (0, 0)


def test_only_the_run_that_was_made_is_told_and_names_nobody(load: Load) -> None:
    load()
    run("app-1")
    run("app-2", SEDRA)
    load(*ROWS, MORE)
    before = internal_count()
    again("app-1", "app-2")
    [entry] = internal_events(before)
    assert (entry.kind, entry.ref) == ("screening:parties:screened", Run.objects.get(number=2).pk)
    assert "Harbour" not in str(entry)


# --- in sets --------------------------------------------------------------------------------------------------------
def crowd(count: int, name: str) -> list[str]:
    subjects = [f"{name}-{number:03}" for number in range(count)]
    for number, subject in enumerate(subjects):
        run(subject, replace(OMEL, address=f"{name} {number}"), replace(NOBODY, address=f"{name} {number}"))
    return subjects


def test_a_chunk_takes_the_same_queries_for_one_and_for_fifty(load: Load) -> None:
    load()
    few, many, quiet, still, warm = crowd(1, "few"), crowd(50, "many"), crowd(1, "quiet"), crowd(50, "still"), crowd(1, "warm")
    load(*ROWS, MORE)
    again(*warm)
    taken = [asked(few, (1, 1)), asked(many, (50, 50))]
    assert taken[0] == taken[1] <= 32, taken
    again(*quiet, *still)
    load(*ROWS, MORE, "Q8,Nobody Here,person,,,")
    again(*warm)
    stamped = [asked(quiet, (1, 0)), asked(still, (50, 0))]
    assert stamped[0] == stamped[1] <= 12, stamped


def asked(subjects: list[str], expected: tuple[int, int]) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert did(again(*subjects)) == expected
    return len(queries)


def test_one_party_on_many_subjects_is_matched_once(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    subjects = [f"app-{number}" for number in range(6)]
    for subject in subjects:
        run(subject)
    load(*ROWS, MORE)
    monkeypatch.setattr(rescreening, "AT_ONCE", 2)
    asked: list[str] = []
    matches = comparing.matches
    monkeypatch.setattr(comparing, "matches", lambda parties, *given: asked.append(parties[0].name) or matches(parties, *given))
    seen: list[int] = []
    assert did(again(*subjects, progress=seen.append)) == (6, 6)
    assert sorted(asked) == ["Harbour Instruments", "Vantar Omell"]
    assert seen == [2, 4, 6]


def test_ended_in_the_middle_it_goes_on_where_it_was(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    subjects = crowd(4, "app")
    load(*ROWS, MORE)
    monkeypatch.setattr(rescreening, "AT_ONCE", 1)
    record_events, told = rescreening.record_events, []

    def stumbles(**given: Any) -> None:
        told.append(given)
        if len(told) == 3:
            raise OSError("the machine stops")
        record_events(**given)

    monkeypatch.setattr(rescreening, "record_events", stumbles)
    with pytest.raises(OSError, match="stops"):
        again(*subjects)
    assert [numbers(subject) for subject in subjects] == [[1, 2], [1, 2], [1], [1]]
    monkeypatch.setattr(rescreening, "record_events", record_events)
    assert did(again(*subjects)) == (2, 2)
    assert [numbers(subject) for subject in subjects] == [[1, 2]] * 4


def test_what_somebody_screened_meanwhile_is_left_to_them(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    run("app-1")
    load(*ROWS, MORE)
    look = rescreening._compare_due

    def slowly(*given: Any) -> Any:
        looked = look(*given)
        run("app-1")
        return looked

    monkeypatch.setattr(rescreening, "_compare_due", slowly)
    assert did(again()) == (0, 0)
    assert numbers() == [1, 2]


def test_two_rounds_at_once_make_one_run(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    run("app-1")
    run("app-2", SEDRA)
    load(*ROWS, MORE)
    look, rounds = rescreening._compare_due, list[Rescreened]()

    def overtaken(*given: Any) -> Any:
        looked = look(*given)
        if not rounds:
            rounds.append(Rescreened((), 0))
            rounds.append(again("app-1", "app-2"))
        return looked

    monkeypatch.setattr(rescreening, "_compare_due", overtaken)
    assert did(again("app-1", "app-2")) == (0, 0)
    assert did(rounds[1]) == (2, 1)
    assert (numbers(), numbers("app-2")) == ([1, 2], [1])


NAMES = ("Vantar Omel", "Wantar Omell", "Omel Trading", "Sedra Quill", "Sedra Quil", "Harbour Light", "Grey Heron", "Harbour Lights")


def a_list(chance: random.Random) -> Sequence[str]:
    rows = [f"R{n},{chance.choice(NAMES)},,,{chance.choice(('', 'Kasdara'))},{chance.choice(('', '1960'))}" for n in range(5)]
    return chance.sample(rows, chance.randint(2, 5))


@pytest.mark.parametrize("seed", range(4))
def test_looking_only_at_what_changed_is_as_good_as_comparing_whole(load: Load, seed: int) -> None:
    """Three lists one after another: each subject has the runs and matches that it would have had if compared whole each time."""
    chance = random.Random(seed)
    parties = [PartyName("p", name, country=country) for name in NAMES for country in ("QM", None)]
    load(*a_list(chance))
    for number, party in enumerate(parties):
        run(f"by-changes-{number}", party)
        run(f"whole-{number}", party)
    for day in (1, 2, 3):
        load(*a_list(chance))
        again(*(f"by-changes-{number}" for number in range(len(parties))), days=day)
        Basis.objects.bulk_create([Basis(id="other", lists=[], threshold=1, rule_version="none")], ignore_conflicts=True)
        Compared.objects.filter(run__subject_ref__startswith="whole").update(basis="other")
        again(*(f"whole-{number}" for number in range(len(parties))), days=day)
        for number in range(len(parties)):
            mine, theirs = (found_of(f"{way}-{number}") for way in ("by-changes", "whole"))
            assert mine == theirs, (seed, day, parties[number])


def found_of(subject: str) -> tuple[list[int], list[tuple[str, int, int]]]:
    return numbers(subject), sorted((hit.entry_ref, hit.score, hit.list_version) for hit in screening.hits_for(subject))


# --- what the tables keep -------------------------------------------------------------------------------------------
def test_a_comparison_may_be_made_again_and_nothing_else_about_it_changes(load: Load) -> None:
    load()
    run("app-1")
    row = Compared.objects.get()
    Basis.objects.bulk_create([Basis(id="alone", lists=[], threshold=1000, rule_version="none")])
    for change in (
        lambda: Compared.objects.update(run=row.run_id),
        lambda: Compared.objects.all().delete(),
        lambda: Basis.objects.update(threshold=1),
        lambda: Basis.objects.filter(threshold=1000).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
