"""The outbox with real processes: workers that race, and one that is killed."""

from __future__ import annotations

import signal
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait

from tests.stores import Store

SETUP = """
import os, sys, signal
os.environ["DJANGO_SETTINGS_MODULE"] = "licet.project.settings"
import django
django.setup()
from datetime import date, timedelta
from typing import ClassVar
from dataclasses import dataclass
from django.db import transaction
from licet.kernel.event import Event
from licet.platform import clock, outbox

@dataclass(frozen=True, slots=True, kw_only=True)
class Happened(Event):
    kind: ClassVar[str] = "test.happened"

def act(events, name):
    with open(os.environ["LICET_HOME"] + "/told", "a") as file:
        for event in events:
            file.write(f"{name} {event.ref}\\n")

def letters(events):
    act(events, "letters")
    if sys.argv[1] == "die":
        os.kill(os.getpid(), signal.SIGKILL)

outbox.subscribe("test.happened", "letters", letters, batch=3)
outbox.subscribe("test.happened", "customs", lambda events: act(events, "customs"), batch=3)
"""
PUBLISH = """
for number in range(10):
    with transaction.atomic():
        outbox.publish([Happened(on=date(2031, 5, 2), ref=f"{sys.argv[1]}-{number}-{thing}") for thing in range(3)])
"""
TOGETHER = """
open(os.environ["LICET_HOME"] + f"/ready-{os.getpid()}", "w").close()
while not os.path.exists(os.environ["LICET_HOME"] + "/go"):
    pass
"""
DELIVER = """
outbox.deliver_pending()
"""
DELIVER_LATER = """
outbox.deliver_pending(now=clock.now() + timedelta(minutes=3))
print(outbox.pending())
"""


def run(store: Store, script: str, word: str = "") -> subprocess.CompletedProcess[str]:
    return store.python("-c", SETUP + script, word, timeout=120)


def told(store: Store) -> Counter[str]:
    path = store.home / "told"
    return Counter(path.read_text().splitlines()) if path.exists() else Counter()


def expected(*acts: str) -> set[str]:
    who = ("letters", "customs")
    return {f"{name} {act}-{number}-{thing}" for name in who for act in acts for number in range(10) for thing in range(3)}


def test_each_event_is_told_once_when_publishers_and_workers_race(store_copy: Store) -> None:
    run(store_copy, PUBLISH, "A")
    jobs = [(PUBLISH, "B"), (DELIVER, ""), (DELIVER, ""), (DELIVER, "")]
    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(run, store_copy, TOGETHER + script, word) for script, word in jobs]
        while len(list(store_copy.home.glob("ready-*"))) < len(jobs) and not any(job.done() for job in running):
            wait(running, timeout=0.05)
        (store_copy.home / "go").touch()
        done = [job.result() for job in running]
    assert [job.returncode for job in done] == [0] * 4, "\n".join(job.stderr for job in done)
    assert run(store_copy, DELIVER).returncode == 0
    assert set(told(store_copy)) == expected("A", "B")
    assert max(told(store_copy).values()) == 1, "nobody was killed, so nothing was told twice"


def test_killed_worker_loses_nothing(store_copy: Store) -> None:
    assert run(store_copy, PUBLISH, "A").returncode == 0
    assert run(store_copy, DELIVER, "die").returncode == -signal.SIGKILL
    after = run(store_copy, DELIVER_LATER)
    assert after.stdout.strip() == "()", after.stderr
    assert set(told(store_copy)) == expected("A")
    assert sum(count - 1 for count in told(store_copy).values()) == 3, "the set in hand when it died is told again"


def test_worker_takes_up_what_a_killed_one_left(store_copy: Store) -> None:
    """Its task stays marked as running for ever; a new worker asks the outbox, not the task."""
    published = run(store_copy, PUBLISH + "from django_tasks_db.models import DBTaskResult\nDBTaskResult.objects.all().delete()", "A")
    assert published.returncode == 0, published.stderr
    worker = run(store_copy, "from licet.platform.tasks import run_worker\nrun_worker(until_empty=True)")
    assert worker.returncode == 0, worker.stderr
    assert set(told(store_copy)) == expected("A")
