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
from licet.cli.store.roles import OWNERS
from licet.kernel.errors import Refused
from licet.platform.home import DEMO_LOG_KEY, folder

LOADED = "demonstration"
"""The empty file in LICET_HOME that tells `bin/run` that the demonstration was loaded whole."""


def prepare(*, demo: bool) -> None:
    """Make the folder and its `.env` (mode 600) with random keys, unless they are there."""
    home = folder()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = home / ".env"
    if kept.exists():
        _same_kind(kept, demo=demo)
        _complete(kept)
        return
    kind = os.environ.get("LICET_ENV") or ("demo" if demo else "production")
    log_key = DEMO_LOG_KEY if kind == "demo" else base64.b64encode(secrets.token_bytes(32)).decode()
    lines = (f"LICET_ENV={kind}", f"LICET_SECRET_KEY={secrets.token_urlsafe(50)}", f"LICET_LOG_KEY={log_key}")
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")
    _complete(kept)


def _complete(kept: Path) -> None:
    """Write the key of the concerns procedure where there is none: neither here, in an older store, nor in the environment."""
    lines = kept.read_text().splitlines()
    if os.environ.get("LICET_CONCERNS_KEY") or any(line.startswith("LICET_CONCERNS_KEY=") for line in lines):
        return
    with kept.open("a") as file:
        file.write(f"LICET_CONCERNS_KEY={base64.b64encode(secrets.token_bytes(32)).decode()}\n")


def _same_kind(kept: Path, *, demo: bool) -> None:
    kind = os.environ.get("LICET_ENV") or next(
        (line.partition("=")[2] for line in kept.read_text().splitlines() if line.startswith("LICET_ENV=")), "production"
    )
    if demo and kind == "production":
        raise Refused(f"{kept.parent} is a production store: it takes no demonstration. Name another LICET_HOME.")


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
    """Bring the tables of both databases to those of this version, give each PostgreSQL role its rights, and read the register on."""
    from django.core.management import call_command

    from licet.cli.store.grants import apply_grants
    from licet.register.public import catch_up

    call_command("migrate", verbosity=0, interactive=False)
    call_command("migrate", "concerns", database="concerns", verbosity=0, interactive=False)
    for alias in OWNERS:
        apply_grants(alias)
    catch_up()  # a newer version may have forgotten what it reads in another way now (register/migrations/0005)


def load_demonstration(*, report: Callable[[str], None]) -> None:
    """Load the demonstration authority where it is not loaded yet."""
    if demo := demonstration():
        demo.load(report=report)
        (folder() / LOADED).touch()


def demonstration() -> Any:
    """The demonstration's public module; None where the package was left out."""
    return import_module("licet.demo.public") if (Path(licet.__file__).parent / "demo" / "public.py").exists() else None
