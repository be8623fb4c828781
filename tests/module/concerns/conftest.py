from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from tests.module.concerns import told
from tests.module.concerns.told import Involved, Office

from licet.concerns.services import hourly


@pytest.fixture
def involved() -> Iterator[type[Involved]]:
    """Who took part in what concerns are about: nobody, until the test says so."""
    yield Involved
    Involved.people, Involved.broken, Involved.unknown = frozenset(), False, ""


@pytest.fixture
def counted_from_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    """No filing of another test counts within the hour of this one."""
    monkeypatch.setattr(hourly, "_counted", hourly.HourlyCount())


@pytest.fixture
def office(db: None, involved: type[Involved], tmp_path: Path, counted_from_zero: None) -> Iterator[Office]:
    """Needs ``pytest.mark.django_db(databases=["default", "concerns"])``."""
    where = f"{Involved.__module__}.{Involved.__name__}"
    with override_settings(LICET_INVOLVED_PEOPLE=where, LICET_CONCERNS_ROOT=tmp_path / "concerns", MAILERS=_files(tmp_path / "outbox")):
        yield told.build()


def _files(folder: Path) -> dict[str, object]:
    return {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": folder}}}
