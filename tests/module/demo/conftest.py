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
from licet.assessments.public import AssessmentVersion, Conclusion, DraftRevision
from licet.concerns import public as concerns
from licet.evidence.models import CaptureReject, Incident, IncidentVersion, OfficialLine, ProceedingVersion
from licet.evidence.public import Document as Paper
from licet.people import public as people
from licet.platform import clock
from licet.policy import public as policy
from licet.reviews import public as reviews
from licet.reviews.public import OutcomeRow, Review, Trigger
from django_tasks_db.models import DBTaskResult

latest = ledger.checkpoint_latest()
made = [item.published for item in ledger.published() if item.kind in ("decisions:case-decision:made", "decisions:decision:made")]
states = Counter(hit.state.value for case in Case.objects.all() for hit in screening.hits_for(case.version_id))
def version(row):
    covered = row.coverage
    findings = list(Conclusion.objects.filter(version=row).order_by("ordinal").values_list("finding", flat=True))
    kept = {name: covered[name] for name in ("registered", "assessed")}
    return kept | {"number": row.number, "undetermined": sum(covered["undetermined"].values()), "findings": findings}

def versions(place):
    return [version(row) for row in AssessmentVersion.objects.filter(assessment__destination=place).order_by("number")]

def review(row):
    rows = OutcomeRow.objects.filter(frozen__review=row).order_by("frozen__number")
    return {"status": row.status, "outcomes": Counter(rows.values_list("outcome", flat=True))}

def handled():
    day, found = policy.today(clock.now()), {}
    for name in ("gerrit.maas", "annika.frey", "edmund.vale"):
        actor = people.actor_for(people.user_by_username(name), on=day)
        for row in concerns.for_handling(actor=actor, today=day):
            found[row.concern] = f"{row.status.value} {row.level}" + (" overdue" if row.overdue else "")
    return sorted(found.values())

proceedings = {row.proceeding_id: row.stage for row in ProceedingVersion.objects.order_by("number")}
second = DraftRevision.objects.filter(assessment__destination="QM", version_number=2).order_by("number")
screener = people.actor_for(people.user_by_username("milo.sarne"), on=policy.today(clock.now()))
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
    "matches": {on.value: count for on, count in reviews.match_counts(actor=screener).items()},
    "documents": Document.objects.filter(owner_kind="application").count(),
    "rendered": Document.objects.filter(owner_kind="message").count(),
    "messages": Message.objects.count(),
    "pending": sorted(item.subscriber for item in outbox.pending()),
    "tasks": DBTaskResult.objects.count(),
    "first": days[0].isoformat(), "last": days[-1].isoformat(),
    "quarters": len({(day.year, (day.month - 1) // 3) for day in days}),
    "log": {"size": ledger.size(), "root": ledger.root(ledger.size()).hex(), "signed": latest.size, "at": latest.signed_at.isoformat()},
    "register": register.log_state().read,
    "evidence": {
        "documents": Paper.objects.count(), "incidents": Incident.objects.count(), "rejects": CaptureReject.objects.count(),
        "revised": IncidentVersion.objects.filter(number__gt=1).count(), "lines": OfficialLine.objects.count(),
        "grades": Counter(IncidentVersion.objects.values_list("grade", flat=True)), "proceedings": Counter(proceedings.values()),
    },
    "assessments": [versions("QM"), versions("QO")],
    "drafts": [json.dumps(row.content) for row in second],
    "reviews": [review(row) for row in Review.objects.order_by("opened_at")],
    "triggers": Counter(f"{state} {level}" for state, level in Trigger.objects.values_list("state", "level")),
    "concerns": handled(),
    "listed": len(concerns.open_about(["destination:QM", "destination:QO", *(f"review:{row.reference}" for row in Review.objects.all())])),
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
