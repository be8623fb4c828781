"""LICET_HOME: the folder, its keys, its tables, its demonstration."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

import licet
from licet.cli.store.keys import SETTINGS
from licet.cli.store.roles import OWNERS
from licet.cli.store.traces import TRACES, key_was_used
from licet.kernel.errors import Refused
from licet.platform.home import DEMO_LOG_KEY, folder

LOADED = "demonstration"
"""The empty file in LICET_HOME that tells `bin/run` that the demonstration was loaded whole."""


def prepare(*, demo: bool) -> None:
    """Make the folder and its `.env` (mode 600) with a random key for each that is set nowhere.

    Raises Refused where something was already sealed or signed with a key that is missing: a new one would not open it.
    """
    home = folder()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = home / ".env"
    if file.exists():
        _same_kind(file, demo=demo)
    written = {name: value for name, value in dotenv_values(file).items() if value}
    kind = os.environ.get("LICET_ENV") or written.get("LICET_ENV") or ("demo" if demo else "production")
    missing = [setting for setting in SETTINGS if not (os.environ.get(setting) or written.get(setting))]
    for setting in missing:
        if setting != "LICET_LOG_KEY" or kind != "demo":  # everybody knows the demonstration's log key: nothing is invented
            _refuse_second_key(setting, written, home)
    lines = [] if file.exists() else [f"LICET_ENV={kind}"]
    _append(file, [*lines, *(f"{setting}={_new_key(setting, kind)}" for setting in missing)])
    for database in home.glob("*.sqlite3*"):
        database.chmod(0o600)  # older versions left this to the umask


def _refuse_second_key(setting: str, written: dict[str, str], home: Path) -> None:
    trace = TRACES[setting]
    names = (OWNED[trace.database_setting], trace.database_setting)
    url = next((value for name in names if (value := os.environ.get(name) or written.get(name))), "")
    if key_was_used(trace, url, home):
        raise Refused(
            f"{setting} is not set, and this store holds {trace.what}: set the key that it was made with, or restore it from a backup. "
            "A new one would not open them."
        )


def _new_key(setting: str, kind: str) -> str:
    if setting == "LICET_SECRET_KEY":
        return secrets.token_urlsafe(50)
    return DEMO_LOG_KEY if (setting, kind) == ("LICET_LOG_KEY", "demo") else base64.b64encode(secrets.token_bytes(32)).decode()


def _append(file: Path, lines: list[str]) -> None:
    """Add lines to `.env`, readable by its owner only, whether or not what is there ends with a line break."""
    before = file.read_text() if file.exists() else ""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as target:
        target.write(("\n" if before and not before.endswith("\n") else "") + "".join(f"{line}\n" for line in lines))


def _same_kind(kept: Path, *, demo: bool) -> None:
    kind = os.environ.get("LICET_ENV") or next(
        (line.partition("=")[2] for line in kept.read_text().splitlines() if line.startswith("LICET_ENV=")), "production"
    )
    if demo and kind == "production":
        raise Refused(f"{kept.parent} is a production store: it takes no demonstration. Name another LICET_HOME.")


def write_public_key() -> None:
    """Tell processes that do not sign the public half of the log's key. Raises Refused where the key did not sign this log.

    Call this once the tables are there.
    """
    from django.conf import settings

    from licet.cli.store.keys import fits_checkpoint
    from licet.ledger.public import public_key_text

    if not settings.LICET_LOG_KEY:
        return  # a demonstration or a test may sign with a key that follows from another
    if fits_checkpoint() is False:
        raise Refused("LICET_LOG_KEY is not the key that signed this log: set that one, or restore it from a backup.")
    public_key = public_key_text()
    if settings.LICET_LOG_PUBLIC_KEY not in {"", public_key}:
        raise Refused("LICET_LOG_PUBLIC_KEY does not belong to LICET_LOG_KEY: take it out of where it is set, and run `licet init` again.")
    if not settings.LICET_LOG_PUBLIC_KEY:
        _append(folder() / ".env", [f"LICET_LOG_PUBLIC_KEY={public_key}"])


OWNED = {
    "LICET_DATABASE_URL": "LICET_OWNER_DATABASE_URL",
    "LICET_CONCERNS_DATABASE_URL": "LICET_CONCERNS_OWNER_DATABASE_URL",
}


def connect_as_owner() -> None:
    """Use the owners' URLs, where they are set, in place of the serving ones. Call this before the settings are read."""
    written = dotenv_values(folder() / ".env")
    for serving, owner in OWNED.items():
        if url := os.environ.get(owner) or written.get(owner):
            os.environ[serving] = url


def migrate() -> None:
    """Bring both databases to the tables of this version, give PostgreSQL roles their rights, complete the lists, read the register on."""
    from django.core.management import call_command

    from licet.casework.public import list_missing_cases
    from licet.cli.store.grants import apply_grants
    from licet.licences.public import list_missing_licences
    from licet.register.public import catch_up

    call_command("migrate", verbosity=0, interactive=False)
    call_command("migrate", "concerns", database="concerns", verbosity=0, interactive=False)
    for alias in OWNERS:
        apply_grants(alias)
    list_missing_cases()
    list_missing_licences()
    catch_up()  # a newer version may have forgotten what it reads in another way now (register/migrations/0005)


def load_demonstration(*, report: Callable[[str], None]) -> None:
    """Load the demonstration authority where it is not loaded yet."""
    if demo := demonstration():
        demo.load(report=report)
        (folder() / LOADED).touch()


def demonstration() -> Any:
    """The demonstration's public module; None where the package was left out."""
    return import_module("licet.demo.public") if (Path(licet.__file__).parent / "demo" / "public.py").exists() else None
