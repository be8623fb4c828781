"""Two addresses for whoever watches the process: is it alive, and can it serve."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from licet.project.databases import CONCERNS
from licet.web.components.access import public

DATABASES = {"default": "the database", CONCERNS: "the concerns database"}
"""What each is called in an answer."""


@public(reason="whoever watches the process asks whether it is alive")
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; touches nothing else."""
    return HttpResponse("alive\n", content_type="text/plain")


@public(reason="whoever watches the process asks whether it can serve")
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the databases answer and their tables are those of this version; else 503 with the reason."""
    for alias, name in DATABASES.items():
        if alias == CONCERNS and settings.LICET_SURFACE not in {"all", "concerns"}:
            continue  # the other surfaces have no business with its tables
        try:
            missing = _missing(alias)
        except DatabaseError:
            return HttpResponse(f"{name} does not answer\n", status=503, content_type="text/plain")
        if missing:
            return HttpResponse(f"{missing} migrations of {name} are missing: run licet init\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


def _missing(alias: str) -> int:
    executor = MigrationExecutor(connections[alias])
    leaves = executor.loader.graph.leaf_nodes()
    return len(executor.migration_plan([leaf for leaf in leaves if alias != CONCERNS or leaf[0] == CONCERNS]))
