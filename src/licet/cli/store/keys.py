"""The keys of a store: where each comes from, whether a backup holds it, and whether it opens what was sealed or signed with it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from licet.platform.home import folder

SETTINGS = ("LICET_SECRET_KEY", "LICET_LOG_KEY", "LICET_CONCERNS_KEY")


class Source(StrEnum):
    """Where a key comes from. A folder of secrets counts as the environment: it is not part of the store either."""

    STORE = ".env"
    ENVIRONMENT = "the environment"
    NOWHERE = "nowhere"


class Trial(StrEnum):
    """What came of trying a key on something that was sealed or signed with it."""

    FITS = "fits"
    DOES_NOT_FIT = "does not fit"
    NOTHING_THERE = "nothing to try it on"
    NO_KEY = "no key to try"
    NOT_POSSIBLE = "could not be tried"


@dataclass(frozen=True)
class KeyState:
    """A key as this process has it. The fingerprint tells two keys apart and gives nothing of either away."""

    setting: str
    source: Source
    included: bool
    fingerprint: str
    trial: Trial
    tried_on: str

    @property
    def is_missing(self) -> bool:
        return self.source is Source.NOWHERE

    @property
    def opens_what_is_there(self) -> bool:
        return not self.is_missing and self.trial is not Trial.DOES_NOT_FIT

    def sentence(self) -> str:
        """What an operator must know of it, in one line."""
        trials = {
            Trial.FITS: f"it fits {self.tried_on}",
            Trial.DOES_NOT_FIT: f"it does NOT fit {self.tried_on}",
            Trial.NOTHING_THERE: "nothing was sealed or signed with it yet",
            Trial.NOT_POSSIBLE: "it could not be tried, because the tables are of another version",
            Trial.NO_KEY: f"without it {self.tried_on} cannot be read",
        }
        if self.is_missing:
            return f"{self.setting}: NOT included, and not set here; {trials[self.trial]}."
        if self.included:
            return f"{self.setting}: included ({self.source}); {trials[self.trial]}."
        return (
            f"{self.setting}: NOT included, because it comes from {self.source}; {trials[self.trial]}. "
            f"Keep a copy of it apart from this backup: its fingerprint is {self.fingerprint}."
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def states() -> list[KeyState]:
    """Each key as this process has it, tried on what the databases hold. Needs Django."""
    written = dotenv_values(folder() / ".env")
    return [_state(setting, os.environ.get(setting, written.get(setting) or ""), written.get(setting) or "") for setting in SETTINGS]


def still_needed(in_backup: list[dict[str, Any]]) -> list[str]:
    """What to do about each key that the restored store lacks, or that is not the one it was made with."""
    fingerprints = {key["setting"]: key["fingerprint"] for key in in_backup}
    sentences = []
    for state in states():
        if state.is_missing or state.trial is Trial.DOES_NOT_FIT:
            fault = "is not set" if state.is_missing else f"does not fit {state.tried_on}"
            known = f" Its fingerprint is {fingerprints[state.setting]}." if fingerprints.get(state.setting) else ""
            sentences.append(f"{state.setting} {fault}: set the key that this store was made with before you serve it.{known}")
    return sentences


def _state(setting: str, value: str, written: str) -> KeyState:
    tried_on, attempt = TRIALS[setting]
    source = Source.NOWHERE if not value else Source.STORE if value == written else Source.ENVIRONMENT
    trial = _try(attempt) if value else Trial.NO_KEY
    included = source is Source.STORE and not _is_path(value)
    return KeyState(setting, source, included, fingerprint(setting, value) if value else "", trial, tried_on)


def _try(attempt: Callable[[], bool | None]) -> Trial:
    """A store is backed up before it is brought up to date, so its tables may be those of an older version."""
    from django.db import ProgrammingError
    from django.db.utils import OperationalError

    try:
        return {True: Trial.FITS, False: Trial.DOES_NOT_FIT, None: Trial.NOTHING_THERE}[attempt()]
    except (ProgrammingError, OperationalError):
        return Trial.NOT_POSSIBLE


def fingerprint(setting: str, value: str) -> str:
    """Sixteen figures that are the same for the same key. Keys are random, so nothing can be guessed from it."""
    return hashlib.sha256(f"licet/key-fingerprint/v1\x00{setting}\x00{value}".encode()).hexdigest()[:16]


def _is_path(value: str) -> bool:
    """LICET_LOG_KEY may name a PEM file; the file lies outside the store, so a backup holds only its name."""
    return value.startswith("/") and Path(value).is_file()


def _fits_sessions() -> bool | None:
    from django.conf import settings
    from django.core import signing

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    newest = store.model.objects.order_by("-expire_date").first()
    if newest is None:
        return None
    try:
        signing.loads(newest.session_data, salt=store.key_salt, serializer=store.serializer)
    except signing.BadSignature:
        return False
    return True


def fits_checkpoint() -> bool | None:
    """Whether the log's key signed its newest checkpoint; None where there is no checkpoint yet."""
    from licet.kernel.errors import Refused
    from licet.ledger.public import checkpoint_latest, verifier_key
    from licet_verify.errors import FoundWanting
    from licet_verify.note import open_checkpoint

    newest = checkpoint_latest()
    if newest is None:
        return None
    try:
        open_checkpoint(newest.note, verifier_key())
    except (FoundWanting, Refused):
        return False
    return True


def _fits_concerns() -> bool | None:
    from licet.concerns.public import key_fits

    return key_fits()


TRIALS: dict[str, tuple[str, Callable[[], bool | None]]] = {
    "LICET_SECRET_KEY": ("the newest session", _fits_sessions),
    "LICET_LOG_KEY": ("the newest checkpoint of the log", fits_checkpoint),
    "LICET_CONCERNS_KEY": ("a sealed concern", _fits_concerns),
}
