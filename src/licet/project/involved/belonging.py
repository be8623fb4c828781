"""What belongs to the topics of a concern although no column leads from it to them: cases meant, acts that stand over them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from licet.casework import public as casework
from licet.casework.public import Case
from licet.decisions.public import Act, ActKind, ActStatus, Decision
from licet.kernel.facts import LineFacts
from licet.kernel.scope import Match, Scope

type Topics = Mapping[str, set[str]]
"""Topics of a concern by the reference that they name."""

_OVER_LICENCES = (ActKind.SUSPEND, ActKind.REINSTATE, ActKind.REVOKE)
_ON_PUBLISHED = (ActKind.CORRECT, ActKind.EXCLUDE)
_OVER_SCOPES = (ActKind.PLACE_HOLD, ActKind.LIFT_HOLD, ActKind.DEPART)


@dataclass(frozen=True, slots=True)
class CaseMeant:
    """A case with the topics that lead to it. ``versions``: ids of those of its application, for each was screened."""

    pk: str
    reference: str
    licence: str
    received_on: date
    topics: set[str]
    versions: set[str]


def cases_meant(topics: Topics) -> list[CaseMeant]:
    """The cases of these references; also where a raiser named the licence, or a decision on either. Three queries."""
    decided = Decision.objects.filter(reference__in=list(topics)).order_by()
    named = Q(reference__in=list(topics)) | Q(licence__reference__in=list(topics))
    of_decisions = Q(pk__in=decided.values("case")) | Q(licence__reference__in=decided.values("licence"))
    rows = Case.objects.filter(named | of_decisions).order_by()
    cases = {
        pk: CaseMeant(pk, reference, licence or "", received_at.date(), topics.get(reference, set()) | topics.get(licence, set()), set())
        for pk, reference, licence, received_at in rows.values_list("pk", "reference", "licence__reference", "received_at")
    }
    for pk, version in rows.values_list("pk", "version__application__versions"):
        cases[pk].versions.add(version)
    by_licence = {case.licence: case for case in cases.values() if case.licence}
    for pk, reference, licence in decided.values_list("case", "reference", "licence"):
        if case := cases.get(pk) or by_licence.get(licence):
            case.topics.update(topics[reference])
    return sorted(cases.values(), key=lambda case: case.pk)


def acts_over(cases: Collection[CaseMeant], assessments: Topics, reviews: Topics) -> dict[str, set[str]]:
    """Acts that were put up over these topics, done or not, and are not found by a column: id, and topics. Three queries."""
    by_licence = {case.licence: case for case in cases if case.licence}
    named = Q(kind=ActKind.REVIEW, subject__review__in=list(reviews))
    for licence in by_licence:  # what was done is found by the changes it made
        named |= Q(kind__in=_OVER_LICENCES, signed_part__contains=f'"{licence}"') & ~Q(status=ActStatus.DONE)
    decided = _decisions_on(cases)
    named |= Q(kind__in=_ON_PUBLISHED, subject__decision__in=list(decided))
    rows = list(Act.objects.filter(named | Q(kind__in=_OVER_SCOPES)).order_by("pk").values(*_COLUMNS))
    found: dict[str, set[str]] = {}
    for row in rows:
        if row["kind"] == ActKind.REVIEW:
            found.setdefault(row["pk"], set()).update(reviews[row["subject"]["review"]])
        elif row["kind"] in _ON_PUBLISHED:
            found.setdefault(row["pk"], set()).update(decided[row["subject"]["decision"]])
        elif row["kind"] in _OVER_LICENCES:
            over = by_licence.keys() & set(row["subject"]["licences"])
            found.setdefault(row["pk"], set()).update(*(by_licence[licence].topics for licence in over))
    lines = casework.facts_of_lines([case.pk for case in cases]) if cases else {}
    holds: dict[str, set[str]] = {}
    for each in filter(None, map(_over_scope, rows)):
        bound = [case.topics for case in cases if _binds(each, case, lines.get(case.pk, ()))]
        topics = set[str]().union(*bound, *(assessments[name] for name in each.assessments & assessments.keys()))
        found.setdefault(each.act, set()).update(topics)
        holds.setdefault(each.hold, set()).update(topics)
    for row in rows:
        if row["kind"] == ActKind.LIFT_HOLD:
            found.setdefault(row["pk"], set()).update(holds.get(row["subject"]["hold"], ()))
    return {act: topics for act, topics in found.items() if topics}


def _decisions_on(cases: Collection[CaseMeant]) -> dict[str, set[str]]:
    """The topics of each decision on these cases and their licences, by its reference. One query."""
    if not cases:
        return {}
    by_case = {case.pk: case.topics for case in cases}
    by_licence = {case.licence: case.topics for case in cases if case.licence}
    decisions = Decision.objects.filter(Q(case__in=list(by_case)) | Q(licence__in=list(by_licence))).order_by()
    return {
        reference: by_case.get(case, set()) | by_licence.get(licence, set())
        for reference, case, licence in decisions.values_list("reference", "case", "licence")
    }


_COLUMNS = ("pk", "kind", "status", "subject", "closed_at", "holds_placed__reference", "holds_placed__lifted_on")


@dataclass(frozen=True, slots=True)
class _OverScope:
    """A hold or a departure, placed, proposed or sent back. ``until``: the last day on which it stood; None: it stands."""

    act: str
    scope: Scope
    until: date | None
    hold: str
    assessments: frozenset[str]


def _over_scope(row: Mapping[str, Any]) -> _OverScope | None:
    if "scope" not in row["subject"] or row["kind"] not in _OVER_SCOPES:
        return None
    given = row["subject"]
    until: date | None = row["closed_at"].date() if row["closed_at"] else None
    if row["status"] == ActStatus.DONE:
        until = date.fromisoformat(given["expires_on"]) if row["kind"] == ActKind.DEPART else row["holds_placed__lifted_on"]
    of = frozenset(item["about"].rpartition(" v")[0] for item in given.get("conclusions") or ())
    return _OverScope(row["pk"], Scope.from_json(given["scope"]), until, row["holds_placed__reference"] or "", of)


def _binds(over: _OverScope, case: CaseMeant, lines: Iterable[LineFacts]) -> bool:
    """Whether it stood over a line of the case, or may have, at any time since the case came."""
    return (over.until is None or over.until >= case.received_on) and any(over.scope.matches(line) is not Match.NO for line in lines)
