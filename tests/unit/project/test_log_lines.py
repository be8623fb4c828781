"""A line of JSON says what failed and where, and nothing that a request brought or a table holds."""

from __future__ import annotations

import json
import logging
import sys
from smtplib import SMTPRecipientsRefused
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError
from django.test import RequestFactory

from licet.project.observability.log_lines import JsonLines, TextLines, writes_json
from licet.project.observability.request_ids import choose_request_id, current_request_id, parse_networks

PATH = "/account/first-password/a-link-that-works-once"
LOOPBACK = parse_networks("127.0.0.1, ::1")


def line(name: str, message: str, *args: object, error: Exception | None = None, **extra: object) -> dict[str, Any]:
    """What JsonLines writes for this record."""
    exc_info = None
    if error:
        try:
            raise error
        except type(error):
            exc_info = sys.exc_info()
    record = logging.getLogger(name).makeRecord(name, logging.ERROR, __file__, 1, message, args, exc_info, extra=extra)
    written: dict[str, Any] = json.loads(JsonLines().format(record))
    return written


def request_to(path: str, route: str | None) -> Any:
    request: Any = RequestFactory().get(path)
    request.resolver_match = route and SimpleNamespace(view_name=route)
    return request


@pytest.mark.parametrize(
    ("message", "args"),
    [("%s: %s", ("Internal Server Error", PATH)), ("Forbidden (%s): %s", ("CSRF cookie not set.", PATH)), (f"Not found {PATH}", ())],
)
def test_path_of_a_request_is_replaced_by_the_name_of_its_route(message: str, args: tuple[str, ...]) -> None:
    written = line("django.request", message, *args, request=request_to(PATH, "account:first-password"))
    assert PATH not in json.dumps(written)
    assert "account:first-password" in written["message"]


def test_what_django_says_of_a_suspicious_request_is_left_out() -> None:
    written = line("django.security.DisallowedHost", "Invalid HTTP_HOST header: 'ada.example'", request=request_to("/", None))
    assert "ada" not in json.dumps(written)


@pytest.mark.parametrize("message", ["Invalid request from ip=192.0.2.7: Limit request headers", f"Error handling request GET {PATH}"])
def test_client_and_path_are_cut_from_lines_of_gunicorn(message: str) -> None:
    written = line("gunicorn.error", message)
    assert "192.0.2.7" not in json.dumps(written)
    assert PATH not in json.dumps(written)
    assert written["message"]


def test_other_lines_of_gunicorn_are_written_whole() -> None:
    assert line("gunicorn.error", "Worker (pid:%s) was sent %s!", 12, "SIGKILL")["message"] == "Worker (pid:12) was sent SIGKILL!"


def test_error_is_named_with_its_place_and_quotes_no_data() -> None:
    written = line("licet", "failed", error=IntegrityError("DETAIL: Key (email)=(ada@example.org) already exists."))
    assert written["error"] == "IntegrityError"
    assert written["places"][-1].startswith("project/test_log_lines.py:")
    assert "ada@example.org" not in json.dumps(written)


def test_fault_of_the_surroundings_is_quoted_in_one_line() -> None:
    written = line("licet", "failed", error=OperationalError("connection refused\nIs the server running?"))
    assert written["reason"] == "connection refused"


def test_addresses_of_refused_mail_are_not_quoted() -> None:
    written = line("licet", "failed", error=SMTPRecipientsRefused({"ada@example.org": (550, b"no")}))
    assert "ada@example.org" not in json.dumps(written)


def test_line_bears_the_number_of_its_request_as_json_and_as_text() -> None:
    record = logging.getLogger("licet").makeRecord("licet", logging.ERROR, __file__, 1, "said", (), None)
    token = current_request_id.set("0f" * 16)
    try:
        assert json.loads(JsonLines().format(record))["request_id"] == "0f" * 16
        assert TextLines().format(record).endswith(f"said (request {'0f' * 16})")
    finally:
        current_request_id.reset(token)
    assert "request_id" not in json.loads(JsonLines().format(record))


def test_line_that_django_writes_after_the_request_bears_its_number() -> None:
    record = logging.getLogger("django.request").makeRecord("django.request", logging.WARNING, __file__, 1, "Not Found", (), None)
    record.request = RequestFactory().get("/absent")
    record.request.request_id = "0f" * 16
    assert json.loads(JsonLines().format(record))["request_id"] == "0f" * 16
    assert TextLines().format(record).endswith(f"Not Found (request {'0f' * 16})")


@pytest.mark.parametrize(
    ("log_format", "in_production", "as_json"),
    [("auto", True, True), ("auto", False, False), ("json", False, True), ("text", True, False)],
)
def test_format_follows_the_setting(log_format: str, in_production: bool, as_json: bool) -> None:
    assert writes_json(log_format, in_production=in_production) is as_json


@pytest.mark.parametrize(
    ("sent", "peer", "accepted"),
    [
        ("ab" * 16, "127.0.0.1", True),
        ("ab" * 16, "::1", True),
        ("ab" * 16, "::ffff:127.0.0.1", True),  # the same proxy, seen by a process that listens on ::
        ("ab" * 16, "::ffff:192.0.2.7", False),
        ("ab" * 16, "192.0.2.7", False),  # anybody's
        ("ab" * 16, "", False),  # a Unix socket
        ("AB" * 16, "127.0.0.1", False),
        ("ada.keeper", "127.0.0.1", False),
        ("ab" * 16 + "\n", "127.0.0.1", False),
        ("", "127.0.0.1", False),
    ],
)
def test_number_of_a_request_is_believed_of_the_proxy_only(sent: str, peer: str, accepted: bool) -> None:
    request = RequestFactory().get("/", headers={"X-Request-ID": sent}, REMOTE_ADDR=peer)
    chosen = choose_request_id(request, LOOPBACK)
    assert (chosen == sent) is accepted
    assert len(chosen) == 32
    assert int(chosen, 16) >= 0


def test_numbers_differ() -> None:
    request = RequestFactory().get("/")
    assert choose_request_id(request, LOOPBACK) != choose_request_id(request, LOOPBACK)
