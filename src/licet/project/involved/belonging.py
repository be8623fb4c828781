"""What belongs to the topics of a concern although no column leads from it to them: cases meant, acts that stand over them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from licet.applications.public import Version
from licet.casework import public as casework
from licet.casework.public import Case
from licet.decisions.public import Act, ActKind, ActStatus, Decision
from licet.kernel.facts import LineFacts
from licet.kernel.scope import Match, Scope

_OVER_LICENCES = (ActKind.SUSPEND, ActKind.REINSTATE, ActKind.REVOKE)
_OVER_SCOPES = (ActKind.PLACE_HOLD, ActKind.LIFT_HOLD, ActKind.DEPART)


def cases_meant(references: Collection[str]) -> list[Case]:
    """The cases of these references; also where a raiser wrote that of the licence, or of a decision on either. One query."""
    decided = Decision.objects.filter(reference__in=references)
    named = Q(reference__in=references) | Q(licence__reference__in=references)
    of_decisions = Q(pk__in=decided.values("case")) | Q(licence__reference__in=decided.values("licence"))
    return list(Case.objects.filter(named | of_decisions).select_related("licence").order_by("pk"))


def versions_of(cases: Iterable[Case]) -> QuerySet[Version, Any]:
    """Ids of every version of the applications behind these cases: each was screened."""
    applications = Case.objects.filter(pk__in=[case.pk for case in cases]).values("version__application")
    return Version.objects.filter(application__in=applications).values("pk")


def acts_over(cases: Collection[Case], assessments: Collection[str], reviews: Collection[str]) -> set[str]:
    """Ids of acts that were put up over these topics, done or not, and are not found by a column. Two queries."""
    licences = [case.licence.reference for case in cases if hasattr(case, "licence")]
    named = Q(kind=ActKind.REVIEW, subject__review__in=list(reviews))
    for licence in licences:  # what was done is found by the changes it made
        named |= Q(kind__in=_OVER_LICENCES, signed_part__contains=f'"{licence}"') & ~Q(status=ActStatus.DONE)
    rows = list(Act.objects.filter(named | Q(kind__in=_OVER_SCOPES)).order_by("pk").values(*_COLUMNS))
    found = {row["pk"] for row in rows if row["kind"] not in _OVER_SCOPES}
    lines = casework.facts_of_lines([case.pk for case in cases]) if cases else {}
    binding = [each for each in map(_over_scope, rows) if each and (_binds(each, cases, lines) or each.assessments & set(assessments))]
    holds = {each.hold for each in binding if each.hold}
    lifting = {row["pk"] for row in rows if row["kind"] == ActKind.LIFT_HOLD and row["subject"]["hold"] in holds}
    return found | lifting | {each.act for each in binding}


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


def _binds(over: _OverScope, cases: Iterable[Case], lines: Mapping[str, tuple[LineFacts, ...]]) -> bool:
    """Whether it stood over a line of a case, or may have, at any time since the case came."""
    return any(
        (over.until is None or over.until >= case.received_at.date())
        and any(over.scope.matches(line) is not Match.NO for line in lines.get(case.pk, ()))
        for case in cases
    )
