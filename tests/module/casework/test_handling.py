"""Who handles a case, and who never will again."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from tests.module.casework.builders import NOW, People, sent, taken
from tests.module.casework.told import mark, told

from licet.casework.public import (
    AdviceDraft,
    Case,
    CaseStatus,
    Finding,
    Handling,
    RatingDraft,
    ask_exporter,
    assign,
    give_advice,
    hand_over,
    move,
    rate_line,
    recuse,
    recused,
    take,
    withdraw,
)
from licet.kernel.errors import Conflict, InvalidTransition, MissingReasons, NotAllowed, NotFound, Refused


def test_take_brings_the_case_in_progress(who: People) -> None:
    case, before = sent(who), mark()
    case = take(actor=who.officer, case=case.reference, revision=case.revision, now=NOW)
    assert (case.status, case.officer, case.revision) == (CaseStatus.IN_PROGRESS, who.officer.id, 2)
    assert told(before) == ["casework:case:handled"]


def test_take_refuses_stale_taken_and_forbidden(who: People) -> None:
    case = sent(who)
    with pytest.raises(Conflict, match="changed since"):
        take(actor=who.officer, case=case.pk, revision=0, now=NOW)
    with pytest.raises(NotAllowed):
        take(actor=who.foreign, case=case.pk, revision=case.revision, now=NOW)
    case = take(actor=who.officer, case=case.pk, revision=case.revision, now=NOW)
    with pytest.raises(Conflict, match="has this case"):
        take(actor=who.second_officer, case=case.pk, revision=case.revision, now=NOW)
    with pytest.raises(NotFound):
        take(actor=who.officer, case="XA-IND 2031/999999", revision=1, now=NOW)


def test_nobody_takes_a_withdrawn_case(who: People) -> None:
    case = sent(who)
    withdraw(actor=who.exporter, case=case.pk, reasons="No longer needed.", now=NOW)
    with pytest.raises(InvalidTransition):
        take(actor=who.officer, case=case.pk, revision=case.revision + 1, now=NOW)


def test_assign_only_to_who_may_run_cases(who: People) -> None:
    case = sent(who)
    for person in (who.foreign.id, who.exporter.id, "user:nobody", "system:init"):
        with pytest.raises(Refused):
            assign(actor=who.manager, case=case.pk, to=person, revision=case.revision, now=NOW)
    case = assign(actor=who.manager, case=case.pk, to=who.officer.id, revision=case.revision, now=NOW)
    assert (case.officer, case.status) == (who.officer.id, CaseStatus.IN_PROGRESS)
    with pytest.raises(Conflict):
        assign(actor=who.manager, case=case.pk, to=who.officer.id, revision=case.revision, now=NOW)


def test_hand_over_is_of_ones_own_case_with_reasons(who: People) -> None:
    case = taken(who)
    with pytest.raises(Refused):
        hand_over(actor=who.second_officer, case=case.pk, to=who.manager.id, reasons="Leave.", revision=case.revision, now=NOW)
    with pytest.raises(MissingReasons):
        hand_over(actor=who.officer, case=case.pk, to=who.second_officer.id, reasons=" ", revision=case.revision, now=NOW)
    case = hand_over(actor=who.officer, case=case.pk, to=who.second_officer.id, reasons="Leave.", revision=case.revision, now=NOW)
    assert case.officer == who.second_officer.id


def test_recused_person_takes_no_further_part(who: People) -> None:
    case = taken(who)
    case = recuse(actor=who.officer, case=case.pk, reasons="My brother works there.", now=NOW)
    assert (case.officer, recused(case.pk)) == ("", {who.officer.id})
    with pytest.raises(Refused):
        take(actor=who.officer, case=case.pk, revision=case.revision, now=NOW)
    with pytest.raises(Refused):
        assign(actor=who.manager, case=case.pk, to=who.officer.id, revision=case.revision, now=NOW)
    with pytest.raises(Refused):
        ask_exporter(actor=who.officer, case=case.pk, question="Why?", revision=case.revision, now=NOW)
    with pytest.raises(Refused):
        move(actor=who.officer, case=case.pk, transition="propose", now=NOW, words="Proposed.")
    with pytest.raises(Refused):
        recuse(actor=who.officer, case=case.pk, reasons="Once more.", now=NOW)
    assert take(actor=who.second_officer, case=case.pk, revision=case.revision, now=NOW).officer == who.second_officer.id


def test_recused_adviser_and_assessor_find_nothing(who: People) -> None:
    case = taken(who)
    line = case.version.lines.get(number=1)
    for actor in (who.foreign, who.assessor):
        recuse(actor=actor, case=case.pk, reasons="I own shares.", now=NOW)
    advice = AdviceDraft(line=line.pk, criterion="1", finding=Finding.CLEAR, reasons="None.")
    with pytest.raises(Refused, match="recused"):
        give_advice(actor=who.foreign, case=case.pk, advice=[advice], now=NOW)
    with pytest.raises(Refused, match="recused"):
        rate_line(actor=who.assessor, case=case.pk, line=line.pk, rating=RatingDraft(controlled=False, reasons="Plain."), now=NOW)


def test_handlings_are_never_edited(who: People) -> None:
    taken(who)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Handling.objects.update(person="user:other")
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.get().handlings.all().delete()
