"""The demonstration authority as it is loaded: complete, the same each time, and nowhere else (joints 29, 35)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.stores import Store
from tests.world import ADMINISTRATOR, NOW

from licet.demo import public as demo
from licet.kernel.errors import Refused
from licet.people import public as people

type Survey = dict[str, Any]


def test_load_has_a_hundred_applications_over_all_statuses(survey: Survey) -> None:
    assert survey["applications"] == 100
    cases = survey["cases"]
    assert sum(cases.values()) == 96, "four are drafts"
    assert set(cases) == {"submitted", "in progress", "awaiting exporter", "for signature", "decided", "withdrawn", "closed"}
    assert cases["in progress"] == 9
    assert cases["for signature"] == cases["awaiting exporter"] == 4


def test_load_grants_sixty_and_refuses_some_under_criteria(survey: Survey) -> None:
    assert sum(survey["licences"].values()) == 60
    assert survey["licences"] == {"in force": 49, "suspended": 6, "revoked": 2, "expired": 3}
    assert survey["outcomes"]["refused"] == 8
    assert survey["outcomes"]["partly granted"] == 3
    assert survey["outcomes"]["no licence required"] == 5
    assert {"2a", "2c", "7"} <= set(survey["criteria"])


def test_load_has_one_of_each_turn_a_case_can_take(survey: Survey) -> None:
    assert survey["gates"].keys() == {"open", "missing", "barred", "held"}
    assert survey["hits"] == {"open": 1, "confirmed": 1, "cleared": 1}
    assert survey["handled"].keys() == {"taken", "assigned", "handed over", "recused"}
    assert survey["referrals"] == {"found": 1, "": 1}
    assert survey["holds"] == survey["departures"] == 1
    assert survey["advice versions"] >= 2
    assert survey["rating versions"] >= 2
    assert survey["acts"]["suspend licences: done"] == survey["acts"]["reinstate licences: done"] == 1
    assert {"decide case: void", "decide case: returned", "depart from a criterion: proposed"} <= set(survey["acts"])


def test_load_spans_six_destinations_eight_exporters_and_more_than_a_year(survey: Survey) -> None:
    assert survey["destinations"] == ["QM", "QN", "QO", "QP", "QQ", "QR"]
    assert survey["exporters"] == 8
    assert survey["quarters"] >= 5
    loaded = date.fromisoformat(survey["log"]["at"][:10])
    assert date.fromisoformat(survey["last"]) < loaded, "nothing is dated in the future"


def test_load_leaves_nothing_to_follow(survey: Survey) -> None:
    assert survey["pending"] == survey["tasks"] == 0
    assert survey["rendered"] == survey["messages"] > 100
    assert survey["documents"] > 190
    assert survey["log"]["signed"] == survey["log"]["size"] == survey["register"]


RELOAD = """
import sys, django
django.setup()
from datetime import datetime
from licet.demo import public as demo
from licet.ledger import public as ledger
assert demo.load(datetime.fromisoformat(sys.argv[1]))
print(ledger.root(ledger.size()).hex())
"""


def test_two_loads_of_one_day_make_the_same_log(survey: Survey, any_store: Store) -> None:
    other = {"DJANGO_SETTINGS_MODULE": "licet.project.settings", "LICET_ENV": "demo", "PYTHONHASHSEED": "7"}
    day = survey["log"]["at"][:10] + "T03:04:05+00:00"
    done = any_store.python("-c", RELOAD, day, **other)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == survey["log"]["root"]


def test_init_again_changes_nothing(demo_store: Store, survey: Survey) -> None:
    again = demo_store.licet("init", "--demo")
    assert again.returncode == 0, again.stderr
    assert demo_store.licet("log", "verify").stdout.startswith(f"The log holds: {survey['log']['size']} entries")


@pytest.mark.django_db
def test_load_refuses_a_store_that_holds_something_else() -> None:
    people.create_department(actor=ADMINISTRATOR, code="licensing", name="Licensing", now=NOW)
    with pytest.raises(Refused, match="empty one"):
        demo.load(NOW)
    with pytest.raises(Refused, match="empty store"):
        demo.walkthrough(None, None, lambda _: None)


@pytest.mark.django_db
def test_load_refuses_production(settings: Any) -> None:
    settings.LICET_ENV = "production"
    with pytest.raises(Refused, match="demonstration or a test"):
        demo.load(datetime(2031, 5, 5, tzinfo=UTC))
