"""What commands here share."""

from licet.kernel.errors import Invalid, MissingReasons


def said(text: str, what: str, place: str) -> str:
    """The text without white space around it; refuses nothing said."""
    if not text.strip():
        raise Invalid(f"Give {what}.", place=place)
    return text.strip()


def reasons(text: str) -> str:
    if not text.strip():
        raise MissingReasons("Say why, in a sentence that somebody can read in ten years.", place="reasons")
    return text.strip()
