"""No log has a line about the concerns pages; faults are known to the day."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from gunicorn.config import Config
from tests.module.concerns.told import DAY, Office

from licet.concerns import public as concerns
from licet.project.lines import QuietLogger
from licet.web.concerns.silence import NothingOfConcerns, faults, note


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path) -> Iterator[None]:
    with override_settings(LICET_CONCERNS_ROOT=tmp_path / "sealed"):
        yield


def record(message: str, path: str = "", error: Exception | None = None) -> logging.LogRecord:
    made = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, (), (type(error), error, None) if error else None)
    if path:
        made.request = type("Request", (), {"path": path})()
    return made


@pytest.mark.parametrize(
    ("message", "path", "passes"),
    [
        ("Not Found: /desk/", "/desk/", True),
        ("Not Found", "/concerns/raise", False),
        ("Error handling request /concerns/raise", "", False),
        ("the database is locked", "", True),
    ],
)
def test_lines_that_pass(message: str, path: str, passes: bool) -> None:
    assert NothingOfConcerns().filter(record(message, path)) is passes


def test_every_handler_has_the_filter() -> None:
    assert all("concerns" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


@pytest.mark.parametrize("as_json", [False, True])
def test_the_web_server_itself_writes_no_line_about_the_concerns_pages(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    with override_settings(LICET_LOGS_JSON=as_json):
        logger = QuietLogger(Config())
        logger.error("Error handling request /concerns/raise")
        logger.error("Error handling request /desk/")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "Error handling request" in lines[0]
    assert lines[0].startswith("{") is as_json


def test_a_fault_is_kept_to_the_day_without_its_words() -> None:
    with pytest.raises(ValueError, match="words") as raised:
        raise ValueError("the words of a concern")
    assert not NothingOfConcerns().filter(record("failed", "/concerns/raise", raised.value))
    assert faults() == [f"{DAY} ValueError in test_silence.py:{_line_of_raise()}"]
    assert (Path(settings.LICET_CONCERNS_ROOT) / "faults").stat().st_mtime % (24 * 60 * 60) == 0


def _line_of_raise() -> int:
    return next(number for number, line in enumerate(Path(__file__).read_text().splitlines(), 1) if "raise ValueError(" in line)


def test_a_fault_that_cannot_be_kept_breaks_nothing(tmp_path: Path) -> None:
    (tmp_path / "sealed").write_text("a file where the folder should be")
    note(ValueError("words"))
    assert faults() == []


@pytest.mark.django_db(databases=["default", "concerns"])
def test_a_failing_page_says_nothing_of_what_was_sent(
    office: Office, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("the words of a concern")

    monkeypatch.setattr(concerns, "come_back", fails)
    client = Client(raise_request_exception=False)
    response = client.post("/concerns/back", {"code": "words"})
    assert response.status_code == 500
    assert "no-store" in response["Cache-Control"]
    assert faults()[0].startswith(f"{DAY} ZeroDivisionError in test_silence.py:")
    assert "concern" not in capfd.readouterr().err
