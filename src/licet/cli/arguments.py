"""What several commands take as an argument."""

from datetime import date
from typing import Any

import typer

from licet.kernel.days import read_day
from licet.kernel.errors import Invalid
from licet.kernel.typed import read_typed


def read_reference(text: str) -> str:
    """A reference or an id as it was typed or pasted; what it names is looked up by the command."""
    return read_typed(text).upper()


def _read_day(typed: str) -> date:
    try:
        return read_day(typed)
    except Invalid as error:
        raise typer.BadParameter(error.message) from None


def day_option(*names: str, **settings: Any) -> Any:
    """An option that is a day; the command receives it as a ``date``."""
    return typer.Option(*names, parser=_read_day, metavar="YYYY-MM-DD", **settings)
