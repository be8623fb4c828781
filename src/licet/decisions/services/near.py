"""Open concerns for whoever prepares what somebody will sign or publish: shown on page, API and CLI, and seen before it is published."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from licet.decisions import domain
from licet.decisions.selectors.open_concerns import open_concerns
from licet.kernel.errors import Conflict, Refused
from licet.policy import public as policy


@dataclass(frozen=True, slots=True)
class NearConcerns:
    """``topics`` says what is open about which topic. ``unreadable`` says why concerns cannot be read now, and is empty otherwise."""

    topics: tuple[domain.TopicConcerns, ...]
    unreadable: str = ""

    @property
    def digest(self) -> str:
        """16 hexadecimal digits of what is shown; empty where there is nothing to show."""
        told = repr((self.topics, self.unreadable))
        return hashlib.sha256(told.encode()).hexdigest()[:16] if self.topics or self.unreadable else ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """In English, one for each topic: “1 open concern is about Norvia, since 2031-05-05; ask the nominated officer.”"""
        if self.unreadable:
            return (self.unreadable,)
        return tuple(map(_sentence, self.topics))


def _sentence(item: domain.TopicConcerns) -> str:
    kind, _colon, value = item.topic.partition(":")
    about = policy.destination_name(value) if kind == "destination" else f"{kind} {value}"
    counted = "1 open concern is" if item.count == 1 else f"{item.count} open concerns are"
    joined = f" Colleagues who joined: {', '.join(item.joined)}." if item.joined else ""
    return f"{counted} about {about}, since {item.first_day}; ask the nominated officer.{joined}"


def concerns_near(about: Sequence[str]) -> NearConcerns:
    """Of topics such as “destination:QM”. One query; none without topics. That concerns cannot be read refuses nothing: it is shown."""
    try:
        return NearConcerns(domain.by_topic(open_concerns(about)) if about else ())
    except Refused as refused:
        return NearConcerns((), str(refused))


def require_concerns_seen(about: Sequence[str], seen: str) -> None:
    """Nobody publishes unaware. ``seen`` is the digest of what was shown. Raises Conflict, which names what is open and its digest."""
    near = concerns_near(about)
    if near.digest and near.digest != seen:
        raise Conflict(
            f"Read this before you publish: {' '.join(near.sentences)} To go on, say that you saw it by giving {near.digest}.",
            place="concerns_seen",
        )
