"""Links that set a password once: what makes them void, that they look the same, and that two uses at a time are one."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.sessions.backends.base import SessionBase
from django.core import mail
from django.db import DatabaseError, transaction
from django.utils.module_loading import import_string
from tests.internal import internal_events
from tests.module.people.builders import KEEPER, NOW, official
from tests.stores import Store

from licet.kernel.errors import Invalid, NotAllowed, NotFound, Refused
from licet.people import public as people
from licet.people.models import BrowserSession, PasswordLink, PersonChange
from licet.people.public import AccessToken, Role, User
from licet.platform import clock
from licet.project.mailers import mailers_from_url

PASSWORD = "harbour lantern 31"
LATER = NOW + timedelta(hours=1)


def refused(code: str, *, now: Any = LATER) -> str:
    with pytest.raises(Invalid) as error:
        people.use_password_link(code=code, password=PASSWORD, now=now)
    assert error.value.place == "code"
    return error.value.message


def signed_in(user: User) -> SessionBase:
    """A session of this person, made with the store that the settings name."""
    session: SessionBase = import_string("licet.people.sessions.SessionStore")()
    session["_auth_user_id"] = user.pk
    session.create()
    return session


@pytest.mark.django_db
def test_link_sets_a_password_once_and_is_stored_as_a_digest() -> None:
    user = official("tomas.ferrin")
    made = people.make_password_link(actor=KEEPER, user=user.pk, now=NOW)
    assert made.address == f"http://127.0.0.1:8000/account/password#{made.code}"
    assert made.code not in str(PasswordLink.objects.values())
    assert made.link.valid_until == NOW + timedelta(hours=72)
    assert people.use_password_link(code=made.code.lower(), password=PASSWORD, now=LATER) == user
    assert authenticate(username="tomas.ferrin", password=PASSWORD) == user
    refused(made.code)


@pytest.mark.django_db
def test_link_wrong_used_replaced_expired_and_of_somebody_ended_read_the_same() -> None:
    users = [official(name) for name in ("a.used", "b.replaced", "c.expired", "d.ended", "e.set")]
    used, replaced, expired, ended, overtaken = (people.make_password_link(actor=KEEPER, user=user.pk, now=NOW) for user in users)
    people.use_password_link(code=used.code, password=PASSWORD, now=LATER)
    newer = people.make_password_link(actor=KEEPER, user=users[1].pk, now=LATER)
    people.deactivate_user(actor=KEEPER, user=users[3].pk, reasons="Left.", now=LATER)
    people.set_password(actor=KEEPER, user=users[4].pk, password=PASSWORD, now=LATER)
    messages = {refused(code) for code in ("0" * 26, "", "not a code", used.code, replaced.code, ended.code, overtaken.code)}
    messages.add(refused(expired.code, now=NOW + timedelta(hours=72)))
    assert len(messages) == 1
    assert people.use_password_link(code=newer.code, password=PASSWORD, now=LATER) == users[1]


@pytest.mark.django_db
def test_weak_password_leaves_the_link_unused() -> None:
    made = people.make_password_link(actor=KEEPER, user=official("tomas.ferrin").pk, now=NOW)
    with pytest.raises(Invalid) as error:
        people.use_password_link(code=made.code, password="12345", now=LATER)
    assert error.value.place == "password"
    people.use_password_link(code=made.code, password=PASSWORD, now=LATER)


@pytest.mark.django_db
def test_setting_a_password_ends_older_sessions_and_tokens() -> None:
    user = official("tomas.ferrin", Role.CASE_OFFICER)
    with clock.at(NOW):
        signed_in(user)
    token = people.make_token(actor=KEEPER, user=user.pk, name="figures", days=30, now=NOW)
    made = people.make_password_link(actor=KEEPER, user=user.pk, now=NOW)
    people.use_password_link(code=made.code, password=PASSWORD, now=LATER)
    assert not BrowserSession.objects.exists()
    assert AccessToken.objects.get(pk=token.token.pk).ended_by == user.actor_id
    assert len(token.secret) == len("licet_") + 43, "256 random bits in base64"
    assert people.actor_by_token(token.secret, on=NOW.date()) is None
    kinds = set(PersonChange.objects.filter(user=user).values_list("kind", flat=True))
    assert {"people:password:set", "people:token:ended", "people:sessions:ended", "people:password-link:made"} <= kinds


@pytest.mark.django_db
def test_every_change_is_an_entry_of_the_log_and_keeps_what_it_said() -> None:
    user = official("tomas.ferrin")
    people.give_role(actor=KEEPER, user=user.pk, role=Role.ADVISER, reasons="Joins the desk.", now=NOW)
    made = people.make_password_link(actor=KEEPER, user=user.pk, now=NOW)
    people.use_password_link(code=made.code, password=PASSWORD, now=LATER)
    people.end_role(actor=KEEPER, user=user.pk, role=Role.ADVISER, reasons="Moves on.", now=LATER)
    changes = list(PersonChange.objects.filter(user=user).values_list("kind", flat=True))
    logged = [event.kind for event in internal_events() if event.kind in set(changes)]
    assert sorted(changes) == sorted(logged)
    assert made.code not in str(PersonChange.objects.values())
    reasons = set(PersonChange.objects.filter(kind="people:role:explained").values_list("details__reasons", flat=True))
    assert reasons == {"Joins the desk.", "Moves on."}
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PersonChange.objects.all().delete()


@pytest.mark.django_db
def test_nobody_sends_themselves_a_link_or_sets_another_password() -> None:
    keeper = official("ann.keeper", Role.ADMINISTRATOR)
    other = official("tomas.ferrin")
    actor = people.actor_for(keeper, on=NOW.date())
    with pytest.raises(NotAllowed):
        people.make_password_link(actor=actor, user=keeper.pk, now=NOW)
    with pytest.raises(NotAllowed, match="send them a link"):
        people.set_password(actor=actor, user=other.pk, password=PASSWORD, now=NOW)
    people.make_password_link(actor=actor, user=other.pk, now=NOW)
    people.set_password(actor=actor, user=keeper.pk, password=PASSWORD, now=NOW)


@pytest.mark.django_db
def test_link_is_mailed_where_mail_is_configured_and_not_shown(settings: Any) -> None:
    user = official("tomas.ferrin")
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend", "OPTIONS": {}}}
    assert people.send_password_link(actor=KEEPER, user=user.pk, now=NOW) is None
    (sent,) = mail.outbox
    code = sent.body.partition("/account/password#")[2][:26]
    assert sent.to == ["tomas.ferrin@authority.example"]
    assert "4 May 2031, 09:30 UTC" in sent.body
    assert people.use_password_link(code=code, password=PASSWORD, now=LATER) == user


@pytest.mark.django_db
def test_link_that_could_not_be_mailed_is_void(settings: Any) -> None:
    user = official("tomas.ferrin")
    options = {"host": "127.0.0.1", "port": 1, "timeout": 5}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
    with pytest.raises(Refused, match=r"licet people link tomas\.ferrin"):
        people.send_password_link(actor=KEEPER, user=user.pk, now=NOW)
    assert PasswordLink.objects.get().voided_at == NOW


@pytest.mark.django_db
def test_link_is_shown_once_where_no_mail_is_configured(settings: Any, tmp_path: Path) -> None:
    settings.MAILERS = mailers_from_url("", outbox=tmp_path)
    made = people.send_password_link(actor=KEEPER, user=official("tomas.ferrin").pk, now=NOW)
    assert made is not None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_ending_somebody_takes_effect_at_once() -> None:
    user = official("tomas.ferrin", Role.CASE_OFFICER)
    with clock.at(NOW):
        signed_in(user)
    token = people.make_token(actor=KEEPER, user=user.pk, name="figures", days=30, now=NOW)
    made = people.make_password_link(actor=KEEPER, user=user.pk, now=NOW)
    people.deactivate_user(actor=KEEPER, user=user.pk, reasons="Left.", now=LATER)
    assert not BrowserSession.objects.exists()
    assert people.actor_by_token(token.secret, on=NOW.date()) is None
    assert not people.actor_for(user, on=NOW.date()).permissions
    assert not user.memberships.filter(ended_at=None).exists()
    refused(made.code)
    with pytest.raises(NotFound):
        people.make_password_link(actor=KEEPER, user=user.pk, now=LATER)


@pytest.mark.django_db
def test_one_session_ends_by_its_handle_and_the_others_go_on() -> None:
    user, other = official("tomas.ferrin", Role.CASE_OFFICER), official("mara.osei")
    with clock.at(NOW):
        for person in (user, user, other):
            signed_in(person)
        shown = people.person_detail(actor=KEEPER, user=user.pk, now=NOW).sessions
        assert len(shown) == 2
        assert not {session.handle for session in shown} & set(BrowserSession.objects.values_list("session_key", flat=True))
        people.end_sessions(actor=KEEPER, user=user.pk, handle=shown[0].handle, now=NOW)
        assert [left.handle for left in people.person_detail(actor=KEEPER, user=user.pk, now=NOW).sessions] == [shown[1].handle]
        with pytest.raises(NotFound):
            people.end_sessions(actor=KEEPER, user=other.pk, handle=shown[1].handle, now=NOW)
        with pytest.raises(NotAllowed):
            people.end_sessions(actor=people.actor_for(other, on=NOW.date()), user=user.pk, now=NOW)
        people.end_sessions(actor=KEEPER, user=user.pk, now=NOW)
    assert BrowserSession.objects.get().user == other


RACER = """
import sys, time, pathlib
import django
django.setup()
from licet.kernel.errors import Invalid
from licet.people.public import use_password_link
from licet.platform import clock
from licet.project.mailers import mailers_from_url
code, password, folder = sys.argv[1:]
pathlib.Path(folder, password).touch()
while not pathlib.Path(folder, "go").exists():
    time.sleep(0.001)
try:
    use_password_link(code=code, password=password + " harbour lantern", now=clock.now())
except Invalid:
    sys.exit(1)
"""


def test_link_used_by_two_processes_at_a_time_sets_one_password(store_copy: Store, wait_for: Callable[[Callable[[], bool]], None]) -> None:
    assert store_copy.licet("people", "department", "licensing", "--name", "Licensing").returncode == 0
    added = store_copy.licet("people", "add", "ada", "--name", "Ada", "--email", "ada@x.example", "--department", "licensing")
    assert added.returncode == 0, added.stderr
    environ = store_copy.environ | {"DJANGO_SETTINGS_MODULE": "licet.project.settings"}
    words = ("first", "second", "third", "fourth")
    racers = [
        subprocess.Popen([sys.executable, "-c", RACER, added.stdout.strip(), word, str(store_copy.home)], env=environ) for word in words
    ]
    wait_for(lambda: all((store_copy.home / word).exists() for word in words))
    (store_copy.home / "go").touch()
    codes = [racer.wait(120) for racer in racers]
    assert sorted(codes) == [0, 1, 1, 1]


@pytest.fixture
def wait_for() -> Callable[[Callable[[], bool]], None]:
    def wait(condition: Callable[[], bool]) -> None:
        until = time.monotonic() + 120
        while not condition():
            assert time.monotonic() < until, "the processes did not start"
            time.sleep(0.01)

    return wait
