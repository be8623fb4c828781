"""Which event wakes which service: the only place where modules that do not know each other are joined.

See docs/design/between-modules.md#events-are-for-what-follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.utils.module_loading import import_string

from licet.platform import outbox

# kind of event, name of the delivery (it is stored: never renamed), the function that acts
SUBSCRIPTIONS: tuple[tuple[str, str, str], ...] = (
    ("notices:messages:written", "notices.render", "licet.notices.public.render_written"),
    ("notices:messages:written", "notices.mail", "licet.notices.public.mail_written"),
    ("notices:list-mail:sent", "notices.mail", "licet.notices.public.mail_written"),
    ("licences:licence:issued", "licences.customs", "licet.licences.public.tell_customs"),
    ("licences:licence:status-changed", "licences.customs", "licet.licences.public.tell_customs"),
    *(
        (kind, "decisions.gate-summary", "licet.decisions.public.refresh_gates_of_cases")
        for kind in (
            "applications:application:submitted",
            "casework:line:rated",
            "casework:advice:given",
            "casework:enquiry:asked",
            "casework:enquiry:answered",
            "casework:case:referred",
            "casework:referral:settled",
            "screening:hit:adjudicated",
            "screening:parties:screened",
        )
    ),
    *(
        (kind, "decisions.gate-summary", "licet.decisions.public.refresh_every_gate")
        for kind in (
            "assessments:version:concluded",
            "decisions:hold:placed",
            "decisions:hold:lifted",
            "decisions:departure:made",
        )
    ),
    ("assessments:version:concluded", "reviews.triggers", "licet.reviews.public.conclusions_told"),
    ("screening:hit:adjudicated", "reviews.triggers", "licet.reviews.public.hits_told"),
    ("screening:parties:screened", "reviews.triggers", "licet.reviews.public.runs_told"),
    ("evidence:incident:recorded", "reviews.triggers", "licet.reviews.public.incidents_told"),
    ("evidence:incident:revised", "reviews.triggers", "licet.reviews.public.incidents_told"),
    ("evidence:proceeding:recorded", "reviews.triggers", "licet.reviews.public.proceedings_told"),
    ("evidence:proceeding:revised", "reviews.triggers", "licet.reviews.public.proceedings_told"),
    *(
        (kind, "register.read-on", "licet.register.public.wake")
        for kind in (
            "decisions:case-decision:made",
            "decisions:decision:made",
            "decisions:hold:placed",
            "decisions:hold:lifted",
            "decisions:departure:made",
            "licences:licence:status-changed",
            "reviews:review:opened",
            "reviews:review:frozen",
            "reviews:review:updated",
            "reviews:review:applied",
            "reviews:review:concluded",
            "register:figure:corrected",
            "register:decision:excluded",
            "register:import:made",
            "register:file:imported",
        )
    ),
)


def wire() -> None:
    """Tell the outbox who acts on what; called once when a process starts."""
    for kind, name, function in SUBSCRIPTIONS:
        outbox.subscribe(kind, name, _when_called(function))


@cache
def _when_called(function: str) -> outbox.Handler:
    """Loads the function with its first event: a process that tells nothing need not load every module."""

    def handler(events: Sequence[outbox.Told]) -> outbox.Unfinished | None:
        unfinished: outbox.Unfinished | None = import_string(function)(events)
        return unfinished

    return handler
