"""What a production start refuses. `licet serve` and `licet worker` run these (deployment checks) before anything else."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from licet.kernel.errors import Refused
from licet.platform.home import DEMO_LOG_KEY
from licet.project.databases import CONCERNS
from licet.project.observability.exporter import parse_address
from licet.project.observability.request_ids import parse_networks
from licet.project.ownership import could_undo

WEAKEST_KEY = 50
CONCERNS_KEY_BYTES = 32
SURFACES_OF_CONCERNS = {"all", "desk", "concerns"}  # the others have no business with that database


@register(Tags.security, deploy=True)
def production_refuses(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Errors that stop a production start: weak or missing keys, DEBUG, adapters that only pretend."""
    if settings.LICET_ENV != "production":
        return []
    return [error for condition, error in _conditions() if condition]


@register(Tags.database, deploy=True)
def no_demonstration_people(
    app_configs: Sequence[Any] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Nobody invented may sign in where decisions are real."""
    from licet.people.public import demonstration_people

    if settings.LICET_ENV != "production" or not databases or settings.LICET_SURFACE == "register":  # there nobody signs in
        return []
    invented = [person.username for person in demonstration_people()]
    hint = "Make a new LICET_HOME: a demonstration never becomes a real authority's record."
    return (
        [Error(f"{len(invented)} demonstration people can sign in, {invented[0]} among them.", hint=hint, id="licet.E007")]
        if invented
        else []
    )


@register(Tags.database, deploy=True)
def serving_role(app_configs: Sequence[Any] | None = None, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """No process that serves may switch off the triggers that keep the record: the owner's role is for `licet init` alone."""
    if settings.LICET_ENV != "production" or not databases:
        return []
    used = [alias for alias in databases if alias != CONCERNS or settings.LICET_SURFACE in SURFACES_OF_CONCERNS]
    hint = "Serve under a role that `licet database roles` names, and keep the owner's for `licet init` (LICET_OWNER_DATABASE_URL)."
    return [
        Error(f"PostgreSQL ({alias}): {reason}, so it could switch off what protects the record.", hint=hint, id="licet.E012")
        for alias in used
        if (reason := could_undo(alias))
    ]


@register(Tags.security, deploy=True)
def own_authority(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A real authority decides under its own pack, not under the demonstration's invented laws."""
    from licet.policy.public import PackError, pack

    if settings.LICET_ENV != "production":
        return []
    try:
        pretends = pack().demonstration
    except PackError as error:
        return [Error(str(error), hint="Correct the authority's pack.", id="licet.E009")]
    hint = "Put the authority's own pack into LICET_HOME as authority.toml (docs/how-to/write-an-authority-pack.md)."
    return [Error("The authority's pack is the demonstration's.", hint=hint, id="licet.E008")] if pretends else []


@register(Tags.security)
def addresses_to_watch(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The settings of metrics and request ids can be used as they are written, and the concerns surface has no metrics."""
    found: list[CheckMessage] = []
    if settings.LICET_METRICS_ADDRESS:
        try:
            parse_address(settings.LICET_METRICS_ADDRESS)
        except Refused as error:
            found.append(Error(str(error), id="licet.E030"))
        if settings.LICET_SURFACE == "concerns":
            hint = "Give it to the other processes in their own environment, not in LICET_HOME/.env."
            found.append(Error("LICET_METRICS_ADDRESS is set, but the concerns surface measures nothing.", hint=hint, id="licet.E031"))
    try:
        parse_networks(settings.LICET_TRUSTED_PROXIES)
    except ValueError as error:
        hint = "Write addresses or networks, such as 127.0.0.1,10.0.0.0/8."
        found.append(Error(f"LICET_TRUSTED_PROXIES cannot be read: {error}.", hint=hint, id="licet.E032"))
    return found


def _conditions() -> list[tuple[bool, Error]]:
    return [
        (settings.DEBUG, Error("DEBUG is on.", hint="Nothing but a test may switch it on.", id="licet.E001")),
        (
            not settings.LICET_SECRET_KEY_GIVEN or _weak(settings.SECRET_KEY),
            Error("LICET_SECRET_KEY is missing or weak.", hint="`licet init` writes a random one.", id="licet.E002"),
        ),
        (
            settings.LICET_SURFACE == "all" and not settings.LICET_LOG_KEY,
            Error("LICET_LOG_KEY is missing: checkpoints could not be signed.", hint="`licet init` writes one.", id="licet.E003"),
        ),
        (
            settings.LICET_SURFACE != "all" and not (settings.LICET_LOG_KEY or settings.LICET_LOG_PUBLIC_KEY),
            Error(
                "LICET_LOG_PUBLIC_KEY is missing: no signature of the log could be checked.",
                hint="`licet init` writes it.",
                id="licet.E013",
            ),
        ),
        (
            settings.LICET_LOG_KEY == DEMO_LOG_KEY,
            Error("LICET_LOG_KEY is the demonstration's.", hint="Everybody knows it: make a new LICET_HOME.", id="licet.E006"),
        ),
        (
            settings.MAILERS["default"]["BACKEND"].endswith("filebased.EmailBackend"),
            Error("LICET_MAIL_URL is empty: letters would only be written to files.", hint="Name an SMTP server.", id="licet.E004"),
        ),
        (
            not settings.LICET_BASE_URL.startswith("https://"),
            Error("LICET_BASE_URL does not start with https://.", hint="Cookies are sent over TLS only.", id="licet.E005"),
        ),
        *_concerns_conditions(),
    ]


def _concerns_conditions() -> list[tuple[bool, Error]]:
    return [
        (
            settings.LICET_SURFACE in {"all", "concerns"} and not _strong(settings.LICET_CONCERNS_KEY),
            Error("LICET_CONCERNS_KEY is missing or weak.", hint="`licet init` writes 32 random bytes in base64.", id="licet.E010"),
        ),
        (
            settings.LICET_SURFACE in SURFACES_OF_CONCERNS and settings.LICET_DATABASES_NAMED == (True, False),
            Error(
                "LICET_CONCERNS_DATABASE_URL is empty: concerns would lie in a file of this machine alone.",
                hint="Name a second PostgreSQL database with a role of its own.",
                id="licet.E011",
            ),
        ),
    ]


def _strong(key: str) -> bool:
    try:
        raw = base64.b64decode(key, validate=True)
    except binascii.Error:
        return False
    return len(raw) == CONCERNS_KEY_BYTES and len(set(raw)) >= CONCERNS_KEY_BYTES // 2


def _weak(key: str) -> bool:
    return len(key) < WEAKEST_KEY or len(set(key)) < 10
