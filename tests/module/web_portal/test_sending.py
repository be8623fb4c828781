"""From check to decision: what is missing is said, what was sent stands, what is asked is answered once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from tests.module.web_portal.portal import PRODUCT, Portal, file, now

from licet.applications.public import Application, Draft, Version, save_draft
from licet.casework.public import Case, Enquiry, ask_exporter, close_unanswered, remind_unanswered, submit
from licet.decisions.public import Outcome
from licet.documents.public import Document
from licet.kernel.actor import system
from licet.kernel.permission import Permission
from licet.notices.public import Message
from licet.platform import clock
from licet.web.components.filters import day


def sent(portal: Portal) -> Case:
    """Sent by the exporter and taken by the officer."""
    return portal.world.case()


def asked(portal: Portal, case: Case, question: str = "Who will drive the vehicles?") -> Case:
    ask_exporter(actor=portal.world["officer"], case=case.pk, question=question, revision=case.revision, now=portal.world.now())
    case.refresh_from_db()
    return case


def test_check_says_everything_missing_and_why_with_links(portal: Portal) -> None:
    row = portal.empty()
    page = portal.get(f"applications/{row.pk}/check")
    assert page.status_code == 200
    assert "Add at least one product." in page.text
    assert "A licence names each product, its quantity and its value." in page.text
    assert "We ask because customs checks where the goods go." in page.text
    assert f'href="/portal/applications/{row.pk}/end-use#id_text"' in page.text
    assert "Send the application" not in page.text


def test_check_shows_the_whole_application(portal: Portal) -> None:
    row = portal.begun()
    page = portal.get(f"applications/{row.pk}/check")
    for words in (
        "Radio set 1",
        "A vehicle radio.",
        "€1,000.00",
        "10 items",
        "Harbour Freight",
        "Road maintenance crews.",
        "By sea",
        "nowhere",
    ):
        assert words in page.text, words
    assert "Nothing is missing" in page.text


def test_sending_opens_the_case(portal: Portal) -> None:
    row = portal.begun()
    response = portal.post(f"applications/{row.pk}/check", {"declaration": "on", "version": row.revision}, follow=True)
    case = Case.objects.get()
    assert response.redirect_chain[-1][0] == f"/portal/cases/{case.pk}/"
    for words in (f"It was sent. Its reference is {case.reference}.", "We have it. Nobody has begun to work on it yet.", "Day 0 of 20"):
        assert words in response.text


@pytest.mark.parametrize(("given", "words"), [({}, "Tick"), ({"declaration": ""}, "Tick")])
def test_sending_needs_the_declaration(portal: Portal, given: dict[str, str], words: str) -> None:
    row = portal.begun()
    response = portal.post(f"applications/{row.pk}/check", given | {"version": str(row.revision)})
    assert response.status_code == 400
    assert words in response.text
    assert not Case.objects.exists()


def test_incomplete_application_is_not_sent_by_a_forged_form(portal: Portal) -> None:
    row = portal.begun(replace(portal.begun().to_domain(), products=()))
    response = portal.post(f"applications/{row.pk}/check", {"declaration": "on", "version": row.revision})
    assert response.status_code == 400
    assert "Add at least one product." in response.text
    assert not Version.objects.exists()


@pytest.mark.parametrize("version", ["1", "", "abc"])
def test_application_saved_since_it_was_checked_is_read_again_before_it_is_sent(portal: Portal, version: str) -> None:
    row = portal.begun()
    response = portal.post(f"applications/{row.pk}/check", {"declaration": "on", "version": version})
    assert response.status_code == 409
    assert "Check it again, then send it." in response.text
    assert f'name="version" value="{row.revision}"' in response.text
    assert not Case.objects.exists()


def test_further_version_shows_which_words_changed(portal: Portal) -> None:
    case = sent(portal)
    row = case.application
    tasks = portal.get(f"applications/{row.pk}/")
    assert "You have sent this application" in tasks.text
    given = PRODUCT | {"name": "Radio set 1", "description": "A vehicle radio with encryption.", "rating": "ML11", "amount": "12"}
    portal.post(f"applications/{row.pk}/products/p1", given | {"version": now(row).revision})
    portal.post(f"applications/{row.pk}/check", {"declaration": "on", "version": now(row).revision})
    page = portal.get(f"cases/{case.pk}/versions/2")
    assert '<ins class="licet-word"> with encryption</ins>' in page.text
    assert '<del class="licet-word">10</del><ins class="licet-word">12</ins>' in page.text
    assert "Products: Radio set 1 – Quantity" in page.text
    assert "Road maintenance crews." in page.text
    first = portal.get(f"cases/{case.pk}/versions/1")
    assert "What changed" not in first.text
    assert portal.get(f"cases/{case.pk}/versions/3").status_code == 404
    assert portal.get(f"cases/{case.pk}/versions/0").status_code == 404


def test_case_for_signature_is_not_changed_nor_sent_again(portal: Portal) -> None:
    case = portal.world.ready()
    portal.world.propose(case)
    row = case.application
    for address in ("products/add", "check", "route"):
        response = portal.get(f"applications/{row.pk}/{address}")
        assert response.status_code == 422
        assert "it cannot be changed any more" in response.text
    response = portal.post(f"applications/{row.pk}/check", {"declaration": "on", "version": now(row).revision})
    assert response.status_code == 422
    assert portal.get(f"applications/{row.pk}/")["Location"] == f"/portal/cases/{case.pk}/"


def test_question_is_answered_once_with_its_files(portal: Portal) -> None:
    case = asked(portal, sent(portal))
    start = portal.get("")
    assert "A question about Radios" in start.text
    assert "answer by" in start.text
    page = portal.get(f"cases/{case.pk}/")
    assert "Waiting for you: an answer by" in page.text
    address = f"cases/{case.pk}/questions/1"
    assert "Who will drive the vehicles?" in portal.get(address).text
    given = {"answer": "Road crews only.", "documents": [file("rota.pdf"), file("crews.txt", b"names")]}
    response = portal.post(address, given, follow=True)
    assert "Your answer was sent." in response.text
    assert "Road crews only." in response.text
    assert "rota.pdf" in response.text
    enquiry = Enquiry.objects.get()
    assert set(Document.objects.values_list("owner_kind", "owner_ref")) == {("enquiry", enquiry.pk)}
    again = portal.post(address, {"answer": "No, wait."})
    assert again.status_code == 409
    assert "No, wait." in again.text
    assert portal.get(address).status_code == 302


@pytest.mark.parametrize("given", [{}, {"answer": "  "}, {"answer": "x" * 20_001}])
def test_answer_needs_words(portal: Portal, given: dict[str, str]) -> None:
    case = asked(portal, sent(portal))
    response = portal.post(f"cases/{case.pk}/questions/1", given)
    assert response.status_code == 400
    assert Enquiry.objects.get().answered_at is None


def test_answer_with_a_wrong_file_keeps_the_words_and_no_file(portal: Portal) -> None:
    case = asked(portal, sent(portal))
    given = {"answer": "Road crews only.", "documents": [file("rota.pdf"), file("list.exe", b"MZ")]}
    response = portal.post(f"cases/{case.pk}/questions/1", given)
    assert response.status_code == 400
    assert "Road crews only." in response.text
    assert "the name must end in one of" in response.text
    assert Document.objects.count() == 0
    assert Enquiry.objects.get().answered_at is None


@pytest.mark.parametrize("number", [2, 0, 99999999999])
def test_question_that_was_never_asked_is_absent(portal: Portal, number: int) -> None:
    case = asked(portal, sent(portal))
    assert portal.get(f"cases/{case.pk}/questions/{number}").status_code == 404
    assert portal.post(f"cases/{case.pk}/questions/{number}", {"answer": "x"}).status_code == 404


def test_withdrawing_needs_reasons_and_ends_it(portal: Portal) -> None:
    case = sent(portal)
    address = f"cases/{case.pk}/withdraw"
    assert "Say why you withdraw it" in portal.post(address, {"reasons": " "}).text
    response = portal.post(address, {"reasons": "The contract fell through."}, follow=True)
    assert "The application was withdrawn." in response.text
    assert "You withdrew it. Nothing was decided." in response.text
    assert "The contract fell through." in response.text
    assert portal.post(address, {"reasons": "Again."}).status_code == 422


def test_refusal_shows_its_reasons_and_the_appeal(portal: Portal) -> None:
    world = portal.world
    case = world.ready()
    world.sign(world.propose(case, Outcome.REFUSE, criteria=("2c",)), "officer", "countersigner")
    page = portal.get(f"cases/{case.pk}/")
    assert "All or part of it was refused." in page.text
    assert "You can appeal until 1 June 2031, that day included." in page.text
    assert "licensing@authority.example" in page.text
    assert "section 14 of the Strategic Goods Act of Valdren" in page.text
    assert "Change the application" not in page.text
    assert "Withdraw it" not in page.text


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2031, 6, 1), "You can appeal until 1 June 2031, that day included."),
        (date(2031, 6, 2), "The time for an appeal ended on 1 June 2031."),
    ],
)
def test_an_appeal_is_possible_on_its_last_day_and_not_after_it(portal: Portal, on: date, words: str) -> None:
    world = portal.world
    case = world.ready()
    world.sign(world.propose(case, Outcome.REFUSE, criteria=("2c",)), "officer", "countersigner")
    with clock.at(datetime.combine(on, time(12), UTC)):
        portal = Portal(world, "exporter")
        assert words in portal.get(f"cases/{case.pk}/").text


def test_stale_draft_does_not_slip_between_check_and_send(portal: Portal) -> None:
    row = portal.begun()
    opened = row.revision
    save_draft(actor=portal.world["exporter"], application=row.pk, draft=Draft(), revision=opened, now=portal.world.now())
    response = portal.post(f"applications/{row.pk}/check", {"declaration": "on", "version": opened})
    assert response.status_code == 409
    assert not Version.objects.exists()


def test_exporter_sees_when_an_unanswered_application_is_closed_and_can_begin_another(portal: Portal) -> None:
    case = asked(portal, sent(portal))
    closes_after = Enquiry.objects.get().closes_after
    assert closes_after
    said = f"ithout an answer we close the application after {day(closes_after)}."
    assert f"closed without an answer after {day(closes_after)}" in portal.get("").text
    assert f"Without one we close the application after {day(closes_after)}." in portal.get(f"cases/{case.pk}/").text
    for address in (f"cases/{case.pk}/", f"cases/{case.pk}/questions/1"):
        assert said in portal.get(address).text
    run_due, start = system("run-due", Permission.CASE_CLOSE), portal.world.now()
    remind_unanswered(actor=run_due, now=start + (Enquiry.objects.get().due_on - start.date()))
    close_unanswered(actor=run_due, now=start + (closes_after + timedelta(days=10) - start.date()))
    page = portal.get(f"cases/{case.pk}/").text
    for words in ("Closed without an answer", "Nothing was decided; you can apply again.", "Not answered. It was due on", "Reminder"):
        assert words in page, words
    assert "Answer it" not in page
    assert "Begin a new application with what this one says" in page
    assert "Who will drive the vehicles?" not in portal.get("").text
    for message in Message.objects.filter(case=case.reference):
        assert message.content["subject"] in portal.get(f"messages/{message.pk}/").text
    again = portal.post(f"applications/{case.application_id}/copy", {"name": "Vehicles, again"})
    made = Application.objects.get(name="Vehicles, again")
    assert again.status_code == 302
    new = submit(actor=portal.world["exporter"], application=made.pk, revision=made.revision, now=portal.world.now())
    assert f'<a class="govuk-link" href="/portal/cases/{case.pk}/">{case.reference}</a>' in portal.get(f"cases/{new.pk}/").text
