"""A served concerns process writes nothing about anybody, whatever bytes are sent to it."""

from __future__ import annotations

import socket
from datetime import UTC, datetime

import pytest
from tests.browsing import Browser
from tests.stores import Store

MALFORMED = (
    b"GET /concerns/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: a=" + b"x" * 9000 + b"\r\n\r\n",
    b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    b"GET /concerns/ HTTP/9.9\r\n\r\n",
    b"GET /concerns/ HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
    b"GET /concerns/ HTTP/1.1\r\nHost: 127.0.0.1\r\nBad Header\r\n\r\n",
    b"POST /concerns/raise HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: minus\r\n\r\n",
    b"POST /concerns/raise HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"POST /concerns/raise HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\ncut off",
    b"GET /desk/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /concerns/absent HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
)


def send(address: str, raw: bytes) -> bytes:
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        return connection.recv(100)


@pytest.mark.parametrize("surface", ["concerns", "all"])
def test_malformed_requests_leave_no_line(any_store: Store, surface: str) -> None:
    with any_store.served(LICET_SURFACE=surface) as address:
        started = (any_store.home / "served.log").read_text()
        # What another surface answers is that surface's to log, in a process that serves all of them.
        for raw in MALFORMED if surface == "concerns" else [raw for raw in MALFORMED if b"/desk/" not in raw]:
            send(address, raw)
        if surface == "concerns":
            Browser(address).post("/account/sign-in", {"username": "nobody.here", "password": "wrong"})
    written = (any_store.home / "served.log").read_text().removeprefix(started)
    assert "ip=" not in written
    assert f"{datetime.now(UTC):%Y-%m-%d}" not in written
    if surface == "concerns":
        assert [line for line in written.splitlines() if line and "Licet is served" not in line] == []
