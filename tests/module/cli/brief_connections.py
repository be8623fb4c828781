"""Licet's settings with connections that live for one second: what happens after ten minutes happens at once.

The process that starts the others also uses both databases first, as it does in production (`licet.project.checks`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, register

from licet.project.settings import *  # noqa: F403

for _database in DATABASES.values():  # noqa: F405
    _database["CONN_MAX_AGE"] = 1


@register(Tags.database)
def use_databases(app_configs: Sequence[Any] | None = None, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Leaves a connection to each database open in whichever process runs the checks."""
    from django.db import connections

    for alias in databases or ():
        connections[alias].ensure_connection()
    return []
