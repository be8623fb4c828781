"""An application as the exporter writes it: one document, texts as typed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, Self

from licet.kernel.errors import Conflict, Invalid
from licet.kernel.event import Json
from licet.kernel.money import Money, NoValue
from licet.kernel.quantity import Quantity
from licet.kernel.rating import RatingCode


class Answer(StrEnum):
    """A question that the exporter may not be able to answer. Unknown is never no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def fact(self) -> bool | None:
        return None if self is Answer.UNKNOWN else self is Answer.YES


class DocumentKind(StrEnum):
    SPECIFICATION = "technical specification"
    UNDERTAKING = "end-user undertaking"
    CONTRACT = "contract or order"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One line asked for. Texts are as typed; :meth:`quantity` and :meth:`value` read them."""

    key: str
    name: str
    description: str = ""
    part_number: str = ""
    rating: str = ""
    amount: str = ""
    unit: str = ""
    price: str = ""
    currency: str = ""
    incorporation: str = ""
    pool: str = ""

    def quantity(self) -> Quantity:
        return Quantity.parse(self.amount, self.unit)

    def value(self) -> Money | NoValue:
        return Money.parse(self.price, self.currency) if self.price.strip() else NoValue.NOT_RECORDED

    def claimed_rating(self) -> RatingCode | None:
        return RatingCode.parse(self.rating) if self.rating.strip() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDraft:
    key: str
    role: str
    name: str
    address: str = ""
    country: str = ""
    end_user_class: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUse:
    """What the goods are for. ``military`` and ``wmd`` are the two questions that the law makes the exporter answer."""

    text: str = ""
    military: str = ""
    informed: str = ""
    onward: tuple[str, ...] = ()
    onward_known: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    start: str = ""
    transport: str = ""
    temporary: str = ""
    return_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document by id, or the reason why there is none."""

    kind: str
    document: str = ""
    absence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    products: tuple[Product, ...] = ()
    parties: tuple[PartyDraft, ...] = ()
    end_use: EndUse = field(default_factory=EndUse)
    route: Route = field(default_factory=Route)
    attachments: tuple[Attachment, ...] = ()

    def to_json(self) -> dict[str, Json]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            products=tuple(_read(Product, row) for row in data.get("products", ())),
            parties=tuple(_read(PartyDraft, row) for row in data.get("parties", ())),
            end_use=_read(EndUse, data.get("end_use", {})),
            route=_read(Route, data.get("route", {})),
            attachments=tuple(_read(Attachment, row) for row in data.get("attachments", ())),
        )

    def with_product(self, product: Product) -> Self:
        return replace(self, products=_with(self.products, product))

    def without_product(self, key: str) -> Self:
        return replace(self, products=tuple(item for item in self.products if item.key != key))

    def with_party(self, party: PartyDraft) -> Self:
        return replace(self, parties=_with(self.parties, party))

    def without_party(self, key: str) -> Self:
        return replace(self, parties=tuple(item for item in self.parties if item.key != key))


class StaleDraft(Conflict):
    """Somebody saved since the version that was edited. Both are here, so that the page can show both."""

    def __init__(self, *, mine: Draft, theirs: Draft, revision: int) -> None:
        super().__init__("Somebody saved this application since you opened it. Compare both, then save again.")
        self.mine, self.theirs, self.revision = mine, theirs, revision


def _with[Keyed: (Product, PartyDraft)](items: tuple[Keyed, ...], item: Keyed) -> tuple[Keyed, ...]:
    if any(other.key == item.key for other in items):
        return tuple(item if other.key == item.key else other for other in items)
    return tuple(other for group in (items, (item,)) for other in group)


def _read[Row](kind: type[Row], data: Mapping[str, Any]) -> Row:
    known = {item.name for item in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(data) - known):
        raise Invalid(f"the draft has fields that nobody asked for: {', '.join(unknown)[:100]}.", place=kind.__name__.lower())
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in data.items()})
