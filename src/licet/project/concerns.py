"""What signers are told of open concerns (joints 16, record.md I14)."""

from collections.abc import Sequence

from django.db import Error

from licet.concerns import public as concerns
from licet.decisions.public import Shown
from licet.platform import clock


class NotInstalled:
    """*Concerns not installed* is shown to every signer and frozen with their signature: where an authority runs without."""

    def about(self, topics: Sequence[str]) -> Shown:
        return Shown(installed=False)


class FromDailyView:
    """What the daily batch of the concerns procedure last said: day, topic and an opaque reference, never a word of the text."""

    def about(self, topics: Sequence[str]) -> Shown:
        """Raises RuntimeError where it cannot be read, or is more than a day behind: then nobody signs."""
        try:
            notices = concerns.open_about(topics, now=clock.now())
        except Error as error:
            raise RuntimeError("the concerns database does not answer") from error
        return Shown(installed=True, notices=tuple((day.isoformat(), topic, reference) for day, topic, reference in notices))
