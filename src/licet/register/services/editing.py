"""Putting published facts right, and leaving decisions out: never quietly (record.md I16, I18)."""

from django.db import transaction

from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, MissingReasons, NotFound
from licet.kernel.instants import Instant
from licet.kernel.money import MOST
from licet.kernel.permission import Permission
from licet.policy import public as policy
from licet.register.events import DecisionExcluded, FigureCorrected
from licet.register.models import RegisteredDecision, RegisteredLine

FIELDS = ("destination", "rating", "value_minor")
LONGEST_REASON = 4000


@transaction.atomic
def correct(*, actor: Actor, decision: str, line: int, field: str, before: str, after: str, reason: str, now: Instant) -> None:
    """Publish that a fact of a decision was wrong. Leads. The register shows it as soon as it has read the log on.

    ``line`` counts from 1; 0 means every line, and is only for the destination. ``before`` is what stands there now: if
    somebody else corrected it meanwhile, this is a :class:`Conflict`. Empty text means *not recorded*.
    """
    actor.require(Permission.FIGURE_CORRECT)
    _require_reason(reason)
    _require_field(field, line, after)
    rows = RegisteredLine.objects.filter(decision=decision, until=None).order_by("number")
    lines = [row for row in rows if line in (0, row.number)]
    if not lines:
        raise NotFound(f"line {line} of {decision} in the register")
    stands = _text(getattr(lines[0], field))
    if stands != before:
        raise Conflict(f"The {field} of {decision} is now “{stands}”, not “{before}”: look at it again.", place=field)
    if stands == after:
        raise Invalid("The correction changes nothing.", place=field)
    event = FigureCorrected(
        on=policy.today(now), ref=decision, line=line, field=field, before=before, after=after, reason=reason, corrected_by=actor.id
    )
    policy.tell(actor=actor, events=[event], now=now)


@transaction.atomic
def exclude(*, actor: Actor, decision: str, reason: str, now: Instant) -> None:
    """Publish that a decision is left out of the figures, and why. Leads. It stays readable, marked as left out."""
    actor.require(Permission.FIGURE_CORRECT)
    _require_reason(reason)
    found = RegisteredDecision.objects.filter(reference=decision).values_list("excluded", flat=True).first()
    if not RegisteredDecision.objects.filter(reference=decision).exists():
        raise NotFound(f"decision {decision} in the register")
    if found is not None:
        raise Conflict(f"{decision} is left out already, by entry {found} of the log.", place="decision")
    event = DecisionExcluded(on=policy.today(now), ref=decision, reason=reason, excluded_by=actor.id)
    policy.tell(actor=actor, events=[event], now=now)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise MissingReasons("A published change of the figures needs its reason, which everybody may read.", place="reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid(f"The reason has more than {LONGEST_REASON:,} characters.", place="reason")


def _require_field(field: str, line: int, after: str) -> None:
    if field not in FIELDS:
        raise Invalid(f"“{field[:40]}” cannot be corrected: use {', '.join(FIELDS)}.", place="field")
    if (field == "destination") != (line == 0):
        raise Invalid("A destination is that of the whole decision (line 0); a rating or value that of one line.", place="line")
    if field == "destination":
        policy.destination(after)
    if field == "value_minor" and after and not (after.isascii() and after.isdecimal() and int(after) <= MOST):
        raise Invalid(f"“{after[:40]}” is not an amount in minor units, such as 123450.", place="value_minor")


def _text(value: object) -> str:
    return "" if value is None else str(value)
