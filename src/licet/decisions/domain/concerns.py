"""Open concerns at signing: nobody signs unaware."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from licet.kernel.event import Json


@dataclass(frozen=True, slots=True)
class ConcernNotice:
    """The open concerns about one topic that were raised on one day: their opaque references, and how many colleagues joined, in bands."""

    day: str
    topic: str
    references: tuple[str, ...]
    joined: str

    def to_json(self) -> dict[str, Json]:
        return {"day": self.day, "topic": self.topic, "references": list(self.references), "joined": self.joined}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a signer was shown: whether concerns are installed, and what is open, by day and topic.

    Signatures of earlier versions hold a notice for each concern, with a ``reference`` instead of ``references``.
    """

    installed: bool
    notices: tuple[ConcernNotice, ...] = ()

    def to_json(self) -> dict[str, Json]:
        if not self.installed:
            return {"concerns": "not installed"}
        return {"concerns": [notice.to_json() for notice in self.notices]}


@dataclass(frozen=True, slots=True)
class TopicConcerns:
    """What is open about one topic: how many concerns, since which day (ISO), and how many colleagues joined, in bands."""

    topic: str
    count: int
    first_day: str
    joined: tuple[str, ...]


def by_topic(shown: Shown) -> tuple[TopicConcerns, ...]:
    """In the order of the notices."""
    notices: dict[str, list[ConcernNotice]] = {}
    for notice in shown.notices:
        notices.setdefault(notice.topic, []).append(notice)
    return tuple(
        TopicConcerns(
            topic=topic,
            count=sum(len(notice.references) for notice in found),
            first_day=min(notice.day for notice in found),
            joined=tuple(dict.fromkeys(notice.joined for notice in found if notice.joined)),
        )
        for topic, found in notices.items()
    )


class OpenConcerns(Protocol):
    """Wired by ``project``. May raise: then signing refuses."""

    def about(self, topics: Sequence[str]) -> Shown: ...
