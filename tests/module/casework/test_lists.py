"""Lists, the gate's facts and the case page: who sees what, and in how many queries."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from tests.module.casework.builders import CONSIGNEE, DRAFT, NOW, People, advise_all, rate_all, sent, taken

from licet.applications.public import Line, Version
from licet.casework.public import (
    Case,
    CaseFilters,
    CaseStatus,
    Queue,
    access_case,
    ask_exporter,
    case_detail,
    case_list,
    exporter_case,
    exporter_cases,
    gate_facts,
    list_cases_again,
    queue_counts,
    recuse,
    refer_to_minister,
    waiting_on_exporter,
    withdraw,
)
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotAllowed, NotFound
from licet.kernel.permission import Permission
from licet.platform.ids import new_id

type Queries = Callable[[int], AbstractContextManager[object]]


def copies(case: Case, count: int) -> list[Case]:
    """More cases like this one, written in sets."""
    application, version, lines = case.application, case.version, list(case.version.lines.order_by("number"))
    made = []
    for number in range(count):
        application.pk, version.pk = new_id(), new_id()
        type(application).objects.bulk_create([application])
        version.application = application
        Version.objects.bulk_create([version])
        for line in lines:
            line.pk, line.version = new_id(), version
        Line.objects.bulk_create(lines)
        case.pk, case.reference = new_id(), f"XA-IND 2031/{100_000 + number}"
        case.application, case.version, case.received_at = application, version, case.received_at + timedelta(seconds=number % 2)
        Case.objects.bulk_create([case])
        made.append(Case.objects.get(pk=case.pk))
    list_cases_again([case.pk for case in made])
    return made


@pytest.fixture
def many(who: People) -> list[str]:
    """200 cases."""
    first = taken(who)
    rest = copies(Case.objects.select_related("application", "version").get(pk=first.pk), 199)
    return [first.pk, *(case.pk for case in rest)]


def test_200_cases_cost_what_5_cost(who: People, many: list[str], django_assert_num_queries: Queries) -> None:
    for count in (5, 200):
        with django_assert_num_queries(2):
            facts = gate_facts(many[:count])
        assert len(facts) == count
        assert all(len(item.lines) == 2 for item in facts.values())
    for limit in (5, 200):
        with django_assert_num_queries(4):
            assert len(case_list(actor=who.officer, now=NOW, limit=limit).rows) == limit
    with django_assert_num_queries(2):
        assert queue_counts(actor=who.officer, queues=[Queue.MINE, Queue.UNASSIGNED]) == {Queue.MINE: 200, Queue.UNASSIGNED: 0}


def test_pages_by_cursor_show_each_case_once(who: People, many: list[str]) -> None:
    seen: list[str] = []
    after: str | None = None
    while True:
        page = case_list(actor=who.officer, now=NOW, after=after, limit=61)  # cuts through cases of one moment
        seen += [row.case for row in page.rows]
        after = page.after
        if after is None:
            break
    assert sorted(seen) == sorted(many)
    for wrong in ("~", "2031-05-05T00:00:00~X", "-1", "x", "²", "9" * 19, "9" * 30):
        with pytest.raises(Invalid):
            case_list(actor=who.officer, now=NOW, after=wrong)


def test_rows_are_ready_to_show(who: People) -> None:
    case = taken(who)
    row = case_list(actor=who.officer, now=NOW + timedelta(days=3)).rows[0]
    assert (row.reference, row.exporter, row.name) == (case.reference, "Orlan Optics plc", "Sights for the border police")
    assert (row.destinations, row.officer_name, row.target_days) == (("Mirasol", "Tervane"), "Tomas Ferrin", 20)
    assert row.clock is not None
    assert (row.clock.counted, row.overdue) == (3, False)
    assert "Department of Defence" in row.waiting_for
    rate_all(who, case)
    advise_all(who, case)
    assert case_list(actor=who.officer, now=NOW).rows[0].waiting_for == ("the case officer",)


def test_queues(who: People) -> None:
    free, mine, asked, referred, over, over_referred = sent(who), *(taken(who) for _ in range(5))
    ask_exporter(actor=who.officer, case=asked.pk, question="Why?", revision=asked.revision, now=NOW)
    refer_to_minister(actor=who.officer, case=referred.pk, question="May I?", revision=referred.revision, now=NOW)
    refer_to_minister(actor=who.officer, case=over_referred.pk, question="May I?", revision=over_referred.revision, now=NOW)
    for ended in (over, over_referred):
        withdraw(actor=who.exporter, case=ended.pk, reasons="Enough.", now=NOW)
    rate_all(who, mine)
    advise_all(who, mine)

    def of(queue: Queue, actor: Actor = who.officer) -> set[str]:
        return {row.case for row in case_list(actor=actor, now=NOW, filters=CaseFilters(queue=queue)).rows}

    assert of(Queue.UNASSIGNED) == {free.pk}
    assert of(Queue.MINE) == {mine.pk, asked.pk, referred.pk}
    assert of(Queue.EXPORTER) == {asked.pk}
    assert of(Queue.REFERRED, who.minister) == {referred.pk}
    assert of(Queue.ADVICE, who.defence) == {free.pk, asked.pk, referred.pk}
    assert of(Queue.SIGNATURE) == set()
    assert of(Queue.ALL) == {free.pk, mine.pk, asked.pk, referred.pk, over.pk, over_referred.pk}
    for actor in (who.officer, who.defence, who.minister):
        for queue, count in queue_counts(actor=actor, queues=Queue).items():
            assert count == len(of(queue, actor)), (actor.name, queue)


def test_ended_cases_of_an_earlier_version_leave_the_queues(who: People) -> None:
    """Until then a case that ended kept the departments that it waited for."""
    ended, open_case = taken(who), taken(who)
    withdraw(actor=who.exporter, case=ended.pk, reasons="Enough.", now=NOW)
    Case.objects.update(referred=True, waiting_key="/defence/")
    import_module("licet.casework.migrations.0003_queues").clear_ended_cases(apps, connection.schema_editor())
    assert set(Case.objects.values_list("pk", "referred", "waiting_key")) == {(ended.pk, False, ""), (open_case.pk, True, "/defence/")}
    list_cases_again([ended.pk, open_case.pk])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses a plan by how much there is, and here is little")
def test_queues_are_read_from_indexes_of_open_cases(who: People) -> None:
    """Without them each count of such a queue reads every open case."""
    plans: list[str] = []

    def explain(execute: Callable[..., object], sql: str, parameters: object, many: bool, context: object) -> object:
        steps = connection.connection.execute("EXPLAIN QUERY PLAN " + sql.replace("%s", "?"), parameters)
        plans.append(" ".join(row[3] for row in steps))
        return execute(sql, parameters, many, context)

    for queue, actor, index in ((Queue.ADVICE, who.defence, "case_awaiting_advice"), (Queue.REFERRED, who.minister, "case_referred")):
        plans.clear()
        with connection.execute_wrapper(explain):
            queue_counts(actor=actor, queues=[queue])
        assert [f"INDEX {index}" in plan for plan in plans] == [True], plans


def test_filters(who: People) -> None:
    here = taken(who)
    there = sent(who, replace(DRAFT, parties=(replace(CONSIGNEE, country="QM"), DRAFT.parties[1])))

    def found(**given: object) -> list[str]:
        return [row.case for row in case_list(actor=who.officer, now=NOW, filters=CaseFilters(**given)).rows]  # type: ignore[arg-type]

    assert found(destination="qm") == [there.pk]
    assert found(status=CaseStatus.IN_PROGRESS) == [here.pk]
    assert found(officer=who.officer.id, organisation=who.organisation.pk) == [here.pk]
    assert found(reference=there.reference) == [there.pk]
    assert found(organisation="0" * 26) == []


def test_access(who: People) -> None:
    case = sent(who)
    for name in (case.pk, case.reference):
        assert access_case(actor=who.officer, case=name).pk == case.pk
        assert access_case(actor=who.exporter, case=name, permission=Permission.APPLICATION_READ).pk == case.pk
        for actor, permission in (
            (who.other_exporter, Permission.APPLICATION_READ),
            (who.exporter, Permission.CASE_READ),
            (Actor("user:nobody", "Nobody"), Permission.CASE_READ),
        ):
            with pytest.raises(NotFound):
                access_case(actor=actor, case=name, permission=permission)
    with pytest.raises(NotAllowed):
        case_list(actor=who.exporter, now=NOW)
    with pytest.raises(NotAllowed):
        queue_counts(actor=who.exporter, queues=[Queue.MINE])


def test_exporter_sees_their_own_and_no_more(who: People) -> None:
    case = taken(who)
    ask_exporter(actor=who.officer, case=case.pk, question="Why?", revision=case.revision, now=NOW)
    (row,) = exporter_cases(actor=who.exporter, now=NOW).rows
    assert (row.officer_name, row.waiting_for) == ("", ())
    assert [item.case for item in waiting_on_exporter(actor=who.exporter, now=NOW)] == [case.pk]
    assert exporter_cases(actor=who.other_exporter, now=NOW).rows == ()
    assert exporter_cases(actor=who.officer, now=NOW).rows == ()
    detail = exporter_case(actor=who.exporter, case=case.reference, now=NOW)
    assert (detail.advice, detail.asked, detail.officer_name) == ((), (), "")
    assert {step.kind for step in detail.steps} == {"submitted", "asked"}
    assert detail.open_enquiry is not None
    assert detail.open_enquiry.asked_by_name == ""
    with pytest.raises(NotFound):
        exporter_case(actor=who.other_exporter, case=case.reference, now=NOW)


def test_detail_in_seven_queries(who: People, django_assert_num_queries: Queries) -> None:
    case = taken(who)
    rate_all(who, case)
    advise_all(who, case)
    recuse(actor=who.countersigner, case=case.pk, reasons="I worked there.", now=NOW)
    with django_assert_num_queries(7):
        detail = case_detail(actor=who.officer, case=case.reference, now=NOW)
        assert [str(item.facts.rating) for item in detail.lines] == ["ML15", "ML15"]
        assert detail.lines[0].rating is not None
        assert detail.lines[0].rating.rated_by_name == "Pavel Roth"
        assert (detail.asked, detail.recused) == ((), {who.countersigner.id})
        line = detail.lines[0].content.line
        assert detail.standing(line, "2c").finding is not None
        assert detail.versions(detail.current(line, "2c")[0])[0].department_name == "Department of Foreign Affairs"
        assert [step.kind for step in detail.steps] == ["submitted", "taken", *["rated"] * 2, *["advised"] * 3, "recused"]
        assert [step.number for step in detail.steps] == list(range(1, 9))
        assert detail.draft.end_use.text == "Night patrols at the border."
    with pytest.raises(NotFound):
        case_detail(actor=who.exporter, case=case.reference, now=NOW)
