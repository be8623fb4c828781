"""Fills a store as the desk's journeys find it. Run in a process of the store: `python tests/journey/web_desk/store.py`."""

from __future__ import annotations

import json
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from tests import world as worlds  # noqa: E402

from licet.casework import public as casework  # noqa: E402
from licet.casework.public import Case, Finding  # noqa: E402
from licet.decisions import public as decisions  # noqa: E402
from licet.decisions.public import HoldKind  # noqa: E402
from licet.kernel.scope import Scope  # noqa: E402
from licet.licences.public import Licence  # noqa: E402
from licet.people import public as people  # noqa: E402
from licet.platform import clock, outbox  # noqa: E402
from licet.screening import public as screening  # noqa: E402
from licet.web.desk.converters import Reference  # noqa: E402

PASSWORD = "correct horse battery staple"
worlds.NOW = clock.now() - timedelta(days=9)  # what is served reads the real clock


def slug(reference: str) -> str:
    return Reference().to_url(reference)


def fill(folder: Path) -> dict[str, Any]:
    world = worlds.build(folder)
    for actor in world.actors.values():
        people.set_password(actor=worlds.ADMINISTRATOR, user=actor.id.removeprefix("user:"), password=PASSWORD, now=world.now())
    licence = world.granted(products=2)
    second = world.granted()
    hold = _held(world)
    departure = _departed(world)
    disputed = _disputed(world)
    ready, forged = world.ready(products=2), world.ready()
    proposed = world.propose(ready)
    world.sign(proposed, "officer")
    fresh = world.case(end_user="Dravon Keshmir Trading", products=2)
    casework.ask_exporter(actor=world["officer"], case=forged.pk, question="Who repairs them?", revision=_revision(forged), now=world.now())
    open_ = world.ready()
    nobody = world.case()
    casework.recuse(actor=world["officer"], case=nobody.pk, reasons="My sister works there.", now=world.now())
    outbox.deliver_pending()
    return {
        "fresh": fresh.pk,
        "line": worlds.lines_of(fresh)[0],
        "hit": screening.hits_for(fresh.version_id)[0].id,
        "open": open_.pk,
        "asked": forged.pk,
        "disputed": disputed.pk,
        "proposed": ready.pk,
        "act": slug(proposed.reference),
        "hold": slug(hold.reference),
        "departure": slug(departure.reference),
        "licence": slug(licence.reference),
        "second": slug(second.reference),
        "decision": slug(decisions.Decision.objects.get(case=licence.case_id).reference),
        "decided": Licence.objects.get(pk=licence.pk).case_id,
    }


def _revision(case: Case) -> int:
    case.refresh_from_db()
    return case.revision


def _held(world: worlds.World) -> decisions.Hold:
    act = decisions.propose_hold(
        actor=world["manager"],
        kind=HoldKind.UNDERTAKING,
        title="Undertaking to the High Court",
        scope=Scope.parse("destination=QM end-use=operations-x"),
        legal_basis="Order of the High Court of 3 May.",
        reasons="Undertaken until judgment.",
        now=world.now(),
    )
    world.sign(act, "manager", "countersigner")
    return decisions.Hold.objects.latest("reference")


def _departed(world: worlds.World) -> decisions.Departure:
    act = decisions.propose_departure(
        actor=world["officer"],
        criteria=("7",),
        scope=Scope.parse("destination=QO rating=ML11"),
        legal_basis="Section 5 of the Act.",
        reasons="A peacekeeping force needs them.",
        publication="The minister departed from criterion 7 for radios of the peacekeeping force.",
        expires_on=(clock.now() + timedelta(days=200)).date(),
        now=world.now(),
    )
    world.sign(act, "minister", "countersigner")
    return decisions.Departure.objects.get()


def _disputed(world: worlds.World) -> Case:
    case = world.case(destination="QO")
    world.rate(case)
    world.advise(case, c2c=Finding.BARS)
    question = "Foreign Affairs finds a clear risk under 2c; the officer sees a civilian use. Does it bar?"
    casework.refer_to_minister(actor=world["officer"], case=case.pk, question=question, revision=_revision(case), now=world.now())
    return case


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(fill(Path(folder))))  # noqa: T201
