"""The demonstration authority as it is loaded: complete, the same each time, and nowhere else."""

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


def test_load_has_118_applications_over_all_statuses(survey: Survey) -> None:
    assert survey["applications"] == 118
    cases = survey["cases"]
    assert sum(cases.values()) == 114, "four are drafts"
    assert set(cases) == {"submitted", "in progress", "awaiting exporter", "for signature", "decided", "withdrawn", "closed"}
    assert cases["in progress"] == 9
    assert cases["for signature"] == cases["awaiting exporter"] == 4


def test_load_grants_78_and_refuses_some_under_criteria(survey: Survey) -> None:
    assert sum(survey["licences"].values()) == 78
    assert survey["licences"] == {"in force": 58, "suspended": 15, "revoked": 2, "expired": 3}
    assert survey["outcomes"]["refused"] == 8
    assert survey["outcomes"]["partly granted"] == 3
    assert survey["outcomes"]["no licence required"] == 5
    assert {"2a", "2c", "7"} <= set(survey["criteria"])


def test_load_has_one_of_each_turn_a_case_can_take(survey: Survey) -> None:
    assert survey["gates"].keys() == {"open", "missing", "barred", "held"}
    assert survey["hits"] == {"open": 2, "confirmed": 1, "cleared": 1}
    assert survey["matches"] == {"licences": 1, "cases": 1}
    assert survey["handled"].keys() == {"taken", "assigned", "handed over", "recused"}
    assert survey["referrals"] == {"found": 1, "": 1}
    assert (survey["holds"], survey["departures"]) == (1, 3)
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
    assert survey["tasks"] == 0
    assert survey["pending"] == ["notices.mail", "notices.render"], "letters and mail name the address at which it is served"
    assert (survey["rendered"], survey["messages"] > 100) == (0, True)
    assert survey["documents"] > 190
    assert survey["log"]["signed"] == survey["log"]["size"] == survey["register"]


def test_load_has_the_evidence_of_two_conflicts(survey: Survey) -> None:
    told = survey["evidence"]
    assert (told["documents"], told["incidents"], told["rejects"]) == (400, 150, 1)
    assert told["revised"] >= 10
    assert set(told["grades"]) == {"confirmed", "fair", "weak", "contested"}
    assert told["proceedings"] == {"sought": 1, "issued": 5, "refused": 1}
    assert told["lines"] == 9


def test_load_has_assessments_in_versions_that_count_the_undetermined(survey: Survey) -> None:
    kasdara, sable = survey["assessments"]
    assert [row["number"] for row in kasdara] == [1, 2, 3, 4]
    assert [(row["assessed"], row["undetermined"]) for row in kasdara] == [(14, 11), (38, 31), (61, 44), (74, 47)]
    assert all(row["registered"] > row["assessed"] for row in (*kasdara, *sable))
    assert [row["findings"] for row in kasdara][-1] == ["clear risk"] * 4 + ["not determined"] * 2
    assert "not determined" in sable[-1]["findings"]
    rebalanced = survey["drafts"]
    assert "part of a series" in rebalanced[0]
    assert "appear isolated" in rebalanced[1]


def test_load_has_a_review_that_is_concluded_and_one_that_runs(survey: Survey) -> None:
    concluded, running = survey["reviews"]
    assert concluded["status"] == "concluded"
    assert concluded["outcomes"] == {"suspend": 11, "maintain": 5, "departure": 2, "reinstate": 2}
    assert (running["status"], running["outcomes"]) == ("frozen", {"": 3, "maintain": 2})
    assert {"open 0", "open 2", "dismissed 0"} <= set(survey["triggers"])


def test_load_has_concerns_at_several_levels(survey: Survey) -> None:
    assert survey["concerns"] == [
        "answered head",
        "closed head",
        "closed nominated",
        "open head",
        "open head",
        "open head overdue",
        "open secretary",
    ]
    assert survey["listed"] >= 5, "signers see those that are open"


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
