"""The demonstration's own log, attacked by an outsider (docs/decisions/0210)."""

import json
from datetime import date
from typing import Any

import pytest
from tests.attacks.log import attack, read
from tests.attacks.watchlists import licences_said_to_have_a_listed_party
from tests.stores import Store

READ = """
import django, json
django.setup()
from django.test import Client
from licet.casework.public import Case
from licet.decisions.public import Act
from licet.licences.public import Licence
from licet.people import public as people
from licet.policy import public as policy

day = policy.working_calendar().local_day
acts = Act.objects.filter(kind="decide").values_list("reference", flat=True)
print(json.dumps({
    "lines": b"".join(Client(SERVER_NAME="127.0.0.1").get("/log/entries?from=0")).decode().splitlines(),
    "opened": {case.reference: day(case.received_at).isoformat() for case in Case.objects.all()},
    "truth": dict(Licence.objects.values_list("reference", "case__reference")),
    "secrets": [*Case.objects.values_list("reference", flat=True), *acts, *people.Organisation.objects.values_list("name", flat=True)],
}))
"""


@pytest.fixture(scope="module")
def outside(demo_store: Store) -> dict[str, Any]:
    """What an outsider downloads, and what they should not be able to work out from it."""
    done = demo_store.python("-c", READ, DJANGO_SETTINGS_MODULE="licet.project.settings")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_the_attack_names_no_more_cases_than_the_days_alone(outside: dict[str, Any]) -> None:
    opened = {case: date.fromisoformat(day) for case, day in outside["opened"].items()}
    outcome = attack([line.encode() for line in outside["lines"]], opened, outside["truth"])
    assert outcome.licences > 70
    assert outcome.best[1] <= outcome.allowed < outcome.licences / 2, outcome


def test_no_entry_names_a_case_its_act_or_a_firm(outside: dict[str, Any]) -> None:
    texts = {text for leaf in read(line.encode() for line in outside["lines"]) for text in leaf.texts}
    assert outside["truth"].keys() <= texts, "this test would pass on an empty log"
    assert not {secret for secret in outside["secrets"] for text in texts if secret in text}


def test_no_licence_is_said_to_have_a_listed_party_and_few_are_counted_nowhere(outside: dict[str, Any]) -> None:
    lines = [line.encode() for line in outside["lines"]]
    assert licences_said_to_have_a_listed_party(lines) == {}
    triggers = [leaf for leaf in read(lines) if leaf.kind == "reviews:fact-trigger:raised"]
    assert triggers, "this test would pass on an empty log"
    assert not [leaf for leaf in triggers if isinstance(leaf.published["licences"], int) and leaf.published["licences"] < 10]
    months = [leaf for leaf in read(lines) if leaf.kind == "casework:monthly-times:published"]
    shares = {leaf.published["total"]["within_target_percent"] for leaf in months if leaf.published["total"]}
    assert months
    assert not shares & {"0", "100"}
