"""Reading what somebody typed about people, organisations and lists."""

from django.core.exceptions import ValidationError
from django.db.models import Model

from licet.kernel.errors import Invalid, InvalidMany, MissingReasons
from licet.kernel.visible_text import read_visible_text


def read_required(text: str, what: str, place: str, *, many_lines: bool = False) -> str:
    """The text without white space around it; refuses an empty one, and one with characters that nobody sees."""
    visible = read_visible_text(text, what=what, place=place, many_lines=many_lines)
    if not visible:
        raise Invalid(f"Give {what}.", place=place)
    return visible


def read_optional(text: str, what: str, place: str) -> str:
    """As :func:`read_required`, for a text that may be left out."""
    return read_visible_text(text, what=what, place=place)


def read_reasons(text: str) -> str:
    """The reasons for an act that must have some."""
    visible = read_visible_text(text, what="the reasons", place="reasons", many_lines=True)
    if not visible:
        raise MissingReasons("Say why, in a sentence that somebody can read in ten years.", place="reasons")
    return visible


def check_columns(row: Model) -> None:
    """Refuse what a column cannot hold (too long, no address, no code), naming each field."""
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields if field.null})
    except ValidationError as error:
        faults = [Invalid(" ".join(words), place=place) for place, words in error.message_dict.items()]
        raise (faults[0] if len(faults) == 1 else InvalidMany(faults)) from None
