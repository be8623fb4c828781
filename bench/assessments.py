"""`bin/bench assessments`: what the gate reads of all conclusions in force, a version of 1,000 findings concluded, and compared.

Nobody publishes such figures: the peer is a limit set here. A reviewed dispute names 413 incidents (quoted in the reference), so a
version of 1,000 findings is larger than any known assessment.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.alone import run_alone
from bench.measuring import compare_with_limit

ASSESSMENTS, VERSIONS, CONCLUSIONS, FINDINGS, ROUNDS = 100, 3, 5, 1_000, 3


def measure_all() -> list[dict[str, Any]]:
    """Measure in a process of its own; returns the results of `--json`."""
    return run_alone(__file__)


def _measure_store() -> list[dict[str, Any]]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from tests import world as worlds
    from tests.module.assessments.builders import Assessing

    assessing = Assessing.begin(worlds.build(Path(os.environ["LICET_HOME"])), incidents=False)
    return [*_measure_large_version(assessing), _measure_conclusions_in_force(assessing)]


def _measure_large_version(assessing: Any) -> list[dict[str, Any]]:
    from tests.module.assessments.builders import an_incident

    from licet.assessments import public as assessments
    from licet.assessments.public import Breach, IncidentFindingDraft, Insufficiency
    from licet.evidence.public import IhlRule

    rules = (IhlRule.DISTINCTION, IhlRule.PRECAUTIONS)
    known = [an_incident(number) for number in range(1, FINDINGS // len(rules) + 1)]
    words = "What was aimed at is not known; the site was not visited; the unit was asked and gave no answer. " * 3

    def make_findings(said: str) -> tuple[IncidentFindingDraft, ...]:
        return tuple(
            IncidentFindingDraft(incident_version=row.pk, rule=rule, finding=Breach.INSUFFICIENT, why=Insufficiency.INTENT, reasons=said)
            for row in known
            for rule in rules
        )

    row = assessing.open()
    assessing.draft(row, incidents=make_findings(words))
    first, concluding = _time_work(lambda: assessing.conclude(row))
    _, saving = _time_work(lambda: assessing.draft(row, incidents=make_findings(words.replace("unit", "brigade"))))
    second = assessing.conclude(row)
    _, comparing = _time_work(lambda: assessments.difference(actor=assessing["head"], old=first, new=second))
    return [
        compare_with_limit(f"a draft of {FINDINGS:,} findings saved as a revision", saving, "s", 1.0),
        compare_with_limit(f"a version of {FINDINGS:,} findings concluded: rows, text, log", concluding, "s", 3.0),
        compare_with_limit(f"two versions of {FINDINGS:,} findings compared word by word, with their saves", comparing, "s", 5.0),
    ]


def _measure_conclusions_in_force(assessing: Any) -> dict[str, Any]:
    from tests.module.assessments.builders import TODAY, a_conclusion

    from licet.assessments import public as assessments

    conclusions = tuple(a_conclusion(f"destination=QM rating=ML{number}") for number in range(1, CONCLUSIONS + 1))
    for number in range(ASSESSMENTS - 1):
        row = assessing.open(conflict=f"conflict-{number}")
        for version in range(VERSIONS):
            assessing.draft(row, incidents=(), conclusions=conclusions, public_summary=f"Version {version}.")
            assessing.conclude(row)
    found = assessments.conclusions_in_force(TODAY)
    assert len(found) == (ASSESSMENTS - 1) * CONCLUSIONS + len(assessing.content().conclusions), len(found)
    taken = median(_time_work(lambda: assessments.conclusions_in_force(TODAY))[1] for _ in range(ROUNDS))
    what = f"{len(found)} conclusions in force of {ASSESSMENTS} assessments in {VERSIONS} versions"
    return compare_with_limit(f"{what}, read for the gate", taken, "s", 0.25)


def _time_work[Made](work: Callable[[], Made]) -> tuple[Made, float]:
    began = perf_counter()
    made = work()
    return made, perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(_measure_store()))
