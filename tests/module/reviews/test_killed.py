"""Killed in the middle: the act is all or nothing; what follows it is finished by the next run, each thing once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.stores import Store, copy_of

ROOT = Path(__file__).resolve().parents[3]
COUNT = 3
SETUP = f"""
import json, os, signal, sys
sys.path.insert(0, {str(ROOT)!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "licet.project.settings"
import django
django.setup()
from collections import Counter
from licet.decisions.public import Act, Decision
from licet.ledger import public as ledger
from licet.licences.public import CustomsMessage, Licence
from licet.notices.public import Delivery, Message
from licet.platform import clock, outbox
from licet.reviews.public import Review
from tests import world as worlds
worlds.NOW = clock.now().replace(microsecond=0)
world = worlds.known()
act = Act.objects.get(pk=sys.argv[1])
signal.alarm(120)  # what never comes to the place ends by itself
def stop_here():
    print("reached", flush=True)
    signal.pause()
def sign():
    world.sign(act, "countersigner")
def read():
    now = Act.objects.get(pk=act.pk)
    notices = Message.objects.filter(kind__in=["suspension-notice", "revocation-notice"])
    print(json.dumps({{
        "statuses": Counter(Licence.objects.values_list("status", flat=True)),
        "act": now.status,
        "signatures": now.signatures.count(),
        "review": Review.objects.get().status,
        "decisions": Decision.objects.filter(act=act).count(),
        "notices": notices.count(),
        "customs": CustomsMessage.objects.filter(kind="cancel").count(),
        "unsent": CustomsMessage.objects.filter(state="written").count() + Delivery.objects.exclude(state="delivered").count(),
        "deliveries": list(Delivery.objects.filter(message__in=notices, channel="email").values_list("pk", flat=True)),
        "told": sum(entry.kind == "licences:licence:status-changed" for entry in ledger.published()),
    }}))
"""
BEFORE_THE_LOG = """
from licet.policy import public as policy
policy.record_events = lambda **_: stop_here()
sign()
"""
BEFORE_THE_COMMIT = """
from licet.policy import public as policy
record_events = policy.record_events
policy.record_events = lambda **given: (record_events(**given), stop_here())
sign()
"""
AFTER_THE_CUSTOMS_FILE = """
from licet.licences.services import customs
write = customs.write_whole
customs.write_whole = lambda *given: (write(*given), stop_here())
sign()
outbox.deliver_pending()
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
sign()
outbox.deliver_pending()
"""
SIGN_AGAIN = """
read()
sign()
read()
"""
GO_ON = """
from licet.cli.running.due import do_round
Delivery.objects.filter(state="pending").update(claimed_until=None)  # the claim of the killed process has run out
outbox.deliver_pending()
assert not do_round().failures
assert not do_round().failures
read()
"""
NOTHING = {"decisions": 0, "notices": 0, "customs": 0, "told": 0}
EVERYTHING = {"decisions": COUNT, "notices": COUNT, "customs": COUNT, "told": COUNT}


@pytest.fixture
def store_copy() -> Iterator[Store]:
    """A store in which two acts wait for their last signature."""
    with copy_of("killed") as copy:
        yield copy


def kill_when_reached(store: Store, act: str, script: str) -> None:
    with (store.home / "killed.log").open("w+") as log:
        command = [sys.executable, "-c", SETUP + script, act]
        process = subprocess.Popen(command, env=store.environ, stdout=subprocess.PIPE, stderr=log, text=True)
        assert process.stdout is not None
        reached = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        log.seek(0)
        assert reached == "reached\n", log.read()


def found(store: Store, act: str, script: str) -> list[dict[str, Any]]:
    """What the script read, each time."""
    done = store.python("-c", SETUP + script, act, timeout=120)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("kind", "review", "done"),
    [("review", "applied", {"revoked": 1, "suspended": COUNT - 1}), ("precaution", "for signature", {"suspended": COUNT})],
    ids=["review applied", "licences suspended"],
)
@pytest.mark.parametrize("place", [BEFORE_THE_LOG, BEFORE_THE_COMMIT], ids=["before the log", "before the commit"])
def test_killed_during_the_act_nothing_of_it_happened_and_it_can_be_signed_again(
    store_copy: Store, place: str, kind: str, review: str, done: dict[str, int]
) -> None:
    act = json.loads(store_copy.told)[kind]
    kill_when_reached(store_copy, act, place)
    half, whole = found(store_copy, act, SIGN_AGAIN)
    assert half | NOTHING == half, half
    assert (half["statuses"], half["act"], half["signatures"]) == ({"in force": 2 * COUNT}, "proposed", 1)
    assert half["review"] == "for signature"
    assert whole | EVERYTHING == whole, whole
    assert (whole["statuses"], whole["act"], whole["review"]) == (done | {"in force": COUNT}, "done", review)


@pytest.mark.parametrize("place", [AFTER_THE_CUSTOMS_FILE, AFTER_THE_SECOND_MAIL], ids=["after the customs file", "after the second mail"])
def test_killed_afterwards_the_next_run_finishes_and_tells_everybody_once(store_copy: Store, place: str) -> None:
    act = json.loads(store_copy.told)["review"]
    kill_when_reached(store_copy, act, place)
    (whole,) = found(store_copy, act, GO_ON)
    assert whole | EVERYTHING == whole, whole
    assert whole["unsent"] == 0
    files = [path.read_text() for path in sorted((store_copy.home / "customs").iterdir())]
    cancelled = [line.split("\\")[4] for text in files for line in text.splitlines() if "\\cancel\\" in line]
    assert sorted(set(cancelled)) == sorted(cancelled), "customs was told twice"
    assert len(cancelled) == COUNT
    mails = [path.name for path in (store_copy.home / "outbox").glob("*.eml")]
    assert [sum(delivery in name for name in mails) for delivery in whole["deliveries"]] == [1] * COUNT
