"""Reads of licences."""

from licet.licences.selectors.assessed import assessed_json
from licet.licences.selectors.lists import (
    Found,
    LicencePage,
    access_licence,
    licence_list,
    licences_in_scope,
    visible_licences,
)
from licet.licences.selectors.standing import AT_RISK, BINDS, bars_now
from licet.licences.selectors.what_if import what_if

__all__ = [
    "AT_RISK",
    "BINDS",
    "Found",
    "LicencePage",
    "access_licence",
    "assessed_json",
    "bars_now",
    "licence_list",
    "licences_in_scope",
    "visible_licences",
    "what_if",
]
