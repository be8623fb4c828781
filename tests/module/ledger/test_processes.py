"""Two processes append at once: every place is given out once, none is left empty."""

from concurrent.futures import ThreadPoolExecutor

from tests.stores import Store

APPEND = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "licet.project.settings"
import django
django.setup()
from django.db import transaction
from tests.module.ledger.events import granted, grow
for number in range(20):
    try:
        with transaction.atomic():
            grow(0, granted(number % 4 + 1, first=int(sys.argv[1])))
            if number % 5 == 4:
                raise InterruptedError
    except InterruptedError:
        pass
"""
CHECK = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "licet.project.settings"
import django
django.setup()
from licet.ledger import public as ledger
from tests.module.ledger.events import checkpoint
checkpoint()
print(ledger.audit().entries, sum(1 for _ in ledger.entries(0)))
"""


def test_two_processes_leave_no_hole(store_copy: Store) -> None:
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(store_copy.python, "-c", APPEND, str(first), timeout=120) for first in (0, 1000)]
        for job in jobs:
            assert job.result().returncode == 0, job.result().stderr
    kept = sum(number % 4 + 1 for number in range(20) if number % 5 != 4)
    checked = store_copy.python("-c", CHECK, timeout=120)
    assert checked.stdout.split() == [str(2 * kept)] * 2, checked.stderr
