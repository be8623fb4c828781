"""Run on a store of the journey's own: exporters, officials, and one of everything that the portal shows."""

import django

django.setup()

import tempfile  # noqa: E402
from datetime import timedelta  # noqa: E402
from pathlib import Path  # noqa: E402

from django.db import transaction  # noqa: E402
from tests import world as worlds  # noqa: E402
from tests.module.web_portal.test_licences import suspend  # noqa: E402

from licet.casework.public import ask_exporter  # noqa: E402
from licet.decisions.public import Outcome  # noqa: E402
from licet.platform import clock  # noqa: E402

worlds.NOW = clock.now() - timedelta(days=1)  # what is served reads the real clock
with transaction.atomic():
    world = worlds.build(Path(tempfile.mkdtemp()))
    licence = world.granted(products=2)
    suspend(world, world.granted())
    refused = world.ready()
    world.sign(world.propose(refused, Outcome.REFUSE, criteria=("2c",)), "officer", "countersigner")
    asked = world.case()
    question = "Which crews will drive the vehicles, and who commands them?"
    ask_exporter(actor=world["officer"], case=asked.pk, question=question, revision=asked.revision, now=world.now())
    exporter = worlds.people.user_by_username("exporter")
    worlds.people.set_password(actor=worlds.ADMINISTRATOR, user=exporter.pk, password="correct horse battery staple", now=world.now())
