"""Reads of licences."""

from licet.licences.selectors.assessed import assessed_json
from licet.licences.selectors.leading import leading_to
from licet.licences.selectors.lists import (
    Found,
    LicenceFilters,
    LicencePage,
    access_licence,
    count_licences,
    destinations_in_use,
    licence_list,
    licences_in_scope,
    visible_licences,
)
from licet.licences.selectors.sets import in_sets, lines_of
from licet.licences.selectors.standing import StandsNow, stands_now
from licet.licences.selectors.summaries import (
    LicenceSummary,
    LicenceTotals,
    add_up_licences,
    counts_at,
    describe_licences,
    summarise_licences,
)
from licet.licences.selectors.what_if import what_if

__all__ = [
    "Found",
    "LicenceFilters",
    "LicencePage",
    "LicenceSummary",
    "LicenceTotals",
    "StandsNow",
    "access_licence",
    "add_up_licences",
    "assessed_json",
    "count_licences",
    "counts_at",
    "describe_licences",
    "destinations_in_use",
    "in_sets",
    "leading_to",
    "licence_list",
    "licences_in_scope",
    "lines_of",
    "stands_now",
    "summarise_licences",
    "visible_licences",
    "what_if",
]
