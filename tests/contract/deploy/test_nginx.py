"""The web server in front: accepted by nginx, and tried in front of a really served product."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.deploy.proxied import NAME, Proxy, proxied, write_configuration
from tests.contract.deploy.reading import DEPLOY, compose, run, tool
from tests.stores import copy_of

SECRET = "a-link-that-works-once"
UPSTREAM = re.compile(r"upstream licet_(\w+) \{ server ([\w.-]+):(\d+); \}")


def accepted(main: Path) -> tuple[int, str]:
    done = run(tool("nginx", "nginx-light"), "-t", "-q", "-e", main.parent / "main-error.log", "-c", main)
    return done.returncode, done.stderr


def test_nginx_accepts_the_configuration(tmp_path: Path) -> None:
    assert accepted(write_configuration(tmp_path, (DEPLOY / "nginx" / "upstreams.conf").read_text())) == (0, "")


def test_nginx_accepts_the_names_of_the_containers(tmp_path: Path) -> None:
    text = (DEPLOY / "compose" / "upstreams.conf").read_text()
    named = UPSTREAM.findall(text)
    assert {(surface, host) for surface, host, _ in named} == {(name, name) for name in ("register", "portal", "desk", "concerns")}
    assert all(host in compose()["services"] and port == "8000" for _, host, port in named)
    main = write_configuration(tmp_path, UPSTREAM.sub(r"upstream licet_\1 { server 127.0.0.1:\3; }", text))
    logs = (DEPLOY / "compose" / "licet-logs.conf").read_text()
    (tmp_path / "licet-logs.conf").write_text(logs)
    assert accepted(main) == (0, "")


def test_nginx_sees_a_misspelt_directive(tmp_path: Path) -> None:
    main = write_configuration(tmp_path, (DEPLOY / "nginx" / "upstreams.conf").read_text())
    site = tmp_path / "conf.d" / "licet.conf"
    site.write_text(site.read_text().replace("proxy_buffering", "proxy_bufering"))
    code, said = accepted(main)
    assert code == 1
    assert "proxy_bufering" in said


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """nginx in front of one process that serves every surface, as a production process sees requests."""
    tool("nginx", "nginx-light")
    address = f"https://{NAME}"
    with copy_of("empty") as store, store.served(LICET_LOG_FORMAT="json", LICET_BASE_URL=address) as served:
        port = int(served.rpartition(":")[2])
        with proxied(tmp_path_factory.mktemp("nginx"), dict.fromkeys(("register", "portal", "desk", "concerns"), port)) as running:
            yield running


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/portal/", 302),
        ("/desk/", 302),
        ("/account/sign-in", 200),
        ("/concerns/", 200),
        ("/concerns", 301),
        ("/static/licet/licet.css", 200),
    ],
)
def test_each_surface_is_reached(proxy: Proxy, path: str, status: int) -> None:
    assert proxy.get(path).startswith(f"HTTP/1.1 {status} ".encode())


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/healthz"])
def test_what_is_for_the_operator_is_not_for_the_public(proxy: Proxy, path: str) -> None:
    assert proxy.get(path).startswith(b"HTTP/1.1 404 ")


def test_plain_http_is_sent_to_our_name_over_tls(proxy: Proxy) -> None:
    with socket.create_connection(("127.0.0.1", proxy.plain)) as connection:
        connection.sendall(b"GET /licences/?q=x HTTP/1.1\r\nHost: evil.example\r\n\r\n")
        answer = connection.recv(4096).decode()
    assert answer.startswith("HTTP/1.1 301 ")
    assert f"Location: https://{NAME}/licences/?q=x\r\n" in answer


def test_another_name_gets_no_certificate(proxy: Proxy) -> None:
    with pytest.raises(OSError, match=r"(?i)unrecognized name|alert|reset|eof"):
        proxy.send(b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", name="evil.example")


def test_number_of_a_request_is_that_of_nginx(proxy: Proxy) -> None:
    answer = proxy.get("/", X_Request_ID="ab" * 16).decode()
    number = re.search(r"(?i)x-request-id: (\w+)", answer)
    assert number
    assert number[1] != "ab" * 16
    lines = [json.loads(line) for line in (proxy.folder / "licet.log").read_text().splitlines()]
    assert number[1] in {line["request_id"] for line in lines}, "the same number leads from the proxy's line to the product's"


def test_lines_hold_no_path(proxy: Proxy) -> None:
    proxy.get(f"/account/{SECRET}?token={SECRET}")
    proxy.send(f"GET /{SECRET} HTTP/1.1\r\nHost: {NAME}\r\nCookie: {'a' * 40000}\r\nConnection: close\r\n\r\n".encode())
    assert SECRET not in proxy.written()


@pytest.mark.parametrize("path", ["/concerns/", "/concerns", "//concerns/x", "/%63oncerns/x", "/x/../concerns/"])
@pytest.mark.parametrize("cookie", ["a", "a" * 40000])
def test_nothing_is_written_of_the_concerns_pages(proxy: Proxy, path: str, cookie: str) -> None:
    before = proxy.written()
    answer = proxy.send(f"GET {path} HTTP/1.1\r\nHost: {NAME}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 ")
    assert b"x-request-id" not in answer.lower()
    assert proxy.written() == before


def test_nothing_is_written_when_the_concerns_process_is_down(tmp_path: Path) -> None:
    with proxied(tmp_path, dict.fromkeys(("register", "portal", "desk", "concerns"), 9)) as proxy:
        assert proxy.get("/concerns/").startswith(b"HTTP/1.1 502 ")
        assert proxy.written() == ""
        assert proxy.get("/").startswith(b"HTTP/1.1 502 ")
        assert json.loads(proxy.written())["status"] == 502
