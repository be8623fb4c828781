"""A production start refuses what only pretends."""

from __future__ import annotations

import pytest
from django.core.checks import CheckMessage
from pytest_django.fixtures import Settings

from licet.platform.home import DEMO_LOG_KEY
from licet.project.checks import addresses_to_watch, production_refuses


@pytest.fixture
def production(settings: Settings) -> Settings:
    """Settings with which a production start is fine."""
    settings.LICET_ENV = "production"
    settings.SECRET_KEY = "".join(chr(48 + number) for number in range(70))
    settings.LICET_SECRET_KEY_GIVEN = True
    settings.LICET_LOG_KEY = "a key of one's own"
    settings.LICET_DATABASES_NAMED = (True, True)
    settings.LICET_BASE_URL = "https://licensing.example"
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "mail.example"}}}
    return settings


def _ids(messages: list[CheckMessage]) -> list[str | None]:
    return [message.id for message in messages]


def test_fit_installation_may_start(production: Settings) -> None:
    assert production_refuses() == []


@pytest.mark.parametrize(
    ("name", "value", "refusal"),
    [
        ("DEBUG", True, "licet.E001"),
        ("LICET_SECRET_KEY_GIVEN", False, "licet.E002"),
        ("SECRET_KEY", "short", "licet.E002"),
        ("SECRET_KEY", "a" * 80, "licet.E002"),
        ("LICET_LOG_KEY", "", "licet.E003"),
        ("LICET_LOG_KEY", DEMO_LOG_KEY, "licet.E006"),
        ("LICET_BASE_URL", "http://licensing.example", "licet.E005"),
        ("LICET_CONCERNS_KEY", "", "licet.E010"),
        ("LICET_CONCERNS_KEY", "c2hvcnQ=", "licet.E010"),
        ("LICET_CONCERNS_KEY", "A" * 43 + "=", "licet.E010"),
    ],
)
def test_each_unfitness_is_refused(production: Settings, name: str, value: object, refusal: str) -> None:
    setattr(production, name, value)
    assert _ids(production_refuses()) == [refusal]


def test_letters_to_files_are_refused(production: Settings) -> None:
    production.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": "x"}}}
    assert _ids(production_refuses()) == ["licet.E004"]


def test_concerns_in_a_file_beside_a_server_are_refused(production: Settings) -> None:
    production.LICET_DATABASES_NAMED = (True, False)
    assert _ids(production_refuses()) == ["licet.E011"]


def test_the_other_surfaces_need_no_key_of_concerns(production: Settings) -> None:
    production.LICET_SURFACE, production.LICET_CONCERNS_KEY = "desk", ""
    assert production_refuses() == []


@pytest.mark.parametrize("surface", ["register", "portal", "desk", "concerns"])
def test_a_surface_starts_without_the_key_that_signs_the_log(production: Settings, surface: str) -> None:
    production.LICET_SURFACE, production.LICET_LOG_KEY, production.LICET_LOG_PUBLIC_KEY = surface, "", "half"
    assert production_refuses() == []
    production.LICET_LOG_PUBLIC_KEY = ""
    assert _ids(production_refuses()) == ["licet.E013"]


def test_demonstration_may_pretend(production: Settings) -> None:
    production.LICET_ENV = "demo"
    production.LICET_LOG_KEY = DEMO_LOG_KEY
    assert production_refuses() == []


@pytest.mark.parametrize(
    ("name", "value", "surface", "refusals"),
    [
        ("LICET_METRICS_ADDRESS", "127.0.0.1:9101", "desk", []),
        ("LICET_METRICS_ADDRESS", "[::1]:9101", "all", []),
        ("LICET_METRICS_ADDRESS", "9101", "desk", ["licet.E030"]),
        ("LICET_METRICS_ADDRESS", "127.0.0.1:metrics", "desk", ["licet.E030"]),
        ("LICET_METRICS_ADDRESS", "127.0.0.1:9101", "concerns", ["licet.E031"]),
        ("LICET_TRUSTED_PROXIES", "10.0.0.0/8, ::1", "desk", []),
        ("LICET_TRUSTED_PROXIES", "the-proxy", "desk", ["licet.E032"]),
    ],
)
def test_addresses_for_watching_are_checked(production: Settings, name: str, value: str, surface: str, refusals: list[str]) -> None:
    setattr(production, name, value)
    production.LICET_SURFACE = surface
    assert _ids(addresses_to_watch()) == refusals
