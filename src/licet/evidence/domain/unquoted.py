"""Numbers and days of an incident that its quotes do not say: they are marked, never refused (decision 0264).

An analyst may add up, convert or infer a day from “last Tuesday”. Readers must see that the figure is the analyst's and not the
source's. Numbers are read in digits and in English words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from licet.evidence.domain.incidents import IncidentDraft
from licet.evidence.domain.reading import when

_UNITS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL: Final = (
    dict(zip((*_UNITS, *_TEENS), range(20), strict=True))
    | dict(zip(_TENS, range(20, 100, 10), strict=True))
    | {"a": 1, "an": 1, "no": 0, "none": 0, "nobody": 0, "both": 2}
)
_LARGE: Final = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
_DIGITS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+")
_WORDS: Final = re.compile(r"[a-z]+|[^a-z\s-]", re.IGNORECASE)
"""A word, or a mark that ends a run of number words."""
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Unquoted:
    """``place`` is the field, ``words`` what was typed there: “250 civilians killed”, “14 May 2031”."""

    place: str
    words: str

    @property
    def key(self) -> str:
        return f"{self.place}: {self.words}"


def unquoted(draft: IncidentDraft, quotes: Mapping[str, str]) -> tuple[Unquoted, ...]:
    """Every number and day that the quotes do not say. ``quotes`` gives the words of each cited span.

    A range of casualties is held against the quotes that it names, everything else against all that the incident cites.
    """
    cited = " … ".join(quotes.get(item.span, "") for item in draft.cited)
    return (*_days(draft, cited), *_casualties(draft, quotes), *_texts(draft, cited))


def _days(draft: IncidentDraft, cited: str) -> Iterator[Unquoted]:
    if _says_month(draft, cited):
        return
    for name in ("date_from", "date_to"):
        day: date = getattr(draft, name)
        if not says_day(cited, day) and (name == "date_from" or day != draft.date_from):
            yield Unquoted(name, when(day, day))


def _says_month(draft: IncidentDraft, cited: str) -> bool:
    """A span of a whole month is said by the month's name and year."""
    first, last = draft.date_from, draft.date_to
    whole = first.day == 1 and first.month == last.month and first.year == last.year and (last - first).days >= 27
    return whole and re.search(rf"\b{_month(first)}\s+{first.year}\b", cited, re.IGNORECASE) is not None


def _casualties(draft: IncidentDraft, quotes: Mapping[str, str]) -> Iterator[Unquoted]:
    for row in draft.casualties:
        said = numbers_in(" … ".join(quotes.get(span, "") for span in row.spans))
        for number in dict.fromkeys((row.low, row.high)):
            if number not in said:
                yield Unquoted("casualties", f"{number:,} {row.category.one if number == 1 else row.category} {row.harm}")


def _texts(draft: IncidentDraft, cited: str) -> Iterator[Unquoted]:
    """Figures in the title and the summary; words such as “one” are not taken for figures there."""
    said = numbers_in(cited) | _parts_of_days(draft)
    for name in ("title", "summary"):
        for number in dict.fromkeys(_in_digits(getattr(draft, name))):
            if number not in said:
                yield Unquoted(name, f"{number:,}")


def _parts_of_days(draft: IncidentDraft) -> set[int]:
    """The days of the incident are marked on their own, so that writing one again in the title is not marked twice."""
    return {part for day in (draft.date_from, draft.date_to) for part in (day.day, day.month, day.year)}


def says_day(text: str, day: date) -> bool:
    """Whether a text names a day: “14 May”, “May 14th”, “3, 4 and 14 May”, “2031-05-14”, “14/05/2031”, “14.5.31”.

    >>> says_day("The market was hit on 13 and 14 May.", date(2031, 5, 14))
    True
    >>> says_day("The market was hit on Tuesday.", date(2031, 5, 14))
    False
    """
    number, month, year = rf"0?{day.day}", _month(day), rf"(?:{day.year}|{day.year % 100:02d})"
    others = r"(?:(?:st|nd|rd|th)?\s*(?:,|and|or|to|–|-|/)\s*\d{1,2})*(?:st|nd|rd|th)?"
    after = r"(?:\s*,?\s*(?:of\s+)?(?P<year>\d{4}))?"
    forms = (
        rf"\b{number}{others}\s+(?:of\s+)?{month}\b{after}",
        rf"\b{month}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s*(?:,|and|or|to|–|-)\s*)*{number}(?:st|nd|rd|th)?\b(?!\d){after}",
        rf"\b{day.year}-{day.month:02d}-{day.day:02d}\b",
        rf"\b{number}[./]0?{day.month}[./]{year}\b",
        rf"\b0?{day.month}/{number}/{year}\b",
    )
    matches = (match for form in forms for match in re.finditer(form, text, re.IGNORECASE))
    return any(match.groupdict().get("year") in (None, str(day.year)) for match in matches)


def _month(day: date) -> str:
    return rf"(?:{day:%B}|{_MONTHS[day.month - 1]}\.?)"


def numbers_in(text: str) -> set[int]:
    """Every whole number that a text says, in digits or in English words.

    >>> sorted(numbers_in("Between 1,200 and two thousand three hundred; at least twenty-three of them children"))
    [23, 1200, 2300]
    """
    return {*_in_digits(text), *_in_words(text)}


def _in_digits(text: str) -> Iterator[int]:
    """Digits, with or without separators of thousands."""
    for match in _DIGITS.finditer(text):
        yield int(re.sub(r"\D", "", match.group()))


def _in_words(text: str) -> Iterator[int]:
    """Runs of number words, read the way they are said: “two thousand three hundred and five”. “Hundreds” is no number."""
    run: list[str] = []
    for match in _WORDS.finditer(text):
        word = match.group().casefold()
        if word in _SMALL or word in _LARGE:
            run.append(word)
        elif word != "and":
            yield from _values(run)
            run = []
    yield from _values(run)


def _values(run: Sequence[str]) -> Iterator[int]:
    """The numbers that words in a row say: one, or several as in “two three”."""
    whole = part = 0
    for position, word in enumerate(run):
        if word in _SMALL:
            if position and not _continues(part, _SMALL[word]):
                yield whole + part
                whole = part = 0
            part += _SMALL[word]
        else:
            part = max(part, 1) * _LARGE[word]
            if _LARGE[word] >= 1_000:
                whole, part = whole + part, 0
    if run:
        yield whole + part


def _continues(part: int, value: int) -> bool:
    """Whether a small number goes on the number before it: “twenty three”, “three hundred five”; not “two three”."""
    return part == 0 or (part % 100 == 0 and value < 100) or (part % 10 == 0 and part % 100 >= 20 and value < 10)
