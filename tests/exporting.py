"""An exporter's program at the API of a served store: it applies for licences and remembers what was acknowledged.

The tests of failures and `bin/bench survival` run it while things break, and then compare what it remembers with what is stored.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

from tests.stores import Store

MAKE_EXPORTER = """
import tempfile
from datetime import timedelta
from pathlib import Path
import django
django.setup()
from django.db import transaction
from tests import world as worlds
from licet.people.public import make_token, user_by_username
from licet.platform import clock
from licet_verify import canonical
worlds.NOW = clock.now() - timedelta(days=1)
with transaction.atomic():
    worlds.build(Path(tempfile.mkdtemp()))
    exporter = user_by_username("exporter")
    made = make_token(actor=worlds.ADMINISTRATOR, user=exporter.pk, name="a program", days=30, now=clock.now())
draft = worlds.a_draft(destination="QN", products=1, end_user="Ministry of Roads", price="1,000.00")
print(made.secret)
print(canonical.dumps(draft.to_json()).decode())
"""

LIST_STORED = """
import json
import django
django.setup()
from licet.applications.models import Application, Version
from licet.casework.models import Case
from licet.ledger.models import Entry
from licet.platform.models import OutboxEvent
cases = Case.objects.values_list("reference", "version_id", "application_id")
print(json.dumps({
    "applications": list(Application.objects.values_list("id", flat=True)),
    "cases": [reference for reference, _, _ in cases],
    "versions": Version.objects.count(),
    "cases_with_their_version": Version.objects.filter(pk__in=[version for _, version, _ in cases]).count(),
    "opened": OutboxEvent.objects.filter(kind="casework:case:opened").values("ref").distinct().count(),
    "entries": Entry.objects.count(),
}))
"""


class NotAcknowledged(Exception):
    """The product answered with an error, or not at all: nothing was promised. `status` is 0 where nothing was answered."""

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.status = status


@dataclass
class Exporter:
    """Speaks for the exporter of a store by an access token. `drafts` and `cases` hold what was acknowledged."""

    secret: str
    draft: Any
    drafts: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)

    def apply(self, address: str, *, timeout: float = 30) -> str:
        """Begin, save and send one application; the reference of its case. Raises NotAcknowledged where one of the three fails."""
        started = self._call(address, "POST", "applications", {"name": "Radios", "licence_type": "IND"}, timeout)
        self.drafts.append(started["id"])
        place = f"applications/{started['id']}"
        saved = self._call(address, "PUT", place, {"revision": started["revision"], "draft": self.draft}, timeout)
        sent = self._call(address, "POST", f"{place}/submit", {"revision": saved["revision"]}, timeout)
        self.cases.append(sent["reference"])
        return str(sent["reference"])

    def _call(self, address: str, method: str, place: str, body: Any, timeout: float) -> Any:
        headers = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{address}/api/v1/{place}", json.dumps(body).encode(), headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise NotAcknowledged(str(error), error.code) from error
        except (OSError, HTTPException, ValueError) as error:  # ValueError: the answer was cut off
            raise NotAcknowledged(str(error)) from error


def make_exporter(store: Store) -> Exporter:
    """People and one exporter in an empty store, and the exporter's program."""
    secret, draft = _run(store, MAKE_EXPORTER).splitlines()
    return Exporter(secret, json.loads(draft))


def list_stored(store: Store) -> dict[str, Any]:
    """What the store holds, read by a process of its own."""
    stored: dict[str, Any] = json.loads(_run(store, LIST_STORED))
    return stored


def _run(store: Store, code: str) -> str:
    root = store.environ["PYTHONPATH"].removesuffix("/src")
    paths = f"{root}/src:{root}"
    done = store.python("-c", code, DJANGO_SETTINGS_MODULE="licet.project.settings", PYTHONPATH=paths)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout
