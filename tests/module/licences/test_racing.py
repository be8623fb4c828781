"""Two countersigners in processes of their own at the same moment: each act is decided once."""

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
from pathlib import Path
from licet.decisions import public as decisions
from licet.kernel.errors import LicetError
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
(home / "acts.json").write_text(json.dumps(acts))
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
GRANT_ALL = "for act in given:\n    sign(act, 'countersigner')\n"
GRANT_ALL_TOO = "for act in given:\n    sign(act, 'second countersigner')\n"
READ = """
on_cases = [entry.ref for entry in ledger.published() if entry.kind == "decisions:case-decision:made"]
made = [decisions.Decision.objects.get(reference=reference).act.reference for reference in on_cases]
print(json.dumps(made))
"""


def run(store: Store, script: str) -> subprocess.CompletedProcess[str]:
    done = store.python("-c", SETUP + script, timeout=120)
    assert done.returncode == 0, done.stderr
    return done


def test_each_act_is_decided_once_whoever_countersigns(store_copy: Store) -> None:
    run(store_copy, BUILD)
    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(run, store_copy, TOGETHER + script) for script in (GRANT_ALL, GRANT_ALL_TOO)]
        while len(list(store_copy.home.glob("ready-*"))) < 2 and not any(job.done() for job in running):
            wait(running, timeout=0.05)
        (store_copy.home / "go").touch()
        for job in running:
            job.result()
    made = json.loads(run(store_copy, READ).stdout)
    assert len(made) == len(set(made)) == 5
