"""Evidence and central assessments over the API."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.module.api.caller import Caller, slug
from tests.module.api.known import an_incident, people_who_assess, public_facts
from tests.module.assessments.builders import Assessing, a_complete_basis, a_version
from tests.module.assessments.builders import an_incident as a_bare_incident
from tests.module.assessments.test_no_clear_risk import empty, thin
from tests.module.evidence.conftest import NOW
from tests.module.evidence.test_public_facts import LINE, WARRANT
from tests.world import World

from licet.assessments.public import AssessmentVersion
from licet.decisions.public import ConcernNotice, Shown
from licet.evidence import public as evidence
from licet.kernel.days import KnownDay


@pytest.fixture
def assessing(world: World) -> Assessing:
    return people_who_assess(world)


@pytest.fixture(autouse=True)
def files_root(tmp_path: Path, settings: Any) -> None:
    settings.LICET_FILES_ROOT = tmp_path / "files"


def test_evidence_is_read_from_document_to_incident(assessing: Assessing, caller: Callable[[str], Caller], tmp_path: Path) -> None:
    made = an_incident(assessing["assessor"], tmp_path)
    officer = caller("officer")
    found = officer.read("documents", {"q": "residents spoke"})["rows"]
    assert [row["source"] for row in found] == ["Bermut Monitor"]
    page = officer.read(f"documents/{found[0]['id']}")
    assert page["text"][page["passages"][0]["start"] : page["passages"][0]["end"]] == page["passages"][0]["quote"]
    assert page["passages"][0]["incidents"] == [made.incident.reference]
    listed = officer.read("incidents", {"destination": "QM", "since": "2031-04-11", "until": "2031-04-11"})["rows"]
    assert [row["reference"] for row in listed] == [made.incident.reference]
    assert officer.read(f"incidents/{slug(made.incident.reference)}")["versions"][0]["quotes"][0]["source"] == "Bermut Monitor"
    assert officer.read("incidents", {"destination": "Kasdara"})["rows"] == listed
    assert officer.read("documents", {"q": "residents spoke", "destination": "Kasdara"})["rows"] == found
    for address in ("documents", "incidents", "proceedings", "official-lines"):
        unlisted = officer.get(address, {"destination": "ZZ"})
        assert (unlisted.status_code, "“ZZ” is not in the list of destinations" in unlisted.json()["detail"]) == (400, True)
    assert officer.get("incidents", {"rule": "wishing"}).status_code == 400
    assert officer.get("documents", {"after": "nonsense"}).status_code == 400
    assert {row["name"] for row in officer.read("sources")["rows"]} == {"Bermut Monitor", "Relief Agency"}


def test_incident_is_revised_from_all_that_stood_and_loses_nothing(
    assessing: Assessing, caller: Callable[[str], Caller], tmp_path: Path
) -> None:
    made = an_incident(assessing["assessor"], tmp_path)
    address = f"incidents/{slug(made.incident.reference)}"
    assessor = caller("asm-assessor")
    stands = assessor.read(address)["versions"][0]
    kept, gone = stands["content"]["cited"][:-1], stands["content"]["cited"][-1]["span"]
    counted = [row | {"spans": [span for span in row["spans"] if span != gone]} for row in stands["content"]["casualties"]]
    changes = {"title": "Clinic in Bermut struck twice", "latitude": "34.5120", "longitude": "-7", "cited": kept, "casualties": counted}
    content = stands["content"] | changes
    given = {"version": 1, "reason": "The agency took its words back.", "content": content}
    silent = assessor.send(f"{address}/versions", given)
    assert silent.status_code == 400
    assert "cite it, or drop it and say why" in silent.text
    given |= {"dropped": [{"span": gone, "why": "Taken back."}]}
    page = assessor.do(f"{address}/versions", given, status=201)
    revised, before = page["versions"]
    assert revised["content"] == content
    assert (revised["number"], revised["reason"]) == (2, "The agency took its words back.")
    assert [(item["span"], item["why"]) for item in revised["dropped"]] == [(gone, "Taken back.")]
    assert before["content"] == stands["content"]


def test_incident_is_not_revised_from_a_version_that_was_replaced_nor_by_who_may_not(
    assessing: Assessing, caller: Callable[[str], Caller], tmp_path: Path
) -> None:
    made = an_incident(assessing["assessor"], tmp_path)
    address = f"incidents/{slug(made.incident.reference)}/versions"
    assessor = caller("asm-assessor")
    content = assessor.read(f"incidents/{slug(made.incident.reference)}")["versions"][0]["content"]
    given = {"version": 1, "reason": "Seen on the ground.", "content": content | {"summary": "Seen on the ground."}}
    for changes, status in (
        ({"reason": " "}, 422),
        ({"content": content}, 400),
        ({"content": content | {"conflict": "another"}}, 400),
        ({"content": content | {"latitude": "91", "longitude": "0"}}, 400),
        ({"content": content | {"latitude": "north"}}, 400),
        ({"content": {name: value for name, value in content.items() if name != "means"}}, 400),
        ({"content": content | {"cited": [*content["cited"], {"span": "0" * 26, "credibility": "6"}]}}, 404),
        ({"version": 2}, 409),
    ):
        assert assessor.send(address, given | changes).status_code == status, changes
    for name in ("officer", "exporter"):
        assert caller(name).send(address, given).status_code == 404, name
    assert assessor.send("incidents/XA-INC-2031-000099/versions", given).status_code == 404
    assessor.do(address, given, status=201)
    late = assessor.send(address, given | {"content": content | {"summary": "Mine."}})
    assert late.status_code == 409
    assert "version 2 stands" in late.text


def test_public_facts_are_read(assessing: Assessing, caller: Callable[[str], Caller]) -> None:
    proceeding, line = public_facts(assessing["assessor"], assessing["head"])
    officer = caller("officer")
    assert officer.read("proceedings", {"destination": "QM"})["rows"][0]["stage"] == "sought"
    assert officer.read(f"proceedings/{slug(proceeding)}")["versions"][0]["title"] == "A warrant"
    assert officer.read("official-lines")["rows"][0]["held"]["registered"] == 0
    assert officer.read(f"official-lines/{slug(line)}")["versions"][0]["words"] == "No comment."
    for address in ("documents", "incidents", "proceedings", "official-lines", "sources", "assessments", "reviews", "triggers", "plan"):
        assert caller("exporter").get(address).status_code == 404, address


def content(assessing: Assessing) -> dict[str, Any]:
    from licet.assessments import public as assessments

    made: dict[str, Any] = assessments.to_json(assessing.content())  # type: ignore[assignment]
    return made


def drafted(caller: Callable[[str], Caller], assessing: Assessing) -> tuple[str, dict[str, Any]]:
    assessor = caller("asm-assessor")
    opened = assessor.do("assessments", {"destination": "QM", "conflict": "sarra-valley", "title": "Kasdara"}, status=201)
    address = f"assessments/{slug(opened['reference'])}"
    draft = assessor.read(f"{address}/draft")
    body = {"revision": draft["revision"], "reason": "Written up.", "content": content(assessing)}
    return address, assessor.do(f"{address}/draft", body, method="PUT")


def test_assessment_is_drafted_and_concluded_by_a_second_person(
    assessing: Assessing, caller: Callable[[str], Caller], tmp_path: Path
) -> None:
    assessing.incidents[:] = [an_incident(assessing["assessor"], tmp_path)]
    address, draft = drafted(caller, assessing)
    assert draft["missing"] == []
    keys = [item["key"] for item in draft["warnings"]]
    head = caller("asm-head")
    concluded = head.do(f"{address}/conclude", {"revision": draft["revision"], "warned": keys, "reason": "First."})
    assert concluded["version"]["conclusions"][0]["finding"] == "clear risk"
    assert concluded["version"]["coverage"]["registered"] == 1
    (listed,) = caller("officer").read("assessments")["rows"]
    assert listed["findings"] == ["clear risk"]
    assert listed["coverage"]["registered"] == 1
    assert listed["coverage_text"].startswith("1 incident registered")
    assert caller("officer").read(address, {"known_on": "2031-05-04"})["version"] is None  # not known the day before
    assert caller("officer").read(address)["version"]["number"] == 1


def test_a_warning_that_was_not_read_refuses_by_name(assessing: Assessing, caller: Callable[[str], Caller], tmp_path: Path) -> None:
    made = an_incident(assessing["assessor"], tmp_path)
    assessing.incidents[:] = [made]
    address, draft = drafted(caller, assessing)
    a_version(made.incident, 2)
    head = caller("asm-head")
    keys = [item["key"] for item in head.read(f"{address}/draft")["warnings"]]
    assert keys == ["evidence-changed:XA-INC 2031/000001 v2"]
    a_version(made.incident, 3)
    for warned in (keys, ["evidence-changed"]):
        refused = head.send(f"{address}/conclude", {"revision": draft["revision"], "warned": warned})
        assert refused.status_code == 422
        assert refused.json()["bars"] == ["evidence-changed"]
        assert "XA-INC 2031/000001 version 1, now 3" in refused.text
    keys = [item["key"] for item in head.read(f"{address}/draft")["warnings"]]
    assert head.do(f"{address}/conclude", {"revision": draft["revision"], "warned": keys})["version"]["number"] == 1


def test_nobody_concludes_what_they_wrote(assessing: Assessing, caller: Callable[[str], Caller]) -> None:
    address, draft = drafted(caller, assessing)
    assert caller("asm-assessor").send(f"{address}/conclude", {"revision": draft["revision"]}).status_code == 404
    head = caller("asm-head")
    saved = head.do(
        f"{address}/draft",
        {"revision": draft["revision"], "reason": "Mended.", "content": draft["content"] | {"public_summary": "Other."}},
        method="PUT",
    )
    for by in ("asm-head", "asm-assessor"):  # also where another wrote last
        content = draft["content"] | {"public_summary": f"Read by {by}."}
        given = {"revision": saved["revision"], "reason": "Mended.", "content": content}
        saved = caller(by).do(f"{address}/draft", given, method="PUT")
        refused = head.send(f"{address}/conclude", {"revision": saved["revision"], "warned": [item["key"] for item in saved["warnings"]]})
        assert refused.status_code == 422
        assert refused.json()["bars"] == ["two-people"]
    assert len(saved["authors"]) == 2
    assert not AssessmentVersion.objects.exists()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"revision": 1}, 409),
        ({"reason": " "}, 422),
        ({"content": {"weather": "fine"}}, 400),
        ({"content": {"public_summary": "a\0b"}}, 400),
        ({"content": {"evidence_until": "2031-02-30"}}, 400),
        ({"content": []}, 400),
    ],
)
def test_draft_that_cannot_be_kept_writes_nothing(
    assessing: Assessing, caller: Callable[[str], Caller], changes: dict[str, Any], status: int
) -> None:
    address, draft = drafted(caller, assessing)
    body = {"revision": draft["revision"], "reason": "Again.", "content": draft["content"]} | changes
    response = caller("asm-assessor").send(f"{address}/draft", body, method="PUT")
    assert response.status_code == status, response.text
    assert caller("officer").read(f"{address}/draft") == draft


def test_citation_of_another_versions_finding_is_refused_by_name(assessing: Assessing, caller: Callable[[str], Caller]) -> None:
    address, draft = drafted(caller, assessing)
    conclusion = draft["content"]["conclusions"][0] | {"cites": ["theme:weather"]}
    body = {"revision": draft["revision"], "reason": "Again.", "content": draft["content"] | {"conclusions": [conclusion]}}
    response = caller("asm-assessor").send(f"{address}/draft", body, method="PUT")
    assert response.status_code in (400, 422)
    assert "theme:weather" in response.text


def test_versions_are_compared_word_by_word(assessing: Assessing, caller: Callable[[str], Caller]) -> None:
    address, draft = drafted(caller, assessing)
    head, assessor = caller("asm-head"), caller("asm-assessor")
    keys = [item["key"] for item in draft["warnings"]]
    head.do(f"{address}/conclude", {"revision": draft["revision"], "warned": keys})
    changed = draft["content"] | {"public_summary": "Relief was held up twice."}
    saved = assessor.do(f"{address}/draft", {"revision": draft["revision"], "reason": "More.", "content": changed}, method="PUT")
    head.do(f"{address}/conclude", {"revision": saved["revision"], "warned": keys})
    found = caller("officer").read(f"{address}/differences/1/2")
    assert [item["section"] for item in found["changed"]] == ["public summary"]
    assert found["steps"][0]["by"] == "Asm Assessor"
    assert caller("officer").get(f"{address}/differences/1/9").status_code == 404


@pytest.mark.parametrize("without", [thin, empty])
def test_no_clear_risk_without_a_basis_is_refused_by_the_name_of_the_rule(
    assessing: Assessing, caller: Callable[[str], Caller], without: Callable[[Assessing], dict[str, object]]
) -> None:
    assessing.incidents[:] = [a_bare_incident(number) for number in (1, 2)]
    row = assessing.open()
    assessing.draft(row, **without(assessing))
    address, head = f"assessments/{slug(row.reference)}", caller("asm-head")
    draft = head.read(f"{address}/draft")
    assert "rule no-clear-risk-basis" in draft["missing"][0]
    keys = [item["key"] for item in draft["warnings"]]
    refused = head.send(f"{address}/conclude", {"revision": draft["revision"], "warned": keys})
    assert (refused.status_code, refused.json()["bars"]) == (422, ["no-clear-risk-basis"])
    assert not AssessmentVersion.objects.exists()


def test_what_a_no_clear_risk_lacks_is_accepted_by_two_people_and_read_with_it(
    assessing: Assessing, caller: Callable[[str], Caller]
) -> None:
    assessing.incidents[:] = [a_bare_incident(number) for number in (1, 2, 3)]
    row = assessing.open()
    assessing.draft(row, **a_complete_basis(assessing.incidents))
    address, head, assessor = f"assessments/{slug(row.reference)}", caller("asm-head"), caller("asm-assessor")
    draft = head.read(f"{address}/draft")
    given = {"revision": draft["revision"], "warned": [item["key"] for item in draft["warnings"]]}
    assert head.send(f"{address}/conclude", given).json()["bars"] == ["basis-incomplete"]
    keys = [item["key"] for item in draft["warnings"] if item["code"] == "basis-incomplete"]
    assert assessor.send(f"{address}/draft/accept", {"revision": 1, "accepted": keys}).status_code == 409
    accepted = assessor.do(f"{address}/draft/accept", {"revision": draft["revision"], "accepted": keys})
    assert [item["accepted_by"] for item in accepted["warnings"]] == [[assessing["assessor"].id]]
    concluded = head.do(f"{address}/conclude", {"revision": accepted["revision"], "warned": keys})
    (conclusion,) = concluded["version"]["conclusions"]
    assert conclusion["accepted_by"] == [assessing["assessor"].id, assessing["head"].id]
    assert "1 theme determined, 3 needed" in conclusion["short_of"]
    assert conclusion["lacks"] == []


def test_public_facts_are_moved_and_withdrawn(assessing: Assessing, caller: Callable[[str], Caller], tmp_path: Path) -> None:
    incident = an_incident(assessing["assessor"], tmp_path).incident.reference
    order = replace(WARRANT, sought_on=KnownDay.parse("2031-04"))
    proceeding = evidence.record_proceeding(actor=assessing["assessor"], draft=order, now=NOW).proceeding.reference
    line = evidence.record_official_line(actor=assessing["head"], draft=replace(LINE, said_on=date(2031, 5, 1)), now=NOW).line.reference
    head, wrong = caller("asm-head"), {"reason": "Wrong country.", "version": 1}
    assert head.read(f"proceedings/{slug(proceeding)}")["versions"][0]["sought_on"] == "2031-04"
    for address in (f"proceedings/{slug(proceeding)}", f"official-lines/{slug(line)}"):
        assert head.do(f"{address}/move", wrong | {"destination": "Port Sable"}, status=201)["destination"] == "QO"
        assert head.send(f"{address}/move", wrong | {"destination": "QM"}).status_code == 409
        page = head.do(f"{address}/withdraw", {"reason": "It never was.", "version": 2}, status=201)
        assert [item["withdrawn"] for item in page["versions"]] == [True, False, False]
        assert head.send(f"{address}/withdraw", {"reason": "Again.", "version": 3}).status_code == 400
        for name in ("officer", "exporter"):
            assert caller(name).send(f"{address}/withdraw", wrong).status_code == 404, name
            assert caller(name).send(f"{address}/move", wrong | {"destination": "QM"}).status_code == 404, name
    moved = head.do(f"incidents/{slug(incident)}/move", wrong | {"destination": "QO", "conflict": "port-sable"}, status=201)
    assert moved["reference"] != incident
    assert head.read(f"incidents/{slug(incident)}")["versions"][0]["content"]["standing"] == "set aside"


class OneConcern:
    """Concerns are installed, and one about Port Sable is open."""

    def about(self, topics: Sequence[str]) -> Shown:
        notices = (ConcernNotice("2031-05-05", "destination:QO", ("XA-CON 1",), "fewer than 5"),)
        return Shown(installed=True, notices=notices if "destination:QO" in topics else ())


def test_an_official_line_is_moved_only_by_whoever_saw_the_open_concerns(
    assessing: Assessing, caller: Callable[[str], Caller], settings: Any
) -> None:
    settings.LICET_OPEN_CONCERNS = f"{__name__}.OneConcern"
    line = evidence.record_official_line(actor=assessing["head"], draft=replace(LINE, said_on=date(2031, 5, 1)), now=NOW).line.reference
    head, address = caller("asm-head"), f"official-lines/{slug(line)}/move"
    given = {"reason": "Wrong country.", "version": 1, "destination": "QO"}
    refused = head.send(address, given)
    assert refused.status_code == 409
    said = refused.json()["detail"]
    assert "1 open concern is about Port Sable, since 2031-05-05; ask the nominated officer. Colleagues who joined: fewer than 5." in said
    assert head.send(address, given | {"concerns_seen": "0" * 16}).status_code == 409
    seen = re.findall(r"[0-9a-f]{16}", said)[0]
    assert head.do(address, given | {"concerns_seen": seen}, status=201)["destination"] == "QO"
    assert head.do(address, given | {"version": 2, "destination": "QM"}, status=201)["destination"] == "QM", "none is open about it"


def test_a_draft_shows_the_open_concerns_about_it(assessing: Assessing, caller: Callable[[str], Caller], settings: Any) -> None:
    assessor = caller("asm-assessor")
    made = assessor.do("assessments", {"destination": "QO", "conflict": "port-sable", "title": "Port Sable"}, status=201)
    address = f"assessments/{slug(made['reference'])}/draft"
    settings.LICET_OPEN_CONCERNS = f"{__name__}.OneConcern"
    [said] = assessor.read(address)["open_concerns"]
    assert said.startswith("1 open concern is about Port Sable, since 2031-05-05")
    settings.LICET_OPEN_CONCERNS = f"{__name__}.Unreadable"
    [said] = assessor.read(address)["open_concerns"]
    assert said.startswith("Open concerns cannot be read")


class Unreadable:
    def about(self, _: Sequence[str]) -> Shown:
        raise OSError("no such host")
