"""What the demonstration is made of, as plain data; and the tour. Everything here is invented."""

from licet.demo.domain.goods import EXPORTERS, GOODS, Exporter, Good
from licet.demo.domain.persons import PERSONS, TOURED, Person
from licet.demo.domain.plan import DraftPlan, Ending, Plan, Said
from licet.demo.domain.routine import ROUTINE
from licet.demo.domain.special import FINISHED, KASDARA
from licet.demo.domain.trades import CONSIGNEES, END_USERS, TRADES, Consignee, EndUser, Trade
from licet.demo.domain.unfinished import DRAFTS, TOUR, UNFINISHED

PLANS = tuple(sorted((*ROUTINE, *FINISHED, *UNFINISHED), key=lambda plan: (-plan.start, plan.key)))
"""Every application that was sent, the oldest first; those of :data:`KASDARA` stand apart."""

__all__ = [
    "CONSIGNEES",
    "DRAFTS",
    "END_USERS",
    "EXPORTERS",
    "GOODS",
    "KASDARA",
    "PERSONS",
    "PLANS",
    "TOUR",
    "TOURED",
    "TRADES",
    "Consignee",
    "DraftPlan",
    "EndUser",
    "Ending",
    "Exporter",
    "Good",
    "Person",
    "Plan",
    "Said",
    "Trade",
]
