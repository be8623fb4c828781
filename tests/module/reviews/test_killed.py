"""Killed in the middle: the act is all or nothing; what follows it is finished by the next run, each thing once (joints 1, 15)."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.stores import Store

ROOT = Path(__file__).resolve().parents[3]
COUNT = 3
SETUP = f"""
import json, os, signal, sys
sys.path.insert(0, {str(ROOT)!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "licet.project.settings"
import django
django.setup()
from pathlib import Path
from licet.platform import clock
from tests import world as worlds
home = Path(os.environ["LICET_HOME"])
worlds.NOW = clock.now().replace(microsecond=0)
def stop_here():
    (home / "reached").touch()
    while True:
        signal.pause()
"""
GRANTED = f"""
from licet.platform import outbox
world = worlds.build(home)
references = [world.granted().reference for _ in range({COUNT})]
manager = world["manager"]
"""
REVIEW = """
from licet.kernel.scope import Scope
from licet.reviews import public as reviews
from licet.reviews.public import Outcome, OutcomeSet
review = reviews.open_review(
    actor=manager, question="Do they stand?", commissioned_by="the Minister", commissioned_on=worlds.NOW.date(),
    scope=Scope.parse("destination=QN"), now=world.now(),
)
reviews.freeze(actor=manager, review=review.reference, now=world.now(), even_everything=True)
sets = [
    OutcomeSet(outcome=Outcome.REVOKE, reasons="It ends.", licences=(references[0],)),
    OutcomeSet(outcome=Outcome.SUSPEND, reasons="Risk."),
]
reviews.decide_outcomes(actor=manager, review=review.reference, sets=sets, now=world.now())
act = reviews.propose_act(actor=manager, review=review.reference, legal_basis="S. 9.", reasons="Found.", now=world.now())
world.sign(act, "minister")
outbox.deliver_pending()
"""
SUSPEND = """
from licet.decisions.public import ActKind
from licet.licences import public as licences
act = licences.propose_status_change(
    actor=manager, kind=ActKind.SUSPEND, licences=references, legal_basis="S. 9.", reasons="Found.", now=world.now()
)
world.sign(act, "manager")
outbox.deliver_pending()
"""
SIGN = """
from licet.decisions.public import Act
world = worlds.known()
world.sign(Act.objects.get(kind__in=["apply review", "suspend licences"]), "countersigner")
"""
BEFORE_THE_LOG = """
from licet.policy import public as policy
policy.tell = lambda **_: stop_here()
"""
BEFORE_THE_COMMIT = """
from licet.policy import public as policy
tell = policy.tell
policy.tell = lambda **given: (tell(**given), stop_here())
"""
DELIVER = """
from licet.platform import outbox
outbox.deliver_pending()
"""
AFTER_THE_CUSTOMS_FILE = """
from licet.licences.services import customs
write = customs.write_whole
customs.write_whole = lambda *given: (write(*given), stop_here())
"""
AFTER_THE_SECOND_MAIL = """
from licet.notices.services import deliver
make, sent = deliver.mailer, []
class Mailer:
    def send(self, mail):
        make().send(mail)
        sent.append(mail)
        if len(sent) == 2:
            stop_here()
deliver.mailer = Mailer
"""
READ = """
from collections import Counter
from licet.decisions.public import Act, Decision
from licet.ledger import public as ledger
from licet.licences.public import CustomsMessage, Licence
from licet.notices.public import Delivery, Message
from licet.reviews.public import Review
act = Act.objects.get(kind__in=["apply review", "suspend licences"])
MAILED = Delivery.objects.filter(message__kind__in=["suspension-notice", "revocation-notice"], channel="email")
print(json.dumps({
    "statuses": Counter(Licence.objects.values_list("status", flat=True)),
    "act": act.status,
    "signatures": act.signatures.count(),
    "review": [row.status for row in Review.objects.all()],
    "decisions": Decision.objects.filter(act=act).count(),
    "notices": Message.objects.filter(kind__in=["suspension-notice", "revocation-notice"]).count(),
    "customs": CustomsMessage.objects.filter(kind="cancel").count(),
    "unsent": CustomsMessage.objects.filter(state="written").count() + Delivery.objects.exclude(state="delivered").count(),
    "deliveries": list(MAILED.values_list("pk", flat=True)),
    "told": sum(entry.kind == "licences:licence:status-changed" for entry in ledger.published()),
}))
"""
NOTHING = {"decisions": 0, "notices": 0, "customs": 0, "told": 0}
EVERYTHING = {"decisions": COUNT, "notices": COUNT, "customs": COUNT, "told": COUNT}


def run(store: Store, script: str) -> str:
    done = store.python("-c", SETUP + script, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def kill_when_reached(store: Store, script: str) -> None:
    process = subprocess.Popen([sys.executable, "-c", SETUP + script], env=store.environ, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not (store.home / "reached").exists():
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < until, "it never came to the place"
        os.sched_yield()
    process.send_signal(signal.SIGKILL)
    process.communicate()


def found(store: Store) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(run(store, READ))
    return read


ACTS = pytest.mark.parametrize(
    ("kind", "reviewed", "done"),
    [(REVIEW, 1, {"revoked": 1, "suspended": COUNT - 1}), (SUSPEND, 0, {"suspended": COUNT})],
    ids=["review applied", "licences suspended"],
)


@ACTS
@pytest.mark.parametrize("place", [BEFORE_THE_LOG, BEFORE_THE_COMMIT], ids=["before the log", "before the commit"])
def test_killed_during_the_act_nothing_of_it_happened_and_it_can_be_signed_again(
    store_copy: Store, place: str, kind: str, reviewed: int, done: dict[str, int]
) -> None:
    run(store_copy, GRANTED + kind)
    kill_when_reached(store_copy, place + SIGN)
    half = found(store_copy)
    assert half | NOTHING == half, half
    assert (half["statuses"], half["act"], half["signatures"]) == ({"in force": COUNT}, "proposed", 1)
    assert half["review"] == ["for signature"] * reviewed
    run(store_copy, SIGN)
    whole = found(store_copy)
    assert whole | EVERYTHING == whole, whole
    assert (whole["statuses"], whole["act"], whole["review"]) == (done, "done", ["applied"] * reviewed)


@pytest.mark.parametrize("place", [AFTER_THE_CUSTOMS_FILE, AFTER_THE_SECOND_MAIL], ids=["after the customs file", "after the second mail"])
def test_killed_afterwards_the_next_run_finishes_and_tells_everybody_once(store_copy: Store, place: str) -> None:
    run(store_copy, GRANTED + REVIEW + SIGN)
    kill_when_reached(store_copy, place + DELIVER)
    run(store_copy, DELIVER)
    for _ in range(2):
        done = store_copy.licet("run-due")
        assert done.returncode == 0, done.stderr
    whole = found(store_copy)
    assert whole | EVERYTHING == whole, whole
    assert whole["unsent"] == 0
    files = [path.read_text() for path in sorted((store_copy.home / "customs").iterdir())]
    cancelled = [line.split("\\")[4] for text in files for line in text.splitlines() if "\\cancel\\" in line]
    assert sorted(set(cancelled)) == sorted(cancelled), "customs was told twice"
    assert len(cancelled) == COUNT
    mails = [path.name for path in (store_copy.home / "outbox").glob("*.eml")]
    assert [sum(delivery in name for name in mails) for delivery in whole["deliveries"]] == [1] * COUNT
