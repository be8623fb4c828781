"""The main job over the API alone: applied for, advised, proposed, signed by two, licensed, published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.module.api.caller import Caller, slug
from tests.world import World, a_draft

from licet.applications.public import Application
from licet.decisions.public import ConcernNotice, Shown, Signature
from licet.licences.public import Licence
from licet.register.public import catch_up
from licet_verify import canonical


def draft() -> Any:
    return canonical.loads(canonical.dumps(a_draft(destination="QN", products=1, end_user="Ministry of Roads", price="1,000.00").to_json()))


def applied(caller: Callable[[str], Caller]) -> dict[str, Any]:
    exporter = caller("exporter")
    started = exporter.do("applications", {"name": "Radios", "licence_type": "IND"}, status=201)
    assert started["faults"]
    saved = exporter.do(f"applications/{started['id']}", {"revision": started["revision"], "draft": draft()}, method="PUT")
    assert saved["faults"] == []
    sent: dict[str, Any] = exporter.do(f"applications/{started['id']}/submit", {"revision": saved["revision"]})
    return sent | {"application": started["id"]}


def advice_of(page: dict[str, Any], department: str) -> list[dict[str, str]]:
    asked = [item for item in page["asked"] if item["department"] == department]
    return [
        {"line": item["line"], "criterion": item["criterion"], "finding": "no bar found", "reasons": f"Looked at {item['criterion']}."}
        for item in asked
    ]


def sign(person: Caller, reference: str) -> dict[str, Any]:
    page = person.read(f"acts/{slug(reference)}")
    signed: dict[str, Any] = person.do(f"acts/{slug(reference)}/signatures", {"digest": page["digest"], "shown": page["concerns"]})
    return signed


def test_application_becomes_a_licence(world: World, caller: Callable[[str], Caller]) -> None:
    sent = applied(caller)
    case = sent["case"]
    officer = caller("officer")
    assert officer.read("cases", {"reference": sent["reference"]})["rows"][0]["gate"]["state"] == "missing"
    from licet.casework import public as casework

    row = casework.access_case(actor=world["officer"], case=case)
    casework.take(actor=world["officer"], case=case, revision=row.revision, now=world.now())
    world.rate(row)
    for department, adviser in (("foreign-affairs", "foreign"), ("defence", "defence"), ("development", "development")):
        advice = advice_of(officer.read(f"cases/{case}"), department)
        gate = caller(adviser).do(f"cases/{case}/advice", {"advice": advice})
    assert [line["state"] for line in gate["lines"]] == ["open"]
    assert officer.read(f"cases/{case}/gate") == gate
    page = officer.read(f"cases/{case}")
    line = page["lines"][0]["line"]
    outcome = {"line": line, "outcome": "grant", "reasons": "Within policy."}
    silent = outcome | {"outcome": "refuse", "criteria": ["7"]}
    refused = officer.send(f"cases/{case}/decision", {"revision": page["revision"], "lines": [silent]})
    assert (refused.status_code, "reasons that the exporter may be told" in refused.content.decode()) == (422, True)
    act = officer.do(f"cases/{case}/decision", {"revision": page["revision"], "lines": [outcome]}, status=201)
    assert act["due"] == "decider"
    assert not sign(officer, act["reference"])["complete"]
    assert caller("countersigner").read("acts")["rows"][0]["due"] == "countersigner"
    assert sign(caller("countersigner"), act["reference"])["complete"]
    licence = caller("exporter").read("licences")["rows"][0]
    assert licence["status"] == "in force"
    assert licence["lines"][0]["used"] is None, "no return yet"
    assert licence["lines"][0]["value"] == {"minor": 100000, "currency": "EUR", "none_because": None}
    decision = officer.read(f"cases/{case}/decisions")["rows"][0]
    record = officer.read(f"decisions/{slug(decision['reference'])}/record")
    assert record
    assert officer.read(f"decisions/{slug(decision['reference'])}")["signed_digest"]
    catch_up()
    published = caller("exporter").read("register/decisions")
    assert [item["status"] for item in published["rows"]] == ["in force"]
    assert licence["holder"] not in str(published)
    assert caller("exporter").read("register/figures/count-by-outcome")["rows"][0]["count"] == 1
    assert caller("exporter").read("register/log/entries", {"limit": 2})["after"] == 1


def test_stale_save_is_a_conflict_and_writes_nothing(world: World, caller: Callable[[str], Caller]) -> None:
    exporter = caller("exporter")
    started = exporter.do("applications", {"name": "Radios", "licence_type": "IND"}, status=201)
    exporter.do(f"applications/{started['id']}", {"revision": started["revision"], "draft": draft()}, method="PUT")
    stale = exporter.send(f"applications/{started['id']}", {"revision": started["revision"], "draft": {}}, method="PUT")
    assert stale.status_code == 409
    assert stale.json()["title"] == "Changed meanwhile"
    assert Application.objects.get().to_domain().products


def test_unfinished_application_names_every_fault_at_once(world: World, caller: Callable[[str], Caller]) -> None:
    exporter = caller("exporter")
    started = exporter.do("applications", {"name": "Radios", "licence_type": "IND"}, status=201)
    refused = exporter.send(f"applications/{started['id']}/submit", {"revision": started["revision"]})
    assert refused.status_code == 400
    assert len(refused.json()["faults"]) > 1
    assert not caller("officer").read("cases")["rows"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"digest": "0" * 64}, 409),
        ({"shown": {"concerns": [{"day": "2031-05-05", "topic": "case:X", "references": ["R"], "joined": "fewer than 5"}]}}, 409),
        ({"digest": "short"}, 400),
        ({"signer": "user:somebody"}, 400),
        ({"shown": {"concerns": "none"}}, 400),
        ({"accepts": 5}, 422),
    ],
)
def test_signature_over_what_was_not_read_is_refused(
    world: World, caller: Callable[[str], Caller], changes: dict[str, Any], status: int
) -> None:
    act = world.propose(world.ready())
    officer = caller("officer")
    page = officer.read(f"acts/{slug(act.reference)}")
    response = officer.send(f"acts/{slug(act.reference)}/signatures", {"digest": page["digest"], "shown": page["concerns"]} | changes)
    assert response.status_code == status, response.text
    assert not Signature.objects.exists()


class OneConcern:
    """Concerns are installed, and one about every act is open."""

    notices = (ConcernNotice("2031-05-05", "case:XA-IND 2031/000001", ("XA-CON 1",), "fewer than 5"),)

    def about(self, *_: object) -> Shown:
        return Shown(installed=True, notices=self.notices)


def test_whoever_read_the_open_concerns_signs_over_them(world: World, caller: Callable[[str], Caller], settings: Any) -> None:
    settings.LICET_OPEN_CONCERNS = f"{__name__}.OneConcern"
    act = world.propose(world.ready())
    sign(caller("officer"), act.reference)
    assert Signature.objects.get().shown == OneConcern().about().to_json()


def test_nobody_signs_out_of_turn_or_twice(world: World, caller: Callable[[str], Caller]) -> None:
    act = world.propose(world.ready())
    for name in ("countersigner", "foreign"):
        page = caller(name).read(f"acts/{slug(act.reference)}")
        body = {"digest": page["digest"], "shown": page["concerns"]}
        assert caller(name).send(f"acts/{slug(act.reference)}/signatures", body).status_code == 404, name
    sign(caller("officer"), act.reference)
    page = caller("officer").read(f"acts/{slug(act.reference)}")
    again = caller("officer").send(f"acts/{slug(act.reference)}/signatures", {"digest": page["digest"], "shown": page["concerns"]})
    assert again.status_code == 404
    assert not Licence.objects.exists()


def test_what_the_gate_bars_is_refused_with_its_bars(world: World, caller: Callable[[str], Caller]) -> None:
    case = world.case()
    officer = caller("officer")
    page = officer.read(f"cases/{case.pk}")
    lines = [{"line": item["line"], "outcome": "grant", "reasons": "Because."} for item in page["lines"]]
    refused = officer.send(f"cases/{case.pk}/decision", {"revision": page["revision"], "lines": lines})
    assert refused.status_code == 422
    assert refused.json()["bars"]
    assert officer.read("acts")["rows"] == []


def test_advice_that_nobody_asked_for_is_refused(world: World, caller: Callable[[str], Caller]) -> None:
    case = world.case()
    world.rate(case)
    page = caller("foreign").read(f"cases/{case.pk}")
    mine = advice_of(page, "foreign-affairs")
    response = caller("defence").send(f"cases/{case.pk}/advice", {"advice": mine})
    assert response.status_code == 422
    assert "was not asked" in response.json()["detail"]
    stale = [item | {"started_from": 3} for item in mine]
    assert caller("foreign").send(f"cases/{case.pk}/advice", {"advice": stale}).status_code == 409
    assert not caller("foreign").read(f"cases/{case.pk}")["advice"]


def test_list_of_licences_takes_a_scope(world: World, caller: Callable[[str], Caller]) -> None:
    licence = world.granted()
    officer = caller("officer")
    assert [row["reference"] for row in officer.read("licences", {"scope": "destination=QN"})["rows"]] == [licence.reference]
    assert officer.read("licences", {"scope": "destination=QM"})["rows"] == []
    refused = officer.get("licences", {"scope": "colour=red"})
    assert refused.status_code == 400
    assert "is not a key" in refused.json()["detail"]
    assert officer.read("holds")["rows"] == officer.read("departures")["rows"] == []


def test_lists_do_not_grow_queries_with_rows(world: World, caller: Callable[[str], Caller], django_assert_max_num_queries: Any) -> None:
    officer = caller("officer")
    for _ in range(3):
        world.case()
    with django_assert_max_num_queries(10):
        assert len(officer.read("cases")["rows"]) == 3
    world.granted()
    with django_assert_max_num_queries(10):
        officer.read("licences")
    with django_assert_max_num_queries(15):
        officer.read("acts")


def test_texts_that_nobody_sees_are_refused_with_their_place(caller: Callable[[str], Caller]) -> None:
    exporter = caller("exporter")
    refused = exporter.do("applications", {"name": "Rad\u200bios", "licence_type": "IND"}, status=400)
    [fault] = refused["faults"]
    assert fault["place"].endswith("name")
    assert fault["detail"].startswith("There is an invisible character (U+200B, zero width space) in this text, after “Rad”")


def test_a_rating_that_is_no_code_of_the_list_is_a_fault_as_on_the_page(caller: Callable[[str], Caller]) -> None:
    exporter = caller("exporter")
    started = exporter.do("applications", {"name": "Radios", "licence_type": "IND"}, status=201)
    typed = draft()
    wrong = {"see attached": "not one control-list code", "ML1a ML2b": "not one control-list code", "ML99": "not in the control list"}
    for rating, why in wrong.items():
        typed["products"][0]["rating"] = rating
        saved = exporter.do(f"applications/{started['id']}", {"revision": started["revision"], "draft": typed}, method="PUT")
        started["revision"] = saved["revision"]
        assert any(why in fault["detail"] for fault in saved["faults"])
        exporter.do(f"applications/{started['id']}/submit", {"revision": saved["revision"]}, status=400)


@pytest.mark.parametrize("day", ["2020-01-01", "20320105", "2032-W01-1"])
def test_goods_that_come_back_on_no_later_day_are_not_sent(caller: Callable[[str], Caller], day: str) -> None:
    exporter = caller("exporter")
    started = exporter.do("applications", {"name": "Radios", "licence_type": "IND"}, status=201)
    given = draft()
    given["route"] |= {"temporary": "yes", "return_on": day}
    saved = exporter.do(f"applications/{started['id']}", {"revision": started["revision"], "draft": given}, method="PUT")
    refused = exporter.send(f"applications/{started['id']}/submit", {"revision": saved["revision"]})
    assert refused.status_code == 400
    assert "route return_on" in refused.text
