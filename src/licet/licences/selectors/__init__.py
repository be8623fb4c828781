"""Reads of licences."""

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
    "bars_now",
    "licence_list",
    "licences_in_scope",
    "visible_licences",
    "what_if",
]
