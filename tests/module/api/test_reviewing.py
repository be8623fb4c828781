"""Reviews over the API: from a fact to licences suspended in one signed act, and to what the public reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.module.api.caller import Caller, slug
from tests.module.api.test_working import sign
from tests.module.assessments.builders import Assessing
from tests.module.reviews.reviewing import concluded, granted_for_unknown_pool
from tests.world import World

from licet.licences.public import Licence
from licet.register.public import catch_up, review_page
from licet.reviews.public import Review, Trigger

QUESTION = {
    "question": "Do the licences to Norvia still stand?",
    "commissioned_by": "The Minister",
    "commissioned_on": "2031-05-05",
    "scope": "destination=QN",
}


def opened(manager: Caller, **changes: Any) -> dict[str, Any]:
    review: dict[str, Any] = manager.do("reviews", QUESTION | changes, status=201)
    return review


def test_fact_becomes_a_review_and_licences_are_suspended(world: World, caller: Callable[[str], Caller]) -> None:
    licences = {world.granted().reference, world.granted().reference}
    manager = caller("manager")
    trigger = manager.do("triggers", {"title": "A fact that Licet does not know", "scope": "destination=QN"}, status=201)
    assert trigger["licences"] == 2
    plan = manager.read("plan", {"scope": "destination=QN"})
    assert (plan["taken"]["licences"], plan["warning"]) == (2, "it takes every live licence")
    assert plan["taken"]["value"]["minor"] == sum(item["reach"]["value"]["minor"] for item in plan["by_destination"])
    assert [row["licence"] for row in plan["licences"]] == sorted(licences)
    assert {row["buyer"] for row in plan["licences"]} == {"Ministry of Roads"}
    first = manager.read("plan", {"scope": "destination=Mirasol", "limit": 1})
    following = manager.read("plan", {"scope": "destination=Mirasol", "limit": 1, "after": first["after"]})
    assert [*first["licences"], *following["licences"]] == plan["licences"]
    assert following["after"] is None
    review = opened(manager, triggers=[trigger["reference"]])
    address = f"reviews/{slug(review['reference'])}"
    assert manager.read(f"triggers/{slug(trigger['reference'])}")["review"] == review["reference"]
    refused = manager.send(f"{address}/freeze", {"revision": review["revision"]})
    assert refused.status_code == 422
    assert "every live licence" in refused.json()["detail"]
    frozen = manager.do(f"{address}/freeze", {"revision": review["revision"], "even_everything": True})
    assert frozen["undecided"] == 2
    assert {row["licence"] for row in manager.read(f"{address}/licences")["rows"]} == licences
    sets = [{"outcome": "suspend", "reasons": "What was found bars it."}]
    decided = manager.do(f"{address}/outcomes", {"revision": frozen["revision"], "sets": sets})
    act = manager.do(
        f"{address}/act", {"revision": decided["revision"], "legal_basis": "Section 9.", "reasons": "The review found it."}, status=201
    )
    for name in ("minister", "countersigner"):
        assert caller(name).read(f"acts/{slug(act['reference'])}")["due"]
        done = sign(caller(name), act["reference"])
    assert done["complete"]
    assert set(Licence.objects.values_list("status", flat=True)) == {"suspended"}
    manager.do(f"{address}/updates", {"words": "Two licences are suspended."}, status=201)
    last = manager.read(address)
    ended = manager.do(f"{address}/conclude", {"revision": last["revision"], "conclusion": "They do not stand."})
    assert ended["status"] == "concluded"
    catch_up()
    published = review_page(slug(review["reference"]))
    assert published.review.outcomes == {"suspend": 2}
    assert published.made == 2


def test_a_fact_names_at_most_a_thousand_licences(world: World, caller: Callable[[str], Caller]) -> None:
    manager = caller("manager")
    given = {"title": "A fact that Licet does not know", "named": [f"XA-LIC 2031/{number:06}" for number in range(1, 1001)]}
    assert manager.send("triggers", given).status_code == 201
    refused = manager.send("triggers", given | {"named": [*given["named"], "XA-LIC 2031/001001"]})
    assert refused.status_code == 400
    [fault] = refused.json()["faults"]
    assert (fault["place"], fault["detail"]) == ("body.given.named", "List should have at most 1000 items after validation, not 1001")
    assert Trigger.objects.count() == 1


def test_what_is_in_doubt_is_a_set_of_its_own_and_each_signer_accepts_it(world: World, caller: Callable[[str], Caller]) -> None:
    unknown, known = granted_for_unknown_pool(world), world.granted()
    concluded(Assessing.begin(world), "clear risk", "destination=QN pool=yes")
    manager = caller("manager")
    review = opened(manager)
    address = f"reviews/{slug(review['reference'])}"
    frozen = manager.do(f"{address}/freeze", {"revision": review["revision"], "even_everything": True})
    words = {"legal_basis": "Section 9.", "reasons": "The review found it."}
    decided = manager.do(
        f"{address}/outcomes", {"revision": frozen["revision"], "sets": [{"outcome": "maintain", "reasons": "Nothing speaks against it."}]}
    )
    refused = manager.send(f"{address}/act", {"revision": decided["revision"]} | words)
    assert refused.status_code == 422
    assert f"{unknown.reference}: it is not known whether the clear risk of" in refused.json()["detail"]
    sets = [{"outcome": "in doubt", "reasons": "The embassy is asked to see it.", "scope": "destination=QN", "in_doubt": True}]
    decided = manager.do(f"{address}/outcomes", {"revision": decided["revision"], "sets": sets})
    assert decided["freezings"][0]["outcomes"] == {"in doubt": 1, "maintain": 1}
    assert [row["licence"] for row in manager.read(f"{address}/licences", {"outcome": "maintain"})["rows"]] == [known.reference]
    act = manager.do(f"{address}/act", {"revision": decided["revision"]} | words, status=201)
    assert act["in_doubt"] == 1
    given = {"digest": act["digest"], "shown": act["concerns"]}
    silent = caller("minister").send(f"acts/{slug(act['reference'])}/signatures", given)
    assert silent.status_code == 422
    assert "accept it of 1" in silent.json()["detail"]
    for name in ("minister", "countersigner"):
        done = caller(name).do(f"acts/{slug(act['reference'])}/signatures", given | {"accepts": 1})
    assert done["complete"]
    catch_up()
    assert review_page(slug(review["reference"])).review.outcomes == {"in doubt": 1, "maintain": 1}


def test_scope_that_takes_nothing_is_said_before_it_is_frozen(world: World, caller: Callable[[str], Caller]) -> None:
    manager = caller("manager")
    assert manager.read("plan", {"scope": "destination=QM"})["warning"] == "it takes no live licence"
    review = opened(manager, scope="destination=QM")
    refused = manager.send(f"reviews/{slug(review['reference'])}/freeze", {"revision": review["revision"]})
    assert refused.status_code == 422
    assert manager.read(f"reviews/{slug(review['reference'])}/licences") == {"rows": [], "after": None}


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"scope": "colour=red"}, 400),
        ({"question": " "}, 422),
        ({"commissioned_on": "2099-01-01"}, 400),
        ({"commissioned_on": "yesterday"}, 400),
        ({"triggers": ["XA-TRG 2031/000009"]}, 404),
        ({"named": ["XA-LIC 2031/000009"]}, 404),
    ],
)
def test_review_that_cannot_be_opened_leaves_nothing(
    world: World, caller: Callable[[str], Caller], changes: dict[str, Any], status: int
) -> None:
    response = caller("manager").send("reviews", QUESTION | changes)
    assert response.status_code == status, response.text
    assert not Review.objects.exists()


def test_named_licences_stay_named_where_a_new_scope_does_not_say_which_do(world: World, caller: Callable[[str], Caller]) -> None:
    licence = world.granted()
    manager = caller("manager")
    review = opened(manager, scope="", named=[licence.reference])
    address = f"reviews/{slug(review['reference'])}/scope"
    for given, named in (({}, [licence.reference]), ({"named": None}, [licence.reference]), ({"named": []}, [])):
        review = manager.do(address, {"revision": review["revision"], "scope": "destination=QN"} | given, method="PUT")
        assert review["named"] == named


def test_stale_revision_is_a_conflict_and_others_may_not(world: World, caller: Callable[[str], Caller]) -> None:
    world.granted()
    manager = caller("manager")
    review = opened(manager)
    address = f"reviews/{slug(review['reference'])}"
    narrowed = manager.do(f"{address}/scope", {"revision": review["revision"], "scope": "destination=QN rating=ML11"}, method="PUT")
    assert "ML11" in narrowed["sentence"]
    stale = manager.send(f"{address}/freeze", {"revision": review["revision"], "even_everything": True})
    assert stale.status_code == 409
    for name in ("officer", "foreign", "exporter"):
        assert caller(name).send(f"{address}/freeze", {"revision": narrowed["revision"]}).status_code == 404, name
    assert caller("foreign").read("reviews")["rows"][0]["licences"] is None


def test_trigger_is_dismissed_with_words_only(world: World, caller: Callable[[str], Caller]) -> None:
    world.granted()
    manager = caller("manager")
    trigger = manager.do("triggers", {"title": "A fact", "scope": "destination=QN"}, status=201)
    address = f"triggers/{slug(trigger['reference'])}/dismiss"
    assert manager.send(address, {"words": " "}).status_code == 422
    assert manager.do(address, {"words": "It is about another place."})["state"] == "dismissed"
    assert manager.send(address, {"words": "Again."}).status_code == 422
    assert manager.read("triggers", {"state": "open"})["rows"] == []
    assert manager.send("triggers", {"title": "Everything"}).status_code == 400


def test_scopes_and_days_are_read_as_on_the_page(world: World, caller: Callable[[str], Caller]) -> None:
    world.granted()
    manager = caller("manager")
    for changes, words in (
        ({"scope": ""}, "takes every licence"),
        ({"scope": "unknown=include"}, "takes every licence"),
        ({"scope": "destination=ZZ"}, "is not in the list of destinations"),
        ({"scope": "destination=end-user:ZZ"}, "is not in the list of destinations"),
        ({"scope": "onward=ZZ"}, "is not in the list of destinations"),
        ({"scope": "rating=ML99"}, "is not a code of the control list"),
        ({"commissioned_on": "0024-05-01"}, "write it in full"),
        ({"commissioned_on": "20310505"}, "is not a day"),
        ({"commissioned_on": "2031-W19-1"}, "is not a day"),
        ({"commissioned_on": 1_930_000_000}, "is not a day"),
    ):
        refused = manager.send("reviews", QUESTION | changes)
        assert refused.status_code == 400, changes
        assert words in refused.json()["detail"] + str(refused.json().get("faults", "")), changes
    assert not Review.objects.exists()
    assert manager.send("triggers", {"title": "A fact", "scope": "destination=ZZ"}).status_code == 400
    assert manager.get("plan", {"scope": "destination=ZZ"}).status_code == 400
    review = opened(manager, scope="", even_everything=True)
    changed = {"revision": review["revision"], "scope": "rating=ML99"}
    assert manager.send(f"reviews/{slug(review['reference'])}/scope", changed, method="PUT").status_code == 400
