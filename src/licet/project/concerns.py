"""What signers are told of open concerns, and handlers of those that wait for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import Error
from django.utils.module_loading import import_string

from licet.concerns import public as concerns
from licet.concerns.public import TopicKind
from licet.decisions.public import ConcernNotice, Shown
from licet.kernel.actor import Actor
from licet.kernel.errors import Refused
from licet.licences import public as licences
from licet.platform import clock
from licet.policy import public as policy


class NotInstalled:
    """*Concerns not installed* is shown to every signer and frozen with their signature: where an authority runs without."""

    def about(self, topics: Sequence[str]) -> Shown:
        return Shown(installed=False)


class FromDailyView:
    """What the daily batch of the concerns procedure last said: day, topic, references and how many joined, never a word of the text."""

    def about(self, topics: Sequence[str]) -> Shown:
        """Also about what leads to the licences among these topics (decision 0183).

        Raises RuntimeError where it cannot be read, or is more than a day behind: then nobody signs.
        """
        try:
            notices = concerns.open_about([*topics, *_leading(topics)], now=clock.now())
        except Error as error:
            raise RuntimeError("the concerns database does not answer") from error
        shown = (ConcernNotice(notice.day.isoformat(), notice.topic, notice.references, notice.joined) for notice in notices)
        return Shown(installed=True, notices=tuple(shown))


@dataclass(frozen=True, slots=True)
class ConcernsWaiting:
    """What waits for somebody who answers concerns. None: this process cannot open concerns, so it does not know."""

    to_answer: int | None = None
    overdue: int | None = None
    promised: int | None = None
    promises_overdue: int | None = None


def waiting_for(actor: Actor) -> ConcernsWaiting | None:
    """For the start page of whoever answers concerns; None for everybody else, and where concerns are not installed.

    Counted from that person's own list, so that it tells nobody of a concern they must not see.
    """
    if import_string(settings.LICET_OPEN_CONCERNS) is NotInstalled or not concerns.levels_of(actor):
        return None
    try:
        listed = concerns.for_handling(actor=actor, today=policy.today(clock.now())) if concerns.key_held() else None
    except (Error, OSError, Refused):
        listed = None
    if listed is None:
        return ConcernsWaiting()
    here = [row for row in listed if row.here and row.status is concerns.Status.OPEN]
    return ConcernsWaiting(
        to_answer=len(here),
        overdue=sum(row.overdue for row in here),
        promised=sum(row.promised for row in listed),
        promises_overdue=sum(row.promises_overdue for row in listed),
    )


def _leading(topics: Sequence[str]) -> list[str]:
    """Cases and decisions that lead to licences. Decisions lie below licences and know no way from one to the other."""
    named = [topic.removeprefix(_LICENCE) for topic in topics if topic.startswith(_LICENCE)]
    return [f"{TopicKind.CASE}:{reference}" for reference in licences.leading_to(named)] if named else []


_LICENCE = f"{TopicKind.LICENCE}:"
