"""The list of cases: what people type finds them, and what is most overdue comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.module.casework.builders import CONSIGNEE, DRAFT, NOW, PRODUCT, People, sent, taken

from licet.casework.models import ListedCase
from licet.casework.public import (
    CaseFilters,
    CaseList,
    CaseStatus,
    ask_exporter,
    case_list,
    count_cases,
    count_exporter_cases,
    destinations_in_use,
    exporter_cases,
    list_missing_cases,
    withdraw,
)
from licet.kernel.errors import Invalid

OTHER = replace(
    DRAFT,
    products=(replace(PRODUCT, name="Harbour crane", part_number="HC-9"),),
    parties=(replace(CONSIGNEE, name="Čapek Sons", country="QM"), replace(DRAFT.parties[1], name="Port Authority", country="QM")),
)


def find(who: People, typed: str) -> CaseList:
    return case_list(actor=who.officer, now=NOW, filters=CaseFilters(search=typed))


FINDS_IT = (
    *("XA-IND 2031/000001", "xa-ind-2031-000001", "XAIND2031000001", "xaind 2031", "000001", "0001"),
    *("XA‑IND 2031/000001", "XA–IND\u00a02031/00\u200b0001"),  # other dashes, and signs that nobody sees
    *("Orlan Optics", "optic", "Kasdar", "ministry interior", "thermal sight", "OO-640", "oo640", "Kasdar thermal 0001"),
)
FINDS_NOTHING = ("XA-IND 2031/000002", "XAIND2032", "Halcyon", "crane", "Kasdar crane", "sarra", "e:case", "status:submitted")


def test_case_is_found_by_reference_exporter_party_or_product_alone(who: People) -> None:
    case = sent(who)
    assert case.reference == "XA-IND 2031/000001"
    found = {typed: [row.case for row in find(who, typed).rows] for typed in (*FINDS_IT, *FINDS_NOTHING)}
    assert found == {typed: [case.pk] for typed in FINDS_IT} | {typed: [] for typed in FINDS_NOTHING}


@pytest.mark.parametrize("typed", ["—", "...", "word " * 13, "x" * 121])
def test_search_that_cannot_be_made_is_refused(who: People, typed: str) -> None:
    with pytest.raises(Invalid, match="Search for"):
        find(who, typed)


@pytest.mark.parametrize("typed", [" ".join(["word"] * 12), "x" * 120])
def test_search_at_its_limit_is_made(who: People, typed: str) -> None:
    assert case_list(actor=who.officer, now=NOW, filters=CaseFilters(search=typed)).rows == ()
    for more in (f"{typed} word", f"{typed}x"):
        if len(more) > 120 or len(more.split()) > 12:
            with pytest.raises(Invalid, match="at most 12 words and 120 letters"):
                case_list(actor=who.officer, now=NOW, filters=CaseFilters(search=more))


def test_search_narrows_what_filters_found(who: People) -> None:
    here, there = taken(who), sent(who, OTHER)

    def count(**asked: object) -> list[str]:
        filters = CaseFilters(**asked)  # type: ignore[arg-type]
        cases = [row.case for row in case_list(actor=who.officer, now=NOW, filters=filters).rows]
        assert count_cases(actor=who.officer, now=NOW, filters=filters).total.number == len(cases)
        return cases

    assert count(search="optics") == [here.pk, there.pk]
    assert count(search="optics", destination="Mirasol") == [here.pk]
    assert count(search="optics", status=CaseStatus.SUBMITTED) == [there.pk]
    assert count(search="capek", officer=who.officer.id) == []
    with pytest.raises(Invalid, match="Mirasol"):
        count(destination="Mirasoll")
    for actor, cases in ((who.exporter, [there.pk]), (who.other_exporter, []), (who.officer, [])):
        assert [row.case for row in exporter_cases(actor=actor, now=NOW, search="crane").rows] == cases
        assert count_exporter_cases(actor=actor, search="crane").number == len(cases)
    assert destinations_in_use() == ("QM", "QN", "QP")


def test_what_is_most_overdue_comes_first_and_ended_cases_last(who: People) -> None:
    ended, newer_ended = (sent(who, now=NOW + timedelta(minutes=minutes)) for minutes in (0, 1))
    asked, late, fresh = taken(who), taken(who), sent(who, now=NOW + timedelta(days=21))
    for case in (ended, newer_ended):
        withdraw(actor=who.exporter, case=case.pk, reasons="Enough.", now=NOW + timedelta(days=1))
    enquiry = ask_exporter(actor=who.officer, case=asked.pk, question="Why?", revision=asked.revision, now=NOW + timedelta(days=3))
    now = NOW + timedelta(days=40)
    in_order = [late, asked, fresh, newer_ended, ended]

    page = case_list(actor=who.officer, now=now)
    assert [row.case for row in page.rows] == [case.pk for case in in_order]
    assert [row.overdue for row in page.rows] == [True, True, False, False, False]
    assert [row.act_by for row in page.rows] == [late.target_on, enquiry.due_on, fresh.target_on, None, None]
    assert [row.closes_after for row in page.rows] == [None, enquiry.closes_after, None, None, None]
    counts = count_cases(actor=who.officer, now=now, filters=CaseFilters())
    assert (counts.total.number, counts.total.more, counts.overdue.number) == (5, False, 2)
    first_page = case_list(actor=who.officer, now=now, limit=3)
    following = case_list(actor=who.officer, now=now, after=first_page.after)
    assert [row.case for row in (*first_page.rows, *following.rows)] == [case.pk for case in in_order]


def test_case_is_overdue_after_its_day_and_not_on_it(who: People) -> None:
    case = taken(who)
    on_its_day = NOW + (case.target_on - NOW.date())
    for days, overdue in ((0, False), (1, True)):
        now = on_its_day + timedelta(days=days)
        (row,) = case_list(actor=who.officer, now=now).rows
        assert row.overdue is overdue
        assert count_cases(actor=who.officer, now=now, filters=CaseFilters()).overdue.number == overdue


def test_cases_of_an_earlier_version_are_listed_at_the_update(who: People) -> None:
    first, second = sent(who), sent(who, now=NOW + timedelta(minutes=1))
    ListedCase.objects.all().delete()
    assert case_list(actor=who.officer, now=NOW).rows == ()
    assert list_missing_cases() == 2
    assert [row.case for row in case_list(actor=who.officer, now=NOW).rows] == [first.pk, second.pk]
