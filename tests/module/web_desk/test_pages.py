"""Every page of the desk opens for who may open it, within its queries, and is absent for everybody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests import world as worlds
from tests.module.web_desk.desk import Desk, slug
from tests.world import World, lines_of

from licet.casework import public as casework
from licet.casework.public import Case, Finding
from licet.decisions import public as decisions
from licet.decisions.public import Decision, Hold, HoldKind, Outcome
from licet.kernel.scope import Scope
from licet.licences.public import Licence
from licet.people.public import Role

PARTS = ("", "lines", "people", "advice", "questions", "documents", "assessment", "decision", "history", "versions", "gate", "gate.json")
LIST, DETAIL = 13, 16
START, SIGNING = 19, 10  # what each act in the queue is about takes three queries more, however many there are


@dataclass
class Full:
    """One case in each state that pages show, and what came of them."""

    open: Case
    disputed: Case
    proposed: Case
    act: decisions.Act
    decided: Case
    licence: Licence
    decision: Decision
    hold: Hold
    departure: decisions.Departure


def place_hold(world: World, scope: str = "destination=QM") -> Hold:
    act = decisions.propose_hold(
        actor=world["manager"],
        kind=HoldKind.UNDERTAKING,
        title="Undertaking of 3 May",
        scope=Scope.parse(scope),
        legal_basis="Order of the court.",
        reasons="Undertaken in court.",
        now=world.now(),
    )
    world.sign(act, "manager", "countersigner")
    return Hold.objects.latest("reference")


def depart(world: World, scope: str = "destination=QN rating=ML11") -> decisions.Act:
    return decisions.propose_departure(
        actor=world["officer"],
        criteria=("2c",),
        scope=Scope.parse(scope),
        legal_basis="Section 5.",
        reasons="Overriding need.",
        publication="The minister departed from criterion 2c for radios.",
        expires_on=date(2031, 12, 31),
        now=world.now(),
    )


def dispute(world: World) -> Case:
    """A case on which one criterion bars, referred to the minister."""
    case = world.case(end_user="Dravon Keshmir Trading")
    world.rate(case)
    world.advise(case, c2c=Finding.BARS)
    case.refresh_from_db()
    casework.refer_to_minister(actor=world["officer"], case=case.pk, question="Does it bar?", revision=case.revision, now=world.now())
    return case


@pytest.fixture
def full(world: World) -> Full:
    licence = world.granted()
    hold = place_hold(world)
    departure = depart(world, "destination=QO")
    world.sign(departure, "minister", "countersigner")
    disputed = dispute(world)
    proposed = world.ready(products=2)
    act = world.propose(proposed)
    return Full(
        open=world.case(),
        disputed=disputed,
        proposed=proposed,
        act=act,
        decided=Case.objects.get(pk=licence.case_id),
        licence=licence,
        decision=Decision.objects.get(licence=""),
        hold=hold,
        departure=decisions.Departure.objects.get(),
    )


def addresses(full: Full) -> dict[str, int]:
    """Every page with its budget."""
    cases = {f"cases/{case.pk}/{part}": DETAIL for case in (full.open, full.disputed, full.proposed, full.decided) for part in PARTS}
    line = lines_of(full.open)[0]
    return cases | {
        "": START,
        "cases/": LIST,
        "signing/": SIGNING,
        "holds/": LIST,
        "licences/": LIST,
        f"cases/{full.open.pk}/lines/{line}/rate": DETAIL,
        f"cases/{full.open.pk}/propose": DETAIL,
        f"cases/{full.open.pk}/ask": DETAIL,
        f"cases/{full.open.pk}/refer": DETAIL,
        f"cases/{full.open.pk}/recuse": DETAIL,
        f"cases/{full.open.pk}/hand-over": DETAIL,
        f"cases/{full.open.pk}/assign": DETAIL,
        f"acts/{slug(full.act.reference)}/": DETAIL,
        f"holds/{slug(full.hold.reference)}/": DETAIL,
        f"departures/{slug(full.departure.reference)}/": DETAIL,
        f"licences/{slug(full.licence.reference)}/": DETAIL,
        f"licences/act?kind=suspend&licence={full.licence.reference.replace(' ', '+')}": DETAIL,
        "licences/act": LIST,
        "licences/act?kind=suspend&scope=destination%3DQN": DETAIL,
        "departures/propose": LIST,
        f"decisions/{slug(full.decision.reference)}/": DETAIL,
        f"decisions/{slug(full.decision.reference)}/record": DETAIL,
    }


def test_every_page_opens_within_its_queries(
    full: Full, desk: Callable[[str], Desk], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer = desk("officer")
    for address, budget in addresses(full).items():
        with django_assert_max_num_queries(budget, info=address):
            response = officer.get(address)
        assert response.status_code == 200, address


def test_pages_of_other_roles_open_within_their_queries(
    full: Full, world: World, desk: Callable[[str], Desk], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    line = lines_of(full.open)[0]
    lift = f"holds/{slug(full.hold.reference)}/lift"
    act = f"acts/{slug(full.act.reference)}/"
    hit = casework_hit(full)
    pages = {
        "foreign": ["", f"cases/{full.open.pk}/lines/{line}/advise", f"cases/{full.open.pk}/advice"],
        "minister": ["", "minister/", f"cases/{full.disputed.pk}/settle", act],
        "manager": ["", "holds/propose", lift, "cases/"],
        "countersigner": ["", "signing/", act],
        "screener": ["", "matches/", f"cases/{full.disputed.pk}/people/{hit}"],
    }
    for name, shown in pages.items():
        person = desk(name)
        for address in shown:
            with django_assert_max_num_queries(DETAIL if address else START, info=f"{name}: {address}"):
                assert person.get(address).status_code == 200, (name, address)


def casework_hit(full: Full) -> str:
    from licet.screening import public as screening

    return screening.hits_for(Case.objects.get(pk=full.disputed.pk).version_id)[0].id


def test_lists_do_not_grow_with_rows(
    world: World, desk: Callable[[str], Desk], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        world.granted()
    officer = desk("officer")
    for address in ("cases/", "licences/"):
        with django_assert_max_num_queries(LIST, info=address):
            assert officer.get(address).status_code == 200


def test_desk_is_absent_for_an_exporter_and_asks_nobody_else_in(full: Full, desk: Callable[[str], Desk]) -> None:
    exporter = desk("exporter")
    for address in addresses(full):
        assert exporter.get(address).status_code == 404, address
        assert Client().get(f"/desk/{address}").status_code == 302, address


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("officer", "minister/"),
        ("officer", "holds/propose"),
        ("countersigner", "departures/propose"),
        ("foreign", "licences/act"),
        ("foreign", "cases/{case}/propose"),
        ("foreign", "cases/{case}/lines/{line}/rate"),
        ("officer", "cases/{case}/lines/{line}/advise"),
        ("officer", "cases/{case}/settle"),
        ("foreign", "cases/{case}/assign"),
    ],
)
def test_page_that_is_not_for_somebody_is_absent(world: World, desk: Callable[[str], Desk], name: str, address: str) -> None:
    case = world.case()
    assert desk(name).get(address.format(case=case.pk, line=lines_of(case)[0])).status_code == 404


def test_panel_shows_the_same_gate_as_the_guard(full: Full, desk: Callable[[str], Desk]) -> None:
    for case in (full.open, full.disputed, full.proposed):
        shown = desk("officer").get(f"cases/{case.pk}/gate.json").json()
        guard = decisions.at_gate([case.pk], today=date(2031, 5, 5))[case.pk].result.to_json()
        assert shown["lines"] == guard["lines"]
        assert shown["open"] == guard["open"]
        assert [{key: value for key, value in bar.items() if key != "sentence"} for bar in shown["bars"]] == guard["bars"]
        assert all(bar["sentence"] for bar in shown["bars"])


def test_start_page_says_what_waits_for_each_role(full: Full, desk: Callable[[str], Desk]) -> None:
    assert full.open.reference in desk("officer").words("")
    assert full.act.reference in desk("officer").words("")  # the decider signs first
    adviser = desk("foreign").words("")
    assert "Advice asked of my department" in adviser
    assert full.open.reference in adviser
    assert full.disputed.reference in desk("minister").words("")
    assert "Undertaking of 3 May" in desk("countersigner").words("")


def test_texts_of_exporters_are_escaped(world: World, desk: Callable[[str], Desk]) -> None:
    case = world.case(end_user="<script>alert(1)</script>")
    for part in PARTS[:-1]:
        assert "<script>alert" not in desk("officer").get(f"cases/{case.pk}/{part}").text
    world.rate(case)
    world.advise(case)
    act = world.propose(case, Outcome.REFUSE, criteria=("7",))
    page = desk("officer").get(f"acts/{slug(act.reference)}/").text
    assert "Within policy." in page
    assert "<p>sha256" not in page


def test_official_who_works_on_no_case_is_told_so(world: World, desk: Callable[[str], Desk]) -> None:
    world.actors["editor"] = worlds._person("editor", Role.REGISTER_EDITOR, department="licensing")
    editor = desk("editor")
    assert "Your role takes no part in cases" in editor.words("")
    assert editor.get("cases/").status_code == 404
