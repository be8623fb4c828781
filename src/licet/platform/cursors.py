"""Places in a list in the order of moments, ``2031-05-02T10:00:00+00:00~<key>``, or of days, ``2031-05-02~<key>``."""

from datetime import date, datetime

from licet.kernel.errors import Invalid
from licet.kernel.instants import Instant

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
