"""Places in a list in the order of moments: ``2031-05-02T10:00:00+00:00~<key>``."""

from datetime import datetime

from licet.kernel.errors import Invalid
from licet.kernel.instants import Instant


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
        raise Invalid("This is no place in the list: start again at its beginning.", place="after")
    return read, key
