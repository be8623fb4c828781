"""Versions of lists: whole or not at all, known when seen before, never changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from tests.internal import internal_events
from tests.module.screening.conftest import NOW, ROWS

from licet.kernel.actor import Actor, system
from licet.kernel.errors import Conflict, Invalid, InvalidMany, MissingReasons, NotAllowed, NotFound
from licet.kernel.permission import Permission
from licet.ledger import public as ledger
from licet.platform.models import OutboxEvent
from licet.screening.models import EntryName, ListEntry, ListVersion, Watchlist
from licet.screening.public import Loaded, bring_back, lists_in_force, load_un

pytestmark = pytest.mark.django_db

type Load = Callable[..., Loaded]


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Watchlist, ListVersion, ListEntry, EntryName, OutboxEvent))


def test_load_writes_one_version_and_tells_of_it(load: Load) -> None:
    loaded = load()
    assert (loaded.number, loaded.entry_count, loaded.name_count, loaded.known) == (1, 3, 5, False)
    assert counts() == (1, 1, 3, 5, 1)
    [event] = internal_events()
    assert (event.kind, event.ref, event.clear) == ("screening:list-version:loaded", loaded.version, {})
    assert ledger.internal_disclosure(event.number, "sha256", loaded.sha256)
    assert ledger.size() == 0


def test_same_bytes_again_are_known(load: Load) -> None:
    first, again = load(), load()
    assert again.known
    assert again.version == first.version
    assert counts() == (1, 1, 3, 5, 1)


def test_changed_file_is_the_next_version_in_force(load: Load) -> None:
    load()
    second = load(*ROWS[:2])
    [in_force] = lists_in_force()
    assert (in_force.id, in_force.number, in_force.entry_count) == (second.version, 2, 2)


def test_bytes_of_a_superseded_version_are_a_conflict(load: Load) -> None:
    load()
    load(*ROWS[:2])
    with pytest.raises(Conflict, match="loaded before as version 1"):
        load()
    assert lists_in_force()[0].number == 2


def test_older_file_does_not_replace_a_newer(load: Load) -> None:
    load(published_on=date(2031, 5, 1))
    with pytest.raises(Conflict, match="published on 2031-04-30"):
        load(ROWS[0], published_on=date(2031, 4, 30))
    assert lists_in_force()[0].number == 1


def test_broken_file_writes_nothing(load: Load) -> None:
    load()
    before = counts()
    with pytest.raises(InvalidMany):
        load(*ROWS[:2], ",nobody,,,,")
    assert counts() == before


def test_failure_while_writing_leaves_nothing(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("the ledger is away")

    monkeypatch.setattr("licet.screening.services.load.record_events", fail)
    with pytest.raises(RuntimeError):
        load()
    assert counts() == (0, 0, 0, 0, 0)


def test_load_wants_its_permission(load: Load) -> None:
    with pytest.raises(NotAllowed):
        load(actor=system("nobody"))
    assert counts() == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("name", ["", " ", "x" * 101])
def test_list_wants_a_name(load: Load, name: str) -> None:
    with pytest.raises(Invalid, match="name"):
        load(name=name)


def test_name_of_a_list_of_another_kind_is_refused(load: Load, officer: Actor, tmp_path: Path) -> None:
    load(name="un-consolidated")
    path = tmp_path / "un.xml"
    path.write_text('<CONSOLIDATED_LIST dateGenerated="2031-05-01"/>')
    with pytest.raises(Invalid, match="is a list of kind csv"):
        load_un(actor=officer, path=path, now=NOW)


def test_countries_are_compared_only_when_all_are_known(load: Load) -> None:
    load("Q1,Vantar Omel,person,,Kasdara|QN,", "Q2,Sedra Quill,person,,Kasdara|Nowhere at all,")
    first, second = ListEntry.objects.order_by("number")
    assert (first.country_codes, second.country_codes) == (["QM", "QN"], [])
    assert second.countries == ["Kasdara", "Nowhere at all"]


@pytest.mark.parametrize("model", [ListVersion, ListEntry, EntryName])
def test_list_never_changes(load: Load, model: type[ListVersion]) -> None:
    load()
    row = model.objects.first()
    assert row
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(id="X")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete("default")  # type: ignore[attr-defined]


def test_real_un_list_is_loaded_whole(test_data: Path, officer: Actor) -> None:
    [path] = (test_data / "watchlists").glob("un-consolidated-*.xml")
    loaded = load_un(actor=officer, path=path, now=NOW)
    assert (loaded.entry_count, loaded.name_count, loaded.published_on) == (1003, 4212, date(2026, 2, 27))
    assert loaded.incomparable == EntryName.objects.filter(form="").count()
    assert load_un(actor=officer, path=path, now=NOW).known
    named = ListEntry.objects.exclude(countries=[]).count()
    resolved = ListEntry.objects.exclude(country_codes=[]).count()
    assert resolved / named > 0.95


def people(count: int, first: int = 0) -> list[str]:
    return [f"Q{number},Person {number} Omel,person,,," for number in range(first, first + count)]


def test_a_list_that_lost_most_of_its_entries_is_loaded_only_if_that_is_meant(load: Load) -> None:
    load(*people(40))
    with pytest.raises(Conflict, match="37 of the 40 entries in force are missing"):
        load(*people(3))
    with pytest.raises(Conflict, match="40 of the 40 entries"):
        load(*people(40, first=1000))  # as many, of another list
    assert [each.number for each in lists_in_force()] == [1]
    assert load(*people(35)).number == 2
    assert load(*people(3), fewer_meant=True).number == 3


def test_a_list_of_the_future_is_refused_and_one_that_is_stored_keeps_nothing_out(load: Load) -> None:
    with pytest.raises(Invalid, match="2099-01-01, which is in the future"):
        load(published_on=date(2099, 1, 1))
    load(published_on=date(2099, 1, 1), now=datetime(2099, 1, 1, 12, tzinfo=UTC))  # as stores hold it from before it was refused
    assert load(*ROWS, "Q9,Ivo Mar,person,,,", published_on=date(2031, 5, 1)).number == 2


def test_a_good_list_is_brought_back_and_the_next_file_replaces_it(load: Load, officer: Actor) -> None:
    first, second = load(), load(*ROWS[:2])
    with pytest.raises(Conflict, match="bring-back invented-list 1"):
        load()
    done = bring_back(actor=officer, watchlist="invented-list", number=1, reasons="Version 2 was cut.", now=NOW)
    assert (done.number, done.replaced) == (1, 2)
    assert [each.id for each in lists_in_force()] == [first.version]
    assert load().known, "its bytes are in force"
    assert bring_back(actor=officer, watchlist="invented-list", number=2, reasons="No, it was whole.", now=NOW).replaced == 1
    assert [each.id for each in lists_in_force()] == [second.version]
    assert load(*ROWS, "Q9,Ivo Mar,person,,,").number == 3
    assert [each.number for each in lists_in_force()] == [3]
    events = [event for event in internal_events() if event.kind == "screening:list-version:brought-back"]
    assert [event.ref for event in events] == [first.version, second.version]
    assert ledger.internal_disclosure(events[0].number, "reasons", "Version 2 was cut.")


def test_bringing_back_wants_a_version_that_is_not_in_force_reasons_and_permission(load: Load, officer: Actor) -> None:
    load()
    load(*ROWS[:2])
    for number, reasons, error in ((2, "So.", Conflict), (7, "So.", NotFound), (1, "a\u200b", Invalid), (1, " ", MissingReasons)):
        with pytest.raises(error):
            bring_back(actor=officer, watchlist="invented-list", number=number, reasons=reasons, now=NOW)
    with pytest.raises(NotAllowed):
        bring_back(actor=system("reader", Permission.HIT_READ), watchlist="invented-list", number=1, reasons="So.", now=NOW)
    assert [each.number for each in lists_in_force()] == [2]
