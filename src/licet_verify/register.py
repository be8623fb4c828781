"""A downloaded register against the log: does each row say what the entries say, and is none missing or added?

A download is lines of JSON: `{"format":"licet/register/v1","size":N}` (the entries that the register had read), then a line
`{"table":…,"row":{…}}` for each row, and at the end `{"rows":M}`.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from licet_verify.errors import FoundWanting
from licet_verify.facts import derive
from licet_verify.log import parse_line
from licet_verify.published import Entry, key_of
from licet_verify.store import Row, Rows

FORMAT = "licet/register/v1"
MOST_NAMED = 100
KEYS = {"lines": ("decision", "number", "since"), **dict.fromkeys(("decisions", "licences", "triggers", "reviews"), ("reference",))}
"""What a row is known by; every other table's rows by their entry of the log."""
_NAMES = ("reference", "decision", "licence", "review")


@dataclass(slots=True)
class RegisterChecked:
    """``rows`` were compared up to entry ``size``; ``count`` rows differ, and the first differences are said in sentences."""

    size: int
    rows: int = 0
    count: int = 0
    differences: list[str] = field(default_factory=list)

    def add(self, sentences: list[str]) -> None:
        self.count += bool(sentences)
        self.differences += sentences[: MOST_NAMED - len(self.differences)]


def verify_register(download: Iterable[bytes], log: Iterable[bytes]) -> RegisterChecked:
    """Derive the rows from the log and compare each with the download. Raises FoundWanting for a download that is not whole."""
    lines = iter(download)
    head = _parse_object(next(lines, b""), 1)
    size = head.get("size")
    if head.get("format") != FORMAT or not isinstance(size, int):
        raise FoundWanting(f"the download of the register does not begin with the format {FORMAT}")
    rows, last = _derive_rows(log, size)
    with closing(rows):
        if last < size:
            raise FoundWanting(f"the register has read {size} entries, and the log that is given ends after {last}: download it again")
        checked = RegisterChecked(size)
        for table, row in _read_rows(lines, checked):
            checked.add(list(_find_differences(table, row, rows.take(table, _make_key(table, row)))))
        for table, row in rows.rest():
            checked.add([f"{table}: {_name_row(row)} is missing from the register; the log gives it"])
    return checked


def _derive_rows(log: Iterable[bytes], size: int) -> tuple[Rows, int]:
    last = 0

    def entries() -> Iterator[Entry]:
        nonlocal last
        for number, raw in enumerate(log, 1):
            line = parse_line(raw, number)
            last = line.position + 1
            yield Entry.read(line.position, line.leaf)

    return derive(entries(), size), last


def _read_rows(lines: Iterator[bytes], checked: RegisterChecked) -> Iterator[tuple[str, Row]]:
    for number, raw in enumerate(lines, 2):
        item = _parse_object(raw, number)
        if "rows" in item:
            if item["rows"] != checked.rows or next(lines, None) is not None:
                raise FoundWanting(f"the download of the register ends with {item['rows']} rows, and holds {checked.rows}")
            return
        if not isinstance(item.get("table"), str) or not isinstance(item.get("row"), dict):
            raise FoundWanting(f"line {number} of the register is not a row")
        checked.rows += 1
        yield item["table"], item["row"]
    raise FoundWanting("the download of the register is not whole: its last line is missing")


def _parse_object(raw: bytes, number: int) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except ValueError as error:
        raise FoundWanting(f"line {number} of the register is not JSON") from error
    if not isinstance(value, dict):
        raise FoundWanting(f"line {number} of the register is not an object")
    return value


def _make_key(table: str, row: Row) -> str:
    return key_of(*(row.get(name) for name in KEYS.get(table, ("position",))))


def _find_differences(table: str, served: Row, given: Row | None) -> Iterator[str]:
    if given is None:
        yield f"{table}: {_name_row(served)} is in the register; the log does not give it"
        return
    for name in sorted(served.keys() | given.keys()):
        here, there = served.get(name), given.get(name)
        if here != there and not (name in {"rating", "ratings"} and _split_code(here) == _split_code(there)):
            yield f"{table}: {_name_row(given)}: {name} is {_write_value(here)} in the register and {_write_value(there)} by the log"


def _split_code(text: Any) -> list[str]:
    """The letters and numbers of a control-list code, however it is written: ML11a is ML11.a, and neither is ML1.1a."""
    return re.findall(r"[A-Z]|[0-9]+|,", str(text).upper())


def _name_row(row: Row) -> str:
    name = next((str(row[name]) for name in _NAMES if row.get(name)), "")
    place = f"line {row['number']}" if "since" in row else f"entry {row.get('position')}"
    return f"{name} ({place})" if name else place


def _write_value(value: Any) -> str:
    return "empty" if value in (None, "") else json.dumps(value, ensure_ascii=False)
