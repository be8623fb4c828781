"""The facts of one licence line, flat and frozen. ``None`` means *unknown*, never *no*."""

from dataclasses import dataclass
from enum import StrEnum

from licet.kernel.rating import RatingCode


class Role(StrEnum):
    """What a party does in the transaction."""

    CONSIGNEE = "consignee"
    END_USER = "end-user"
    ULTIMATE_END_USER = "ultimate-end-user"
    THIRD_PARTY = "third-party"


COUNTS_AT = (Role.ULTIMATE_END_USER, Role.END_USER, Role.CONSIGNEE, Role.THIRD_PARTY)
"""A licence counts at the first of these that it names: that party is its buyer (decision 0080)."""


class EndUserClass(StrEnum):
    ARMED_FORCES = "armed-forces"
    POLICE = "police"
    OTHER_SECURITY = "other-security"
    OTHER_GOVERNMENT = "other-government"
    COMMERCIAL = "commercial"
    INDIVIDUAL = "individual"
    INTERNATIONAL = "international-organisation"


@dataclass(frozen=True, slots=True, order=True)
class PartyCountry:
    """A country on the line, and in which role it stands there."""

    role: Role
    country: str


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What a scope may ask about a line. ``line`` is its id; ``version`` the authority's rating that froze the facts.

    ``rating`` is None while the authority has not rated the line and also when it is rated *not controlled*:
    ``controlled`` tells which (None: not rated yet).
    """

    line: str
    version: int
    licence_type: str
    countries: tuple[PartyCountry, ...]
    rating: RatingCode | None = None
    controlled: bool | None = None
    end_use: frozenset[str] | None = None
    end_user: EndUserClass | None = None
    incorporation: bool | None = None
    pool: bool | None = None
    onward: frozenset[str] | None = None
