"""LICET_HOME: the folder, its keys, its tables, its demonstration."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from licet.kernel.errors import Refused
from licet.project.options import option
from licet.project.present import exists

# Known to everybody on purpose: a demonstration is the same each time (joints 35). checks.py refuses it in production.
DEMO_LOG_KEY = base64.b64encode(hashlib.sha256(b"licet/demonstration/log-key").digest()).decode()


def folder() -> Path:
    """The folder where data live."""
    return Path(os.environ.get("LICET_HOME") or option("LICET_HOME").default).resolve()


def prepare(*, demo: bool) -> None:
    """Make the folder and its `.env` (mode 600) with random keys, unless they are there."""
    home = folder()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = home / ".env"
    if kept.exists():
        _same_kind(kept, demo=demo)
        return
    kind = os.environ.get("LICET_ENV") or ("demo" if demo else "production")
    log_key = DEMO_LOG_KEY if kind == "demo" else base64.b64encode(secrets.token_bytes(32)).decode()
    lines = (f"LICET_ENV={kind}", f"LICET_SECRET_KEY={secrets.token_urlsafe(50)}", f"LICET_LOG_KEY={log_key}")
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")


def _same_kind(kept: Path, *, demo: bool) -> None:
    kind = os.environ.get("LICET_ENV") or next(
        (line.partition("=")[2] for line in kept.read_text().splitlines() if line.startswith("LICET_ENV=")), "production"
    )
    if demo and kind == "production":
        raise Refused(f"{kept.parent} is a production store: it takes no demonstration. Name another LICET_HOME.")


def migrate() -> None:
    """Bring the tables to those of this version."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def load_demonstration(*, report: Callable[[str], None]) -> None:
    """Load the demonstration authority where it is not loaded yet."""
    if not exists("licet.demo.public"):
        return
    from licet.demo import public as demo  # type: ignore[import-not-found,unused-ignore]

    demo.load(report=report)
