"""A grant and a conclusion at the same moment, with real processes: the later sees the earlier (record.md I1, I10)."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from tests.module.licences.test_racing import GRANT_ALL, READ, TOGETHER, run
from tests.stores import Store

BUILD = """
from tests.module.assessments.builders import Assessing, a_conclusion
world = worlds.build(home)
acts = []
for _ in range(5):
    act = world.propose(world.ready())
    world.sign(act, "officer")
    acts.append(act.pk)
assessing = Assessing.begin(world)
row = assessing.open(destination="QN")
revision = assessing.draft(row, incidents=(), conclusions=(a_conclusion("destination=QN"),))
(home / "acts.json").write_text(json.dumps({"acts": acts, "assessment": row.pk, "revision": revision.number}))
"""
CONCLUDE = """
from licet.assessments import public as assessments
from licet.people import public as people
head = people.actor_by_username("asm-head", on=worlds.NOW.date())
assessments.conclude(
    actor=head, assessment=given["assessment"], expected_revision=given["revision"], now=world.now()
)
"""


def test_nothing_is_granted_under_a_clear_risk_that_was_concluded_before_it(store_copy: Store) -> None:
    run(store_copy, BUILD)
    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(run, store_copy, TOGETHER + script) for script in (GRANT_ALL, CONCLUDE)]
        while len(list(store_copy.home.glob("ready-*"))) < 2 and not any(job.done() for job in running):
            wait(running, timeout=0.05)
        (store_copy.home / "go").touch()
        for job in running:
            job.result()
    found: dict[str, Any] = json.loads(run(store_copy, READ).stdout)
    made = [position for position, kind, _ in found["entries"] if kind == "decisions:decision:made"]
    (concluded,) = [position for position, kind, _ in found["entries"] if kind == "assessments:version:concluded"]
    assert all(position < concluded for position in made), "granted under a clear risk"
    assert sum(status == "void" for _, status in found["acts"].values()) == 5 - len(made)
