"""What commands here share."""

from django.core.exceptions import ValidationError
from django.db.models import Model

from licet.kernel.errors import Invalid, InvalidMany, MissingReasons


def said(text: str, what: str, place: str) -> str:
    """The text without white space around it; refuses nothing said."""
    if not text.strip():
        raise Invalid(f"Give {what}.", place=place)
    return text.strip()


def reasons(text: str) -> str:
    if not text.strip():
        raise MissingReasons("Say why, in a sentence that somebody can read in ten years.", place="reasons")
    return text.strip()


def check_columns(row: Model) -> None:
    """Refuse what a column cannot hold (too long, no address, no code), naming each field."""
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields if field.null})
    except ValidationError as error:
        faults = [Invalid(" ".join(words), place=place) for place, words in error.message_dict.items()]
        raise (faults[0] if len(faults) == 1 else InvalidMany(faults)) from None
