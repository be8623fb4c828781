"""Passwords: set by the person themselves through a link that works once, and known to nobody else (decision 0220)."""

import smtplib
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from licet.kernel.actor import Actor, ActorKind
from licet.kernel.errors import Invalid, NotAllowed, Refused
from licet.kernel.instants import Instant
from licet.people import domain
from licet.people.events import PasswordLinkMade, PasswordSet
from licet.people.models import PasswordLink, User
from licet.people.services.access import end_access, lock_other_person, lock_person, void_links
from licet.people.services.changes import record_changes
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.platform.mail import Mail, mail_is_configured, mailer
from licet.policy import public as policy
from licet.policy.public import today

PASSWORD_PAGE: Final = "/account/password"  # noqa: S105  (an address)
MAILED, SHOWN = "mailed", "shown"
_NOT_USABLE = (
    "This link cannot be used: it is not complete, was used already, is too old or was replaced. Ask your administrator for another."
)


@dataclass(frozen=True, slots=True)
class MadeLink:
    """``code`` is handed over once and stored nowhere; it stands behind the # of the address, which no browser sends anywhere."""

    link: PasswordLink
    code: str

    @property
    def address(self) -> str:
        return f"{settings.LICET_BASE_URL}{PASSWORD_PAGE}#{self.code}"


@transaction.atomic
def make_password_link(*, actor: Actor, user: str, now: Instant, delivery: str = SHOWN) -> MadeLink:
    """A link with which somebody else sets their password; an older one becomes void. Leads."""
    person = lock_other_person(actor, user)
    void_links(actor=actor, person=person, now=now)
    code = new_id()
    link = PasswordLink(
        id=new_id(),
        user=person,
        sha256=domain.link_digest(code),
        valid_until=domain.link_expiry(now),
        made_at=now,
        made_by=actor.id,
    )
    link.save(force_insert=True)
    event = PasswordLinkMade(
        on=today(now),
        ref=person.pk,
        link=link.pk,
        delivery=delivery,
        expires_on=today(link.valid_until).isoformat(),
        made_by=actor.id,
    )
    record_changes(actor=actor, events=[event], now=now)
    return MadeLink(link, code)


def send_password_link(*, actor: Actor, user: str, now: Instant) -> MadeLink | None:
    """Mail somebody a link to set their password. Where no mail server is configured, returns it to be shown once instead.

    A link that could not be mailed is made void, and :class:`Refused` says why: whoever can disturb the mail learns no link.
    """
    if not mail_is_configured():
        return make_password_link(actor=actor, user=user, now=now, delivery=SHOWN)
    made = make_password_link(actor=actor, user=user, now=now, delivery=MAILED)
    try:
        mailer().send(_mail(made, now))
    except (smtplib.SMTPException, OSError) as error:
        with transaction.atomic():
            void_links(actor=actor, person=lock_person(user), now=now)
        raise Refused(
            f"The mail to {made.link.user.email} could not be sent ({error}). Try again, or ask whoever runs this "
            f"installation to print a link with “licet people link {made.link.user.username}”."
        ) from error
    return None


def _mail(made: MadeLink, now: Instant) -> Mail:
    authority = policy.pack()
    person = made.link.user
    zone_time = made.link.valid_until.astimezone(ZoneInfo(authority.zone))
    lines = (
        f"Dear {person.full_name},",
        f"you can set your password for the export licensing system of {authority.name}. Your username is {person.username}.",
        f"Open this link and choose a password:\n\n{made.address}",
        f"It works once, until {zone_time:%-d %B %Y, %H:%M %Z}. If the page asks for a code, it is {made.code}.",
        "If you did not expect this mail, tell your administrator. Never pass the link on.",
    )
    return Mail(
        key=f"password link {made.link.pk}",
        sender=authority.email,
        to=(person.email,),
        subject=f"Set your password for {authority.name}",
        text="\n\n".join(lines) + "\n",
        on=now,
    )


@transaction.atomic
def use_password_link(*, code: str, password: str, now: Instant) -> User:
    """Set the password of the person a link was made for, and end every session, token and link of theirs. Leads.

    A wrong, used, replaced or expired link, and one whose person has left, are refused in the same words. Of two uses at the same
    time one waits for the other, and then finds the link used.
    """
    digest = domain.link_digest(domain.read_link_code(code))
    owner = PasswordLink.objects.filter(sha256=digest, user__is_active=True).values_list("user_id", flat=True).first()
    person = locked(User.objects.filter(pk=owner, is_active=True)).first() if owner else None
    link = PasswordLink.objects.get(sha256=digest) if person else None
    if person is None or link is None or not link.is_open(now):
        raise Invalid(_NOT_USABLE, place="code")
    link.used_at, link.used_by = now, person.actor_id
    link.save(update_fields=["used_at", "used_by"])
    _set_password(person, password, actor=Actor(person.actor_id, person.full_name), link=link.pk, now=now)
    return person


@transaction.atomic
def set_password(*, actor: Actor, user: str, password: str, now: Instant) -> None:
    """A new password for oneself. The system may set one for anybody; administrators send a link instead. Leads."""
    if actor.id != f"user:{user}" and actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed("Nobody sets another person's password: send them a link to set it themselves.")
    _set_password(lock_person(user), password, actor=actor, link=None, now=now)


def _set_password(person: User, password: str, *, actor: Actor, link: str | None, now: Instant) -> None:
    check_password_strength(person, password)
    person.set_password(password)
    person.save(update_fields=["password"])
    ended = end_access(actor=actor, person=person, now=now)
    event = PasswordSet(on=today(now), ref=person.pk, link=link, set_by=actor.id)
    record_changes(actor=actor, events=[event, *ended], now=now)


def check_password_strength(person: User, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), place="password") from None
    domain.check_own_password(password, (person.username, person.full_name, person.email))
