"""Signing in and out through the whole application, on both engines."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.module.people.builders import KEEPER, NOW, exporter, official, organisation

from licet.people.public import Role, User, deactivate_user, set_password
from licet.platform import clock
from licet.web.account.attempts import recent_failures
from licet.web.account.limits import (
    MOST_ACCOUNTS,
    MOST_ACCOUNTS_OF_SITE,
    MOST_FAILURES,
    MOST_FAILURES_OF_SITE,
    MOST_SITES_OF_ACCOUNT,
    MOST_WHILE_SPRAYED,
    WINDOW,
    Attempts,
    Verdict,
    judge,
)
from licet.web.account.models import FailedSignIn

PASSWORD = "correct horse battery staple"
LATER = NOW + timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_a_later_day() -> Iterator[None]:
    with clock.at(LATER):
        yield


@pytest.fixture
def officer() -> User:
    user = official("ilse.brandt", Role.CASE_OFFICER)
    set_password(actor=KEEPER, user=user.id, password=PASSWORD, now=NOW)
    return user


def sign_in(client: Client, username: str = "ilse.brandt", password: str = PASSWORD, **more: str) -> Any:
    return client.post("/account/sign-in", {"username": username, "password": password, **more})


def test_right_password_opens_the_desk(client: Client, officer: User) -> None:
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/desk/")
    assert client.session["licet_means"] == "password"
    assert client.session["licet_authenticated_at"] == LATER.isoformat()


def test_username_may_be_typed_in_capitals(client: Client, officer: User) -> None:
    assert sign_in(client, "Ilse.Brandt").status_code == 302


def test_exporter_starts_in_the_portal(client: Client) -> None:
    user = exporter(organisation())
    set_password(actor=KEEPER, user=user.id, password=PASSWORD, now=NOW)
    assert sign_in(client, user.username)["Location"] == "/portal/"


def test_page_that_was_asked_for_follows(client: Client, officer: User) -> None:
    response = client.get("/account/")
    assert response["Location"] == "/account/sign-in?next=%2Faccount%2F"
    assert 'name="next" value="/account/"' in client.get(response["Location"]).text
    assert sign_in(client, next="/account/")["Location"] == "/account/"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "https:evil.example"])
def test_nobody_is_sent_to_a_foreign_address(client: Client, officer: User, address: str) -> None:
    assert sign_in(client, next=address)["Location"] == "/desk/"


@pytest.mark.parametrize("username", ["ilse.brandt", "nobody.here"])
def test_wrong_password_and_unknown_name_read_the_same(client: Client, officer: User, username: str) -> None:
    response = sign_in(client, username, "wrong")
    assert response.status_code == 400
    assert "The username or the password is not right." in response.text
    assert "wrong" not in response.text.replace("what went wrong", "")
    assert "licet_means" not in client.session


def test_somebody_deactivated_does_not_get_in_and_is_put_out(client: Client, officer: User) -> None:
    sign_in(client)
    deactivate_user(actor=KEEPER, user=officer.id, reasons="Left the service.", now=LATER)
    assert client.get("/account/")["Location"].startswith("/account/sign-in")
    assert sign_in(client).status_code == 400


ELSEWHERE = "10.0.0.9"


def fail(client: Client, times: int, username: str = "ilse.brandt") -> list[int]:
    return [sign_in(client, username, "wrong").status_code for _ in range(times)]


def test_too_many_failures_wait_even_with_the_right_password(client: Client, officer: User) -> None:
    assert fail(client, MOST_FAILURES) == [400] * MOST_FAILURES
    response = sign_in(client)
    assert response.status_code == 429
    assert "wait 15 minutes" in response.text
    with clock.at(LATER + WINDOW + timedelta(seconds=1)):
        assert sign_in(client).status_code == 302


def test_nobody_can_lock_somebody_else_out(client: Client, officer: User) -> None:
    for host in range(30):
        fail(Client(REMOTE_ADDR=f"10.1.0.{host}"), MOST_FAILURES + 2)
    assert sign_in(Client(REMOTE_ADDR=ELSEWHERE)).status_code == 302


def test_a_known_browser_gets_in_from_a_network_that_others_misuse(client: Client, officer: User) -> None:
    assert sign_in(client).status_code == 302
    client.post("/account/sign-out")
    fail(Client(), MOST_FAILURES + 2)
    fail_many(Client(), MOST_ACCOUNTS_OF_SITE + 5)
    assert sign_in(Client()).status_code == 429  # the same network, an unknown browser
    assert sign_in(client).status_code == 302


def test_a_known_browser_is_limited_by_itself(client: Client, officer: User) -> None:
    sign_in(client)
    client.post("/account/sign-out")
    assert fail(client, MOST_FAILURES + 1)[-1] == 429
    other = Client(REMOTE_ADDR=ELSEWHERE)
    assert sign_in(other).status_code == 302


def test_a_cookie_of_another_account_is_of_no_use(client: Client, officer: User) -> None:
    user = official("other.person", Role.CASE_OFFICER)
    set_password(actor=KEEPER, user=user.id, password=PASSWORD, now=NOW)
    sign_in(client, "other.person")
    client.post("/account/sign-out")
    assert fail(client, MOST_FAILURES + 1)[-1] == 429
    assert fail(Client(), 1) == [429]  # counted with the network, as from any unknown browser


def fail_many(client: Client, accounts: int) -> int:
    """A few passwords on many accounts; the status of the last attempt."""
    return [sign_in(client, f"person.{number}", "Spring2031!").status_code for number in range(accounts)][-1]


def test_few_passwords_on_many_accounts_are_noticed_and_stopped(client: Client, officer: User, caplog: pytest.LogCaptureFixture) -> None:
    assert fail_many(client, MOST_ACCOUNTS_OF_SITE) == 400
    assert {sign_in(client).status_code for _ in range(5)} == {429}
    assert len(lines_about(caplog, "trying passwords on many accounts")) == 1
    with clock.at(LATER + WINDOW + timedelta(seconds=1)):
        fail_many(client, MOST_ACCOUNTS_OF_SITE + 3)
    assert len(lines_about(caplog, "trying passwords on many accounts")) == 2, "one a window"
    assert sign_in(Client(REMOTE_ADDR=ELSEWHERE)).status_code == 302


def test_many_tries_on_one_account_are_not_taken_for_many_accounts(client: Client, officer: User, caplog: pytest.LogCaptureFixture) -> None:
    for network in range(MOST_ACCOUNTS // MOST_FAILURES + 2):
        fail(Client(REMOTE_ADDR=f"10.5.0.{network}"), MOST_FAILURES)
    assert lines_about(caplog, "trying passwords on many accounts") == []
    assert sign_in(Client(REMOTE_ADDR="10.6.0.1")).status_code == 302


def lines_about(caplog: pytest.LogCaptureFixture, words: str) -> list[str]:
    return [record.getMessage() for record in caplog.records if words in record.getMessage() and record.levelname == "ERROR"]


def guess_from_many_networks(networks: int, username: str = "ilse.brandt") -> list[int]:
    return [fail(Client(REMOTE_ADDR=f"10.3.0.{host}"), 1, username)[0] for host in range(networks)]


def test_one_account_that_fails_from_many_networks_is_reported_once_and_slowed(
    client: Client, officer: User, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(client)
    client.post("/account/sign-out")
    guess_from_many_networks(MOST_SITES_OF_ACCOUNT)
    assert lines_about(caplog, "on one account") == []
    assert recent_failures(LATER).guessed_accounts == 0
    guess_from_many_networks(MOST_SITES_OF_ACCOUNT + 9)
    assert lines_about(caplog, "on one account") == [
        "Somebody is trying passwords on one account (user ilse.brandt) from more than 10 networks within 15 minutes."
    ]
    assert recent_failures(LATER).guessed_accounts == 1
    assert fail(Client(REMOTE_ADDR="10.4.0.1"), 2) == [400, 429], "one try from each network that is new"
    assert fail(client, 2) == [400, 400], "a known browser is not slowed"
    assert sign_in(client).status_code == 302
    assert sign_in(Client(REMOTE_ADDR="10.4.0.2")).status_code == 302, "nor is anybody locked out who knows the password"


@pytest.mark.parametrize(
    ("counted", "most"),
    [
        ({}, MOST_FAILURES),
        ({"known_device": True}, MOST_FAILURES),
        ({"known_device": True, "sites_of_account": MOST_SITES_OF_ACCOUNT + 1, "accounts": MOST_ACCOUNTS + 1}, MOST_FAILURES),
        ({"accounts": MOST_ACCOUNTS}, MOST_FAILURES),
        ({"accounts": MOST_ACCOUNTS + 1}, MOST_WHILE_SPRAYED),
        ({"sites_of_account": MOST_SITES_OF_ACCOUNT}, MOST_FAILURES),
        ({"sites_of_account": MOST_SITES_OF_ACCOUNT + 1}, 1),
        ({"sites_of_account": MOST_SITES_OF_ACCOUNT + 1, "accounts": MOST_ACCOUNTS + 1}, 1),
    ],
)
def test_how_often_an_account_may_fail_while_what_happens(counted: dict[str, Any], most: int) -> None:
    usual = {"of_account_from_site": 1, "accounts_of_site": 1, "sites_of_account": 1, "accounts": 1, "known_device": False}
    verdicts = [judge(Attempts(of_pair=failed, **usual | counted)) for failed in range(1, MOST_FAILURES + 3)]
    assert verdicts == [Verdict.TRY if failed <= most else Verdict.WAIT for failed in range(1, MOST_FAILURES + 3)]


@pytest.mark.parametrize(
    ("counted", "verdict"),
    [
        ({"of_account_from_site": MOST_FAILURES_OF_SITE}, Verdict.TRY),
        ({"of_account_from_site": MOST_FAILURES_OF_SITE + 1}, Verdict.WAIT),
        ({"accounts_of_site": MOST_ACCOUNTS_OF_SITE}, Verdict.TRY),
        ({"accounts_of_site": MOST_ACCOUNTS_OF_SITE + 1}, Verdict.SPRAYED),
        ({"accounts_of_site": MOST_ACCOUNTS_OF_SITE + 1, "known_device": True}, Verdict.TRY),
    ],
)
def test_a_site_may_fail_up_to_its_limit(counted: dict[str, Any], verdict: Verdict) -> None:
    usual = {"of_account_from_site": 1, "accounts_of_site": 1, "sites_of_account": 1, "accounts": 1, "known_device": False}
    assert judge(Attempts(of_pair=1, **usual | counted)) is verdict


def test_networks_of_one_ipv6_site_count_together(officer: User) -> None:
    first = [fail(Client(REMOTE_ADDR=f"2001:db8:7:{network:x}::1"), 1)[0] for network in range(MOST_FAILURES_OF_SITE)]
    assert set(first) == {400}
    assert sign_in(Client(REMOTE_ADDR="2001:db8:7:ffff::1")).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="2001:db8:8::1")).status_code == 302
    assert recent_failures(LATER).guessed_accounts == 0, "all of them are one site"


def test_many_accounts_from_the_networks_of_one_ipv6_site_are_stopped(officer: User) -> None:
    for number in range(MOST_ACCOUNTS_OF_SITE):
        fail(Client(REMOTE_ADDR=f"2001:db8:7:{number:x}::1"), 1, f"person.{number}")
    assert sign_in(Client(REMOTE_ADDR="2001:db8:7:ffff::1")).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="2001:db8:8::1")).status_code == 302


def test_spraying_from_many_addresses_leaves_fewer_tries_but_lets_the_right_password_in(client: Client, officer: User) -> None:
    for host in range(MOST_ACCOUNTS + 1):
        sign_in(Client(REMOTE_ADDR=f"10.2.{host // 200}.{host % 200}"), f"person.{host}", "Spring2031!")
    assert fail(Client(REMOTE_ADDR=ELSEWHERE), MOST_WHILE_SPRAYED + 1)[-1] == 429
    assert sign_in(Client(REMOTE_ADDR="10.0.0.10")).status_code == 302


def test_success_forgets_earlier_failures(client: Client, officer: User) -> None:
    fail(client, MOST_FAILURES - 1)
    sign_in(client)
    assert FailedSignIn.objects.count() == 0


def test_what_is_counted_names_nobody_and_goes_after_the_window(client: Client, officer: User) -> None:
    fail(Client(REMOTE_ADDR="203.0.113.77"), 1)
    row = FailedSignIn.objects.get()
    assert not {"ilse.brandt", "203.0.113.77"} & {row.account, row.network, row.device}
    with clock.at(LATER + WINDOW + timedelta(seconds=1)):
        fail(Client(REMOTE_ADDR=ELSEWHERE), 1)
    assert not FailedSignIn.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(("trusted", "counted_apart"), [("", False), ("127.0.0.1", True)])
def test_a_forwarded_address_counts_only_from_a_trusted_proxy(settings: Any, officer: User, trusted: str, counted_apart: bool) -> None:
    settings.LICET_TRUSTED_PROXIES = trusted
    fail(Client(headers={"X-Forwarded-For": "203.0.113.77"}), MOST_FAILURES)
    status = sign_in(Client(headers={"X-Forwarded-For": "203.0.113.1, 198.51.100.4"})).status_code
    assert status == (302 if counted_apart else 429)


def test_addresses_of_one_ipv6_network_count_together(officer: User) -> None:
    for host in range(MOST_FAILURES):
        fail(Client(REMOTE_ADDR=f"2001:db8::{host + 1}"), 1)
    assert sign_in(Client(REMOTE_ADDR="2001:db8::ffff")).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="2001:db8:0:1::1")).status_code == 302


def test_ipv4_clients_of_a_process_that_listens_on_ipv6_count_apart(client: Client, officer: User) -> None:
    for _ in range(MOST_FAILURES + 1):
        sign_in(Client(REMOTE_ADDR="::ffff:203.0.113.7"), password="wrong")
    assert sign_in(Client(REMOTE_ADDR="203.0.113.7")).status_code == 429, "the same client, written otherwise"
    assert sign_in(Client(REMOTE_ADDR="::ffff:203.0.113.8")).status_code == 302


def test_a_failed_sign_in_is_logged_without_what_was_typed(client: Client, officer: User, caplog: pytest.LogCaptureFixture) -> None:
    sign_in(client, password="my secret phrase")
    sign_in(client, username="my secret phrase", password="x")
    assert [record.getMessage() for record in caplog.records if record.name == "licet.sign-in"] == [
        "Sign-in failed: user ilse.brandt, from 127.0.0.1: wrong password.",
        "Sign-in failed: no known user, from 127.0.0.1: unknown username.",
    ]
    assert "secret" not in caplog.text


def test_session_key_changes_on_signing_in(client: Client, officer: User) -> None:
    client.cookies["sessionid"] = "planted" * 4 + "abcd"
    sign_in(client)
    assert client.cookies["sessionid"].value != "planted" * 4 + "abcd"


def test_signing_out_ends_the_session_and_only_by_post(client: Client, officer: User) -> None:
    sign_in(client)
    assert client.get("/account/sign-out").status_code == 405
    assert "Ilse Brandt" in client.get("/account/").text
    client.post("/account/sign-out")
    assert client.get("/account/").status_code == 302


def test_form_sent_from_elsewhere_is_refused_with_a_page(officer: User) -> None:
    response = sign_in(Client(enforce_csrf_checks=True))
    assert response.status_code == 403
    assert "open too long" in response.text
    assert PASSWORD not in response.text


def test_signed_in_person_costs_few_queries(client: Client, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    sign_in(client)
    with django_assert_max_num_queries(3):  # the session, the user, the roles
        assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("kind", ["test", "production"])
def test_sign_in_as_is_absent_outside_the_demonstration(client: Client, settings: Any, officer: User, kind: str) -> None:
    settings.LICET_ENV = kind
    User.objects.filter(pk=officer.pk).update(demonstration=True)
    assert client.get("/account/sign-in-as").status_code == 404
    assert client.post("/account/sign-in-as", {"username": "ilse.brandt"}).status_code == 404
    assert "invented" not in client.get("/account/sign-in").text


@pytest.fixture
def demonstration(settings: Any, officer: User) -> None:
    settings.LICET_ENV = "demo"
    settings.LICET_DEMO_PEOPLE = "licet.demo.absent.people"
    User.objects.filter(pk=officer.pk).update(demonstration=True)
    official("real.person", Role.MINISTER)


@pytest.mark.usefixtures("demonstration")
def test_sign_in_as_offers_invented_people_only(client: Client) -> None:
    html = client.get("/account/sign-in-as?next=/account/").text
    assert "Ilse Brandt" in html
    assert "Real Person" not in html
    assert "runs cases" in html  # what to try: what the role means, while no tour says better
    assert 'name="next" value="/account/"' in html


@pytest.mark.usefixtures("demonstration")
def test_signing_in_as_says_so_in_the_session(client: Client) -> None:
    assert client.post("/account/sign-in-as", {"username": "ilse.brandt"})["Location"] == "/desk/"
    assert client.session["licet_means"] == "demo"
    assert "(demonstration)" in client.get("/account/").text
    assert client.post("/account/sign-in-as", {"username": "real.person"}).status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_sign_in_as_puts_the_tour_first(client: Client, settings: Any) -> None:
    settings.LICET_DEMO_PEOPLE = f"{__name__}.tour"
    assert "Open the case of Orlan Optics." in client.get("/account/sign-in-as").text


class OnTour:
    username = "ilse.brandt"
    tries = "Open the case of Orlan Optics."


def tour() -> list[OnTour]:
    return [OnTour()]


def test_person_without_a_role_is_told_what_to_do(client: Client) -> None:
    user = official("new.colleague")
    set_password(actor=KEEPER, user=user.id, password=PASSWORD, now=NOW)
    sign_in(client, user.username)
    assert "You hold no role at present" in client.get("/account/").text


def test_every_page_has_the_strict_content_policy(client: Client) -> None:
    policy = client.get("/account/sign-in")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_form_that_cannot_be_read_is_refused_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/account/sign-in", b"--", content_type="multipart/form-data; boundary=")
    assert response.status_code in (400, 403)
    assert not [record for record in caplog.records if record.exc_info]
