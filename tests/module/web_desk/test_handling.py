"""Taking, giving, handing over, recusing, asking, referring, settling: each with its words, none past its status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.module.web_desk.desk import Desk, said, slug
from tests.world import World

from licet.applications import public as applications
from licet.casework import public as casework
from licet.casework.public import Advice, Case, CaseStatus, Enquiry, Finding, Referral
from licet.kernel.actor import system
from licet.kernel.permission import Permission
from licet.web.components.filters import day


def sent(world: World) -> Case:
    """A case that nobody has."""
    case = world.case()
    casework.recuse(actor=world["officer"], case=case.pk, reasons="My sister.", now=world.now())
    case.refresh_from_db()
    return case


def revision(case: Case) -> str:
    case.refresh_from_db()
    return str(case.revision)


def test_officer_takes_a_case_from_the_start_page_with_one_button(world: World, desk: Callable[[str], Desk]) -> None:
    case = sent(world)
    officer = desk("other officer")
    assert "Nobody has taken these" in officer.words("")
    assert "Take this case" in officer.words(f"cases/{case.pk}/")
    assert "Take this case" not in desk("assessor").words(f"cases/{case.pk}/")
    assert officer.post(f"cases/{case.pk}/take", {"version": revision(case)}).status_code == 302
    assert Case.objects.get().officer == world["other officer"].id
    assert "Take this case" not in officer.words(f"cases/{case.pk}/")
    response = desk("manager").post(f"cases/{case.pk}/take", {"version": revision(case)})
    assert response.status_code == 409
    assert "Somebody has this case already" in said(response)


@pytest.mark.parametrize("version", ["0", "", "-1", "x", "99999999999999999999"])
def test_forged_version_of_a_button_is_stale(world: World, desk: Callable[[str], Desk], version: str) -> None:
    case = sent(world)
    assert desk("other officer").post(f"cases/{case.pk}/take", {"version": version}).status_code == 409
    assert Case.objects.get().officer == ""


def test_button_that_does_not_say_what_it_was_shown_with_does_nothing(world: World, desk: Callable[[str], Desk]) -> None:
    case = sent(world)
    response = desk("other officer").post(f"cases/{case.pk}/take")
    assert response.status_code == 409
    assert "did not say which version it showed: open the case again" in said(response)
    assert Case.objects.get().officer == ""


def test_case_is_given_and_handed_over_with_words(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    given = {"version": revision(case), "to": world["other officer"].id, "reasons": "I am away."}
    assert desk("officer").post(f"cases/{case.pk}/hand-over", given | {"reasons": " "}).status_code == 400
    assert desk("officer").post(f"cases/{case.pk}/hand-over", given).status_code == 302
    assert Case.objects.get().officer == world["other officer"].id
    back = {"version": revision(case), "to": world["officer"].id, "reasons": "Back."}
    response = desk("officer").post(f"cases/{case.pk}/hand-over", back | {"to": world["manager"].id})
    assert "Only the officer who has a case hands it over" in said(response)
    assert desk("manager").post(f"cases/{case.pk}/assign", back).status_code == 302
    assert Case.objects.get().officer == world["officer"].id
    assert "I am away." in desk("officer").words(f"cases/{case.pk}/history")


def test_case_is_given_to_nobody_who_cannot_run_it(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    for to in (world["foreign"].id, world["exporter"].id, "user:nobody"):
        response = desk("manager").post(f"cases/{case.pk}/assign", {"version": revision(case), "to": to, "reasons": ""})
        assert response.status_code == 400
        assert "Select a valid choice" in said(response)
    assert Case.objects.get().officer == world["officer"].id


def test_question_stops_the_clock_and_stands_on_the_case(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    address = f"cases/{case.pk}/ask"
    response = desk("officer").post(address, {"version": revision(case), "question": "Who repairs them?"})
    assert response["Location"] == f"/desk/cases/{case.pk}/questions"
    assert Enquiry.objects.get().question == "Who repairs them?"
    assert "Who repairs them?" in desk("officer").words(f"cases/{case.pk}/questions")
    response = desk("officer").post(address, {"version": revision(case), "question": "And who else?"})
    assert response.status_code == 422  # no transition allows it
    assert "is not possible now" in said(response)
    assert "And who else?" in said(response)  # the words come back


def test_stale_question_shows_what_happened_beside_the_words(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    old = revision(case)
    world.rate(case)
    response = desk("officer").post(f"cases/{case.pk}/ask", {"version": old, "question": "My question?"})
    assert response.status_code == 409
    assert "My question?" in said(response)
    assert "was rated ML11" in said(response)
    assert not Enquiry.objects.exists()


def disputed(world: World) -> Case:
    case = world.case()
    world.rate(case)
    world.advise(case, c2c=Finding.BARS)
    return case


def test_minister_settles_with_a_finding_and_words(world: World, desk: Callable[[str], Desk]) -> None:
    case = disputed(world)
    question = {"version": revision(case), "question": "Does 2c bar radios for road crews?"}
    assert desk("officer").post(f"cases/{case.pk}/refer", question).status_code == 302
    minister, address = desk("minister"), f"cases/{case.pk}/settle"
    assert case.reference in minister.words("minister/")
    page = minister.words(address)
    assert "Does 2c bar radios for road crews?" in page
    assert "Department of Foreign Affairs" in page
    given = {"version": revision(case), "how": "found", "words": "Road crews are no risk.", "from-1-2c": "0"}
    assert "answer at least one criterion" in said(minister.post(address, given))
    found = given | {"finding-1-2c": Finding.CLEAR.value, "reasons-1-2c": "The crews are civilian."}
    assert minister.post(address, found | {"words": ""}).status_code == 400
    assert minister.post(address, found).status_code == 302
    assert Advice.objects.get(level="minister").finding == Finding.CLEAR
    assert Referral.objects.get().outcome == "found"
    assert "settled" in minister.words(f"cases/{case.pk}/history").lower()


def test_minister_sends_a_question_back_and_nobody_else_answers_it(world: World, desk: Callable[[str], Desk]) -> None:
    case = disputed(world)
    casework.refer_to_minister(actor=world["officer"], case=case.pk, question="Does it bar?", revision=int(revision(case)), now=world.now())
    given = {"version": revision(case), "how": "sent back", "words": "Ask the embassy first."}
    for name in ("officer", "countersigner", "foreign"):
        assert desk(name).post(f"cases/{case.pk}/settle", given).status_code == 404
    assert desk("minister").post(f"cases/{case.pk}/settle", given).status_code == 302
    assert (Referral.objects.get().outcome, Advice.objects.filter(level="minister").count()) == ("sent back", 0)
    response = desk("minister").post(f"cases/{case.pk}/settle", given | {"version": revision(case)})
    assert response.status_code == 409
    assert "Nothing is referred on this case any more" in said(response)


def test_a_case_that_ended_undecided_says_that_nothing_was_decided(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    casework.withdraw(actor=world["exporter"], case=case.pk, reasons="Enough.", now=world.now())
    summary, decision = (desk("officer").words(f"cases/{case.pk}/{part}") for part in ("", "decision"))
    assert "What was decided" not in summary
    assert "Nothing was decided" in summary
    assert "Nothing was decided" in decision


def test_decided_case_is_put_away_and_an_open_one_is_not(world: World, desk: Callable[[str], Desk]) -> None:
    world.granted()
    case = Case.objects.get()
    assert "Put the case away" in desk("officer").words(f"cases/{case.pk}/")
    assert desk("officer").post(f"cases/{case.pk}/close", {"version": revision(case)}).status_code == 302
    assert Case.objects.get(pk=case.pk).status == CaseStatus.CLOSED
    assert "What was decided" in desk("officer").words(f"cases/{case.pk}/")
    other = world.case()
    response = desk("officer").post(f"cases/{other.pk}/close", {"version": revision(other)})
    assert response.status_code == 422
    assert "must be decided or withdrawn" in said(response)


def test_list_is_narrowed_and_paged(world: World, desk: Callable[[str], Desk]) -> None:
    here, there = world.case(), world.case(destination="QP")
    officer = desk("officer")
    page = officer.words("cases/?destination=QP")
    assert there.reference in page
    assert here.reference not in page
    assert "No case is like that" in officer.words("cases/?status=closed")
    assert "Select a valid choice" in said(officer.get("cases/?status=burnt"))
    assert officer.get("cases/?after=nonsense").status_code == 400
    for _ in range(24):
        last = world.case()
    first = officer.get("cases/")
    assert "Showing 25 of 26 cases" in said(first)
    following = first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert here.reference in said(first)
    assert last.reference in officer.words(f"cases/{following}")


def test_further_version_shows_the_words_that_changed(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    exporter, application = world["exporter"], case.application
    draft = application.to_domain()
    draft = replace(draft, end_use=replace(draft.end_use, text="Road maintenance crews in the north."))
    saved = applications.save_draft(
        actor=exporter, application=application.pk, draft=draft, revision=application_revision(application.pk), now=world.now()
    )
    casework.submit(actor=exporter, application=application.pk, revision=saved.revision, now=world.now())
    page = desk("officer").words(f"cases/{case.pk}/versions")
    assert "Version 2" in page
    assert "in the north" in page.split("<ins>")[1]


def application_revision(application: str) -> int:
    return applications.Application.objects.get(pk=application).revision


def test_officer_sees_when_an_unanswered_case_is_closed_and_what_began_with_it(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    officer = desk("officer")
    officer.post(f"cases/{case.pk}/ask", {"version": revision(case), "question": "Who maintains them?"})
    asked = Enquiry.objects.get()
    assert asked.closes_after
    for address in (f"cases/{case.pk}/", f"cases/{case.pk}/questions"):
        page = officer.words(address)
        assert f"closes after {day(asked.closes_after)} without an answer" in page
        assert f"Without an answer the case is closed after {day(asked.closes_after)}." in page
    run_due = system("run-due", Permission.CASE_CLOSE)
    start = world.now()
    casework.remind_unanswered(actor=run_due, now=start + (asked.due_on - start.date()))
    assert "The exporter was reminded on" in officer.words(f"cases/{case.pk}/questions")
    closed = Enquiry.objects.get().closes_after
    assert closed
    casework.close_unanswered(actor=run_due, now=start + (closed + timedelta(days=1) - start.date()))
    page = officer.words(f"cases/{case.pk}/questions")
    assert "closed: the exporter did not answer" in page
    assert "not answered" in page
    assert "no answer yet" not in page
    again = applications.copy_application(actor=world["exporter"], application=case.application_id, name="Again", now=world.now())
    new = casework.submit(actor=world["exporter"], application=again.pk, revision=again.revision, now=world.now())
    assert f"{case.reference}</a> (closed: the exporter did not answer)" in officer.words(f"cases/{new.pk}/")


def test_licence_without_a_return_says_so(world: World, desk: Callable[[str], Desk]) -> None:
    licence = world.granted()
    page = desk("officer").words(f"licences/{slug(licence.reference)}/")
    assert "no return yet" in page
    assert "not known" in page
