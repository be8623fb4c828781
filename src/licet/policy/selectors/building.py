"""From a pack as read to the frozen values of the domain, with the faults that a schema cannot see."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from licet.kernel.errors import Invalid
from licet.kernel.rating import RatingCode
from licet.policy.domain import (
    AdviserRole,
    Ambiguous,
    Checked,
    Clause,
    ControlList,
    CriteriaSet,
    Declared,
    Destination,
    Entry,
    EntryKind,
    Fixed,
    FormerName,
    HolidayCalendar,
    Nth,
    TestKind,
    holidays,
)
from licet.policy.selectors.reading import Source, read

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def refuse_twice(source: Source, table: str, key: str = "code") -> None:
    """Two entries of one key are a fault: which of them would hold?"""
    rows: list[dict[str, Any]] = source.data.get(table, [])
    twice = [value for value, count in Counter(row[key] for row in rows).items() if count > 1]
    if twice:
        last = max(index for index, row in enumerate(rows) if row[key] == twice[0])
        raise source.error(f"{key} {twice[0]} stands twice; keep one.", table, last)


def criteria_set(path: Path) -> CriteriaSet:
    source = read(path, "criteria")
    refuse_twice(source, "clause")
    clauses = tuple(_clause(row) for row in source.data["clause"])
    _check_clauses(source, clauses)
    data = source.data
    return CriteriaSet(
        info=source.info,
        jurisdiction=data["jurisdiction"],
        instrument=data["instrument"],
        in_force_from=date.fromisoformat(data["in_force_from"]),
        in_force_until=day(data.get("in_force_until")),
        notes=tuple(data.get("notes", ())),
        clauses=clauses,
    )


def _clause(row: dict[str, Any]) -> Clause:
    return Clause(
        code=row["code"],
        title=row["title"],
        text=row["text"],
        test=TestKind(row["test"]),
        bars=row["bars"],
        lead=AdviserRole(row["lead"]),
        reasons=tuple(row["reasons"]),
        source=row["source"],
        checked=Checked.parse(row["checked"]),
        parent=row.get("parent"),
        question=row.get("question"),
        asked=row.get("asked", False),
        ihl=row.get("ihl", False),
    )


def _check_clauses(source: Source, clauses: tuple[Clause, ...]) -> None:
    codes = {clause.code for clause in clauses}
    for index, clause in enumerate(clauses):
        if clause.parent is not None and clause.parent not in codes:
            raise source.error(f"its parent {clause.parent} is not in the set; add it or correct the code.", "clause", index, "parent")
        if clause.asked != (clause.question is not None):
            raise source.error("a clause is asked exactly when it has a question; give both or neither.", "clause", index)
        if clause.ihl and not clause.asked:
            raise source.error("the clause of humanitarian law must be asked; set asked = true.", "clause", index)


def destinations(path: Path) -> tuple[tuple[Destination, ...], tuple[Ambiguous, ...]]:
    source = read(path, "destinations")
    refuse_twice(source, "destination")
    refuse_twice(source, "destination", "alpha3")
    invented = source.data.get("invented", False)
    listed = tuple(_destination(row, invented) for row in source.data["destination"])
    unclear = (Ambiguous(row["name"], tuple(row["candidates"]), row["why"]) for row in source.data.get("ambiguous", ()))
    return listed, tuple(unclear)


def _destination(row: dict[str, Any], invented: bool) -> Destination:
    return Destination(
        code=row["code"],
        alpha3=row["alpha3"],
        name=row["name"],
        also=tuple(row.get("also", ())),
        parts=tuple(row.get("parts", ())),
        former=tuple(FormerName(old["name"], old.get("from"), old.get("until")) for old in row.get("former", ())),
        first_year=row.get("from"),
        last_year=row.get("until"),
        invented=invented,
        note=row.get("note"),
    )


def control_list(path: Path) -> ControlList:
    source = read(path, "control")
    data = source.data
    entries = [_entry(source, index, row) for index, row in enumerate(data["entry"])]
    _check_spans(source, entries)
    checked = Checked.parse(data["checked"])
    return ControlList(source.info, entries, source=data["source"], checked=checked, notes=tuple(data.get("notes", ())))


def _entry(source: Source, index: int, row: dict[str, Any]) -> Entry:
    try:
        codes = [RatingCode.parse(text) for text in (row["code"], *row.get("also", ()))]
    except Invalid as fault:
        raise source.error(f"{fault.message} Write the code as the list does.", "entry", index, "code") from fault
    return Entry(
        code=codes[0],
        title=row["title"],
        kind=EntryKind(row["kind"]),
        military=row["military"],
        ratable=row.get("ratable", True),
        first_day=day(row.get("from")),
        last_day=day(row.get("until")),
        also=tuple(codes[1:]),
        note=row.get("note"),
    )


def _check_spans(source: Source, entries: list[Entry]) -> None:
    """One code may stand again for a later span, never for the same day."""
    for index, entry in enumerate(entries):
        first, last = entry.first_day or date.min, entry.last_day or date.max
        if first > last:
            raise source.error("ends before it begins; correct from or until.", "entry", index)
        for earlier in entries[:index]:
            if earlier.code == entry.code and (earlier.first_day or date.min) <= last and first <= (earlier.last_day or date.max):
                raise source.error(f"{entry.code} stands twice for the same days; keep one or part the spans.", "entry", index)


def holiday_calendar(path: Path) -> HolidayCalendar:
    source = read(path, "calendar")
    data = source.data
    weekend = frozenset(_WEEKDAYS.index(name) for name in data["weekend"])
    years = range(data["first_year"], data["last_year"] + 1)
    declared = [Declared(row["name"], tuple(map(date.fromisoformat, row["days"]))) for row in data.get("declared", ())]
    _check_years(source, years, declared)
    return HolidayCalendar(
        info=source.info,
        first_year=data["first_year"],
        last_year=data["last_year"],
        weekend=weekend,
        holidays=holidays(years=years, weekend=weekend, declared=declared, ruled=list(_ruled(source)), substitute="substitution" in data),
        source=data["source"],
        checked=Checked.parse(data["checked"]),
    )


def _ruled(source: Source) -> Iterable[Fixed | Nth]:
    for index, row in enumerate(source.data.get("fixed", ())):
        try:
            date(2023, row["month"], row["day"])
        except ValueError as fault:
            raise source.error("is not a day of every year; correct month or day.", "fixed", index) from fault
        yield Fixed(row["name"], row["month"], row["day"])
    for row in source.data.get("nth", ()):
        yield Nth(row["name"], row["month"], _WEEKDAYS.index(row["weekday"]), row["n"])


def _check_years(source: Source, years: range, declared: list[Declared]) -> None:
    if not years:
        raise source.error("the last year is before the first; correct them.", "last_year")
    for index, item in enumerate(declared):
        if any(found.year not in years for found in item.days):
            raise source.error(f"a day lies outside {years[0]} to {years[-1]}; correct it or the years.", "declared", index)
