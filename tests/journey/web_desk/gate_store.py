"""Fills a store for the journey of a departure. Run in a process of the store: `python tests/journey/web_desk/gate_store.py`."""

from __future__ import annotations

import json
import tempfile
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from tests import world as worlds  # noqa: E402

from licet.platform import clock, outbox  # noqa: E402

worlds.NOW = clock.now() - timedelta(days=9)  # what is served reads the real clock

from tests.module.assessments.builders import Assessing, a_conclusion, a_version, an_incident  # noqa: E402

from licet.assessments.public import ConclusionFinding  # noqa: E402
from licet.people import public as people  # noqa: E402
from licet.web.desk.converters import Reference  # noqa: E402

PASSWORD = "correct horse battery staple"


def fill(folder: Path) -> dict[str, str]:
    world = worlds.build(folder)
    assessing = Assessing.begin(world, incidents=False)
    assessing.incidents = [an_incident(number, day=(worlds.NOW - timedelta(days=30)).date()) for number in (1, 2, 3)]
    for actor in world.actors.values():
        people.set_password(actor=worlds.ADMINISTRATOR, user=actor.id.removeprefix("user:"), password=PASSWORD, now=world.now())
    row = assessing.open()
    risk = a_conclusion("destination=QM rating=ML11", ConclusionFinding.CLEAR_RISK)
    unsure = a_conclusion("destination=QM end-use=border", ConclusionFinding.NOT_DETERMINED)
    assessing.draft(row, conclusions=(risk, unsure))
    assessing.conclude(row, read=True)
    a_version(assessing.incidents[0].incident, 2, day=assessing.incidents[0].date_from)
    case = world.ready(destination="QM")
    outbox.deliver_pending()
    return {"case": case.pk, "reference": case.reference, "assessment": Reference().to_url(row.reference)}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(fill(Path(made))))  # noqa: T201 - this is what the store tells
