"""Places in a list in the order of moments, ``2031-05-02T10:00:00+00:00~<key>``, of days, ``2031-05-02~<key>``, or of numbers."""

from datetime import date, datetime

from licet.kernel.errors import Invalid
from licet.kernel.instants import Instant

_LARGEST_NUMBER = 2**63 - 1  # of either engine
_NO_PLACE = "This is no place in the list: start again at its beginning."


def write_cursor(moment: Instant, key: str) -> str:
    return f"{moment.isoformat()}~{key}"


def read_cursor(text: str) -> tuple[Instant, str]:
    """Raises Invalid for a cursor that is none, or whose moment has no zone."""
    moment, _, key = text.partition("~")
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None or not key:
        raise Invalid(_NO_PLACE, place="after")
    return read, key


def write_day_cursor(day: date, key: str) -> str:
    return f"{day.isoformat()}~{key}"


def read_day_cursor(text: str) -> tuple[date, str]:
    """Raises Invalid for a cursor that is none."""
    day, _, key = text.partition("~")
    try:
        read = date.fromisoformat(day)
    except ValueError:
        read = None
    if read is None or not key:
        raise Invalid(_NO_PLACE, place="after")
    return read, key


def read_number_cursor(text: str) -> int | None:
    """None where the list begins. Raises Invalid for a cursor that is none."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= _LARGEST_NUMBER):
        raise Invalid(_NO_PLACE, place="after")
    return int(text)
