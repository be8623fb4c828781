"""The control list: entries, deeper codes, dirty codes, validity."""

from datetime import date

import pytest

from licet.kernel.rating import RatingCode
from licet.policy.domain import Checked, ControlList, Entry, EntryKind, PackInfo
from licet.policy.public import NoEntry, control_entry, control_list, read_rating

DAY = date(2026, 11, 2)


def entry_of(code: str) -> str | None:
    found = control_entry(RatingCode.parse(code), DAY)
    return str(found.code) if found else None


@pytest.mark.parametrize(
    ("code", "entry"),
    [
        ("ML1", "ML1"),
        ("ML10", "ML10"),
        ("ML1b1", "ML1.b"),
        ("ML13d1", "ML13.d"),
        ("ML13.z", "ML13"),
        ("ML14a", "ML14"),
        ("PL5001", "PL5001"),
        ("PL5001c", "PL5001"),
        ("HR AIII", "HRAIII"),
        ("6A003b4c", "6A"),
        ("5A002", "5A"),
        ("End Use", "END"),
        ("MEND2", "MEND2"),
        ("ZIM", "ZWE"),
    ],
)
def test_a_deeper_code_stands_under_the_deepest_known_entry(code: str, entry: str) -> None:
    assert entry_of(code) == entry


@pytest.mark.parametrize("code", ["ML23", "ML0", "ML", "PL9999", "PL", "6", "6A", "MILTA", "ML111", "XX1"])
def test_a_code_under_no_entry_is_not_in_the_list(code: str) -> None:
    assert entry_of(code) is None


def test_ml1_is_not_ml10() -> None:
    ml1, ml10 = (control_entry(RatingCode.parse(code), DAY) for code in ("ML1", "ML10"))
    assert ml1
    assert ml10
    assert not ml1.takes(RatingCode.parse("ML10"), DAY)
    assert not ml1.takes(RatingCode.parse("ML10.a"), DAY)
    assert not ml10.takes(RatingCode.parse("ML1"), DAY)


def test_all_military_entries_and_all_dual_use_groups_are_there() -> None:
    assert [entry_of(f"ML{number}") for number in range(1, 23)] == [f"ML{number}" for number in range(1, 23)]
    groups = {f"{category}{group}" for category in range(10) for group in "ABCDE"}
    assert {entry_of(f"{group}001") for group in groups} == groups


def test_the_military_flag_follows_the_entry() -> None:
    flags = {code: control_entry(RatingCode.parse(code), DAY) for code in ("ML5", "PL5017", "PL8001", "5A002", "END")}
    assert {code: entry.military for code, entry in flags.items() if entry} == {
        "ML5": True,
        "PL5017": True,
        "PL8001": False,
        "5A002": False,
        "END": False,
    }


def test_grounds_of_end_use_are_marked_as_such() -> None:
    kinds = {control_entry(RatingCode.parse(code), DAY) for code in ("END", "MEND1", "MEND2", "MEND3")}
    assert {entry.kind for entry in kinds if entry} == {EntryKind.END_USE}


def test_a_dirty_code_is_read_or_kept_as_written() -> None:
    found = read_rating(" ml 16 ", DAY)
    assert isinstance(found, Entry)
    assert str(found.code) == "ML16"
    for written in ("MILTA", "", "???", "ML1" * 100):
        refused = read_rating(written, DAY)
        assert isinstance(refused, NoEntry)
        assert refused.written == written
        assert refused.why


def test_an_entry_holds_from_its_first_to_its_last_day() -> None:
    code = RatingCode.parse("ML1")
    entries = [
        Entry(code, "old", EntryKind.MILITARY, military=True, last_day=date(2019, 12, 31)),
        Entry(code, "new", EntryKind.MILITARY, military=True, first_day=date(2020, 1, 1), last_day=date(2020, 12, 31)),
    ]
    listed = ControlList(PackInfo("x", "x/1", "X", ""), entries, source="s", checked=Checked(None, "a test"))
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    found = [listed.lookup(code, day) for day in days]
    assert [entry and entry.title for entry in found] == ["old", "new", "new", None]


def test_a_code_under_an_entry_that_ended_does_not_live_on_under_its_parent() -> None:
    parent, child = (RatingCode.parse(code) for code in ("ML1", "ML1.b"))
    entries = [
        Entry(parent, "parent", EntryKind.MILITARY, military=True),
        Entry(child, "child", EntryKind.MILITARY, military=True, last_day=date(2019, 12, 31)),
    ]
    listed = ControlList(PackInfo("x", "x/1", "X", ""), entries, source="s", checked=Checked(None, "a test"))
    assert listed.lookup(RatingCode.parse("ML1.b.2"), date(2020, 1, 1)) is None
    assert listed.lookup(RatingCode.parse("ML1.c"), date(2020, 1, 1)) is entries[0]


def test_every_entry_of_the_list_finds_itself() -> None:
    for entry in control_list().entries:
        if entry.ratable:
            assert control_list().lookup(entry.code, DAY) == entry
