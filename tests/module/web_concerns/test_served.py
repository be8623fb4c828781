"""The concerns surface as a process of its own: its addresses and nothing else; a huge file fills neither memory nor disk."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.stores import Store

HUGE = 256 * 1024 * 1024
MOST_MEMORY = 160 * 1024 * 1024  # a process of these pages takes about 100 MB before anything is sent
BOUNDARY = "a-boundary-that-stands-in-no-file"


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def _text(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return error.read().decode()


def test_serves_concerns_and_sign_in_only(any_store: Store) -> None:
    with any_store.served(LICET_SURFACE="concerns") as address:
        found = {path: _status(address + path) for path in ("/healthz", "/concerns/", "/account/sign-in", "/desk/", "/portal/", "/")}
    assert found == {"/healthz": 200, "/concerns/": 200, "/account/sign-in": 200, "/desk/": 404, "/portal/": 404, "/": 404}


def test_other_surfaces_have_no_concerns_and_need_no_key(any_store: Store) -> None:
    with any_store.served(LICET_SURFACE="desk", LICET_CONCERNS_KEY="") as address:
        assert "concerns database: not used by this process" in _text(f"{address}/readyz")
        assert _status(f"{address}/concerns/") == 404


def test_a_huge_file_is_dropped_as_it_comes(any_store: Store) -> None:
    with any_store.served(LICET_SURFACE="concerns") as address:
        with urllib.request.urlopen(f"{address}/concerns/raise", timeout=20) as page:
            cookie = page.headers["Set-Cookie"].split(";")[0]
        said, status = _send(address, cookie)
        peak = max(_peak(pid) for pid in any_store.processes())
    assert status == 400
    assert "“huge.bin” is too much" in said
    assert "my own words" in said
    assert peak < MOST_MEMORY, f"{peak / 2**20:.0f} MB"
    left = [path for path in Path(any_store.home / "concerns").rglob("*") if path.is_file()]
    assert left == []


def _send(address: str, cookie: str) -> tuple[str, int]:
    token = cookie.partition("=")[2]
    fields = {"csrfmiddlewaretoken": token, "destination": "QM", "naming": "nobody", "boxes": "3", "point_1": "my own words"}
    head = "".join(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items())
    head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="attachments"; filename="huge.bin"\r\nContent-Type: a/b\r\n\r\n'
    tail = f"\r\n--{BOUNDARY}--\r\n"

    def body() -> Iterator[bytes]:
        yield head.encode()
        for _ in range(HUGE // 2**20):
            yield bytes(2**20)
        yield tail.encode()

    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Content-Length": str(len(head) + HUGE + len(tail))}
    with closing(http.client.HTTPConnection(address.removeprefix("http://"), timeout=120)) as connection:
        connection.request("POST", "/concerns/raise", body(), headers | {"Cookie": cookie, "Origin": address})
        with connection.getresponse() as answer:
            return answer.read().decode(), answer.status


def _peak(pid: int) -> int:
    """Peak of resident memory in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
