"""Fills a store for the journey of a review. Run in a process of the store: `python tests/journey/web_desk/review_store.py`."""

from __future__ import annotations

import json
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from tests import world as worlds  # noqa: E402

from licet.platform import clock, outbox  # noqa: E402

worlds.NOW = clock.now() - timedelta(days=9)  # what is served reads the real clock

from tests.module.assessments.builders import Assessing  # noqa: E402
from tests.module.reviews.reviewing import all_get, applied, concluded, frozen, granted_for_unknown_pool, opened, proposed  # noqa: E402

from licet.decisions import public as decisions  # noqa: E402
from licet.kernel.scope import Scope  # noqa: E402
from licet.people import public as people  # noqa: E402
from licet.reviews import public as reviews  # noqa: E402
from licet.reviews.public import Outcome, Trigger  # noqa: E402
from licet.web.desk.converters import Reference  # noqa: E402

PASSWORD = "correct horse battery staple"


def slug(reference: str) -> str:
    return Reference().to_url(reference)


def fill(folder: Path) -> dict[str, Any]:
    world = worlds.build(folder)
    for actor in world.actors.values():
        people.set_password(actor=worlds.ADMINISTRATOR, user=actor.id.removeprefix("user:"), password=PASSWORD, now=world.now())
    licences = [world.granted(products=2), world.granted(), granted_for_unknown_pool(world), world.granted(destination="QP")]
    done = opened(world, "destination=QP", question="Do the licences to Port Orlan still stand?", commissioned_by="Parliament")
    frozen(world, done)
    applied(world, done, all_get(Outcome.SUSPEND, "The buyer is no longer known."))
    reviews.update(actor=world["manager"], review=done.reference, words="One licence is suspended as a precaution.", now=world.now())
    running = opened(world, "destination=QN", question="Do the radios reach the brigade?")
    frozen(world, running)
    act = proposed(world, running, all_get(Outcome.MAINTAIN, "Nothing speaks against it."))
    decisions.return_act(actor=world["minister"], act=act.pk, words="Wait for the assessment.", now=world.now())
    concluded(Assessing.begin(world), "clear risk")
    reviews.raise_trigger(actor=world["officer"], title="A coup in the capital", scope=Scope.parse("destination=QN"), now=world.now())
    outbox.deliver_pending()
    Trigger.objects.filter(kind="by hand").update(due_on=(clock.now() - timedelta(days=3)).date())
    return {
        "trigger": slug(Trigger.objects.get(kind="conclusion").reference),
        "overdue": slug(Trigger.objects.get(kind="by hand").reference),
        "done": slug(done.reference),
        "running": slug(running.reference),
        "licence": licences[0].reference,
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(fill(Path(folder))))  # noqa: T201
