"""Who may know who raised it, who may never handle it, and what a concern may be about."""

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
    """What a concern may be about: a destination, a subject at large, or what has a reference, which is never looked up."""

    DESTINATION = "destination"
    CASE = "case"
    ASSESSMENT = "assessment"
    REVIEW = "review"
    LICENCE = "licence"
    SUBJECT = "subject"


SUBJECTS: Final = ("policy", "conduct")
"""What a concern may be about that has no reference and no destination: how things are done at large, and how somebody behaved."""

_NAMES: Final = {"ASM": TopicKind.ASSESSMENT, "REV": TopicKind.REVIEW, "LIC": TopicKind.LICENCE}  # any other reference leads to a case


@dataclass(frozen=True, slots=True)
class Parties:
    """Those who never handle a concern: who is complained of, who raised it (if that is known), who took part in its subject."""

    complained_of: frozenset[str] = frozenset()
    raiser: str = ""
    involved: frozenset[str] = frozenset()

    def may_handle(self, user: str) -> bool:
        return user not in self.complained_of and user not in self.involved and user != self.raiser


def check_topics(topics: Iterable[str], destinations: Collection[str]) -> tuple[str, ...]:
    """Topics as ``kind:what``, each once, one at least. Raises :class:`Invalid` with the topic at fault."""
    kept = tuple(dict.fromkeys(_topic(text, destinations) for text in topics))
    if not kept:
        raise Invalid("Say what this is about: a destination, a reference, policy, or somebody’s conduct.", place="topics")
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
    if kind == TopicKind.SUBJECT:
        if what not in SUBJECTS:
            raise Invalid(f"“{what[:20]}” is not a subject: write subject:policy or subject:conduct.", place="topics")
        return f"{kind}:{what}"
    return f"{kind}:{what}" if kind == TopicKind.DESTINATION else topic_of(Reference.parse(what))


def topic_of(reference: Reference) -> str:
    """What a reference names stands in it, whatever a raiser took it for: else signers would be shown it under another name.

    >>> topic_of(Reference("XA", "LIC", 2031, 1)), topic_of(Reference("XA", "IND", 2031, 1))
    ('licence:XA-LIC 2031/000001', 'case:XA-IND 2031/000001')
    """
    return f"{_NAMES.get(reference.kind, TopicKind.CASE)}:{reference}"


def topic_listed(topic: str) -> str:
    """A topic as signers ask for it, also where it was kept when a licence still counted as a case."""
    try:
        return topic_of(Reference.parse(topic.partition(":")[2]))
    except Invalid:  # a destination or a subject
        return topic


def actor_id(user: str) -> str:
    """A person as ``user:…``, whether the prefix was written or not. Raises :class:`Invalid`."""
    written = user if user.startswith("user:") else f"user:{user}"
    if not _ACTOR.fullmatch(written):
        raise Invalid(f"“{user[:40]}” is not a person of this installation.", place="complained of")
    return written
