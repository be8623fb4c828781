"""Obtaining a person to change, and ending the ways in which somebody is let in."""

from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.event import Event
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.people import domain
from licet.people.events import SessionsEnded, TokenEnded
from licet.people.models import AccessToken, BrowserSession, PasswordLink, User
from licet.people.services.changes import record_changes
from licet.platform.locking import locked
from licet.policy.public import today


def lock_person(user: str) -> User:
    """An active person, locked until the transaction ends; every change to somebody's roles or access begins here."""
    person = locked(User.objects.filter(pk=user, is_active=True)).first()
    if person is None:
        raise NotFound("person")
    return person


def lock_other_person(actor: Actor, user: str) -> User:
    """As :func:`lock_person`, for an administrator, who may not do this to themselves."""
    actor.require(Permission.USER_MANAGE)
    domain.check_other_person(actor.id, f"user:{user}")
    return lock_person(user)


def end_access(*, actor: Actor, person: User, now: Instant) -> list[Event]:
    """End every session, token and open link of somebody; returns the events for the leader to record."""
    void_links(actor=actor, person=person, now=now)
    return [*_end_tokens(actor, person, now), *end_all_sessions(actor=actor, person=person, now=now)]


def void_links(*, actor: Actor, person: User, now: Instant) -> None:
    """Make every unused link of somebody useless, those past their time included."""
    PasswordLink.objects.filter(user=person, used_at=None, voided_at=None).update(voided_at=now, voided_by=actor.id)


def _end_tokens(actor: Actor, person: User, now: Instant) -> list[Event]:
    open_tokens = AccessToken.objects.filter(user=person, ended_at=None)
    ended = list(open_tokens.values_list("pk", flat=True))
    open_tokens.update(ended_at=now, ended_by=actor.id)
    return [TokenEnded(on=today(now), ref=person.pk, token=token, ended_by=actor.id) for token in ended]


def end_all_sessions(*, actor: Actor, person: User, now: Instant) -> list[Event]:
    """Sign somebody out everywhere; returns the event, or nothing where they were not signed in."""
    count = BrowserSession.objects.filter(user=person, expire_date__gt=now).count()
    BrowserSession.objects.filter(user=person).delete()
    return [SessionsEnded(on=today(now), ref=person.pk, count=count, ended_by=actor.id)] if count else []


def end_one_session(*, actor: Actor, person: User, handle: str, now: Instant) -> None:
    """Sign somebody out in one browser, named by the handle that a page shows."""
    for session in BrowserSession.objects.filter(user=person, expire_date__gt=now):
        if domain.session_handle(session.session_key) == handle:
            session.delete()
            event = SessionsEnded(on=today(now), ref=person.pk, count=1, ended_by=actor.id)
            record_changes(actor=actor, events=[event], now=now)
            return
    raise NotFound("session")
