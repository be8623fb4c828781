"""What letters name: who writes, who is written to, parties, lines, criteria, signatures."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from licet.kernel.facts import Role
from licet.kernel.money import Money, NoValue
from licet.kernel.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Authority:
    """Who writes."""

    name: str
    address: str
    email: str
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is written to. ``address`` keeps its line breaks; ``contact`` is the person in charge, if known."""

    name: str
    address: str
    contact: str | None = None
    email: str | None = None
    registration_number: str | None = None
    customs_number: str | None = None


@dataclass(frozen=True, slots=True)
class PartyNamed:
    """A party of the transaction. ``country`` is the country's name as printed."""

    role: Role
    name: str
    address: str
    country: str


@dataclass(frozen=True, slots=True)
class SignatureShown:
    """Who signed, as what, on which day, and by what means they proved who they are: as a document prints it.

    >>> SignatureShown.of("Ruth Calder", "countersigner", date(2031, 5, 2), "password").role
    'Countersigned by'
    """

    name: str
    role: str
    on: date
    means: str

    @classmethod
    def of(cls, name: str, role: str, on: date, means: str) -> "SignatureShown":
        """From the codes that the record keeps; a code without words of its own is printed as it is."""
        return cls(name, _ROLE_WORDS.get(role, role), on, _MEANS_WORDS.get(means, f"signed in by {means}"))


_ROLE_WORDS: Final = {
    "decider": "Decided by",
    "countersigner": "Countersigned by",
    "second countersigner": "Countersigned a second time by",
    "minister": "Signed as the minister by",
}
_MEANS_WORDS: Final = {
    "demo": "signed in to the demonstration, where nobody proves who they are",
    "password": "signed in with a username and password",
}


@dataclass(frozen=True, slots=True)
class LicensedLine:
    """One line of a licence. ``rating`` is the control-list entry, None where an item is not listed."""

    number: int
    description: str
    rating: str | None
    quantity: Quantity
    value: Money | NoValue
    commodity_code: str | None = None


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line referred to by a letter that licenses nothing."""

    number: int
    description: str
    rating: str | None
    destination: str


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A refused line: the codes of its criteria, the reasons that the exporter is told, and why others are withheld."""

    number: int
    description: str
    rating: str | None
    destination: str
    criteria: tuple[str, ...]
    reasons: str
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class CriterionApplied:
    """A criterion that a refusal rests on.

    ``text`` is what it asks, in the criteria set's words; ``finding`` what was found of it.
    """

    code: str
    title: str
    text: str
    finding: str
