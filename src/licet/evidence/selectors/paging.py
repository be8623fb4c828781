"""Places in a list by day: ``2031-05-02~<key>``, newest first."""

from datetime import date

from licet.kernel.errors import Invalid


def write_place(on: date, key: object) -> str:
    return f"{on.isoformat()}~{key}"


def read_place(text: str) -> tuple[date, str]:
    """Raises Invalid for what is no place."""
    day, _, key = text.partition("~")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        on = None
    if on is None or not key:
        raise Invalid("This is no place in the list: start again at its beginning.", place="after")
    return on, key
