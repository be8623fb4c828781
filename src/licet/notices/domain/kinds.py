"""Kinds of message, markings, channels, and who may see what is marked how."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from licet.kernel.audience import Audience
from licet.kernel.errors import Refused


class MessageKind(StrEnum):
    LICENCE = "licence-document"
    REFUSAL = "refusal-letter"
    NO_LICENCE = "no-licence-required-letter"
    SUSPENSION = "suspension-notice"
    REINSTATEMENT = "reinstatement-notice"
    REVOCATION = "revocation-notice"
    ENQUIRY = "enquiry"
    LIST_MAIL = "list-mail"
    ACKNOWLEDGEMENT = "acknowledgement"
    ENQUIRY_REMINDER = "enquiry-reminder"
    CLOSED_UNANSWERED = "closed-unanswered"
    EXPIRY_NOTICE = "expiry-notice"
    EXPIRY = "expiry"


class Marking(StrEnum):
    """Who may see a message. ADDRESSEE is for letters to one organisation, and no one else outside."""

    PUBLIC = "PUBLIC"
    ADDRESSEE = "IN CONFIDENCE TO THE ADDRESSEE"
    OFFICIAL = "OFFICIAL"
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"


class Channel(StrEnum):
    PORTAL = "portal"
    EMAIL = "email"


class DeliveryState(StrEnum):
    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


MAY_SEE: Final[Mapping[Marking, frozenset[Audience]]] = MappingProxyType(
    {
        Marking.PUBLIC: frozenset(Audience),
        Marking.ADDRESSEE: frozenset(),
        Marking.OFFICIAL: frozenset({Audience.OFFICIALS, Audience.MISSIONS, Audience.SPECIAL_ADVISERS}),
        Marking.OFFICIAL_SENSITIVE: frozenset({Audience.OFFICIALS, Audience.MISSIONS}),
    }
)

TO_ORGANISATIONS: Final = frozenset({Marking.PUBLIC, Marking.ADDRESSEE})


def may_see(marking: Marking, audience: Audience) -> bool:
    """Whether a list for this audience may get mail with this marking."""
    return audience in MAY_SEE[marking]


def check_marking(marking: Marking, *, audience: Audience | None) -> None:
    """Refuse a marking that its reader may not see; ``audience`` None is an organisation outside government."""
    if audience is None and marking not in TO_ORGANISATIONS:
        raise Refused(f"A message marked {marking.value} cannot go to an organisation outside government: mark it {_outside()}.")
    if audience is not None and not may_see(marking, audience):
        raise Refused(f"A message marked {marking.value} cannot go to a list for {audience.value}.")


def _outside() -> str:
    return " or ".join(sorted(marking.value for marking in TO_ORGANISATIONS))
