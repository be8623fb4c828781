"""What the register reads out of the log, and what a figure is. Pure."""

from licet.register.domain.caveats import Caveat, Seen, caveats
from licet.register.domain.entries import (
    ISSUED,
    NO_LICENCE_REQUIRED,
    NOT_RATED,
    OUTCOMES,
    REFUSED,
    STATUS_OUTCOMES,
    Rated,
    Reading,
    ReadLine,
    destination_of,
    quarter_of,
    read_decision,
    slug,
)
from licet.register.domain.figures import Cell, Dimension, Figure, FigureQuery, Measure, State, Vintage

__all__ = [
    "ISSUED",
    "NOT_RATED",
    "NO_LICENCE_REQUIRED",
    "OUTCOMES",
    "REFUSED",
    "STATUS_OUTCOMES",
    "Caveat",
    "Cell",
    "Dimension",
    "Figure",
    "FigureQuery",
    "Measure",
    "Rated",
    "ReadLine",
    "Reading",
    "Seen",
    "State",
    "Vintage",
    "caveats",
    "destination_of",
    "quarter_of",
    "read_decision",
    "slug",
]
