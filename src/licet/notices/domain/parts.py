"""What letters name: who writes, who is written to, parties, lines, criteria, signatures."""

from dataclasses import dataclass
from datetime import date

from licet.kernel.facts import Role
from licet.kernel.money import Money, NoValue
from licet.kernel.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Authority:
    """Who writes. ``register_url`` is the public register's address, without a slash at its end."""

    name: str
    address: str
    email: str
    register_url: str
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
    """Who signed, as what, on which day, and by what means they proved who they are (joints 3)."""

    name: str
    role: str
    on: date
    means: str


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
    """A refused line and the codes of the criteria it was refused under."""

    number: int
    description: str
    rating: str | None
    destination: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionApplied:
    """A criterion that a refusal rests on: code, title, our words for it, and the reasons given to the exporter."""

    code: str
    title: str
    text: str
    reasons: str
