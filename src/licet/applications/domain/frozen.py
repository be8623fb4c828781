"""What a submission freezes: the whole draft as one canonical value, and each line and party by itself."""

import json
from dataclasses import dataclass

from licet.applications.domain.draft import Answer, Draft
from licet.kernel.event import Json
from licet.kernel.facts import EndUserClass, PartyCountry, Role
from licet.kernel.money import Money, NoValue
from licet.kernel.quantity import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class LineContent:
    """One line of a version with its words. ``claimed_rating`` is the exporter's, empty if none was claimed."""

    line: str
    number: int
    product: str
    name: str
    description: str
    part_number: str
    claimed_rating: str
    quantity: Quantity
    value: Money | NoValue
    incorporation: bool | None
    pool: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyContent:
    """Somebody in the transaction. ``end_user_class`` is the exporter's word, None where none was asked."""

    party: str
    role: Role
    name: str
    address: str
    country: str
    end_user_class: EndUserClass | None


def content(*, application: str, number: int, name: str, licence_type: str, draft: Draft) -> dict[str, Json]:
    """The value whose canonical bytes a version keeps and whose digest the record names."""
    return {"v": 1, "application": application, "number": number, "name": name, "licence_type": licence_type, "draft": draft.to_json()}


def draft_from_content(text: str) -> Draft:
    """The draft out of a version's frozen content."""
    return Draft.from_json(json.loads(text)["draft"])


def countries(draft: Draft) -> tuple[PartyCountry, ...]:
    """Every country on the application with the role in which it stands there, once each, in order."""
    return tuple(sorted({PartyCountry(Role(party.role), party.country.strip().upper()) for party in draft.parties}))


def onward(draft: Draft) -> frozenset[str] | None:
    """Where the goods may go on to: None is not known, an empty set is nowhere."""
    known = draft.end_use.onward_known == Answer.YES
    return frozenset(country.strip().upper() for country in draft.end_use.onward) if known else None
