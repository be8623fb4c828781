"""Proposing, signing, sending back: nobody signs for another, past the gate, or what they did not read."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.module.web_desk.desk import Desk, said, slug
from tests.module.web_desk.test_pages import dispute, place_hold
from tests.world import World, lines_of

from licet.casework import public as casework
from licet.casework.public import Case, CaseStatus, Finding
from licet.decisions import public as decisions
from licet.decisions.public import Act, ActStatus, Decision, Signature
from licet.kernel.scope import Scope
from licet.licences.public import Licence
from licet.people.public import User


def outcomes(case: Case, outcome: str = "grant", **changes: Any) -> dict[str, Any]:
    case.refresh_from_db()
    return {"version": str(case.revision), "outcome-1": outcome, "reasons-1": "Within policy.", "conditions-1": ""} | changes


def proposed(desk: Callable[[str], Desk], case: Case, **changes: Any) -> Act:
    response = desk("officer").post(f"cases/{case.pk}/propose", outcomes(case, **changes))
    assert response.status_code == 302, said(response)
    return Act.objects.get(case=case, status=ActStatus.PROPOSED)


def test_a_case_is_proposed_signed_by_two_and_becomes_a_licence(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.ready()
    act = proposed(desk, case)
    officer, countersigner = desk("officer"), desk("countersigner")
    page = officer.words(f"acts/{slug(act.reference)}/")
    assert act.digest in page
    assert "Road maintenance crews." in page
    assert "Looked at 2c." in page  # the texts that the digest covers are there to be read
    assert "Concerns are not installed here" in page
    assert "I have read what stands above" in page
    assert "I have read" not in countersigner.words(f"acts/{slug(act.reference)}/")  # not their turn
    assert "You signed. It waits for the next signature." in said(officer.client.get(officer.sign(act)["Location"]))
    assert not Licence.objects.exists()
    assert act.reference in countersigner.words("signing/")
    assert "You signed, and it is done." in said(countersigner.client.get(countersigner.sign(act)["Location"]))
    licence = Licence.objects.get()
    assert [(row.role, row.means, row.shown) for row in Signature.objects.order_by("signed_at")] == [
        ("decider", "password", {"concerns": "not installed"}),
        ("countersigner", "password", {"concerns": "not installed"}),
    ]
    page = countersigner.words(f"acts/{slug(act.reference)}/")
    assert "What follows, as far as it has come" in page
    assert "under way" in page
    assert licence.reference in officer.words(f"cases/{case.pk}/")


def test_what_the_gate_bars_cannot_be_proposed_and_keeps_what_was_typed(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    response = desk("officer").post(f"cases/{case.pk}/propose", outcomes(case))
    assert response.status_code == 400
    assert "These outcomes cannot be proposed." in said(response)
    assert "Within policy." in said(response)
    assert not Act.objects.exists()
    assert Case.objects.get().status == CaseStatus.IN_PROGRESS


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcome-1": "grant with conditions"}, "Name the conditions"),
        ({"outcome-1": "refuse"}, "Name the criteria under which it is refused"),
        ({"outcome-1": "refuse", "criteria-1": "7"}, "Give the reasons that the exporter may be told"),
        ({"disclosed-1": "It was sold on."}, "Reasons for the exporter belong to a refusal"),
        ({"withheld-1": "In confidence."}, "Reasons for the exporter belong to a refusal"),
        ({"criteria-1": "7"}, "Criteria are named only for a refusal"),
        ({"conditions-1": "Report."}, "Conditions belong to a grant with conditions"),
        ({"reasons-1": " "}, "Fill in: Reasons, line 1"),
        ({"outcome-1": "burn"}, "Select a valid choice"),
        ({"outcome-1": "refuse", "criteria-1": "99"}, "Select a valid choice"),
        ({"outcome-1": "no licence required"}, "needs a rating of not controlled"),
    ],
)
def test_outcome_that_does_not_hold_together_stays_on_the_form(
    world: World, desk: Callable[[str], Desk], changes: dict[str, str], words: str
) -> None:
    case = world.ready()
    response = desk("officer").post(f"cases/{case.pk}/propose", outcomes(case) | changes)
    assert response.status_code == 400
    assert words in said(response)
    assert not Act.objects.exists()


def test_stale_proposal_is_a_conflict_and_a_second_one_is_refused(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.ready()
    response = desk("officer").post(f"cases/{case.pk}/propose", outcomes(case) | {"version": "1"})
    assert response.status_code == 409
    assert "Within policy." in said(response)
    proposed(desk, case)
    response = desk("officer").post(f"cases/{case.pk}/propose", outcomes(case))
    assert response.status_code == 422
    assert "is not possible now" in said(response)


def test_nobody_signs_out_of_turn_or_in_the_name_of_another(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.ready()
    act = proposed(desk, case)
    forged = {"signer": world["countersigner"].id, "actor": world["countersigner"].id, "role": "countersigner", "name": "Countersigner"}
    for name in ("countersigner", "foreign", "assessor", "exporter"):
        assert desk(name).sign(act, **forged).status_code == 404, name
    assert not Signature.objects.exists()
    desk("officer").sign(act, **forged)
    assert Signature.objects.get().signed_by == world["officer"].id  # whatever the form said
    assert desk("officer").sign(act, **forged).status_code == 404
    assert Signature.objects.count() == 1
    assert not Licence.objects.exists()


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"digest": "0" * 64}, 409, "What you read is not what stands here"),
        ({"shown": '{"concerns": []}'}, 409, "Open concerns changed"),
        ({"shown": "nonsense"}, 409, "did not come back whole"),
        ({"shown": "[1]"}, 409, "did not come back whole"),
        ({"read": ""}, 400, "Tick “I have read"),
        ({"digest": ""}, 400, "There is a problem"),
    ],
)
def test_signature_over_what_was_not_read_is_refused(
    world: World, desk: Callable[[str], Desk], changes: dict[str, str], status: int, words: str
) -> None:
    act = proposed(desk, world.ready())
    response = desk("officer").sign(act, **changes)
    assert response.status_code == status
    assert words in said(response)
    assert not Signature.objects.exists()


def test_changed_input_voids_signatures_and_the_page_shows_the_difference(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.ready()
    act = proposed(desk, case)
    desk("officer").sign(act)
    place_hold(world, "destination=QN")
    page = said(desk("second countersigner").client.post(f"/desk/acts/{slug(act.reference)}/sign", signed(act), follow=True))
    assert "Nothing was signed" in page
    told = re.findall(r'<li class="licet-typed">(.*?)</li>', page)
    assert told == ["Hold XA-HLD 2031/000001 binds now.", "The gate says of line 1 now: hold XA-HLD 2031/000001 binds it."]
    act.refresh_from_db()
    assert act.status == ActStatus.VOID
    assert "What changed since it was proposed" in desk("officer").words(f"cases/{case.pk}/decision")
    assert desk("countersigner").sign(act).status_code == 422
    assert not Licence.objects.exists()


def signed(act: Act) -> dict[str, str]:
    return {"digest": act.digest, "shown": '{"concerns": "not installed"}', "read": "on"}


def test_sending_back_needs_words_and_the_right(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.ready()
    act = proposed(desk, case)
    address = f"acts/{slug(act.reference)}/return"
    assert desk("foreign").post(address, {"words": "No."}).status_code == 404
    response = desk("countersigner").post(address, {"words": " "})
    assert (response.status_code, "Say why you send it back" in said(response)) == (400, True)
    assert desk("countersigner").post(address, {"words": "Say why 7 is clear."}).status_code == 302
    assert "Say why 7 is clear." in desk("officer").words(f"acts/{slug(act.reference)}/")
    assert Case.objects.get().status == CaseStatus.IN_PROGRESS
    assert desk("countersigner").post(address, {"words": "Again."}).status_code == 422


def test_recused_countersigner_cannot_sign(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.ready()
    act = proposed(desk, case)
    desk("officer").sign(act)
    casework.recuse(actor=world["countersigner"], case=case.pk, reasons="My cousin.", now=world.now())
    response = desk("countersigner").sign(act)
    assert response.status_code == 422
    assert "recused" in said(response)
    assert not Licence.objects.exists()


def test_sign_in_as_signs_nothing_where_it_is_forbidden(world: World, desk: Callable[[str], Desk], settings: Any) -> None:
    act = proposed(desk, world.ready())
    officer = desk("officer")
    session = officer.client.session
    session["licet_means"] = "demo"
    session.save()
    settings.LICET_ENV = "production"
    response = officer.sign(act)
    assert response.status_code == 422
    assert "demonstration" in said(response)
    assert not Signature.objects.exists()


def test_session_that_never_proved_who_it_is_signs_nothing(world: World, desk: Callable[[str], Desk]) -> None:
    act = proposed(desk, world.ready())
    officer = desk("officer")
    officer.client.force_login(User.objects.get(username="officer"))
    session = officer.client.session
    for key in ("licet_means", "licet_authenticated_at"):
        session.pop(key, None)
    session.save()
    assert officer.sign(act).status_code == 404
    assert not Signature.objects.exists()


def test_departure_reads_in_full_and_only_the_minister_signs_it_first(world: World, desk: Callable[[str], Desk]) -> None:
    dispute(world)
    given = {
        "criteria": "2c",
        "scope": "destination=QN rating=ML11",
        "legal_basis": "Section 5.",
        "reasons": "Overriding need.",
        "publication": "The minister departed.",
        "expires_on-day": "31",
        "expires_on-month": "12",
        "expires_on-year": "2031",
        "do": "propose",
    }
    officer = desk("officer")
    preview = said(officer.post("departures/propose", {"scope": given["scope"], "do": "preview"}))
    assert "1 open case" in preview
    assert "There is a problem" not in preview
    for changes, words in (
        ({"scope": ""}, "Fill in"),
        ({"scope": "colour=red"}, "is not a key"),
        ({"scope": "destination=ZZ"}, "is not in the list of destinations"),
        ({"expires_on-year": "2020"}, "later than today"),
        ({"criteria": "99"}, "Select a valid choice"),
        ({"publication": ""}, "Write your reasons"),
    ):
        response = officer.post("departures/propose", given | changes)
        assert (response.status_code, words in said(response)) == (400, True), words
    assert officer.post("departures/propose", given).status_code == 302
    act = Act.objects.latest("proposed_at")
    assert "Overriding need." in desk("minister").words(f"acts/{slug(act.reference)}/")
    assert officer.sign(act).status_code == 404
    assert desk("minister").sign(act).status_code == 302
    assert desk("countersigner").sign(act).status_code == 302
    page = officer.words("holds/")
    assert "31 December 2031" in page
    departure = decisions.Departure.objects.get()
    assert "never a finding of no risk" in officer.words(f"departures/{slug(departure.reference)}/")


def test_an_act_names_the_departure_that_opens_its_gate(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    world.rate(case)
    world.advise(case, c2c=Finding.BARS)
    act = decisions.propose_departure(
        actor=world["officer"],
        criteria=("2c",),
        scope=Scope.parse("destination=QN rating=ML11"),
        legal_basis="Section 5.",
        reasons="Need.",
        publication="The minister departed.",
        expires_on=date(2031, 12, 31),
        now=world.now(),
    )
    world.sign(act, "minister", "countersigner")
    departure = decisions.Departure.objects.get()
    page = desk("officer").words(f"acts/{slug(world.propose(case).reference)}/")
    assert re.search(rf"Departures used\s*<[^<]*<[^>]*>\s*{departure.reference}", page)


def test_a_case_names_who_sends_to_whom_and_which_department_has_not_advised(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case()
    world.rate(case)
    page = said(desk("officer").get(f"cases/{case.pk}/"))
    assert "Orlan Optics → Ministry of Roads, Mirasol" in page
    assert "Criteria 5 and 7: Department of Defence has not advised (asked today)" in page
    world.advise(case)
    assert "has not advised" not in said(desk("officer").get(f"cases/{case.pk}/"))


def test_hold_is_previewed_proposed_signed_and_lifted(world: World, desk: Callable[[str], Desk]) -> None:
    world.granted()
    world.case()
    manager = desk("manager")
    preview = said(manager.post("holds/propose", {"scope": "destination=QN", "do": "preview"}))
    assert "Licence lines with a party in" in preview
    assert "1 licence that is in force or suspended" in preview
    assert "1 open case" in preview
    assert not Act.objects.filter(kind="place hold").exists()
    given = {"scope": "destination=QN", "hold_kind": "embargo", "title": "Embargo", "legal_basis": "Order.", "reasons": "War."}
    assert manager.post("holds/propose", given | {"hold_kind": "wish"}).status_code == 400
    assert manager.post("holds/propose", given | {"scope": " "}).status_code == 400  # an empty scope would bind everything
    assert desk("officer").post("holds/propose", given).status_code == 404
    assert manager.post("holds/propose", given).status_code == 302
    act = Act.objects.get(kind="place hold")
    manager.sign(act)
    assert "No hold binds" in manager.words("holds/")
    desk("countersigner").sign(act)
    hold = decisions.Hold.objects.get()
    assert "Embargo" in desk("foreign").words("holds/")
    assert manager.post(f"holds/{slug(hold.reference)}/lift", {"reasons": ""}).status_code == 400
    assert manager.post(f"holds/{slug(hold.reference)}/lift", {"reasons": "Peace."}).status_code == 302
    lifting = Act.objects.get(kind="lift hold")
    manager.sign(lifting)
    desk("countersigner").sign(lifting)
    page = manager.words(f"holds/{slug(hold.reference)}/")
    assert "lifted" in page
    assert "destination=QN" in page  # the scope as it can be typed again
    assert manager.post(f"holds/{slug(hold.reference)}/lift", {"reasons": "Again."}).status_code == 404


def suspension(reference: str = "", scope: str = "", frozen: str = "", kind: str = "suspend") -> dict[str, str]:
    return {"kind": kind, "licence": reference, "scope": scope, "frozen": frozen, "legal_basis": "Section 9.", "reasons": "War."}


def frozen_on(page: str) -> str:
    return page.split('name="frozen" value="')[1].split('"')[0]


def test_all_licences_of_a_scope_are_suspended_by_one_act(world: World, desk: Callable[[str], Desk]) -> None:
    first, second = world.granted(), world.granted()
    officer = desk("officer")
    page = officer.words("licences/act?kind=suspend&scope=destination%3DQN")
    assert "2 licences" in page
    given = suspension(scope="destination=QN", frozen=frozen_on(page))
    assert officer.post("licences/act", given | {"reasons": ""}).status_code == 400
    assert officer.post("licences/act", given).status_code == 302
    act = Act.objects.get(kind="suspend licences")
    assert first.reference in officer.words(f"acts/{slug(act.reference)}/")
    officer.sign(act)
    desk("countersigner").sign(act)
    assert set(Licence.objects.values_list("status", flat=True)) == {"suspended"}
    page = officer.words(f"acts/{slug(act.reference)}/")
    assert "2 decisions" in page
    assert "Customs told" in page
    page = officer.words(f"licences/{slug(second.reference)}/")
    assert "Suspended" in page
    assert "cancel" in page
    assert "no return yet" in page
    decision = Decision.objects.get(licence=second.reference)
    assert "War." in officer.words(f"decisions/{slug(decision.reference)}/")


def test_list_that_changed_since_it_was_shown_is_a_conflict(world: World, desk: Callable[[str], Desk]) -> None:
    world.granted()
    officer = desk("officer")
    frozen = frozen_on(officer.words("licences/act?kind=suspend&scope=destination%3DQN"))
    world.granted()
    response = officer.post("licences/act", suspension(scope="destination=QN", frozen=frozen))
    assert response.status_code == 409
    assert "is not what you saw" in said(response)
    assert "War." in said(response)
    assert not Act.objects.filter(kind="suspend licences").exists()


def test_act_that_the_status_does_not_allow_or_a_forged_kind_is_refused(world: World, desk: Callable[[str], Desk]) -> None:
    licence = world.granted()
    officer = desk("officer")
    frozen = frozen_on(officer.words(f"licences/act?kind=suspend&licence={licence.reference.replace(' ', '+')}"))
    response = officer.post("licences/act", suspension(licence.reference, frozen=frozen, kind="reinstate"))
    assert response.status_code == 422
    assert "This licence is in force" in said(response)
    assert officer.post("licences/act", suspension(licence.reference, frozen=frozen, kind="burn")).status_code == 400
    assert officer.post("licences/act", suspension("XA-IND 2031/999999", frozen=frozen)).status_code == 404
    assert officer.post("licences/act", suspension(scope="colour=red", frozen=frozen)).status_code == 400
    assert desk("foreign").post("licences/act", suspension(licence.reference, frozen=frozen)).status_code == 404
    assert not Act.objects.filter(kind="suspend licences").exists()


def test_frozen_record_is_a_page_and_a_file_that_verifies_alone(world: World, desk: Callable[[str], Desk], tmp_path: Path) -> None:
    world.granted()
    decision = Decision.objects.get()
    officer, address = desk("officer"), f"decisions/{slug(decision.reference)}/"
    page = officer.words(address)
    for words in (decision.signed_digest, decision.envelope_digest, "Looked at 2c.", "Within policy.", "concerns: not installed"):
        assert words in page
    name = f"{slug(decision.reference)}.json"
    assert f"python3 licet_verify.pyz record {name}" in page
    response = officer.get(f"{address}record")
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    (tmp_path / name).write_bytes(response.content)
    command = [sys.executable, "-m", "licet_verify", "record", name]
    done = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(Path.cwd() / "src")}, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "2 signatures" in done.stdout


def test_refusal_with_criteria_reads_on_its_page(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.ready()
    told = {"disclosed-1": "Earlier deliveries were sold on.", "withheld-1": "A government told us in confidence."}
    act = proposed(desk, case, outcome="refuse", **{"criteria-1": ["2c", "7"]}, **told)
    page = desk("officer").words(f"acts/{slug(act.reference)}/")
    assert "2c and 7" in page
    assert "Earlier deliveries were sold on." in page
    assert "A government told us in confidence." in page
    desk("officer").sign(act)
    desk("countersigner").sign(act)
    assert "criteria 2c and 7" in desk("officer").words(f"decisions/{slug(Decision.objects.get().reference)}/")


def test_letters_and_documents_are_saved_and_nobody_elses_are_found(world: World, desk: Callable[[str], Desk]) -> None:
    licence = world.granted()
    officer = desk("officer")
    page = officer.words(f"cases/{licence.case_id}/documents")
    assert "None was given. The exporter says: Printed on the product page." in page
    href = page.split('href="/desk/messages/')[1].split('"')[0]
    response = officer.get(f"messages/{href}")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert officer.get(f"documents/{lines_of(Case.objects.get())[0]}").status_code == 404
