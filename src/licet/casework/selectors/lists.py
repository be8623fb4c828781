"""Lists of cases, ready for display, in a number of queries that does not grow with the cases."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from licet.casework import domain
from licet.casework.domain import CaseStatus
from licet.casework.models import Case, Enquiry
from licet.casework.selectors.access import visible_cases
from licet.casework.selectors.finding import CaseFilters, Queue, places_of
from licet.kernel.actor import Actor
from licet.kernel.instants import Elapsed, Instant, UnknownElapsed, elapsed_if_known
from licet.kernel.permission import Permission
from licet.people import public as people
from licet.policy import public as policy

_RUNNING = tuple(sorted(status.value for status in domain.WORKED_ON))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case as a list shows it. ``clock`` is None once nobody works on it; ``waiting_for`` names whose turn it is.

    ``act_by`` is the day by which they must act, and ``overdue`` says that it has passed. ``closes_after`` is the last day on which an
    answer of the exporter keeps the case open; both are None where there is no such day.
    """

    case: str
    reference: str
    exporter: str
    name: str
    destinations: tuple[str, ...]
    status: CaseStatus
    revision: int
    received_at: datetime
    target_on: date
    clock: Elapsed | UnknownElapsed | None
    target_days: int
    officer: str
    officer_name: str
    waiting_for: tuple[str, ...]
    gate: domain.GateSummary
    disagreement: bool
    referred: bool
    act_by: date | None
    closes_after: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class CaseList:
    """``after`` is the cursor of the next page, None on the last."""

    rows: tuple[CaseRow, ...]
    after: str | None


def case_list(*, actor: Actor, now: Instant, filters: CaseFilters | None = None, after: str | None = None, limit: int = 25) -> CaseList:
    """Cases that somebody must act on, the most overdue first, then ended ones, newest first: ``limit`` of them from the cursor on.

    Four queries, whatever their number. Raises NotAllowed without ``CASE_LIST``; Invalid for a cursor that is none, a destination that is
    not known and a search that cannot be made.
    """
    actor.require(Permission.CASE_LIST)
    return _page(actor, Permission.CASE_LIST, filters or CaseFilters(), after, limit, now)


def exporter_cases(*, actor: Actor, now: Instant, search: str = "", after: str | None = None, limit: int = 25) -> CaseList:
    """What the actor's organisation has sent, in the same order: the portal's list. At most four queries."""
    return _of_exporter(actor, CaseFilters(search=search), after, limit, now)


def waiting_on_exporter(*, actor: Actor, now: Instant) -> tuple[CaseRow, ...]:
    """Cases on which the authority waits for an answer of the actor's organisation, the first due first. At most four queries."""
    return _of_exporter(actor, CaseFilters(queue=Queue.EXPORTER), None, 100, now).rows


def _of_exporter(actor: Actor, filters: CaseFilters, after: str | None, limit: int, now: Instant) -> CaseList:
    if actor.organisation is None:
        return CaseList((), None)
    page = _page(actor, Permission.APPLICATION_READ, filters, after, limit, now)
    return replace(page, rows=tuple(_for_exporter(row) for row in page.rows))


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


def _page(actor: Actor, permission: Permission, filters: CaseFilters, after: str | None, limit: int, now: Instant) -> CaseList:
    places = places_of(actor, permission, filters, after=after, most=limit + 1)
    on_page = places[:limit]
    cases = visible_cases(actor=actor, permission=permission).filter(listed__place__in=on_page).order_by("listed__place")
    rows = _rows(list(cases.select_related("organisation", "application").defer("application__draft")) if on_page else [], now)
    return CaseList(rows, str(on_page[-1]) if len(places) > limit else None)


def _rows(cases: Sequence[Case], now: Instant) -> tuple[CaseRow, ...]:
    if not cases:
        return ()
    enquiries = _enquiries_of(cases)
    clocks = _run_clocks(cases, enquiries, now)
    today = policy.today(now)
    names = people.names_of({row.officer for row in cases if row.officer})
    departments = {item.id: item.name for item in policy.pack().departments}
    target = policy.deadline("decision-target").days
    return tuple(_row(row, clocks.get(row.pk), _open_enquiry(row, enquiries), names, departments, target, today) for row in cases)


def clocks_of(cases: Collection[Case], now: Instant) -> dict[str, Elapsed | UnknownElapsed]:
    """How far the clock of each case has run; cases that nobody works on any more have none. One query."""
    return _run_clocks(cases, _enquiries_of(cases), now)


def _enquiries_of(cases: Iterable[Case]) -> dict[str, list[Enquiry]]:
    """The questions of those cases that are worked on, in order."""
    enquiries: dict[str, list[Enquiry]] = defaultdict(list)
    asked = Enquiry.objects.filter(case__in=[case.pk for case in cases if case.status in domain.WORKED_ON]).order_by("number")
    for enquiry in asked.only("case_id", "asked_at", "answered_at", "due_on", "closes_after"):
        enquiries[enquiry.case_id].append(enquiry)
    return enquiries


def _run_clocks(cases: Iterable[Case], enquiries: Mapping[str, Sequence[Enquiry]], now: Instant) -> dict[str, Elapsed | UnknownElapsed]:
    calendar = policy.working_calendar()
    return {
        case.pk: elapsed_if_known(calendar, received=case.received_at, now=now, stops=[item.stop() for item in enquiries.get(case.pk, ())])
        for case in cases
        if case.status in domain.WORKED_ON
    }


def _open_enquiry(case: Case, enquiries: Mapping[str, Sequence[Enquiry]]) -> Enquiry | None:
    """The question that the exporter is to answer now."""
    if case.status != CaseStatus.AWAITING_EXPORTER:
        return None
    return next(enquiry for enquiry in reversed(enquiries[case.pk]) if enquiry.answered_at is None)


def _row(
    row: Case,
    clock: Elapsed | UnknownElapsed | None,
    question: Enquiry | None,
    names: dict[str, str],
    departments: dict[str, str],
    target: int,
    today: date,
) -> CaseRow:
    act_by = (question.due_on if question else row.target_on) if row.status in domain.WORKED_ON else None
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
        act_by=act_by,
        closes_after=question.closes_after if question else None,
        overdue=act_by is not None and act_by < today,
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
