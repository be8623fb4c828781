"""Two addresses for whoever watches the process: is it alive, and can it serve."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from licet.web.components.access import public


@public(reason="whoever watches the process asks whether it is alive")
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; touches nothing else."""
    return HttpResponse("alive\n", content_type="text/plain")


@public(reason="whoever watches the process asks whether it can serve")
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and its tables are those of this version; else 503 with the reason."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    if missing:
        return HttpResponse(f"{len(missing)} migrations are missing: run licet init\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
