"""One loaded demonstration for all tests here: they read it and change nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.stores import Store, copy_of

SURVEY = """
import json
from collections import Counter
import django
django.setup()
from licet.applications.public import Application
from licet.casework.public import Advice, Case, Handling, LineRating, Referral
from licet.decisions.public import Act, Decision, Departure, Hold
from licet.documents.public import Document
from licet.ledger import public as ledger
from licet.licences.public import Licence
from licet.notices.public import Message
from licet.platform import outbox
from licet.register import public as register
from licet.screening import public as screening
from django_tasks_db.models import DBTaskResult

latest = ledger.checkpoint_latest()
made = [item.published for item in ledger.published() if item.kind == "decisions:decision:made"]
states = Counter(hit.state.value for case in Case.objects.all() for hit in screening.hits_for(case.version_id))
days = sorted(Decision.objects.values_list("decided_on", flat=True))
print(json.dumps({
    "applications": Application.objects.count(),
    "cases": Counter(Case.objects.values_list("status", flat=True)),
    "gates": Counter(Case.objects.exclude(status__in=["decided", "closed", "withdrawn"]).values_list("gate_state", flat=True)),
    "licences": Counter(Licence.objects.values_list("status", flat=True)),
    "outcomes": Counter(item["outcome"] for item in made),
    "criteria": sorted({code for item in made for code in item["criteria"]}),
    "destinations": sorted({key for row in Case.objects.all() for key in row.country_key.replace(":", "/").split("/") if len(key) == 2}),
    "exporters": Case.objects.values("organisation").distinct().count(),
    "acts": Counter(f"{kind}: {status}" for kind, status in Act.objects.values_list("kind", "status")),
    "handled": Counter(Handling.objects.values_list("kind", flat=True)),
    "referrals": Counter(Referral.objects.values_list("outcome", flat=True)),
    "advice versions": Advice.objects.filter(number__gt=1).count(),
    "rating versions": LineRating.objects.filter(number__gt=1).count(),
    "holds": Hold.objects.filter(lifted_on=None).count(),
    "departures": Departure.objects.count(),
    "hits": states,
    "documents": Document.objects.filter(owner_kind="application").count(),
    "rendered": Document.objects.filter(owner_kind="message").count(),
    "messages": Message.objects.count(),
    "pending": len(outbox.pending()),
    "tasks": DBTaskResult.objects.count(),
    "first": days[0].isoformat(), "last": days[-1].isoformat(),
    "quarters": len({(day.year, (day.month - 1) // 3) for day in days}),
    "log": {"size": ledger.size(), "root": ledger.root(ledger.size()).hex(), "signed": latest.size, "at": latest.signed_at.isoformat()},
    "register": register.log_state().read,
}))
"""


@pytest.fixture(scope="session")
def demo_store() -> Iterator[Store]:
    with copy_of("demo") as store:
        yield store


@pytest.fixture(scope="session")
def survey(demo_store: Store) -> dict[str, Any]:
    """What stands in the demonstration, counted in a process of its own."""
    done = demo_store.python("-c", SURVEY, DJANGO_SETTINGS_MODULE="licet.project.settings")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
