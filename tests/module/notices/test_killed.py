"""A worker that is killed while the letters of a large act are set and mailed: the next one goes on, each letter once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.stores import Store

ROOT = Path(__file__).resolve().parents[3]
COUNT = 130
SETUP = f"""
import json, os, signal, sys
sys.path.insert(0, {str(ROOT)!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "licet.project.settings"
import django
django.setup()
from django.db import transaction
from tests.unit.notices import samples
from licet.kernel.actor import Actor
from licet.kernel.permission import Permission
from licet.ledger import public as ledger
from licet.notices import public as notices
from licet.notices import models, tasks
from licet.notices.services import deliver
from licet.platform import clock, outbox
from licet.platform.tasks import run_worker
from licet.policy import public as policy
signal.alarm(240)  # what never comes to the place ends by itself
def stop_here():
    print("reached", flush=True)
    signal.pause()
"""
WRITE = f"""
officer = Actor("user:F", "Officer", permissions=frozenset({{Permission.MESSAGE_SEND}}), department="licensing")
drafts = [
    notices.MessageDraft(letter=samples.suspension(), organisation="ORG1", key=str(n), licence="L", email=f"a{{n}}@orlan.example")
    for n in range({COUNT})
]
with transaction.atomic():
    written = notices.write(actor=officer, messages=drafts, now=clock.now(), act="XA-ACT 1")
    policy.record_events(actor=officer, events=written.events, now=clock.now())
"""
KILLED_WHILE_SETTING = """
render, made = tasks.render, []
def render_and_count(**asked):
    made.append(render(**asked))
    if len(made) == 70:
        stop_here()
tasks.render = render_and_count
run_worker(until_empty=True)
"""
KILLED_WHILE_MAILING = """
make, sent = deliver.mailer, []
class Mailer:
    def send(self, mail):
        make().send(mail)
        sent.append(mail)
        if len(sent) == 70:
            stop_here()
deliver.mailer = Mailer
run_worker(until_empty=True)
"""
GO_ON = """
from licet.platform.models import Delivery as Waiting
halfway = [models.Rendering.objects.count(), models.Delivery.objects.filter(channel="email", state="delivered").count()]
Waiting.objects.filter(done=False).update(not_before=None)  # the claims of the killed worker have run out
models.Delivery.objects.filter(state="pending").update(claimed_until=None)
run_worker(until_empty=True)
kinds = [event.kind for event in ledger.internal_events()]
print(json.dumps({
    "halfway": halfway,
    "documents": models.Rendering.objects.count(),
    "files": len(set(models.Rendering.objects.values_list("document_id", flat=True))),
    "digests": kinds.count("notices:message:rendered"),
    "mailed": models.Delivery.objects.filter(channel="email", state="delivered").count(),
    "claimed": models.Delivery.objects.exclude(claimed_until=None).count(),
    "waiting": [item.subscriber for item in outbox.pending()],
}))
"""


@pytest.mark.parametrize("script", [KILLED_WHILE_SETTING, KILLED_WHILE_MAILING], ids=["while setting", "while mailing"])
def test_killed_among_the_letters_of_an_act_the_next_worker_finishes_each_once(store_copy: Store, script: str) -> None:
    environ = store_copy.environ
    written = store_copy.python("-c", SETUP + WRITE, timeout=240)
    assert written.returncode == 0, written.stderr
    with (store_copy.home / "killed.log").open("w+") as log:
        process = subprocess.Popen([sys.executable, "-c", SETUP + script], env=environ, stdout=subprocess.PIPE, stderr=log, text=True)
        assert process.stdout is not None
        reached = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        log.seek(0)
        assert reached == "reached\n", log.read()
    done = store_copy.python("-c", SETUP + GO_ON, timeout=240)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert any(0 < count < COUNT for count in found["halfway"]), "it was killed in the middle, and what was done by then is kept"
    assert (found["documents"], found["files"], found["digests"]) == (COUNT, COUNT, COUNT), "each letter has one document, on record once"
    assert (found["mailed"], found["claimed"], found["waiting"]) == (COUNT, 0, [])
    assert len(list((store_copy.home / "outbox").glob("*.eml"))) == COUNT, "nobody got the same mail twice"
