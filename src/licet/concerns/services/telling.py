"""Telling handlers that something waits for them: that it does, and nothing else. Nobody is told of what they may not handle."""

from dataclasses import dataclass
from datetime import date

from licet.concerns.domain import Status
from licet.concerns.models import Concern, Told
from licet.concerns.selectors import people
from licet.concerns.selectors.apart import open_each
from licet.concerns.selectors.opening import PARTS, able_among
from licet.kernel.errors import Invalid
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


@dataclass(frozen=True, slots=True)
class Telling:
    """``not_told``: handlers whom no mail reached, and concerns that nobody can open: they are tried again next time."""

    told: int
    not_told: int


def tell_handlers(*, day: date, now: Instant) -> Telling:
    """One message to everybody who has something new to handle."""
    answering = people.handlers(day)
    new: dict[str, list[Told]] = {}
    waiting = Concern.objects.filter(status=Status.OPEN.value, filed_on__lte=day).order_by("pk").prefetch_related("told", *PARTS)
    opened, broken = open_each(waiting)
    untold = {each.row.pk: answering.get(each.row.level, frozenset()) - _known(each.row) for each in opened}
    asked = [each for each in opened if untold[each.row.pk]]
    took_part = people.involved_by_concern({each.row.pk: each.topics for each in asked})
    known = [each for each in asked if each.row.pk in took_part]
    for each in known:
        concern = each.row
        for handler in able_among(each, untold[concern.pk], involved=took_part[concern.pk]):
            new.setdefault(handler, []).append(Told(id=new_id(), concern=concern, level=concern.level, handler=handler))
    reached = [handler for handler in sorted(new, key=lambda _: new_id()) if _tell(handler, new[handler], day, now)]
    return Telling(len(reached), len(new) - len(reached) + len(broken) + len(asked) - len(known))


def _known(concern: Concern) -> frozenset[str]:
    return frozenset(told.handler for told in concern.told.all() if told.level == concern.level)


def _tell(handler: str, rows: list[Told], day: date, now: Instant) -> bool:
    """Tell one handler. An address that takes no mail, or a server that is away, keeps nobody else from being told."""
    address = users.User.objects.filter(pk=handler.removeprefix("user:")).values_list("email", flat=True).first()
    try:
        if address:
            key = f"concerns/{handler}/{day.isoformat()}"
            mailer().send(Mail(key=key, sender=policy.pack().email, to=(address,), subject=SUBJECT, text=TEXT, on=now))
    except (OSError, Invalid):
        return False
    Told.objects.bulk_create(rows, ignore_conflicts=True)
    return True
