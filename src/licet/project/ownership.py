"""Whether a process connects to PostgreSQL as somebody who could undo what the database refuses."""

from __future__ import annotations

from django.db import connections

FIRST_WITH_PARAMETER_PRIVILEGES = 150000  # PostgreSQL 15

_COULD_UNDO = """
SELECT
    (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
    EXISTS (
        SELECT 1 FROM pg_class
        WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace AND pg_has_role(current_user, relowner, 'MEMBER')
    ),
    EXISTS (
        SELECT 1 FROM pg_class
        WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
          AND has_table_privilege(current_user, oid, 'TRUNCATE, TRIGGER')
    )
"""


def could_undo(alias: str) -> str | None:
    """Why the role of this connection must not serve, as half a sentence; None where it may, and on SQLite."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
        cursor.execute(_COULD_UNDO)
        superuser, owner, more = cursor.fetchone()
        if superuser:
            return f"{role} is a superuser"
        if owner:
            return f"{role} owns tables, or may act as the role that owns them"
        if more:
            return f"{role} may truncate tables or add triggers"
        if connection.pg_version >= FIRST_WITH_PARAMETER_PRIVILEGES:  # type: ignore[attr-defined]
            cursor.execute("SELECT has_parameter_privilege(current_user, 'session_replication_role', 'SET')")
            if cursor.fetchone()[0]:
                return f"{role} may switch triggers off (session_replication_role)"
    return None
