"""Acts, holds and decisions as pages and commands read them."""

from collections.abc import Collection, Sequence

from django.db.models import Q, QuerySet

from licet.casework import public as casework
from licet.decisions.domain import ActKind, Outcome
from licet.decisions.models import Act, Decision, Departure, Hold, LineOutcome, Text
from licet.decisions.selectors.gate import at_gate
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.platform.cursors import read_cursor, write_cursor
from licet.policy import public as policy
from licet_verify import canonical
from licet_verify.record import named_texts

CHANGES = 25
"""Corrections and exclusions on a page."""


def access_act(*, actor: Actor, reference: str) -> Act:
    """One act with its signatures, for officials who read decisions."""
    rows = Act.objects.select_related("case__organisation").prefetch_related("signatures")
    act = rows.filter(reference=reference).first() if actor.may(Permission.DECISION_READ) else None
    if act is None:
        raise NotFound("act")
    return act


def acts_of_case(*, actor: Actor, case: str) -> list[Act]:
    """What was put up for signature on a case, newest first, with its signatures; also what came back or became void."""
    if not actor.may(Permission.DECISION_READ):
        return []
    return list(Act.objects.filter(case=case).prefetch_related("signatures").order_by("-proposed_at", "-reference"))


def changes_proposed(*, actor: Actor, after: str | None = None, limit: int = CHANGES) -> tuple[list[Act], str | None]:
    """A page of the corrections and exclusions that were proposed, newest first, and the cursor of the next. Two queries.

    For whoever may propose them. Raises Invalid for a cursor that is none.
    """
    if not actor.may(Permission.FIGURE_CORRECT):
        raise NotFound("page")
    acts = Act.objects.filter(kind__in=(ActKind.CORRECT, ActKind.EXCLUDE)).prefetch_related("signatures")
    if after:
        moment, reference = read_cursor(after)
        acts = acts.filter(Q(proposed_at__lt=moment) | Q(proposed_at=moment, reference__lt=reference))
    page_and_next = list(acts.order_by("-proposed_at", "-reference")[: limit + 1])
    page = page_and_next[:limit]
    return page, write_cursor(page[-1].proposed_at, page[-1].reference) if len(page_and_next) > limit else None


def texts_named(*signed: str) -> dict[str, str]:
    """The texts that signed parts or envelopes name, by their SHA-256. One query."""
    named = named_texts([canonical.loads(item) for item in signed])
    return dict(Text.objects.filter(sha256__in=set(named)).values_list("sha256", "body"))


def departures_listed(*, actor: Actor) -> QuerySet[Departure]:
    """All departures, last made first, for officials."""
    if not actor.may(Permission.HOLD_READ):
        raise NotFound("page")
    return Departure.objects.select_related("act").order_by("-made_on", "-reference")


def decisions_of_case(case: str) -> QuerySet[Decision]:
    return Decision.objects.filter(case=case).prefetch_related("outcomes", "outcomes__line").order_by("decided_at")


def outcomes_of_cases(cases: Collection[str]) -> dict[str, set[Outcome]]:
    """What was decided of the lines of these cases, by case; nothing of one that is not decided. One query.

    For modules above, which have found that the actor may see the cases.
    """
    outcomes: dict[str, set[Outcome]] = {}
    for case, outcome in LineOutcome.objects.filter(decision__case__in=cases).values_list("decision__case", "outcome"):
        outcomes.setdefault(case, set()).add(Outcome(outcome))
    return outcomes


def holds_listed(*, actor: Actor) -> QuerySet[Hold]:
    """All holds, those in force first, for officials."""
    if not actor.may(Permission.HOLD_READ):
        raise NotFound("page")
    return Hold.objects.select_related("placed_act", "lifted_act").order_by("lifted_on", "-placed_on", "reference")


def scopes_of_holds(references: Collection[str]) -> dict[str, Scope]:
    """What holds bind, by reference. One query, and none where nothing is asked."""
    if not references:
        return {}
    return {
        reference: Scope.from_json(scope)
        for reference, scope in Hold.objects.filter(reference__in=references).values_list("reference", "scope")
    }


def refresh_gate_summaries(cases: Sequence[str], *, now: Instant) -> None:
    """Store what case lists show of the gate. ``decide`` never trusts it."""
    found = at_gate(cases, today=policy.today(now))
    casework.store_gate_summaries({case: at.result.summary() for case, at in found.items()})
