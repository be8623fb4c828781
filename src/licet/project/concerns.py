"""What signers are told of open concerns (joints 16, record.md I14)."""

from collections.abc import Sequence

from django.db import Error

from licet.concerns import public as concerns
from licet.concerns.public import TopicKind
from licet.decisions.public import Shown
from licet.licences import public as licences
from licet.platform import clock


class NotInstalled:
    """*Concerns not installed* is shown to every signer and frozen with their signature: where an authority runs without."""

    def about(self, topics: Sequence[str]) -> Shown:
        return Shown(installed=False)


class FromDailyView:
    """What the daily batch of the concerns procedure last said: day, topic and an opaque reference, never a word of the text."""

    def about(self, topics: Sequence[str]) -> Shown:
        """Also about what leads to the licences among these topics (decision 0183).

        Raises RuntimeError where it cannot be read, or is more than a day behind: then nobody signs.
        """
        try:
            notices = concerns.open_about([*topics, *_leading(topics)], now=clock.now())
        except Error as error:
            raise RuntimeError("the concerns database does not answer") from error
        return Shown(installed=True, notices=tuple((day.isoformat(), topic, reference) for day, topic, reference in notices))


def _leading(topics: Sequence[str]) -> list[str]:
    """Cases and decisions that lead to licences. Decisions lie below licences and know no way from one to the other."""
    named = [topic.removeprefix(_LICENCE) for topic in topics if topic.startswith(_LICENCE)]
    return [f"{TopicKind.CASE}:{reference}" for reference in licences.leading_to(named)] if named else []


_LICENCE = f"{TopicKind.LICENCE}:"
