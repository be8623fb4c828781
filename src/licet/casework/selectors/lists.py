"""Lists of cases, ready for display, in a number of queries that does not grow with the cases."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from licet.casework import domain
from licet.casework.domain import CaseStatus
from licet.casework.models import Case, Enquiry
from licet.casework.selectors.access import visible_cases
from licet.kernel.actor import Actor
from licet.kernel.instants import Elapsed, Instant, Stop, elapsed
from licet.kernel.permission import Permission
from licet.people import public as people
from licet.platform.cursors import read_cursor, write_cursor
from licet.policy import public as policy

_RUNNING = tuple(sorted(status.value for status in domain.WORKED_ON))


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
    """``destination`` is the code of a party's country; ``reference`` the beginning of one; each None or empty: any."""

    queue: Queue = Queue.ALL
    status: CaseStatus | None = None
    destination: str = ""
    officer: str = ""
    organisation: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case as a list shows it. ``clock`` is None once nobody works on it; ``waiting_for`` names whose turn it is."""

    case: str
    reference: str
    exporter: str
    name: str
    destinations: tuple[str, ...]
    status: CaseStatus
    revision: int
    received_at: datetime
    target_on: date
    clock: Elapsed | None
    target_days: int
    officer: str
    officer_name: str
    waiting_for: tuple[str, ...]
    gate: domain.GateSummary
    disagreement: bool
    referred: bool

    @property
    def overdue(self) -> bool:
        return self.clock is not None and self.clock.counted > self.target_days


@dataclass(frozen=True, slots=True)
class CaseList:
    """``after`` is the cursor of the next page, None on the last."""

    rows: tuple[CaseRow, ...]
    after: str | None


def case_list(*, actor: Actor, now: Instant, filters: CaseFilters | None = None, after: str | None = None, limit: int = 25) -> CaseList:
    """Cases newest first, ``limit`` of them from the cursor on. Three queries, whatever their number.

    Raises NotAllowed without ``CASE_LIST``; Invalid for a cursor that is none.
    """
    actor.require(Permission.CASE_LIST)
    rows = _filtered(visible_cases(actor=actor, permission=Permission.CASE_LIST), filters or CaseFilters(), actor)
    return _page(rows, after, limit, now)


def exporter_cases(*, actor: Actor, now: Instant, after: str | None = None, limit: int = 25) -> CaseList:
    """What the actor's organisation has sent, newest first: the portal's list. At most three queries."""
    rows = visible_cases(actor=actor, permission=Permission.APPLICATION_READ)
    page = _page(rows if actor.organisation else rows.none(), after, limit, now)
    return replace(page, rows=tuple(_for_exporter(row) for row in page.rows))


def waiting_on_exporter(*, actor: Actor, now: Instant) -> tuple[CaseRow, ...]:
    """Cases on which the authority waits for an answer of the actor's organisation, newest first. At most three queries."""
    rows = visible_cases(actor=actor, permission=Permission.APPLICATION_READ).filter(status=CaseStatus.AWAITING_EXPORTER.value)
    page = _page(rows if actor.organisation else rows.none(), None, 100, now)
    return tuple(_for_exporter(row) for row in page.rows)


def _for_exporter(row: CaseRow) -> CaseRow:
    """Without what is the authority's own: who works on it, which departments are silent, what they find."""
    return replace(row, officer="", officer_name="", waiting_for=(), gate=domain.NO_SUMMARY, disagreement=False, referred=False)


def queue_counts(*, actor: Actor, queues: Collection[Queue]) -> dict[Queue, int]:
    """How many cases each of these queues holds for this actor. One query for each queue, which reads its index."""
    actor.require(Permission.CASE_LIST)
    cases = visible_cases(actor=actor, permission=Permission.CASE_LIST)
    return {queue: cases.filter(_queue(queue, actor)).count() for queue in queues}


def count_open_cases_of(officer: str) -> int:
    """How many cases that are worked on have this officer, named by actor id. A figure alone: the caller asks who may know it."""
    return Case.objects.filter(officer=officer, status__in=_RUNNING).count()


def officers_with_open_cases(officers: Iterable[str]) -> set[str]:
    """Which of these officers, named by actor id, have a case that is worked on. One query."""
    open_cases = Case.objects.filter(officer__in=list(officers), status__in=_RUNNING).order_by()
    return set(open_cases.values_list("officer", flat=True).distinct())


def _queue(queue: Queue, actor: Actor) -> Q:
    running = Q(status__in=_RUNNING)
    return {
        Queue.MINE: running & Q(officer=actor.id),
        Queue.UNASSIGNED: running & Q(officer=""),
        Queue.ADVICE: ~Q(waiting_key="") & Q(waiting_key__has=f"/{actor.department}/") if actor.department else Q(pk__in=[]),
        Queue.SIGNATURE: Q(status=CaseStatus.FOR_SIGNATURE.value),
        Queue.EXPORTER: Q(status=CaseStatus.AWAITING_EXPORTER.value),
        Queue.REFERRED: Q(referred=True),
        Queue.ALL: Q(pk__isnull=False),
    }[queue]


def _filtered(rows: QuerySet[Case, Case], filters: CaseFilters, actor: Actor) -> QuerySet[Case, Case]:
    rows = rows if filters.queue is Queue.ALL else rows.filter(_queue(filters.queue, actor))
    given = {
        "status": filters.status.value if filters.status else "",
        "country_key__has": f":{filters.destination.upper()}/" if filters.destination else "",
        "officer": filters.officer,
        "organisation": filters.organisation,
        "reference__startswith": filters.reference,
    }
    return rows.filter(**{name: value for name, value in given.items() if value})


def _page(rows: QuerySet[Case, Case], after: str | None, limit: int, now: Instant) -> CaseList:
    if after:
        moment, key = read_cursor(after)
        rows = rows.filter(Q(received_at__lt=moment) | Q(received_at=moment, pk__lt=key))
    newest_first = ("-received_at", "-id")
    page_and_next = Case.objects.filter(pk__in=rows.order_by(*newest_first).values("pk")[: limit + 1])  # sorted before anything is joined
    cases = list(page_and_next.select_related("organisation", "application").defer("application__draft").order_by(*newest_first))
    page = cases[:limit]
    cursor = write_cursor(page[-1].received_at, page[-1].pk) if len(cases) > limit else None
    return CaseList(_rows(page, now), cursor)


def _rows(cases: Sequence[Case], now: Instant) -> tuple[CaseRow, ...]:
    if not cases:
        return ()
    clocks = clocks_of(cases, now)
    names = people.names_of({row.officer for row in cases if row.officer})
    departments = {item.id: item.name for item in policy.pack().departments}
    target = policy.deadline("decision-target").days
    return tuple(_row(row, clocks.get(row.pk), names, departments, target) for row in cases)


def clocks_of(cases: Iterable[Case], now: Instant) -> dict[str, Elapsed]:
    """How far the clock of each case has run; cases that nobody works on any more have none. One query."""
    running = [row for row in cases if row.status in domain.WORKED_ON]
    stops: dict[str, list[Stop]] = defaultdict(list)
    for enquiry in Enquiry.objects.filter(case__in=[row.pk for row in running]).only("case_id", "asked_at", "answered_at"):
        stops[enquiry.case_id].append(enquiry.stop())
    calendar = policy.working_calendar()
    return {row.pk: elapsed(calendar, received=row.received_at, now=now, stops=stops[row.pk]) for row in running}


def _row(row: Case, clock: Elapsed | None, names: dict[str, str], departments: dict[str, str], target: int) -> CaseRow:
    return CaseRow(
        case=row.pk,
        reference=row.reference,
        exporter=row.organisation.name,
        name=row.application.name,
        destinations=destination_names(row.country_key),
        status=CaseStatus(row.status),
        revision=row.revision,
        received_at=row.received_at,
        target_on=row.target_on,
        clock=clock,
        target_days=target,
        officer=row.officer,
        officer_name=names.get(row.officer, ""),
        waiting_for=waiting_for(row, departments),
        gate=row.gate(),
        disagreement=row.disagreement,
        referred=row.referred,
    )


def destination_names(country_key: str) -> tuple[str, ...]:
    """Names of the destinations in a country key, each once, in the order of the key."""
    codes = dict.fromkeys(part.rpartition(":")[2] for part in country_key.strip("/").split("/") if part)
    return tuple(policy.destination_name(code) for code in codes)


def waiting_for(row: Case, departments: dict[str, str]) -> tuple[str, ...]:
    """Whose turn it is, in words: nobody's once the case is decided."""
    if row.status not in domain.WORKED_ON:
        return ()
    if row.status == CaseStatus.AWAITING_EXPORTER:
        return ("the exporter",)
    if row.status == CaseStatus.FOR_SIGNATURE:
        return ("signatures",)
    if row.referred:
        return (f"the {policy.pack().disagreement_goes_to}",)
    silent = tuple(departments.get(part, part) for part in row.waiting_key.strip("/").split("/") if part)
    return silent or (("the case officer",) if row.officer else ("an officer to take it",))
