"""What a served installation says of its own address, and what it answers to a wrong host or over plain HTTP."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from tests.roles import store_with_roles, urls
from tests.stores import ENGINE, Store, copy_of

from licet.policy import selectors

EVERYWHERE = (
    "/",
    "/log/entries",
    "/healthz",
    "/readyz",
    "/static/licet/licet.css",
    "/portal/",
    "/desk/",
    "/account/sign-in",
    "/concerns/",
    "/api/v1/openapi.json",
    "/no-such-page",
)
PRODUCTION = {
    "LICET_ENV": "production",
    "LICET_BASE_URL": "https://licensing.example",
    "LICET_HOSTS": "127.0.0.1",
    "LICET_MAIL_URL": "smtp://user:password@mail.example:587?tls=yes",
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str


def ask(address: str, path: str, *, method: str = "GET", **headers: str) -> Answer:
    """One request with exactly these headers; nothing is followed."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read().decode())
    finally:
        connection.close()


@contextmanager
def in_production() -> Iterator[str]:
    """A store served as a real authority serves it, on PostgreSQL under roles that own nothing; seen from where its proxy stands."""
    pack = selectors.DEMONSTRATION.read_text().replace("demonstration = true", "demonstration = false")
    on_postgresql = ENGINE == "postgresql"
    with store_with_roles("empty") if on_postgresql else copy_of("empty") as store:
        (store.home / selectors.OWN_PACK).write_text(pack)
        databases = urls(store, "licet_desk", "licet_concerns") if on_postgresql else {}
        with store.served(**PRODUCTION, **databases) as address:
            yield address


def test_address_follows_the_port_where_none_is_set(any_store: Store) -> None:
    with any_store.served(LICET_BASE_URL="") as address:
        shown = ask(address, "/log/check-this-yourself").text
        assert f"{address}/log/" in shown
        assert ":8000" not in shown
        asked = "import licet.project.settings as s; print(s.LICET_BASE_URL, s.LICET_LOG_ORIGIN)"
        assert any_store.python("-c", asked).stdout.split() == [address, "127.0.0.1/log"]  # a worker of its own says the same
    with any_store.served(LICET_BASE_URL="") as another:
        assert f"{another}/log/" in ask(another, "/log/check-this-yourself").text


LETTERS = """
import io
import django
from pypdf import PdfReader
django.setup()
from licet.notices.models import Rendering
from licet.documents.public import content_of
for kind in ("licence-document", "refusal-letter"):
    rendering = Rendering.objects.filter(message__kind=kind).first()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content_of(rendering.document))).pages)
    print(text.replace("\\n", " "))
"""


@pytest.mark.one_engine
def test_letters_and_mail_of_the_demonstration_name_the_address_at_which_it_is_served(demo_copy: Store) -> None:
    with demo_copy.served(LICET_BASE_URL="") as address:
        done = demo_copy.licet("worker", "--batch", LICET_BASE_URL="")
        assert done.returncode == 0, done.stderr
        shown = demo_copy.python("-c", LETTERS, DJANGO_SETTINGS_MODULE="licet.project.settings")
        mails = [path.read_text() for path in (demo_copy.home / "outbox").iterdir()]
    assert f"{address}/licences/check" in shown.stdout, shown.stderr
    assert "by demo" not in shown.stdout
    assert "What we found" in shown.stdout or "WHAT WE FOUND" in shown.stdout
    assert any(f"{address}/portal/" in mail for mail in mails)
    assert not any(":8000" in mail for mail in [*mails, shown.stdout])


def test_address_that_the_operator_set_wins(any_store: Store) -> None:
    with any_store.served(LICET_BASE_URL="http://licensing.example") as address:
        shown = ask(address, "/log/check-this-yourself").text
        assert "http://licensing.example/log/" in shown
        assert address not in shown
        assert ask(address, "/log/", Host="licensing.example").status == 200  # the host of the address is always answered
    with (any_store.home / ".env").open("a") as file:
        file.write("LICET_BASE_URL=http://from-the-file.example\n")
    with any_store.served(LICET_BASE_URL="") as address:
        assert "http://from-the-file.example/log/" in ask(address, "/log/check-this-yourself").text


def test_served_on_every_address_is_reached_at_the_loopback_address(any_store: Store) -> None:
    with any_store.served(host="0.0.0.0", LICET_BASE_URL="") as address:
        assert f"{address}/log/" in ask(address, "/log/check-this-yourself").text


@pytest.mark.parametrize("surface", ["all", "register", "portal", "desk", "concerns"])
def test_wrong_host_is_refused_everywhere_without_a_traceback(any_store: Store, surface: str) -> None:
    with any_store.served(LICET_SURFACE=surface) as address:
        for path in EVERYWHERE:
            for host in ("evil.example", "127.0.0.1@evil.example", "a b", "127.0.0.1:80:80", "xn--\x7f"):
                answer = ask(address, path, Host=host)
                assert (answer.status, path, host) == (400, path, host)
                assert "Traceback" not in answer.text
                assert "evil" not in answer.text
        assert ask(address, "/healthz").status == 200
    lines = (any_store.home / "served.log").read_text()
    assert "Traceback" not in lines
    assert "/concerns/" not in lines
    assert ("evil.example" in lines) == (surface != "concerns")


def test_wrong_host_at_the_concerns_pages_leaves_no_line(any_store: Store) -> None:
    with any_store.served() as address:
        before = (any_store.home / "served.log").read_text()
        for path in ("/concerns/", "/concerns/new", "/concerns/no-such-page"):
            assert ask(address, path, Host="evil.example").status == 400
        assert (any_store.home / "served.log").read_text() == before


def test_wrong_host_is_refused_to_a_program_as_a_problem(any_store: Store) -> None:
    with any_store.served() as address:
        answer = ask(address, "/api/v1/openapi.json", Host="evil.example")
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_plain_http_is_redirected_in_production() -> None:
    with in_production() as address:
        for path in ("/", "/log/entries?from=3", "/static/licet/licet.css", "/account/sign-in", "/api/v1/openapi.json", "/concerns/"):
            for claimed in ({}, {"X_Forwarded_Proto": "http"}):
                answer = ask(address, path, Host="licensing.example", **claimed)
                assert (answer.status, answer.headers.get("Location")) == (301, f"https://licensing.example{path}")
                assert "Strict-Transport-Security" not in answer.headers
            assert ask(address, path, Host="evil.example").status == 400  # and never to another site
            assert (
                ask(address, path, Host="licensing.example", X_Forwarded_Host="evil.example")
                .headers["Location"]
                .startswith("https://licensing.example/")
            )


def test_behind_the_proxy_pages_are_served_and_kept_to_https() -> None:
    with in_production() as address:
        answer = ask(address, "/log/check-this-yourself", Host="licensing.example", X_Forwarded_Proto="https")
        assert answer.status == 200
        assert "https://licensing.example/log/" in answer.text
        assert int(re.findall(r"max-age=(\d+)", answer.headers["Strict-Transport-Security"])[0]) >= 60 * 60 * 24 * 180
        sign_in = ask(address, "/account/sign-in", Host="licensing.example", X_Forwarded_Proto="https")
        assert "Secure" in sign_in.headers["Set-Cookie"]


def test_local_health_check_needs_no_proxy() -> None:
    with in_production() as address:
        assert ask(address, "/healthz").text == "alive\n"
        assert "\ndatabase: ok\n" in ask(address, "/readyz").text
