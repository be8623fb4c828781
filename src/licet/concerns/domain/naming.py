"""Who may know who raised it, who may never handle it, and what a concern may be about (joints 25)."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from licet.kernel.errors import Invalid
from licet.kernel.ids import Reference

MOST_TOPICS: Final = 12
_DESTINATION: Final = re.compile(r"[A-Z]{2}")
_ACTOR: Final = re.compile(r"user:[0-9A-HJKMNP-TV-Z]{26}")


class Naming(StrEnum):
    """Whom the raiser lets know their name."""

    NOBODY = "nobody"
    HANDLER = "handler"
    NAMED = "named"


class TopicKind(StrEnum):
    """What a concern may be about; everything but a destination is named by its reference, which is never looked up."""

    DESTINATION = "destination"
    CASE = "case"
    ASSESSMENT = "assessment"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Parties:
    """Those who never handle a concern: who is complained of, who raised it (if that is known), who took part in its subject."""

    complained_of: frozenset[str] = frozenset()
    raiser: str = ""
    involved: frozenset[str] = frozenset()

    def may_handle(self, user: str) -> bool:
        return user not in self.complained_of and user not in self.involved and user != self.raiser


def check_topics(topics: Iterable[str], destinations: Collection[str]) -> tuple[str, ...]:
    """Topics as ``kind:what``, each once, a destination among them. Raises :class:`Invalid` with the topic at fault."""
    kept = tuple(dict.fromkeys(_topic(text, destinations) for text in topics))
    if not any(topic.startswith(f"{TopicKind.DESTINATION}:") for topic in kept):
        raise Invalid("Choose the destination that this is about.", place="topics")
    if len(kept) > MOST_TOPICS:
        raise Invalid(f"A concern is about {MOST_TOPICS} things at most.", place="topics")
    return kept


def _topic(text: str, destinations: Collection[str]) -> str:
    kind, _, what = text.strip().partition(":")
    what = what.strip()
    if kind not in set(TopicKind):
        raise Invalid(f"“{text[:60]}” is not a topic: write destination:QM, or case: and its reference.", place="topics")
    if kind == TopicKind.DESTINATION and (not _DESTINATION.fullmatch(what) or what not in destinations):
        raise Invalid(f"“{what[:20]}” is not the code of a destination.", place="topics")
    return f"{kind}:{what if kind == TopicKind.DESTINATION else Reference.parse(what)}"


def actor_id(user: str) -> str:
    """A person as ``user:…``, whether the prefix was written or not. Raises :class:`Invalid`."""
    written = user if user.startswith("user:") else f"user:{user}"
    if not _ACTOR.fullmatch(written):
        raise Invalid(f"“{user[:40]}” is not a person of this installation.", place="complained of")
    return written
