"""A store of an earlier version, which kept neither sums nor terms, has both after `licet init`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.stores import Store

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = f"""
import json, os, sys
sys.path.insert(0, {str(ROOT)!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "licet.project.settings"
import django
django.setup()
from django.core.management import call_command
from tests.module.register.published import story, tell
from licet.cli.store import home
from licet.register import public as register
def counted():
    return [register.figure_of("count-by-outcome", {{}}).digest, register.listing({{"q": "XA"}}).total, register.log_state().read]
tell(*story())
register.catch_up()
before = counted()
call_command("migrate", "register", "0004", verbosity=0)
home.migrate()
print(json.dumps([before, counted()]))
"""


def test_init_reads_the_log_again_where_an_earlier_version_kept_no_sums(store_copy: Store) -> None:
    done = store_copy.python("-c", SCRIPT, timeout=240)
    assert done.returncode == 0, done.stderr
    before, after = json.loads(done.stdout.splitlines()[-1])
    assert after == before
    assert after[1] > 1
