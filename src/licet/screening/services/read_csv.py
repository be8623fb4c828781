"""Reader of lists as CSV: UTF-8, a header, one row for each entry. Columns and their form are in the module's README."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from licet.kernel.days import read_day
from licet.kernel.errors import Invalid, InvalidMany
from licet.kernel.visible_text import holds_invisible
from licet.screening.domain.aliases import AliasField, read_alias_field
from licet.screening.domain.listed import Entry, EntryType, ListFile, Name, NameKind, Years
from licet.screening.domain.names import normal_form
from licet.screening.domain.years import read_years
from licet.screening.services.reading import LONGEST_NAME, MOST_NAMES, Opened, clean

PARSER_VERSION: Final = "csv-2"
REQUIRED: Final = ("ref", "name")
OPTIONAL: Final = ("type", "aliases", "original_names", "countries", "born", "programme", "listed_on", "remarks")
SEPARATOR: Final = "|"
MOST_FAULTS: Final = 20
MOST_ROWS: Final = 1_000_000


def read(file: Opened, progress: Callable[[int], None] | None = None) -> ListFile:
    """All entries. Raises Invalid for the file, or InvalidMany with the first faults of its rows, each with its line."""
    entries: dict[str, Entry] = {}
    unseen: list[str] = []
    faults: list[Invalid] = []
    try:
        for place, row in _rows(file):
            try:
                entry = _entry(row, place)
                if entry.ref in entries:
                    raise Invalid(f"The ref “{entry.ref}” is in the file twice.", place=place)
                entries[entry.ref] = entry
                if any(map(holds_invisible, row.values())):
                    unseen.append(entry.ref)
            except Invalid as fault:
                faults.append(fault)
            if len(faults) >= MOST_FAULTS:
                break
            if progress:
                progress(len(entries))
    except UnicodeDecodeError as error:
        raise Invalid(f"The file is not UTF-8 ({error.reason}).", place=f"line {_whole_lines(file) + 1}") from error
    if faults:
        raise InvalidMany(faults)
    if not entries:
        raise Invalid("The file has a header and no rows.", place="line 2")
    return ListFile(tuple(entries.values()), unseen=tuple(unseen))


def _rows(file: Opened) -> Iterator[tuple[str, dict[str, str]]]:
    text = io.TextIOWrapper(file.stream, encoding="utf-8-sig", newline="")
    lines = csv.reader(text, strict=True)
    try:
        header = [cell.strip().lower() for cell in next(lines, [])]
        _check_header(header)
        for count, cells in enumerate(lines):
            if count >= MOST_ROWS:
                raise Invalid(f"The file has more than {MOST_ROWS} rows.", place=f"line {lines.line_num}")
            if cells:
                yield f"line {lines.line_num}", _named(header, cells, lines.line_num)
    except csv.Error as error:
        raise Invalid(f"The file is not CSV: {error}.", place=f"line {lines.line_num}") from error
    finally:
        text.detach()


def _check_header(header: list[str]) -> None:
    known = ", ".join((*REQUIRED, *OPTIONAL))
    for column in REQUIRED:
        if column not in header:
            raise Invalid(f"The column “{column}” is missing. Columns are: {known}.", place="line 1")
    for column in header:
        if column not in REQUIRED + OPTIONAL:
            raise Invalid(f"The column “{column[:40]}” is not known. Columns are: {known}.", place="line 1")
        if header.count(column) > 1:
            raise Invalid(f"The column “{column}” stands twice.", place="line 1")


def _named(header: list[str], cells: list[str], line: int) -> dict[str, str]:
    """A row that does not fit its header shifts every value after the fault: reading stops."""
    if len(cells) != len(header):
        raise Invalid(f"The row has {len(cells)} cells where the header has {len(header)}.", place=f"line {line}")
    return dict(zip(header, cells, strict=True))


def _entry(row: dict[str, str], place: str) -> Entry:
    ref = clean(row["ref"], place=f"{place}, ref", longest=100)
    if not ref:
        raise Invalid("The row has no ref.", place=place)
    listed_on = row.get("listed_on", "").strip()
    return Entry(
        ref=ref,
        type=_type(row.get("type", ""), place),
        names=_names(row, place),
        countries=tuple(_several(row, "countries", place)),
        born=_born(row, place),
        programme=clean(row.get("programme"), place=f"{place}, programme"),
        listed_on=_day(listed_on, place) if listed_on else None,
        remarks=clean(_remarks(row, place), place=f"{place}, remarks"),
    )


def _several(row: dict[str, str], column: str, place: str) -> list[str]:
    parts = (clean(part, place=f"{place}, {column}", longest=LONGEST_NAME) for part in row.get(column, "").split(SEPARATOR))
    return list(dict.fromkeys(part for part in parts if part))


def _names(row: dict[str, str], place: str) -> tuple[Name, ...]:
    primary = clean(row["name"], place=f"{place}, name", longest=LONGEST_NAME)
    if not normal_form(primary):
        raise Invalid("The row has no name that can be compared.", place=f"{place}, name")
    names = [Name(primary, NameKind.PRIMARY)]
    names += [Name(text, NameKind.ORIGINAL) for text in _several(row, "original_names", place)]
    names += [Name(name, NameKind.ALIAS) for alias in _aliases(row, place) for name in alias.names]
    if len(names) > MOST_NAMES:
        raise Invalid(f"The row has more than {MOST_NAMES} names.", place=place)
    return tuple(names)


def _aliases(row: dict[str, str], place: str) -> list[AliasField]:
    return [read_alias_field(text) for text in _several(row, "aliases", place)]


def _born(row: dict[str, str], place: str) -> tuple[Years, ...]:
    """Years of the column and of the aliases; none at all if an alias says it in words that name no year: then none can be ruled out."""
    years = [_years(text, place) for text in _several(row, "born", place)]
    said = [read_years(text) for alias in _aliases(row, place) for text in alias.born]
    return tuple(dict.fromkeys((*years, *filter(None, said)))) if all(said) else ()


def _remarks(row: dict[str, str], place: str) -> str:
    """With each alias as written of which words were left out: nothing that a list says is lost."""
    noted = (f"Alias as written: {text}" for text in _several(row, "aliases", place) if read_alias_field(text).noted)
    return " ".join((row.get("remarks", ""), *noted))


def _type(text: str, place: str) -> EntryType | None:
    if not text.strip():
        return None
    try:
        return EntryType(text.strip().lower())
    except ValueError as error:
        raise Invalid(f"“{text[:40]}” is not a type: {', '.join(EntryType)}.", place=f"{place}, type") from error


def _years(text: str, place: str) -> Years:
    years = read_years(text)
    if years is None:
        raise Invalid(f"“{text[:40]}” names no year from 1800 to 2099.", place=f"{place}, born")
    return years


def _day(text: str, place: str) -> date:
    try:
        return read_day(text)
    except Invalid as error:
        raise Invalid(error.message, place=f"{place}, listed_on") from error


def _whole_lines(file: Opened) -> int:
    """How many lines come before the first one that is not UTF-8, found by reading again."""
    file.stream.seek(0)
    for number, line in enumerate(file.stream):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return 0
