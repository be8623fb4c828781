"""Commands of the evidence base: take a corpus in, judge a source, quote, record and revise."""

from licet.evidence.services.incidents import move_incident, record_incident, record_incidents, revise_incident, set_incident_aside
from licet.evidence.services.ingest import TAGGED, ingest_tagged, refuse_unreadable
from licet.evidence.services.public_facts import (
    move_official_line,
    move_proceeding,
    record_official_line,
    record_proceeding,
    revise_official_line,
    revise_proceeding,
    withdraw_official_line,
    withdraw_proceeding,
)
from licet.evidence.services.quoting import quote, quote_words, quotes
from licet.evidence.services.sources import grade_source

__all__ = [
    "TAGGED",
    "grade_source",
    "ingest_tagged",
    "move_incident",
    "move_official_line",
    "move_proceeding",
    "quote",
    "quote_words",
    "quotes",
    "record_incident",
    "record_incidents",
    "record_official_line",
    "record_proceeding",
    "refuse_unreadable",
    "revise_incident",
    "revise_official_line",
    "revise_proceeding",
    "set_incident_aside",
    "withdraw_official_line",
    "withdraw_proceeding",
]
