"""Asking departments, as the pack's routing rules say of each line's facts, and what lists show of who is silent."""

from collections.abc import Iterable

from licet.casework import domain
from licet.casework.events import AdviceRequested
from licet.casework.models import Advice, AdviceAsked, Case
from licet.kernel.actor import Actor
from licet.kernel.event import Event, Json
from licet.kernel.facts import LineFacts
from licet.kernel.instants import Instant
from licet.platform.ids import new_id
from licet.policy import public as policy

type Asked = tuple[str, str, str]
"""Line, department, criterion."""


def ask_departments(case: Case, lines: Iterable[LineFacts], *, actor: Actor, now: Instant) -> tuple[Event, ...]:
    """Ask whom the rules name for these lines; what no rule asks any more lapses, what one asks again is open again."""
    lines = tuple(lines)
    wanted = _wanted(lines)
    rows = {(row.line_id, row.department, row.criterion): row for row in AdviceAsked.objects.filter(line__in=[item.line for item in lines])}
    lapsed = [row.pk for key, row in rows.items() if key not in wanted and not row.lapsed]
    again = [row.pk for key, row in rows.items() if key in wanted and row.lapsed]
    fresh = [_row(case, key, rule, actor, now) for key, rule in wanted.items() if key not in rows]
    for ids, value in ((lapsed, True), (again, False)):
        if ids:
            AdviceAsked.objects.filter(pk__in=ids).update(lapsed=value)
    AdviceAsked.objects.bulk_create(fresh, batch_size=500)
    return (_event(case, fresh, now),) if fresh else ()


def _wanted(lines: Iterable[LineFacts]) -> dict[Asked, str]:
    """What is to be asked, with the rule that says so."""
    return {
        (facts.line, item.department, code): item.rule_id for facts in lines for item in policy.routing(facts) for code in item.criteria
    }


def _row(case: Case, key: Asked, rule: str, actor: Actor, now: Instant) -> AdviceAsked:
    line, department, criterion = key
    return AdviceAsked(
        id=new_id(), case=case, line_id=line, department=department, criterion=criterion, rule=rule, asked_at=now, asked_by=actor.id
    )


def _event(case: Case, rows: Iterable[AdviceAsked], now: Instant) -> AdviceRequested:
    """One entry per line, department and rule."""
    criteria: dict[tuple[str, str, str], list[Json]] = {}
    for row in rows:
        criteria.setdefault((row.line_id, row.department, row.rule), []).append(row.criterion)
    asked: list[Json] = [
        {"line": line, "department": department, "rule": rule, "criteria": codes} for (line, department, rule), codes in criteria.items()
    ]
    return AdviceRequested(on=policy.today(now), ref=case.reference, asked=asked)


def standing_summary(case: Case) -> dict[str, object]:
    """Who is silent and whether departments disagree, as the case's row keeps it for lists. Two queries."""
    silent = AdviceAsked.objects.filter(case=case, answered=False, lapsed=False, line__version=case.version_id)
    departments = sorted(set(silent.values_list("department", flat=True)))
    advice = Advice.objects.filter(case=case, current=True, line__version=case.version_id).defer("reasons", "conditions")
    found = domain.standings(row.to_domain() for row in advice.order_by("given_at", "id"))
    return {
        "waiting_key": "/" + "".join(f"{name}/" for name in departments) if departments else "",
        "disagreement": any(item.disagreement for item in found.values()),
    }
