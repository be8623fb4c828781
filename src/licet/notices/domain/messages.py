"""A message before it is written."""

from dataclasses import dataclass
from typing import cast

from licet.kernel.errors import Invalid
from licet.kernel.event import Json
from licet.notices.domain.kinds import Marking, check_marking
from licet.notices.domain.letters import Letter
from licet_verify import canonical

KEY_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDraft:
    """A letter to one organisation. ``key`` is what makes writing it twice the same as writing it once, for example
    ``licence:<id>:suspended:<act id>``. ``email`` gets word that the letter lies in the portal, never the letter."""

    letter: Letter
    organisation: str
    key: str
    case: str | None = None
    licence: str | None = None
    email: str | None = None
    marking: Marking = Marking.ADDRESSEE

    def check(self) -> None:
        check_marking(self.marking, audience=None)
        if not self.key or len(self.key) > KEY_LENGTH:
            raise Invalid(f"A message needs a key of 1 to {KEY_LENGTH} letters.", place="key")


def message_digest(content: dict[str, Json]) -> str:
    """SHA-256 of the letter's data as RFC 8785 JSON, in hexadecimal."""
    return canonical.digest(cast(canonical.Json, content))
