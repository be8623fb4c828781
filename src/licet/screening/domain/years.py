"""Years of birth as lists write them: a year, a span, a decade, or words such as “circa 1960” and “before 1980”."""

import re
from typing import Final

from licet.screening.domain.listed import Years

EARLIEST: Final = 1800
LATEST: Final = 2099
ABOUT: Final = 2
"""Years by which a date given as approximate may be off."""

_YEAR: Final = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(s?)(?![\da-z])", re.IGNORECASE)
_ABOUT: Final = re.compile(r"\b(?:circa|ca|c|about|around|approx\w*|roughly|estimated)\b|~", re.IGNORECASE)
_UNTIL: Final = re.compile(r"\b(?:before|prior to|until|up to|to|no later than|not later than)\W*(?:\w+\W+){0,2}$", re.IGNORECASE)
_SINCE: Final = re.compile(r"\b(?:after|since|from|no earlier than|not earlier than)\W*(?:\w+\W+){0,2}$", re.IGNORECASE)


def read_years(text: str, *, about: bool = False) -> Years | None:
    """The span of years from 1800 to 2099 that a text names; None if it names none. ``about``: the list marks it as approximate.

    >>> read_years("1950s"), read_years("before 1980"), read_years("circa 1960"), read_years("between 1960 and 1962")
    (Years(first=1950, last=1959), Years(first=1800, last=1980), Years(first=1958, last=1962), Years(first=1960, last=1962))
    """
    named = list(_YEAR.finditer(text))
    if not named:
        return None
    first = min(int(year[1]) for year in named)
    last = max(int(year[1]) + (9 if year[2] else 0) for year in named)
    if len(named) == 1:  # “from 1960 to 1962” has both ends
        before = text[: named[0].start()]
        first = EARLIEST if _UNTIL.search(before) else first
        last = LATEST if _SINCE.search(before) else last
    wide = ABOUT if about or _ABOUT.search(text) else 0
    return Years(first if first == EARLIEST else max(EARLIEST, first - wide), last if last == LATEST else min(LATEST, last + wide))
