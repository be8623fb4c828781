"""Ratings and advice: versions with reasons, asked for by rule, and what stands of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from tests.module.casework.builders import NOW, People, advise_all, rate_all, sent, taken
from tests.module.casework.told import mark, told

from licet.casework.public import (
    Advice,
    AdviceAsked,
    AdviceDraft,
    Case,
    Finding,
    Level,
    LineRating,
    RatingDraft,
    ReferralOutcome,
    case_detail,
    close,
    gate_facts,
    give_advice,
    rate_line,
    refer_to_minister,
    settle_referral,
    standings,
    submit,
    texts_read,
    withdraw,
)
from licet.kernel.errors import Conflict, Invalid, InvalidTransition, MissingReasons, NotAllowed, NotFound, Refused
from licet.kernel.facts import EndUserClass

RATING = RatingDraft(controlled=True, rating="ML15", reasons="Made for weapons.", end_use=frozenset({"border-control"}), pool=False)


def line_of(case: Case, number: int = 1) -> str:
    return str(case.version.lines.get(number=number).pk)


def test_rating_freezes_facts(who: People) -> None:
    case, before = taken(who), mark()
    made = rate_line(actor=who.assessor, case=case.pk, line=line_of(case), rating=replace(RATING, end_user=EndUserClass.POLICE), now=NOW)
    facts = gate_facts([case.pk])[case.pk]
    first, second = facts.lines
    assert (str(first.rating), first.controlled, first.end_use, first.version) == ("ML15", True, {"border-control"}, 1)
    assert [item.country for item in first.countries] == ["QN", "QP"]
    assert (first.incorporation, first.pool, first.onward) == (None, False, None), "what the assessor does not know is not known"
    assert (second.controlled, second.rating, second.version, second.incorporation) == (None, None, 0, False)
    assert facts.ratings == {line_of(case): made.pk}
    assert told(before) == ["casework:line:rated"]


def test_only_the_rating_that_stands_counts(who: People) -> None:
    case = taken(who)
    for number, code in enumerate(("ML15", "ML5", "6A004")):
        rating = replace(RATING, rating=code, started_from=number)
        rate_line(actor=who.assessor, case=case.pk, line=line_of(case), rating=rating, now=NOW)
    first, second = gate_facts([case.pk])[case.pk].lines
    assert (str(first.rating), first.version, second.version) == ("6A004", 3, 0)
    detail = case_detail(actor=who.officer, case=case.pk, now=NOW)
    assert [item.number for item in detail.lines[0].ratings] == [1, 2, 3]


def test_a_further_version_is_found_anew(who: People) -> None:
    case = taken(who)
    rate_all(who, case)
    advise_all(who, case)
    submit(actor=who.exporter, application=case.application_id, revision=2, now=NOW)
    facts = gate_facts([case.pk])[case.pk]
    assert (facts.findings, facts.ratings, facts.version_number, len(facts.lines)) == ((), {}, 2, 2)
    assert {item.controlled for item in facts.lines} == {None}
    read = texts_read(case.pk)
    assert (read.ratings, read.advice) == ({}, {})
    with pytest.raises(NotFound):
        rate_line(actor=who.assessor, case=case.pk, line=line_of(case), rating=replace(RATING, started_from=1), now=NOW)
    with pytest.raises(Refused):
        give_advice(actor=who.foreign, case=case.pk, advice=[advice(case, started_from=1)], now=NOW)
    case.refresh_from_db()
    assert case.waiting_key == "/defence/development/foreign-affairs/technical-assessment/"


def test_rating_changes_who_is_asked(who: People) -> None:
    case = taken(who)
    rate_line(actor=who.assessor, case=case.pk, line=line_of(case), rating=RATING, now=NOW)
    of_line = AdviceAsked.objects.filter(line=line_of(case))
    assert set(of_line.filter(lapsed=True).values_list("rule", flat=True)) == {"R4"}, "no dual-use questions about ML15"
    rate_line(actor=who.assessor, case=case.pk, line=line_of(case), rating=replace(RATING, rating="6A004", started_from=1), now=NOW)
    assert not of_line.filter(lapsed=True).exists()


def test_deeper_code_is_taken_under_a_known_parent_and_an_unknown_one_refused(who: People) -> None:
    case = taken(who)
    made = rate_line(actor=who.assessor, case=case.pk, line=line_of(case), rating=replace(RATING, rating="ml15c9"), now=NOW)
    assert made.rating_key == "/ML/15/c/9/"
    for code, why in (("ML99", "is not in the list"), ("sights!", "is not written like one code")):
        with pytest.raises(Invalid, match=why):
            rate_line(actor=who.assessor, case=case.pk, line=line_of(case), rating=replace(RATING, rating=code, started_from=1), now=NOW)
    assert LineRating.objects.filter(current=True).count() == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"reasons": "  "}, MissingReasons),
        ({"reasons": "x" * 20_001}, MissingReasons),
        ({"rating": ""}, Invalid),
        ({"controlled": False}, Invalid),
        ({"end_use": frozenset({"Not A Tag"})}, Invalid),
        ({"started_from": 1}, Conflict),
    ],
)
def test_rating_refused(who: People, change: dict[str, object], error: type[Exception]) -> None:
    case = taken(who)
    with pytest.raises(error):
        rate_line(actor=who.assessor, case=case.pk, line=line_of(case), rating=replace(RATING, **change), now=NOW)  # type: ignore[arg-type]
    assert not LineRating.objects.exists()


@pytest.mark.parametrize("ended", ["withdrawn", "closed"])
def test_nothing_is_found_of_a_case_that_has_ended(who: People, ended: str) -> None:
    case = taken(who)
    rate_all(who, case)
    case = withdraw(actor=who.exporter, case=case.pk, reasons="The order fell through.", now=NOW)
    if ended == "closed":
        case = close(actor=who.officer, case=case.pk, revision=case.revision, now=NOW)
    facts = {"case": case.pk, "now": NOW}
    for find in (
        lambda: rate_line(actor=who.assessor, line=line_of(case), rating=replace(RATING, started_from=1), **facts),
        lambda: give_advice(actor=who.foreign, advice=[advice(case)], **facts),
        lambda: refer_to_minister(actor=who.officer, revision=case.revision, question="May it go?", **facts),
        lambda: settle_referral(actor=who.minister, revision=case.revision, words="It may.", **facts),
    ):
        with pytest.raises(InvalidTransition, match=f"This case is {ended}"):
            find()


def test_only_assessors_rate_and_only_lines_of_the_case(who: People) -> None:
    case, other = taken(who), sent(who)
    with pytest.raises(NotAllowed):
        rate_line(actor=who.foreign, case=case.pk, line=line_of(case), rating=RATING, now=NOW)
    with pytest.raises(NotFound):
        rate_line(actor=who.assessor, case=case.pk, line=line_of(other), rating=RATING, now=NOW)


def test_ratings_and_advice_are_never_edited(who: People) -> None:
    case = taken(who)
    rate_all(who, case)
    advise_all(who, case)
    for change in (
        lambda: LineRating.objects.update(reasons="better"),
        lambda: Advice.objects.update(finding=Finding.BARS),
        lambda: AdviceAsked.objects.update(department="defence"),
        lambda: AdviceAsked.objects.update(answered=False),
    ):
        with pytest.raises(DatabaseError, match=r"final|append-only"), transaction.atomic():
            change()
    LineRating.objects.filter(line=line_of(case)).update(current=False)
    with pytest.raises(DatabaseError, match=r"final|append-only"), transaction.atomic():
        LineRating.objects.filter(line=line_of(case)).update(current=True)


def advice(case: Case, finding: Finding = Finding.CLEAR, *, criterion: str = "2c", number: int = 1, started_from: int = 0) -> AdviceDraft:
    return AdviceDraft(
        line=line_of(case, number), criterion=criterion, finding=finding, reasons="Read the reports.", started_from=started_from
    )


def test_advice_answers_what_was_asked(who: People) -> None:
    case = taken(who)
    rate_all(who, case)
    before = mark()
    given = [advice(case), advice(case, criterion="1"), advice(case, number=2)]
    give_advice(actor=who.foreign, case=case.pk, advice=given, now=NOW)
    assert told(before) == ["casework:advice:given"] * 3
    assert AdviceAsked.objects.filter(case=case, department="foreign-affairs", answered=True).count() == 3
    advise_all(who, case)
    case.refresh_from_db()
    assert case.waiting_key == ""


def test_advice_changes_by_version(who: People) -> None:
    case = taken(who)
    give_advice(actor=who.foreign, case=case.pk, advice=[advice(case)], now=NOW)
    with pytest.raises(Conflict):
        give_advice(actor=who.foreign, case=case.pk, advice=[advice(case, Finding.BARS)], now=NOW)
    give_advice(actor=who.foreign, case=case.pk, advice=[advice(case, Finding.BARS, started_from=1)], now=NOW)
    assert list(Advice.objects.order_by("number").values_list("number", "finding", "current")) == [
        (1, Finding.CLEAR, False),
        (2, Finding.BARS, True),
    ]
    assert [item.finding for item in gate_facts([case.pk])[case.pk].findings] == [Finding.BARS]


def test_advice_refused(who: People) -> None:
    case, other = taken(who), sent(who)
    cases = {
        Refused: [advice(case, criterion="8")],
        MissingReasons: [replace(advice(case), reasons=" ")],
        Invalid: [advice(case), advice(case)],
    }
    for error, given in cases.items():
        with pytest.raises(error):
            give_advice(actor=who.foreign, case=case.pk, advice=given, now=NOW)
    with pytest.raises(Refused):
        give_advice(actor=who.foreign, case=case.pk, advice=[advice(other)], now=NOW)
    with pytest.raises(NotAllowed):
        give_advice(actor=who.officer, case=case.pk, advice=[advice(case)], now=NOW)
    withdraw(actor=who.exporter, case=case.pk, reasons="Enough.", now=NOW)
    with pytest.raises(InvalidTransition):
        give_advice(actor=who.foreign, case=case.pk, advice=[advice(case)], now=NOW)
    assert not Advice.objects.exists()


def test_minister_settles_what_departments_could_not(who: People) -> None:
    case = taken(who)
    give_advice(actor=who.defence, case=case.pk, advice=[advice(case, Finding.BARS, criterion="7")], now=NOW)
    give_advice(actor=who.technical, case=case.pk, advice=[advice(case, Finding.CLEAR, criterion="7")], now=NOW)
    case.refresh_from_db()
    assert case.disagreement
    before = mark()
    refer_to_minister(actor=who.officer, case=case.pk, question="Does diversion bar this?", revision=case.revision, now=NOW)
    case.refresh_from_db()
    assert (case.referred, gate_facts([case.pk])[case.pk].open_referrals) == (True, 1)
    with pytest.raises(NotAllowed):
        settle_referral(actor=who.officer, case=case.pk, words="No.", revision=case.revision, now=NOW)
    with pytest.raises(Conflict):
        refer_to_minister(actor=who.officer, case=case.pk, question="Again?", revision=case.revision, now=NOW)
    finding = advice(case, Finding.WEIGHS, criterion="7")
    with pytest.raises(MissingReasons):
        settle_referral(actor=who.minister, case=case.pk, words="", findings=[finding], revision=case.revision, now=NOW)
    settled = settle_referral(actor=who.minister, case=case.pk, words="It weighs.", findings=[finding], revision=case.revision, now=NOW)
    facts = gate_facts([case.pk])[case.pk]
    stands = standings(facts.findings)[line_of(case), "7"]
    assert (settled.outcome, stands.finding, stands.disagreement) == (ReferralOutcome.FOUND, Finding.WEIGHS, False)
    assert (facts.open_referrals, Advice.objects.get(level=Level.MINISTER).department) == (0, "minister")
    case.refresh_from_db()
    assert not case.disagreement
    assert told(before) == ["casework:case:referred", "casework:advice:given", "casework:referral:settled"]


def test_minister_sends_back_without_a_finding(who: People) -> None:
    case = taken(who)
    refer_to_minister(actor=who.officer, case=case.pk, question="May I?", revision=case.revision, now=NOW)
    settled = settle_referral(actor=who.minister, case=case.pk, words="Ask the exporter first.", revision=case.revision + 1, now=NOW)
    assert settled.outcome == ReferralOutcome.SENT_BACK
    with pytest.raises(Conflict):
        settle_referral(actor=who.minister, case=case.pk, words="Once more.", revision=case.revision + 2, now=NOW)
    with pytest.raises(DatabaseError, match=r"final|append-only"), transaction.atomic():
        type(settled).objects.update(words="Other words.")


def test_minister_finds_only_what_is_asked_of_this_case(who: People) -> None:
    case = taken(who)
    refer_to_minister(actor=who.officer, case=case.pk, question="May I?", revision=case.revision, now=NOW)
    with pytest.raises(Invalid):
        settle_referral(
            actor=who.minister, case=case.pk, words="So.", findings=[advice(case, criterion="99")], revision=case.revision + 1, now=NOW
        )
