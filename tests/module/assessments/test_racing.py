"""Real processes at the same moment: one conclusion of a draft, and no save that is written over."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from tests.stores import Store

ROOT = Path(__file__).resolve().parents[3]
SETUP = f"""
import json, os, sys
sys.path.insert(0, {str(ROOT)!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "licet.project.settings"
import django
django.setup()
from dataclasses import replace
from pathlib import Path
from licet.assessments import public as assessments
from licet.assessments.models import Assessment, AssessmentVersion, DraftRevision
from licet.kernel.errors import LicetError
from licet.people import public as people
from tests import world as worlds
from tests.module.assessments.builders import Assessing
home = Path(os.environ["LICET_HOME"])
"""
BUILD = """
assessing = Assessing.begin(worlds.build(home))
assessing.draft(assessing.open())
"""
TOGETHER = """
names = ("assessor", "other", "head")
found = {name: people.actor_by_username("asm-" + name, on=worlds.NOW.date()) for name in names}
assessing = Assessing(worlds.known(), found)
row = Assessment.objects.get()
(home / f"ready-{os.getpid()}").touch()
while not (home / "go").exists():
    pass
try:
    WORK
    print("done")
except LicetError as refused:
    print(type(refused).__name__)
"""
CONCLUDE = "assessments.conclude(actor=assessing['head'], assessment=row.pk, expected_revision=2, now=assessing.now())"
SAVE = """assessments.draft_version(
        actor=assessing['other'], assessment=row.pk, reason='Mine.', expected_revision=2, now=assessing.now(),
        content=replace(assessments.latest_revision(row).to_domain(), public_summary=f'By {os.getpid()}.'),
    )"""
READ = """
print(json.dumps({"versions": AssessmentVersion.objects.count(), "revisions": DraftRevision.objects.count()}))
"""


def run(store: Store, script: str) -> subprocess.CompletedProcess[str]:
    done = store.python("-c", SETUP + script, timeout=120)
    assert done.returncode == 0, done.stderr
    return done


def race(store: Store, *works: str) -> tuple[list[str], dict[str, int]]:
    """What each process said, in alphabetical order, and what is in the store then."""
    run(store, BUILD)
    with ThreadPoolExecutor(len(works)) as pool:
        running = [pool.submit(run, store, TOGETHER.replace("WORK", work)) for work in works]
        while len(list(store.home.glob("ready-*"))) < len(works) and not any(job.done() for job in running):
            wait(running, timeout=0.05)
        (store.home / "go").touch()
        said = sorted(job.result().stdout.strip() for job in running)
    return said, json.loads(run(store, READ).stdout)


def test_a_draft_is_concluded_once(store_copy: Store) -> None:
    said, kept = race(store_copy, CONCLUDE, CONCLUDE, CONCLUDE)
    assert said == ["InvalidTransition", "InvalidTransition", "done"]
    assert kept == {"versions": 1, "revisions": 2}


def test_of_two_saves_at_once_one_is_a_conflict(store_copy: Store) -> None:
    said, kept = race(store_copy, SAVE, SAVE)
    assert said == ["StaleAssessment", "done"]
    assert kept == {"versions": 0, "revisions": 3}
