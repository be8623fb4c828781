"""A published figure is put right, or left out, by two people in public; what was said before can still be counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests import world as worlds
from tests.module.register.test_reading import snapshot
from tests.world import SHOWN, World

from licet.decisions import public as decisions
from licet.decisions.public import Act
from licet.kernel.actor import system
from licet.kernel.errors import Conflict, Invalid, LicetError, MissingReasons, NotAllowed, NotFound, Refused
from licet.kernel.permission import Permission
from licet.ledger import public as ledger
from licet.people.public import Role
from licet.register import public as register

REASON = "The value was typed with one zero too many."


@pytest.fixture
def decision(world: World) -> str:
    """A granted decision as the register shows it: ML11 to QN, EUR 1,000.00."""
    world.actors["editor"] = worlds._person("editor", Role.REGISTER_EDITOR, department="licensing")
    licence = world.granted()
    register.catch_up()
    return str(licence.decision.reference)


def propose(world: World, decision: str, **changes: Any) -> Act:
    facts: dict[str, Any] = {"decision": decision, "line": 1, "field": "value", "after": "900.00", "reason": REASON} | changes
    return decisions.propose_correction(actor=world["editor"], **facts, now=world.now())


def value_of(destination: str, **asked: str) -> int | None:
    return register.figure_of("value-in-all", {"destination": destination} | asked).total.value_minor


def published(kind: str) -> list[dict[str, Any]]:
    return [dict(entry.published) for entry in ledger.published() if entry.kind == kind]


def test_correction_changes_the_figure_once_two_have_signed_and_earlier_vintages_never(world: World, decision: str) -> None:
    before, size = value_of("QN"), register.log_state().read
    assert before
    act = propose(world, decision)
    assert act.title == f"{decision}, line 1: value EUR {before / 100:,.2f} becomes EUR 900.00"
    [value] = [change for change in decisions.figures_before_and_after(act) if change["parameters"] == {
        "destination": "QN", "outcome": "issued", "year": "2031"
    }]  # fmt: skip
    assert (value["before"], value["after"], value["currency"]) == (before, 90_000, "EUR")
    world.sign(act, "officer")
    register.catch_up()
    assert value_of("QN") == before
    assert published("register:figure:corrected") == []
    assert world.sign(act, "countersigner").complete
    [told] = published("register:figure:corrected")
    assert told == {"line": 1, "field": "value_minor", "before": str(before), "after": "90000", "reason": REASON}
    register.catch_up()
    assert value_of("QN") == 90_000
    assert value_of("QN", asof=str(size)) == before
    act.refresh_from_db()
    assert decisions.figures_before_and_after(act) == []


def test_exclusion_takes_a_decision_out_of_the_newest_figures_and_keeps_its_page(world: World, decision: str) -> None:
    before, size = value_of("QN"), register.log_state().read
    act = decisions.propose_exclusion(actor=world["editor"], decision=decision, reason="Entered twice.", now=world.now())
    assert {change["after"] for change in decisions.figures_before_and_after(act)} == {None, 0}
    world.sign(act, "officer", "countersigner")
    assert published("register:decision:excluded") == [{"reason": "Entered twice."}]
    register.catch_up()
    assert value_of("QN") is None
    assert value_of("QN", asof=str(size)) == before
    page = register.decision_page(decision.replace(" ", "-").replace("/", "-"))
    assert page.exclusion
    assert page.exclusion.reason == "Entered twice."
    with pytest.raises(Refused, match="already"):
        decisions.propose_exclusion(actor=world["editor"], decision=decision, reason="Again.", now=world.now())
    corrected = propose(world, decision)
    assert decisions.figures_before_and_after(corrected) == [], "it is in no figure"


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"reason": " "}, MissingReasons, "Give the reason"),
        ({"reason": "\u202ereason"}, Invalid, "reason"),
        ({"reason": "x" * 4001}, Invalid, "4,000"),
        ({"line": 9}, NotFound, "line 9 of XA-DEC 2031/000001 in the register"),
        ({"field": "exporter"}, Invalid, "is not a field that can be corrected"),
        ({"after": "-1"}, Invalid, "outside what a licence can be worth"),
        ({"after": "1.234"}, Invalid, "decimal places"),
        ({"field": "rating", "after": "ML99"}, Invalid, "is not a code of the control list"),
        ({"field": "destination", "line": 0, "after": "Kasdarra"}, Invalid, "Kasdara"),
    ],
)
def test_correction_is_refused_with_what_is_wrong(
    world: World, decision: str, change: dict[str, Any], error: type[LicetError], words: str
) -> None:
    with pytest.raises(error, match=words):
        propose(world, decision, **change)
    assert not Act.objects.filter(kind="correct a decision").exists()


def test_decision_that_was_not_published_can_be_neither_corrected_nor_left_out(world: World, decision: str) -> None:
    with pytest.raises(NotFound):
        propose(world, "XA-DEC 2031/009999")
    with pytest.raises(NotFound):
        decisions.propose_exclusion(actor=world["editor"], decision="XA-DEC 2031/009999", reason=REASON, now=world.now())


def test_who_may_not_correct_can_neither_propose_nor_see_what_was_proposed(world: World, decision: str) -> None:
    officer = world["officer"]
    with pytest.raises(NotAllowed):
        decisions.propose_correction(actor=officer, decision=decision, line=1, field="value", after="1", reason=REASON, now=world.now())
    with pytest.raises(NotAllowed):
        decisions.propose_exclusion(actor=officer, decision=decision, reason=REASON, now=world.now())
    with pytest.raises(NotAllowed):
        decisions.preview_correction(actor=officer, decision=decision, line=1, field="value", after="1")
    with pytest.raises(NotAllowed):
        decisions.preview_exclusion(actor=officer, decision=decision)
    with pytest.raises(NotFound):
        decisions.published_decision(actor=officer, decision=decision)
    with pytest.raises(NotFound):
        decisions.changes_proposed(actor=officer)


def test_who_proposes_is_not_the_second_to_sign_and_nobody_signs_twice(world: World, decision: str) -> None:
    everything = world["officer"].permissions | world["countersigner"].permissions | world["editor"].permissions
    for name in ("officer", "editor"):
        world.actors[name] = replace(world[name], permissions=everything)
    act = propose(world, decision)
    world.sign(act, "officer")
    with pytest.raises(Refused, match="different people"):
        world.sign(act, "officer")
    with pytest.raises(Refused, match="somebody else must countersign"):
        world.sign(act, "editor")
    assert published("register:figure:corrected") == []


CHANGED_MEANWHILE: list[Callable[[World, str], Act]] = [
    lambda world, decision: propose(world, decision, after="800.00"),
    lambda world, decision: propose(world, decision, line=0, field="destination", after="Kasdara"),
    lambda world, decision: decisions.propose_exclusion(actor=world["editor"], decision=decision, reason=REASON, now=world.now()),
]


@pytest.mark.parametrize("propose_other", CHANGED_MEANWHILE)
def test_signatures_are_void_if_the_decision_was_changed_meanwhile(
    world: World, decision: str, propose_other: Callable[[World, str], Act]
) -> None:
    act, other = propose(world, decision), propose_other(world, decision)
    world.sign(act, "officer")
    world.sign(other, "officer", "countersigner")
    with pytest.raises(Refused, match="has not yet read entry"):
        world.sign(act, "countersigner")
    register.catch_up()
    assert world.sign(act, "countersigner").voided
    act.refresh_from_db()
    assert act.status == "void"
    assert REASON not in str(published("register:figure:corrected")[1:])


def test_another_digest_than_was_read_signs_nothing(world: World, decision: str) -> None:
    act = propose(world, decision)
    with pytest.raises(Conflict):
        decisions.sign_act(signer=world.signer("officer"), act=act.pk, digest="0" * 64, shown=SHOWN, now=world.now())
    assert not act.signatures.exists()


def test_register_agrees_with_the_log_after_every_kind_of_change(world: World, decision: str) -> None:
    for change in ({"field": "rating", "after": "ML4"}, {"line": 0, "field": "destination", "after": "QM"}, {"after": ""}):
        world.sign(propose(world, decision, **change), "officer", "countersigner")
        register.catch_up()
    act = decisions.propose_exclusion(actor=world["editor"], decision=decision, reason=REASON, now=world.now())
    world.sign(act, "officer", "countersigner")
    register.catch_up()
    before = snapshot()
    register.rebuild()
    assert snapshot() == before
    page = register.decision_page(decision.replace(" ", "-").replace("/", "-"))
    assert [(item.field, item.after) for item in page.corrections] == [("rating", "ML4"), ("destination", "QM"), ("value_minor", "")]


def test_concerns_about_the_licence_and_both_destinations_are_shown_to_signers(world: World, decision: str) -> None:
    from licet.decisions.selectors.open_concerns import topics

    act = propose(world, decision, line=0, field="destination", after="Kasdara")
    assert set(topics(act)) == {f"act:{act.reference}", "destination:QM", "destination:QN", f"licence:{world_licence(decision)}"}


def world_licence(decision: str) -> str:
    return str(register.published_decision(decision).licence)


def test_command_line_proposes_and_never_signs(world: World, decision: str) -> None:
    by_machine = system("command-line", Permission.FIGURE_CORRECT)
    act = decisions.propose_correction(
        actor=by_machine, decision=decision, line=1, field="value", after="1", reason=REASON, now=world.now()
    )
    world.actors["machine"] = by_machine
    with pytest.raises(NotAllowed):
        world.sign(act, "machine")
