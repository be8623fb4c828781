"""Reads of the register. All of it is public."""

from licet.register.selectors.answering import figure_of
from licet.register.selectors.decisions import (
    DecisionPage,
    DecisionRow,
    Found,
    Listing,
    confirm,
    decision_page,
    listing,
    value_of,
)
from licet.register.selectors.figures import cells, destinations_in, figure, total_of, years
from licet.register.selectors.lists import DestinationPage, destination_page, feed, holds_in_force, overview
from licet.register.selectors.log import LogState, log_state

__all__ = [
    "DecisionPage",
    "DecisionRow",
    "DestinationPage",
    "Found",
    "Listing",
    "LogState",
    "cells",
    "confirm",
    "decision_page",
    "destination_page",
    "destinations_in",
    "feed",
    "figure",
    "figure_of",
    "holds_in_force",
    "listing",
    "log_state",
    "overview",
    "total_of",
    "value_of",
    "years",
]
