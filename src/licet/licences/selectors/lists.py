"""Licences as their holders and officials read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.licences.domain import LicenceStatus
from licet.licences.models import Licence, LicenceLine
from licet.platform.scope_query import matching
from licet.policy import public as policy


def visible_licences(actor: Actor) -> QuerySet[Licence]:
    """Officials see all, exporters their own, others none: forbidden looks absent (record.md I20)."""
    rows = Licence.objects.select_related("organisation")
    if not actor.may(Permission.LICENCE_READ):
        return rows.none()
    return rows.filter(organisation=actor.organisation) if actor.organisation else rows


def access_licence(*, actor: Actor, reference: str) -> Licence:
    """One licence with lines, conditions, changes and customs messages."""
    related = ("lines__line", "conditions__line", "changes__decision", "customs_messages")
    licence = visible_licences(actor).select_related("case", "decision").prefetch_related(*related).filter(reference=reference).first()
    if licence is None:
        raise NotFound("licence", named=reference)
    return licence


@dataclass(frozen=True, slots=True)
class LicencePage:
    """``after`` is the reference to go on from, None at the end."""

    rows: Sequence[Licence]
    after: str | None


def licence_list(
    *, actor: Actor, status: LicenceStatus | None = None, scope: Scope | None = None, after: str = "", limit: int = 25
) -> LicencePage:
    """A page of licences, newest reference first, with their lines: two queries whatever there is."""
    rows = visible_licences(actor).prefetch_related("lines").order_by("-reference")
    if status:
        rows = rows.filter(status=status)
    if scope and scope.clauses():
        policy.check_scope(scope)
        rows = rows.filter(pk__in=_matching(scope))
    if after:
        rows = rows.filter(reference__lt=after)
    found = list(rows[: limit + 1])
    return LicencePage(found[:limit], found[limit - 1].reference if len(found) > limit else None)


def _matching(scope: Scope) -> QuerySet[LicenceLine, str]:
    return LicenceLine.objects.filter(matching(scope).taken).values_list("licence", flat=True)


@dataclass(frozen=True, slots=True)
class Found:
    """Live licences that a scope takes by at least one line, and how many more it cannot say of."""

    references: tuple[str, ...]
    unknown: int


def licences_in_scope(*, actor: Actor, scope: Scope, status: LicenceStatus) -> Found:
    """For an act over many licences: their references in order, and those *unknown* apart (joints 10)."""
    query = matching(scope)
    rows = visible_licences(actor).filter(status=status)
    taken = Q(pk__in=_matching(scope))
    unknown = Q(pk__in=LicenceLine.objects.filter(query.unknown).values_list("licence", flat=True))
    references = tuple(rows.filter(taken).order_by("reference").values_list("reference", flat=True))
    return Found(references, rows.filter(unknown).exclude(taken).count())
