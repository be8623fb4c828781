"""An application as the exporter writes it, and what is missing before it can be sent.

The draft is one document; submitting freezes it as a numbered version with lines and parties of its own (joints 28).
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, Self

from licet.kernel.errors import Invalid
from licet.kernel.event import Json
from licet.kernel.facts import EndUserClass, Role
from licet.kernel.money import Money, NoValue
from licet.kernel.quantity import Quantity
from licet.kernel.rating import RatingCode

LONGEST_NAME = 200
LONGEST_TEXT = 10_000
MOST_PRODUCTS = 200
MOST_PARTIES = 50


class Section(StrEnum):
    """The task list of the portal, in the order of work (pages.md)."""

    PRODUCTS = "products"
    PARTIES = "parties"
    END_USE = "end-use"
    ROUTE = "route"
    DOCUMENTS = "documents"
    CHECK = "check"


class Answer(StrEnum):
    """A question that the exporter may not be able to answer. Unknown is never no (joints 10)."""

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
    unit: str = "item"
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


@dataclass(frozen=True, slots=True)
class Fault:
    """Something missing or wrong before sending: where, what, and why the authority asks."""

    section: Section
    key: str
    message: str
    why: str = ""


def check(draft: Draft) -> tuple[Fault, ...]:
    """Everything that stands in the way of sending, in the order of the task list."""
    return (*_check_products(draft), *_check_parties(draft), *_check_end_use(draft), *_check_route(draft), *_check_documents(draft))


def _check_products(draft: Draft) -> Iterator[Fault]:
    if not draft.products:
        yield Fault(Section.PRODUCTS, "", "Add at least one product.", "A licence names each product, its quantity and its value.")
    for product in draft.products:
        if not product.name.strip():
            yield Fault(Section.PRODUCTS, product.key, "Give the product a name.")
        if not product.description.strip():
            yield Fault(
                Section.PRODUCTS, product.key, f"Describe “{product.name}”.", "The technical assessor rates what the description says."
            )
        for read in (product.quantity, product.value, product.claimed_rating):
            try:
                read()
            except Invalid as fault:
                yield Fault(Section.PRODUCTS, product.key, f"{product.name}: {fault.message}")
        if not product.price.strip():
            yield Fault(Section.PRODUCTS, product.key, f"Give the value of “{product.name}”.", "Licensed values are published.")
        for question, answer in (("incorporated into something else", product.incorporation), ("for a shared pool", product.pool)):
            if answer not in set(Answer):
                yield Fault(
                    Section.PRODUCTS,
                    product.key,
                    f"Say whether “{product.name}” is {question}: yes, no, or not known.",
                    "What is incorporated or pooled may end somewhere else.",
                )


def _check_parties(draft: Draft) -> Iterator[Fault]:
    roles = {party.role for party in draft.parties}
    for role, why in ((Role.CONSIGNEE, "customs checks where the goods go"), (Role.END_USER, "the criteria ask who will use the goods")):
        if role not in roles:
            yield Fault(Section.PARTIES, "", f"Add the {role.value.replace('-', ' ')}.", f"We ask because {why}.")
    for party in draft.parties:
        for value, what in ((party.name, "name"), (party.address, "address"), (party.country, "country")):
            if not value.strip():
                yield Fault(
                    Section.PARTIES, party.key, f"Give the {what} of the {party.role.replace('-', ' ')} {party.name}".rstrip() + "."
                )
        if party.role not in set(Role):
            yield Fault(Section.PARTIES, party.key, f"Say what {party.name} does in this transaction.")
        if party.role in (Role.END_USER, Role.ULTIMATE_END_USER) and party.end_user_class not in set(EndUserClass):
            yield Fault(Section.PARTIES, party.key, f"Say what kind of end user {party.name} is.")


def _check_end_use(draft: Draft) -> Iterator[Fault]:
    if not draft.end_use.text.strip():
        yield Fault(Section.END_USE, "text", "Say what the goods will be used for.", "The criteria turn on the use, not only on the goods.")
    for key, question in (
        ("military", "whether the use is military"),
        ("informed", "whether you suspect a weapons-of-mass-destruction use"),
    ):
        if getattr(draft.end_use, key) not in set(Answer):
            yield Fault(Section.END_USE, key, f"Say {question}: yes, no, or not known.")
    if draft.end_use.onward_known not in set(Answer):
        yield Fault(Section.END_USE, "onward_known", "Say whether you know where the goods may go on to: yes, no, or not known.")


def _check_route(draft: Draft) -> Iterator[Fault]:
    if not draft.route.start.strip():
        yield Fault(Section.ROUTE, "start", "Say where the goods start from.")
    if draft.route.temporary not in (Answer.YES, Answer.NO):
        yield Fault(Section.ROUTE, "temporary", "Say whether the export is temporary.")
    if draft.route.temporary == Answer.YES and not draft.route.return_on:
        yield Fault(Section.ROUTE, "return_on", "Say by when the goods come back.")


def _check_documents(draft: Draft) -> Iterator[Fault]:
    for kind in (DocumentKind.SPECIFICATION, DocumentKind.UNDERTAKING):
        given = [item for item in draft.attachments if item.kind == kind]
        if not any(item.document or item.absence.strip() for item in given):
            yield Fault(Section.DOCUMENTS, kind, f"Attach a {kind.value}, or say why there is none.")


def section_states(draft: Draft) -> Mapping[Section, str]:
    """Per section: *not started*, *in progress* or *done*, for the task list."""
    begun = {
        Section.PRODUCTS: bool(draft.products),
        Section.PARTIES: bool(draft.parties),
        Section.END_USE: draft.end_use != EndUse(),
        Section.ROUTE: draft.route != Route(),
        Section.DOCUMENTS: bool(draft.attachments),
    }
    faulty = {fault.section for fault in check(draft)}
    return {section: "not started" if not has else "in progress" if section in faulty else "done" for section, has in begun.items()}


def _with[Keyed: (Product, PartyDraft)](items: tuple[Keyed, ...], item: Keyed) -> tuple[Keyed, ...]:
    if any(other.key == item.key for other in items):
        return tuple(item if other.key == item.key else other for other in items)
    return (*items, item)


def _read[Row](kind: type[Row], data: Mapping[str, Any]) -> Row:
    known = {item.name for item in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(data) - known):
        raise Invalid(f"the draft has fields that nobody asked for: {', '.join(unknown)[:100]}.", place=kind.__name__.lower())
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in data.items()})
