"""Corrections at the desk: an editor finds a decision, sees what would change and proposes; two people sign; everybody can read it."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests import world as worlds
from tests.module.web_desk.desk import Desk, said, slug
from tests.world import World

from licet.decisions.public import Act
from licet.people.public import Role
from licet.register import public as register

REASON = "The value was typed with one zero too many."


@pytest.fixture
def decision(world: World) -> str:
    world.actors["editor"] = worlds._person("editor", Role.REGISTER_EDITOR, department="licensing")
    reference = str(world.granted().decision.reference)
    register.catch_up()
    return reference


def asked(**changes: Any) -> dict[str, Any]:
    return {"what": "1:value", "after": "900.00", "reason": REASON, "do": "propose"} | changes


def public(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return unescape(response.text)


def test_editor_proposes_two_sign_and_everybody_reads_what_changed(world: World, decision: str, desk: Callable[[str], Desk]) -> None:
    editor = desk("editor")
    assert "Corrections of published figures" in editor.words("")
    found = editor.get(f"corrections/?decision={decision.lower()}")
    assert found.headers["Location"] == f"/desk/corrections/{slug(decision)}/"
    page = editor.words(f"corrections/{slug(decision)}/")
    assert "Line 1, value: €1,000.00" in page
    preview = said(editor.post(f"corrections/{slug(decision)}/", asked(do="preview")))
    assert "Value of licences issued, to Mirasol, decided in 2031" in preview
    assert "€1,000.00 becomes €900.00" in preview
    assert not Act.objects.filter(kind="correct a decision").exists()
    editor.post(f"corrections/{slug(decision)}/", asked())
    act = Act.objects.get(kind="correct a decision")
    queue = desk("officer").words("signing/")
    assert f"{decision}, line 1: value EUR 1,000.00 becomes EUR 900.00" in queue
    signing = desk("officer").words(f"acts/{slug(act.reference)}/")
    assert all(words in signing for words in ("As published", REASON, "Figures that change", "€1,000.00 becomes €900.00"))
    desk("officer").sign(act)
    assert "waits for the signature of the countersigner" in editor.words("corrections/")
    desk("countersigner").sign(act)
    register.catch_up()
    changes = public("/corrections/")
    assert "Line 1, value: €1,000.00 became €900.00." in changes
    assert REASON in changes
    licence = public(f"/licences/{slug(decision)}")
    assert "Line 1, value: €1,000.00 became €900.00." in licence
    assert "corrected on" in licence
    assert "1 published correction is taken into account." in public("/figures/value-in-all?destination=QN")
    assert "taken into account" not in public("/figures/value-in-all?destination=QM"), "nothing of Kasdara was corrected"


def test_what_cannot_be_corrected_is_said_beside_the_form_and_what_was_typed_stays(
    world: World, decision: str, desk: Callable[[str], Desk]
) -> None:
    editor, address = desk("editor"), f"corrections/{slug(decision)}/"
    for given, words in (
        ({"after": "1,000.00"}, "already published as this"),
        ({"what": "0:destination", "after": "Kasdarra"}, "Kasdara"),
        ({"after": "9oo"}, "is not an amount of money"),
        ({"reason": ""}, "Write your reasons"),
        ({"what": ""}, "Choose what is wrong"),
    ):
        for do in ("preview", "propose"):
            response = editor.post(address, asked(**given, do=do))
            assert response.status_code == 400, (given, said(response))
            assert words in said(response)
    assert "The register has no decision with this reference." in said(editor.get("corrections/?decision=XA-DEC 2031/009999"))
    assert editor.get("corrections/XA-DEC-2031-009999/").status_code == 404
    assert not Act.objects.filter(kind="correct a decision").exists()


def test_exclusion_says_what_leaves_the_figures_and_the_register_says_why(world: World, decision: str, desk: Callable[[str], Desk]) -> None:
    editor, address = desk("editor"), f"corrections/{slug(decision)}/exclude"
    assert "€1,000.00 becomes none recorded" in editor.words(address)
    editor.post(address, {"reason": "Entered twice."})
    act = Act.objects.get(kind="exclude a decision")
    desk("officer").sign(act)
    desk("countersigner").sign(act)
    register.catch_up()
    assert "Left out of the figures." in public("/corrections/")
    assert "This decision is left out of the figures: Entered twice." in public(f"/licences/{slug(decision)}")
    again = editor.post(address, {"reason": "Entered twice."})
    assert "left XA-DEC 2031/000001 out of the figures already" in said(again)
    assert again.status_code == 400


def test_corrections_are_absent_for_whoever_may_not_propose_them(world: World, decision: str, desk: Callable[[str], Desk]) -> None:
    for name in ("officer", "countersigner", "exporter"):
        for address in ("corrections/", f"corrections/{slug(decision)}/", f"corrections/{slug(decision)}/exclude"):
            assert desk(name).get(address).status_code == 404
