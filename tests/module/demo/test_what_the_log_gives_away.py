"""The demonstration's own log, attacked by an outsider (docs/decisions/0210)."""

import json
from datetime import date
from typing import Any

import pytest
from tests.attacks.log import attack, read
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
