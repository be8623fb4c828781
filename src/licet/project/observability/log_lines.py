"""How lines on stderr are written: as text for a person at a terminal, as JSON for a program that collects them.

A JSON line holds no path, no query string, no address and nothing that somebody typed. An error is written as its class
and the places in the code; its own words are left out, because they quote data (`Key (email)=(…) already exists`). Only
faults of the surroundings, such as a database that cannot be reached, are quoted.
"""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from smtplib import SMTPException
from types import TracebackType
from typing import Any

from django.db import InterfaceError, OperationalError
from pythonjsonlogger.json import JsonFormatter

from licet.project.observability.request_ids import current_request_id
from licet.project.observability.routes import route_of

REQUESTS = "licet.requests"
"""The logger of one line for each request."""
REQUEST_FIELDS = ("route", "method", "status", "milliseconds")
_QUOTED = (OSError, OperationalError, InterfaceError)
_NEVER_QUOTED = (SMTPException,)  # an OSError that names who should have received a mail
_MOST_PLACES = 30
_SOURCES = Path(__file__).resolve().parents[3]


class TextLines(logging.Formatter):
    """A line to read, with the whole traceback; it ends with the number of the request that it is about."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:
        line = super().formatMessage(record)
        request_id = _request_id_of(record)
        return f"{line} (request {request_id})" if request_id else line


class JsonLines(JsonFormatter):
    """One JSON object for each line, of the fields named here and no others."""

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname.lower()
        log_data["logger"] = record.name
        log_data["message"] = safe_message(record)
        request_id = _request_id_of(record)
        if request_id:
            log_data["request_id"] = request_id
        log_data |= {name: getattr(record, name) for name in REQUEST_FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            log_data |= describe_error(record.exc_info[1], record.exc_info[2])


def _request_id_of(record: logging.LogRecord) -> str:
    """Django writes about an answer such as 404 after the request's own middleware has ended; the request still has its number."""
    return current_request_id.get() or getattr(getattr(record, "request", None), "request_id", "")


def safe_message(record: logging.LogRecord) -> str:
    """The message without what a request brought: Django puts the path last, and a path holds references and links that work once."""
    request = getattr(record, "request", None)
    if record.name.startswith("gunicorn"):
        return _message_of_gunicorn(record)
    if request is None or not record.name.startswith("django"):
        return record.getMessage()  # what our own code writes about a request is chosen there
    if record.name.startswith("django.security"):
        return "The request was refused before any page looked at it."
    if not isinstance(record.args, tuple) or not record.args:
        return f"The request failed on page {route_of(request)}."
    return record.msg % (*record.args[:-1], route_of(request))


def _message_of_gunicorn(record: logging.LogRecord) -> str:
    """gunicorn's messages about a request name the client's address, or its path."""
    message = record.getMessage()
    if "ip=" in message:
        return "A malformed request was refused."
    return "Error handling request" if message.startswith("Error handling request") else message


def describe_error(error: BaseException, trace: TracebackType | None) -> dict[str, Any]:
    """What went wrong and where, for a line of JSON."""
    places = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    described: dict[str, Any] = {"error": type(error).__qualname__, "places": places[-_MOST_PLACES:]}
    if isinstance(error, _QUOTED) and not isinstance(error, _NEVER_QUOTED):
        described["reason"] = str(error).strip().partition("\n")[0]
    if error.__cause__ is not None:
        described["cause"] = type(error.__cause__).__qualname__
    return described


def _short(filename: str) -> str:
    """A file below our sources, or the package and module of somebody else's."""
    path = Path(filename)
    return str(path.relative_to(_SOURCES)) if path.is_relative_to(_SOURCES) else "/".join(path.parts[-2:])


def writes_json(log_format: str, *, in_production: bool) -> bool:
    """Whether `LICET_LOG_FORMAT` means JSON here."""
    return log_format == "json" or (log_format == "auto" and in_production)


def logging_settings(*, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING. Whoever runs the process reads stderr; nobody is mailed; no line is about the concerns pages.

    Each request has a line of its own in JSON only: at a terminal it would bury what matters.
    """
    lines = "licet.project.observability.log_lines." + ("JsonLines" if as_json else "TextLines")
    handler = {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["concerns"]}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": lines}},
        "filters": {"concerns": {"()": "licet.web.concerns.silence.NothingOfConcerns"}},
        "handlers": {"stderr": {**handler, "level": "WARNING"}, "requests": {**handler, "level": "INFO"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # Below an error it repeats the status, which the request's own line has.
            "django.request": {"handlers": [], "level": "ERROR" if as_json else "WARNING", "propagate": True},
            REQUESTS: {"handlers": ["requests"], "level": "INFO" if as_json else "WARNING", "propagate": False},
        },
    }
