"""Reader of the UN Security Council's consolidated list in XML. The file is not trusted: no document type, no entities."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from licet.kernel.errors import Invalid
from licet.kernel.visible_text import holds_invisible
from licet.screening.domain.aliases import read_alias_field
from licet.screening.domain.listed import Entry, EntryType, ListFile, Name, NameKind, Years
from licet.screening.domain.names import normal_form
from licet.screening.domain.years import read_years
from licet.screening.services.reading import LONGEST_NAME, MOST_NAMES, Opened, clean

PARSER_VERSION: Final = "un-2"
ROOT: Final = "CONSOLIDATED_LIST"
TYPES: Final = {"INDIVIDUAL": EntryType.PERSON, "ENTITY": EntryType.ENTITY}
NAME_PARTS: Final = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def read(file: Opened, progress: Callable[[int], None] | None = None) -> ListFile:
    """All entries, or Invalid with the place and the reason. ``progress`` is told the number of entries so far."""
    published: list[date] = []
    entries: dict[str, Entry] = {}
    unseen: list[str] = []
    try:
        for entry in _entries(file, published, unseen):
            if entry.ref in entries:
                raise Invalid("This reference stands twice in the file.", place=f"entry {entry.ref}")
            entries[entry.ref] = entry
            if progress:
                progress(len(entries))
    except DefusedXmlException as error:
        raise Invalid("The file declares a document type or entities; a list has none, so it is not read.", place="XML") from error
    except ParseError as error:
        line, column = error.position
        raise Invalid(f"The file is not whole XML: {error.msg}.", place=f"line {line}, column {column}") from error
    except (LookupError, ValueError) as error:
        raise Invalid(f"The file's text cannot be read: {error}.", place="XML") from error
    if not entries:
        raise Invalid("The file holds no INDIVIDUAL and no ENTITY.", place=ROOT)
    return ListFile(tuple(entries.values()), published[0], tuple(unseen))


def _entries(file: Opened, published: list[date], unseen: list[str]) -> Iterator[Entry]:
    """Streams: each element is dropped once it has been read. ``unseen`` gets the references of those with characters that nobody sees."""
    events: Iterator[tuple[str, Any]] = iterparse(file.stream, events=("start", "end"), forbid_dtd=True)
    path: list[Element] = []
    for event, element in events:
        if event == "start":
            if not path:
                published.append(_published_on(element))
            path.append(element)
            continue
        path.pop()
        if len(path) == 2 and element.tag in TYPES:
            entry = _entry(element, f"{element.tag} {element.findtext('DATAID') or 'without DATAID'}")
            if any(map(holds_invisible, element.itertext())):
                unseen.append(entry.ref)
            yield entry
            path[-1].remove(element)


def _published_on(root: Element) -> date:
    if root.tag != ROOT:
        raise Invalid(f"The file begins with {str(root.tag)[:60]}, not with {ROOT}: it is not the UN consolidated list.", place="XML")
    return _day(root.get("dateGenerated") or "", f"{ROOT} dateGenerated")


def _entry(element: Element, place: str) -> Entry:
    ref = clean(element.findtext("REFERENCE_NUMBER"), place=f"{place}, REFERENCE_NUMBER", longest=100)
    if not ref:
        raise Invalid("The entry has no REFERENCE_NUMBER.", place=place)
    listed_on = element.findtext("LISTED_ON")
    return Entry(
        ref=ref,
        type=TYPES[element.tag],
        names=_names(element, f"entry {ref}"),
        countries=_countries(element, f"entry {ref}"),
        born=_born(element),
        programme=clean(element.findtext("UN_LIST_TYPE"), place=f"entry {ref}, UN_LIST_TYPE"),
        listed_on=_day(listed_on, f"entry {ref}, LISTED_ON") if listed_on else None,
        remarks=clean(_remarks(element), place=f"entry {ref}, COMMENTS1"),
    )


def _names(element: Element, place: str) -> tuple[Name, ...]:
    primary = clean(" ".join(element.findtext(part) or "" for part in NAME_PARTS), place=place, longest=LONGEST_NAME)
    if not normal_form(primary):
        raise Invalid("The entry has no name that can be compared.", place=place)
    names = [Name(primary, NameKind.PRIMARY)]
    original = clean(element.findtext("NAME_ORIGINAL_SCRIPT"), place=place, longest=LONGEST_NAME)
    if original:
        names.append(Name(original, NameKind.ORIGINAL))
    for alias in element.iter(f"{element.tag}_ALIAS"):
        quality = clean(alias.findtext("QUALITY"), place=place, longest=40)
        field = read_alias_field(clean(alias.findtext("ALIAS_NAME"), place=place, longest=LONGEST_NAME))
        names += [Name(name, NameKind.ALIAS, quality) for name in field.names]
    if len(names) > MOST_NAMES:
        raise Invalid(f"The entry has more than {MOST_NAMES} names.", place=place)
    return tuple(names)


def _remarks(element: Element) -> str:
    """With each alias as written of which words were left out: nothing that the list says is lost."""
    aliases = [alias.findtext("ALIAS_NAME") or "" for alias in element.iter(f"{element.tag}_ALIAS")]
    noted = (f"Alias as written: {text}" for text in aliases if read_alias_field(text).noted)
    return " ".join((element.findtext("COMMENTS1") or "", *noted))


def _countries(element: Element, place: str) -> tuple[str, ...]:
    """Nationalities, and countries of address and of birth: a party from any of them agrees."""
    values = [value.text for value in element.iterfind("NATIONALITY/VALUE")]
    for part in ("ADDRESS", "PLACE_OF_BIRTH"):
        values += [found.text for found in element.iterfind(f"{element.tag}_{part}/COUNTRY")]
    written = (clean(value, place=place, longest=200) for value in values)
    return tuple(dict.fromkeys(value for value in written if value))


def _born(element: Element) -> tuple[Years, ...]:
    """Years of birth; none at all if one that is given cannot be read, because then no year can be ruled out."""
    spans = [
        (_words_of_birth(given), given.findtext("TYPE_OF_DATE") == "APPROXIMATELY") for given in element.iter("INDIVIDUAL_DATE_OF_BIRTH")
    ]
    for alias in element.iter("INDIVIDUAL_ALIAS"):
        spans += [(alias.findtext("DATE_OF_BIRTH") or "", False)]
        spans += [(text, False) for text in read_alias_field(alias.findtext("ALIAS_NAME") or "").born]
    years = [read_years(text, about=about) for text, about in spans if text.strip()]
    return tuple(dict.fromkeys(filter(None, years))) if all(years) else ()


def _words_of_birth(given: Element) -> str:
    """All that it says. A first or last year is named as such: one of them alone is one end of a span."""
    words = [part.text or "" for part in given if part.tag not in ("TYPE_OF_DATE", "FROM_YEAR", "TO_YEAR")]
    for tag, word in (("FROM_YEAR", "from"), ("TO_YEAR", "to")):
        if year := (given.findtext(tag) or "").strip():
            words.append(f"{word} {year}")
    return " ".join(words).strip()


def _day(text: str, place: str) -> date:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        raise Invalid(f"“{text[:40]}” is not a date such as 2026-02-27.", place=place) from error
