"""Fills a store for the journey of a match. Run in a process of the store: `python tests/journey/web_desk/matches_store.py`."""

from __future__ import annotations

import json
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from tests import world as worlds  # noqa: E402

from licet.people import public as people  # noqa: E402
from licet.platform import clock, outbox  # noqa: E402
from licet.screening import public as screening  # noqa: E402

worlds.NOW = clock.now() - timedelta(days=9)  # what is served reads the real clock
PASSWORD = "correct horse battery staple"


def fill(folder: Path) -> dict[str, Any]:
    """A licence and a pending case whose parties a newer list names; nobody was compared with it yet."""
    world = worlds.build(folder)
    for actor in world.actors.values():
        people.set_password(actor=worlds.ADMINISTRATOR, user=actor.id.removeprefix("user:"), password=PASSWORD, now=world.now())
    licence = world.granted(end_user="Oskar Telmark")
    case = world.ready(end_user="Sedra Quill")
    path = folder / "later.csv"
    path.write_text(worlds.WATCHLIST + "W-2,Oskar Telmark,person,QN\nW-3,Sedra Quille,person,\n")
    screening.load_csv(actor=worlds.ADMINISTRATOR, path=path, name="demo-watchlist", now=world.now())
    outbox.deliver_pending()
    return {"licence": licence.reference, "case": case.reference}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(fill(Path(folder))))  # noqa: T201
