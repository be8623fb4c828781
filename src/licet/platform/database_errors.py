"""Errors of the databases that an operator can mend, as one sentence each: one that cannot be reached, or has no tables yet."""

from __future__ import annotations

SETTINGS = {"default": "LICET_DATABASE_URL", "concerns": "LICET_CONCERNS_DATABASE_URL"}


def explain_database_error(error: Exception) -> str | None:
    """What to do about an error that ended a command; None where it is a fault of Licet's own, whose traceback is needed.

    PostgreSQL's message names host, port, role and database, and never a password.
    """
    from django.db import InterfaceError, OperationalError, ProgrammingError

    if not isinstance(error, (InterfaceError, OperationalError, ProgrammingError)):
        return None
    for alias, setting in SETTINGS.items():
        if message := _try_to_connect(alias):
            return f"The database of {setting} cannot be reached: {message}"
    if _is_about_missing_table(error):
        return "The databases do not have the tables of this version of Licet. Type: licet init"
    return None


def _try_to_connect(alias: str) -> str:
    """Why the database cannot be reached, or nothing."""
    from django.db import DatabaseError, InterfaceError, connections

    try:
        connections[alias].ensure_connection()
    except (DatabaseError, InterfaceError) as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        return lines[0] if lines else type(error).__name__
    return ""


def _is_about_missing_table(error: Exception) -> bool:
    from psycopg.errors import UndefinedColumn, UndefinedTable

    cause = error.__cause__
    if isinstance(cause, (UndefinedTable, UndefinedColumn)):
        return True
    return str(cause).startswith(("no such table", "no such column"))
