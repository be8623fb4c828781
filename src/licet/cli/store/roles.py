"""PostgreSQL roles: which process connects under which role, and what that role may do in each database.

No serving role owns a table. What a role may do is stated by module (Django's app label), because a module is what the
tables of one subject belong to; `grants.py` turns this into SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MAIN, CONCERNS = "default", "concerns"  # the aliases of the two databases

# The modules in which officials, exporters and the worker keep the authority's record.
RECORDS = frozenset(
    {
        *("platform", "ledger", "documents", "notices", "screening", "evidence", "assessments", "applications", "casework"),
        *("decisions", "licences", "reviews"),
    }
)
SIGN_IN = frozenset({"sessions", "account"})
QUEUE = frozenset({"django_tasks_database"})
WITHOUT_MODEL = {"evidence_words": "evidence"}  # tables that SQL alone reads and writes, with the module of each
OWN_SIGN_IN = {"people_user": ("last_login", "password")}  # the columns that signing in and setting one's own password change
SESSIONS = frozenset({"people_browsersession"})
# What setting a password with a link that works once changes besides: the link, older tokens, and the record of it.
OWN_PASSWORD = {
    "people_passwordlink": ("used_at", "used_by", "voided_at", "voided_by"),
    "people_accesstoken": ("ended_at", "ended_by"),
}
RECORD_OF_CHANGES = frozenset({"people_personchange"})

# The log without its salts, which open what is sealed, and without who appended an entry or when.
PUBLIC_LOG = {
    "ledger_entry": ("position", "kind", "on", "ref", "leaf", "leaf_hash"),
    "ledger_node": ("number", "hash"),
    "ledger_checkpoint": ("size", "root", "note", "signed_at", "signed_by"),
}
# What signers are shown, and the two days by which the desk sees whether that list is up to date.
OPEN_CONCERNS = {"concerns_opennotice": ("topic", "day", "notice", "joined"), "concerns_batch": ("day",), "concerns_concern": ("filed_on",)}


@dataclass(frozen=True)
class Rights:
    """What a role may do in one database: modules it reads, modules it also writes, and single tables and columns beyond those."""

    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    writes_tables: frozenset[str] = frozenset()
    reads_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    updates_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reads_everything: bool = False
    makes_temporary_tables: bool = False


@dataclass(frozen=True)
class DatabaseRole:
    """A role by name, what runs under it, and its rights by database. A database that is not named is closed to it."""

    name: str
    runs: str
    rights: Mapping[str, Rights]


OWNER = "licet_owner"
CONCERNS_OWNER = "licet_concerns_owner"
OWNERS = {MAIN: OWNER, CONCERNS: CONCERNS_OWNER}

SERVING = (
    DatabaseRole(
        "licet_register",
        "serve, LICET_SURFACE=register",
        {MAIN: Rights(reads=frozenset({"register"}), reads_columns=PUBLIC_LOG)},
    ),
    DatabaseRole(
        "licet_portal",
        "serve, LICET_SURFACE=portal",
        {
            MAIN: Rights(
                reads=frozenset({"people", "register"}),
                writes=RECORDS | SIGN_IN | QUEUE,
                writes_tables=SESSIONS | RECORD_OF_CHANGES,
                updates_columns=OWN_SIGN_IN | OWN_PASSWORD,
            )
        },
    ),
    DatabaseRole(
        "licet_desk",
        "serve, LICET_SURFACE=desk, and the commands that people type",
        {
            MAIN: Rights(reads=frozenset({"register"}), writes=RECORDS | SIGN_IN | QUEUE | {"people"}),
            CONCERNS: Rights(reads_columns=OPEN_CONCERNS),
        },
    ),
    DatabaseRole(
        "licet_worker",
        "worker and run-due",
        {
            # Comparing the register with the log rebuilds it in temporary tables.
            MAIN: Rights(reads=frozenset({"people"}), writes=RECORDS | SIGN_IN | QUEUE | {"register"}, makes_temporary_tables=True),
            CONCERNS: Rights(writes=frozenset({"concerns"})),
        },
    ),
    DatabaseRole(
        "licet_concerns",
        "serve, LICET_SURFACE=concerns",
        {
            MAIN: Rights(reads=RECORDS | {"people"}, writes=SIGN_IN, writes_tables=SESSIONS, updates_columns=OWN_SIGN_IN),
            CONCERNS: Rights(writes=frozenset({"concerns"})),
        },
    ),
    DatabaseRole("licet_backup", "backup", {MAIN: Rights(reads_everything=True), CONCERNS: Rights(reads_everything=True)}),
)
"""`init` and `restore` alone connect as the owners; everything else under one of these."""
