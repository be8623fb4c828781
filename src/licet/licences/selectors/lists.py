"""Licences as their holders and officials read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.kernel.terms import Clause, any_of
from licet.licences.domain import LicenceStatus
from licet.licences.models import Licence, LicenceDestination, LicenceLine, ListedLicence
from licet.platform.cursors import read_number_cursor
from licet.platform.scope_query import matching
from licet.platform.term_index import Counted, TermIndex, read_search
from licet.policy import public as policy

_INDEX: Final = TermIndex(table="licences_listedlicence", index="licences_listedlicence_terms", place="number", every=ListedLicence.EVERY)


def visible_licences(actor: Actor) -> QuerySet[Licence]:
    """Officials see all, exporters their own, others none: forbidden looks absent."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceFilters:
    """``destination`` is the country of a party, by code or name. ``search`` holds words or pieces of them: of the reference of a licence
    or its case, an exporter, a party or a product. None or empty: any.
    """

    status: LicenceStatus | None = None
    destination: str = ""
    scope: Scope | None = None
    search: str = ""


@dataclass(frozen=True, slots=True)
class LicencePage:
    """``after`` is the place to go on from, None at the end."""

    rows: Sequence[Licence]
    after: str | None


def licence_list(*, actor: Actor, filters: LicenceFilters | None = None, after: str = "", limit: int = 25) -> LicencePage:
    """A page of licences, newest first, with their lines: three queries whatever there is.

    Raises Invalid for a place that is none, a destination that is not known and a search that cannot be made.
    """
    if not actor.may(Permission.LICENCE_READ):
        return LicencePage((), None)
    filters = filters or LicenceFilters()
    numbers = _INDEX.places(
        _make_clauses(actor, filters), below=read_number_cursor(after), backwards=True, within=_in_scope(filters), most=limit + 1
    )
    on_page = numbers[:limit]
    rows = visible_licences(actor).filter(listed__number__in=on_page).prefetch_related("lines").order_by("-listed__number")
    return LicencePage(list(rows) if on_page else (), str(on_page[-1]) if len(numbers) > limit else None)


def count_licences(*, actor: Actor, filters: LicenceFilters) -> Counted:
    """How many licences a list has. One query."""
    actor.require(Permission.LICENCE_READ)
    return _INDEX.count_some(_make_clauses(actor, filters), within=_in_scope(filters))


def destinations_in_use() -> tuple[str, ...]:
    """Codes of the countries to which licences go, by name."""
    return tuple(sorted(LicenceDestination.objects.values_list("code", flat=True), key=policy.destination_name))


def _make_clauses(actor: Actor, filters: LicenceFilters) -> list[Clause]:
    clauses = read_search(filters.search, place="q")
    if actor.organisation is not None:
        clauses.append(any_of("exporter", [actor.organisation]))
    if filters.destination.strip():
        clauses.append(any_of("to", [policy.read_destination(filters.destination)]))
    if filters.status:
        clauses.append(any_of("status", [filters.status]))
    return clauses


def _in_scope(filters: LicenceFilters) -> QuerySet[ListedLicence, int] | None:
    """Numbers of the licences of which the scope takes a line; None without a scope."""
    if not (filters.scope and filters.scope.clauses()):
        return None
    policy.check_scope(filters.scope)
    return ListedLicence.objects.filter(licence__in=_matching(filters.scope)).values_list("number", flat=True)


def _matching(scope: Scope) -> QuerySet[LicenceLine, str]:
    return LicenceLine.objects.filter(matching(scope).taken).values_list("licence", flat=True)


@dataclass(frozen=True, slots=True)
class Found:
    """Live licences that a scope takes by at least one line, and how many more it cannot say of."""

    references: tuple[str, ...]
    unknown: int


def licences_in_scope(*, actor: Actor, scope: Scope, status: LicenceStatus) -> Found:
    """For an act over many licences: their references in order, and those *unknown* apart."""
    query = matching(scope)
    rows = visible_licences(actor).filter(status=status)
    taken = Q(pk__in=_matching(scope))
    unknown = Q(pk__in=LicenceLine.objects.filter(query.unknown).values_list("licence", flat=True))
    references = tuple(rows.filter(taken).order_by("reference").values_list("reference", flat=True))
    return Found(references, rows.filter(unknown).exclude(taken).count())
