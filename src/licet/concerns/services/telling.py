"""Telling handlers that something waits for them: that it does, and nothing else. Nobody is told of what they may not handle."""

from datetime import date

from licet.concerns.domain import Status
from licet.concerns.models import Concern, Told
from licet.concerns.selectors import people
from licet.concerns.selectors.opening import PARTS, able_among, by_system
from licet.kernel.instants import Instant
from licet.people import public as users
from licet.platform.ids import new_id
from licet.platform.mail import Mail, mailer
from licet.policy import public as policy

SUBJECT = "Something waits for you"
TEXT = """Something waits for your answer in the concerns procedure.

Sign in and open the pages for handling concerns to read it and to see by when an answer is due.
This message does not say what it is about, and goes out once a day.
"""


def tell_handlers(*, day: date, now: Instant) -> int:
    """One message to everybody who has something new to handle; returns how many were told."""
    answering = people.handlers(day)
    new: dict[str, list[Told]] = {}
    for concern in Concern.objects.filter(status=Status.OPEN.value, filed_on__lte=day).order_by("pk").prefetch_related("told", *PARTS):
        untold = answering.get(concern.level, frozenset()) - _known(concern)
        for handler in able_among(by_system(concern), untold) if untold else ():
            new.setdefault(handler, []).append(Told(id=new_id(), concern=concern, level=concern.level, handler=handler))
    for handler in sorted(new, key=lambda _: new_id()):
        _tell(handler, day, now)
        Told.objects.bulk_create(new[handler], ignore_conflicts=True)
    return len(new)


def _known(concern: Concern) -> frozenset[str]:
    return frozenset(told.handler for told in concern.told.all() if told.level == concern.level)


def _tell(handler: str, day: date, now: Instant) -> None:
    address = users.User.objects.filter(pk=handler.removeprefix("user:")).values_list("email", flat=True).first()
    if address:
        key = f"concerns/{handler}/{day.isoformat()}"
        sender = policy.pack().email
        mailer().send(Mail(key=key, sender=sender, to=(address,), subject=SUBJECT, text=TEXT, on=now))
