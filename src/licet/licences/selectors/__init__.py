"""Reads of licences."""

from licet.licences.selectors.assessed import assessed_json
from licet.licences.selectors.leading import leading_to
from licet.licences.selectors.lists import (
    Found,
    LicencePage,
    access_licence,
    licence_list,
    licences_in_scope,
    visible_licences,
)
from licet.licences.selectors.sets import in_sets, lines_of
from licet.licences.selectors.standing import StandsNow, stands_now
from licet.licences.selectors.what_if import what_if

__all__ = [
    "Found",
    "LicencePage",
    "StandsNow",
    "access_licence",
    "assessed_json",
    "in_sets",
    "leading_to",
    "licence_list",
    "licences_in_scope",
    "lines_of",
    "stands_now",
    "visible_licences",
    "what_if",
]
