"""`licet review`: a plan without writing, a review opened and put up for signature, never signed from there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.module.assessments.builders import Assessing
from tests.module.reviews.reviewing import concluded, departed, granted_for_unknown_pool, opened, told
from tests.world import NOW, World
from typer.testing import CliRunner

from licet.cli import main
from licet.kernel.errors import Invalid, Refused
from licet.licences.public import Licence
from licet.platform import clock
from licet.reviews.models import Review


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with clock.at(NOW.replace(hour=16)):
        yield


def licet(*arguments: str) -> str:
    main.find_groups()
    done = CliRunner().invoke(main.app, ["review", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_plan_counts_and_adds_up_and_reads_a_scope_from_a_file(world: World, tmp_path: Path) -> None:
    world.granted(products=2)
    world.granted(destination="QP")
    path = tmp_path / "scope.txt"
    path.write_text("# what the minister asked\ndestination=QN\nrating=ML11\n")
    found = json.loads(licet("plan", "--scope", str(path), "--json"))
    assert found == json.loads(licet("plan", "--scope", "destination=QN rating=ML11", "--json"))
    assert (found["live_licences"], found["warning"]) == (2, None)
    assert found["taken"] == {"licences": 1, "lines": 2, "value_minor": 200_000, "lines_without_value": 0, "in_force": 1, "suspended": 0}
    assert [row["key"] for row in found["by_destination"]] == ["QN"]
    assert [{name: row[name] for name in ("exporter", "buyer", "destination", "value_minor")} for row in found["licences"]] == [
        {"exporter": "Orlan Optics", "buyer": "Ministry of Roads", "destination": "Mirasol", "value_minor": 200_000}
    ]
    assert found["licences"][0]["goods"] == ["10 items of Radio set 1 (ML11)", "10 items of Radio set 2 (ML11)"]
    printed = " ".join(licet("plan", "--scope", "destination=Mirasol").split())
    assert "Orlan Optics" in printed
    assert "Ministry of Roads (Mirasol)" in printed
    assert "it takes no live licence" in licet("plan", "--scope", "destination=QO")
    with pytest.raises(Invalid):
        licet("plan", "--scope", "nonsense")


def test_a_review_is_opened_put_up_for_signature_and_shown(world: World) -> None:
    world.granted()
    world.granted(destination="QP")
    given = ("--scope", "destination=QN", "--question", "Do they stand?", "--commissioned-by", "the Minister", "--json")
    reference = json.loads(licet("open", *given))["review"]
    with pytest.raises(Invalid):
        licet("apply", reference, "--legal-basis", "S. 9.", "--reasons", "Found.", "--outcome", "reinstate")
    assert Review.objects.get().freezings.count() == 0, "if one step is refused none is taken"
    applied = json.loads(licet("apply", reference, "--legal-basis", "S. 9.", "--reasons", "Found.", "--json"))
    assert applied["signatures_asked"] == ["minister", "countersigner"]
    shown = json.loads(licet("show", reference, "--json"))
    assert (shown["status"], shown["frozen"][0]["outcomes"], shown["frozen"][0]["act"]) == ("for signature", {"suspend": 1}, applied["act"])
    printed = licet("show", reference)
    assert "waits for signatures" not in printed
    assert f"frozen 1: 1 licences, {{'suspend': 1}}, act {applied['act']}" in printed.splitlines()
    for fact in ("Do they stand?", "the Minister", "for signature", reference):
        assert fact in printed, fact
    assert set(Licence.objects.values_list("status", flat=True)) == {"in force"}
    assert [entry["question"] for entry in told("reviews:review:opened")] == ["Do they stand?"]


def test_goods_go_on_leaving_by_a_departure_that_is_named_or_in_doubt(world: World) -> None:
    assessing = Assessing.begin(world)
    world.granted(), granted_for_unknown_pool(world)
    concluded(assessing, "clear risk", "destination=QN pool=no")
    opens = departed(world)
    review = opened(world, "destination=QN pool=no")
    words = ("--legal-basis", "S. 9.", "--reasons", "Found.")
    with pytest.raises(Refused, match=f"only departure {opens.reference} passes it"):
        licet("apply", review.reference, *words, "--outcome", "maintain", "--everything")
    found = json.loads(licet("apply", review.reference, *words, "--outcome", "departure", "--departure", opens.reference, "--json"))
    assert found["signatures_asked"] == ["minister", "countersigner"]
    other = opened(world, "destination=QN pool=yes unknown=include")
    licet("apply", other.reference, *words, "--outcome", "in doubt")
    assert json.loads(licet("show", other.reference, "--json"))["frozen"][0]["outcomes"] == {"in doubt": 1}
    with pytest.raises(Invalid, match="use one of maintain, suspend, reinstate, revoke, departure, in doubt"):
        licet("apply", other.reference, *words, "--outcome", "burn")


def test_a_scope_of_everything_is_opened_only_if_it_is_meant_and_no_unknown_place_or_year_is_taken(world: World) -> None:
    world.granted()
    given = ("open", "--question", "Q?", "--commissioned-by", "The Minister", "--scope")
    for scope, words in (
        ("", "takes every licence"),
        ("destination=ZZ", "not in the list of destinations"),
        ("rating=ML99", "control list"),
    ):
        with pytest.raises(Invalid, match=words):
            licet(*given, scope)
    main.find_groups()
    old = CliRunner().invoke(main.app, ["review", *given, "destination=QN", "--commissioned-on", "0024-05-01"])
    assert (old.exit_code, "The year cannot be 24" in old.output) == (2, True)
    assert not Review.objects.exists()
    licet(*given, "", "--everything")
    assert Review.objects.get().scope == {}
