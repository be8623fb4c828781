"""Cases of the lists by their terms: one way of narrowing and searching for pages, API and command line (decision 0295)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from licet.casework.domain import CaseStatus, listing
from licet.casework.models import CaseDestination, ListedCase
from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.terms import Clause, Term, any_of, term
from licet.platform.cursors import read_number_cursor
from licet.platform.term_index import Counted, TermIndex, read_search
from licet.policy import public as policy

_INDEX: Final = TermIndex(table="casework_listedcase", index="casework_listedcase_terms", place="place", every=ListedCase.EVERY)


class Queue(StrEnum):
    """What somebody at the desk looks through."""

    MINE = "my cases"
    UNASSIGNED = "unassigned"
    ADVICE = "advice asked of my department"
    SIGNATURE = "for signature"
    EXPORTER = "awaiting exporter"
    REFERRED = "referred"
    ALL = "all cases"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilters:
    """``destination`` is the country of a party, by code or name. ``search`` holds words or pieces of them: of a reference, an exporter,
    a party or a product; ``reference`` is searched alike. None or empty: any.
    """

    queue: Queue = Queue.ALL
    status: CaseStatus | None = None
    destination: str = ""
    officer: str = ""
    organisation: str = ""
    reference: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """``overdue`` are those that somebody should have acted on before today."""

    total: Counted
    overdue: Counted


def count_cases(*, actor: Actor, now: Instant, filters: CaseFilters) -> CaseCounts:
    """How many cases a list of officials has, and how many of them are overdue. Two queries."""
    actor.require(Permission.CASE_LIST)
    clauses = _make_clauses(actor, filters)
    overdue = _INDEX.count_some(clauses, below=listing.first_place_of(policy.today(now)))
    return CaseCounts(_INDEX.count_some(clauses), overdue)


def count_exporter_cases(*, actor: Actor, search: str = "") -> Counted:
    """How many cases the portal's list has. At most one query."""
    if actor.organisation is None or not actor.may(Permission.APPLICATION_READ):
        return Counted(0)
    return _INDEX.count_some(_make_clauses(actor, CaseFilters(search=search)))


def places_of(actor: Actor, permission: Permission, filters: CaseFilters, *, after: str | None, most: int) -> list[int]:
    """Places of cases that this actor may know of, from the cursor on. One query."""
    if not actor.may(permission):
        return []
    return _INDEX.places(_make_clauses(actor, filters), above=read_number_cursor(after or ""), most=most)


def destinations_in_use() -> tuple[str, ...]:
    """Codes of the countries to which cases go, by name."""
    codes = CaseDestination.objects.values_list("code", flat=True)
    return tuple(sorted(codes, key=policy.destination_name))


def _make_clauses(actor: Actor, filters: CaseFilters) -> list[Clause]:
    clauses = [*_queue_clauses(filters.queue, actor), *read_search(filters.search, place="q")]
    clauses += read_search(filters.reference, place="reference")
    if actor.organisation is not None:
        clauses.append(any_of("exporter", [actor.organisation]))
    if filters.destination.strip():
        clauses.append(any_of("to", [policy.read_destination(filters.destination)]))
    narrowed = {"status": filters.status or "", "officer": filters.officer, "exporter": filters.organisation}
    return [*clauses, *(any_of(kind, [value]) for kind, value in narrowed.items() if value)]


def _queue_clauses(queue: Queue, actor: Actor) -> list[Clause]:
    kind, value = {
        Queue.MINE: ("open", actor.id),
        Queue.UNASSIGNED: ("open", "nobody"),
        Queue.ADVICE: ("asked", actor.department or "no department"),
        Queue.SIGNATURE: ("status", CaseStatus.FOR_SIGNATURE.value),
        Queue.EXPORTER: ("status", CaseStatus.AWAITING_EXPORTER.value),
        Queue.REFERRED: ("referred", "yes"),
        Queue.ALL: ("every", "case"),
    }[queue]
    return [((Term(term(kind, value)),),)]
