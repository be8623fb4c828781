"""Signing with real processes: a grant and a hold, and two countersigners, at the same moment (record.md I2, I3)."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from tests.stores import Store

ROOT = Path(__file__).resolve().parents[3]
SETUP = f"""
import json, os, sys
sys.path.insert(0, {str(ROOT)!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "licet.project.settings"
import django
django.setup()
from pathlib import Path
from licet.decisions import public as decisions
from licet.kernel.errors import LicetError
from licet.kernel.scope import Scope
from licet.ledger import public as ledger
from tests import world as worlds
home = Path(os.environ["LICET_HOME"])
"""
BUILD = """
world = worlds.build(home)
acts = []
for _ in range(5):
    act = world.propose(world.ready())
    world.sign(act, "officer")
    acts.append(act.pk)
hold = decisions.propose_hold(
    actor=world["manager"], kind=decisions.HoldKind.EMBARGO, title="Embargo", scope=Scope.parse("destination=QN"),
    legal_basis="Resolution.", reasons="Embargo.", now=world.now(),
)
world.sign(hold, "manager")
(home / "acts.json").write_text(json.dumps({"acts": acts, "hold": hold.pk}))
"""
TOGETHER = """
world, given = worlds.known(), json.loads((home / "acts.json").read_text())
(home / f"ready-{os.getpid()}").touch()
while not (home / "go").exists():
    pass
def sign(act, who):
    try:
        world.sign(decisions.Act.objects.get(pk=act), who)
    except LicetError as refused:
        print(refused)
"""
GRANT_ALL = "for act in given['acts']:\n    sign(act, 'countersigner')\n"
GRANT_ALL_TOO = "for act in given['acts']:\n    sign(act, 'second countersigner')\n"
PLACE_HOLD = "import time\ntime.sleep(0.05)\nsign(given['hold'], 'second countersigner')\n"
READ = """
entries = [(entry.position, entry.kind, entry.published.get("act")) for entry in ledger.published()]
acts = {act.pk: (act.reference, act.status) for act in decisions.Act.objects.all()}
print(json.dumps({"entries": entries, "acts": acts}))
"""


def run(store: Store, script: str) -> subprocess.CompletedProcess[str]:
    done = store.python("-c", SETUP + script, timeout=120)
    assert done.returncode == 0, done.stderr
    return done


def race(store: Store, *scripts: str) -> dict[str, object]:
    run(store, BUILD)
    with ThreadPoolExecutor(len(scripts)) as pool:
        running = [pool.submit(run, store, TOGETHER + script) for script in scripts]
        while len(list(store.home.glob("ready-*"))) < len(scripts) and not any(job.done() for job in running):
            wait(running, timeout=0.05)
        (store.home / "go").touch()
        for job in running:
            job.result()
    found: dict[str, object] = json.loads(run(store, READ).stdout)
    return found


def positions(found: dict[str, object], kind: str) -> list[int]:
    return [position for position, what, _ in found["entries"] if what == kind]  # type: ignore[attr-defined]


@pytest.mark.parametrize("other", ["hold", "countersigner"])
def test_signing_at_once_leaves_one_order_that_the_law_allows(store_copy: Store, other: str) -> None:
    found = race(store_copy, GRANT_ALL, PLACE_HOLD if other == "hold" else GRANT_ALL_TOO)
    decided = [act for _, kind, act in found["entries"] if kind == "decisions:decision:made"]  # type: ignore[attr-defined]
    assert len(decided) == len(set(decided)), "an act was decided twice"
    if other == "countersigner":
        assert len(decided) == 5
    else:
        (hold,) = positions(found, "decisions:hold:placed")
        assert all(position < hold for position in positions(found, "decisions:decision:made")), "granted against a hold"
        assert sum(status == "void" for _, status in found["acts"].values()) == 5 - len(decided)  # type: ignore[attr-defined]
