"""What is missing before an application can be sent, and why the authority asks."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from licet.applications.domain.draft import Answer, DocumentKind, Draft, EndUse, Product, Route
from licet.kernel.days import read_day
from licet.kernel.errors import Invalid
from licet.kernel.facts import EndUserClass, Role

_CURRENCY: Final = re.compile(r"[A-Z]{3}")


type RatingFault = Callable[[str], str | None]


class Section(StrEnum):
    """The task list of the portal, in the order of work."""

    PRODUCTS = "products"
    PARTIES = "parties"
    END_USE = "end-use"
    ROUTE = "route"
    DOCUMENTS = "documents"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something missing or wrong before sending: where, what, and why the authority asks."""

    section: Section
    key: str
    message: str
    why: str = ""


def check(
    draft: Draft,
    *,
    destinations: Collection[str] | None = None,
    currency: str = "",
    rating_fault: RatingFault | None = None,
    today: date | None = None,
) -> tuple[Fault, ...]:
    """Everything that stands in the way of sending, in the order of the task list.

    ``destinations`` are the codes that the authority knows; without them a country's code is not looked up. ``currency``
    is the authority's: values of one licence are added, and nothing is converted without a stated rate.
    ``rating_fault`` says why a claimed rating that is written like a code is in no list; None if it is in one.
    Without ``today``, a day of return may have passed.
    """
    return (
        *_check_products(draft, currency, rating_fault),
        *_check_parties(draft, destinations),
        *_check_end_use(draft, destinations),
        *_check_route(draft, today),
        *_check_documents(draft),
    )


def _check_products(draft: Draft, currency: str, rating_fault: RatingFault | None) -> Iterator[Fault]:
    if not draft.products:
        yield Fault(Section.PRODUCTS, "", "Add at least one product.", "A licence names each product, its quantity and its value.")
    for product in draft.products:
        yield from _check_product(product, currency)
        if rating_fault and product.rating.strip() and (why := rating_fault(product.rating)):
            advice = "Correct it, or leave it empty: we rate every product."
            yield _product_fault(product, f"{product.name}: “{product.rating.strip()}” {why}. {advice}")


def _check_product(product: Product, currency: str) -> Iterator[Fault]:
    name = product.name.strip() or "this product"
    if not product.name.strip():
        yield _product_fault(product, "Give the product a name.")
    if not product.description.strip():
        yield _product_fault(product, f"Describe “{name}”.", "The technical assessor rates what the description says.")
    for read in (product.quantity, product.value, product.claimed_rating):
        try:
            read()
        except Invalid as fault:
            yield _product_fault(product, f"{name}: {fault.message}")
    if not product.price.strip():
        yield _product_fault(product, f"Give the value of “{name}”.", "Licensed values are published.")
    elif not _CURRENCY.fullmatch(product.currency) or (currency and product.currency != currency):
        yield _product_fault(product, f"Give the value of “{name}” in {currency or 'a currency of three letters, such as EUR'}.")
    for question, answer in (("incorporated into something else", product.incorporation), ("for a shared pool", product.pool)):
        if answer not in set(Answer):
            why = "What is incorporated or pooled may end somewhere else."
            yield _product_fault(product, f"Say whether “{name}” is {question}: yes, no, or not known.", why)


def _product_fault(product: Product, message: str, why: str = "") -> Fault:
    return Fault(Section.PRODUCTS, product.key, message, why)


_NEEDED = ((Role.CONSIGNEE, "customs checks where the goods go"), (Role.END_USER, "the criteria ask who will use the goods"))


def _check_parties(draft: Draft, destinations: Collection[str] | None) -> Iterator[Fault]:
    roles = {party.role for party in draft.parties}
    for role, why in _NEEDED:
        if role not in roles:
            yield Fault(Section.PARTIES, "", f"Add the {role.value.replace('-', ' ')}.", f"We ask because {why}.")
    for party in draft.parties:
        who = f"the {party.role.replace('-', ' ')} {party.name}".rstrip()
        for value, what in ((party.name, "name"), (party.address, "address"), (party.country, "country")):
            if not value.strip():
                yield Fault(Section.PARTIES, party.key, f"Give the {what} of {who}.")
        if party.country.strip() and not _known(party.country, destinations):
            yield Fault(Section.PARTIES, party.key, f"Choose the country of {who} from the list: “{party.country}” is not in it.")
        if party.role not in set(Role):
            yield Fault(Section.PARTIES, party.key, f"Say what {party.name or 'this party'} does in this transaction.")
        if party.role in (Role.END_USER, Role.ULTIMATE_END_USER) and party.end_user_class not in set(EndUserClass):
            yield Fault(Section.PARTIES, party.key, f"Say what kind of end user {party.name or 'this party'} is.")


def _known(country: str, destinations: Collection[str] | None) -> bool:
    code = country.strip().upper()
    return len(code) == 2 and code.isascii() and code.isalpha() if destinations is None else code in destinations


_QUESTIONS = (
    ("military", "whether the use is military"),
    ("informed", "whether you suspect a weapons-of-mass-destruction use"),
    ("onward_known", "whether you know where the goods may go on to"),
)


def _check_end_use(draft: Draft, destinations: Collection[str] | None) -> Iterator[Fault]:
    use = draft.end_use
    if not use.text.strip():
        yield Fault(Section.END_USE, "text", "Say what the goods will be used for.", "The criteria turn on the use, not only on the goods.")
    for key, question in _QUESTIONS:
        if getattr(use, key) not in set(Answer):
            yield Fault(Section.END_USE, key, f"Say {question}: yes, no, or not known.")
    for country in use.onward:
        if not _known(country, destinations):
            yield Fault(Section.END_USE, "onward", f"Choose onward destinations from the list: “{country}” is not in it.")
    if use.onward and use.onward_known != Answer.YES:
        yield Fault(Section.END_USE, "onward", "You name onward destinations: say that you know where the goods go on to, or remove them.")


def _check_route(draft: Draft, today: date | None) -> Iterator[Fault]:
    route = draft.route
    if not route.start.strip():
        yield Fault(Section.ROUTE, "start", "Say where the goods start from.")
    if route.temporary not in (Answer.YES, Answer.NO):
        yield Fault(Section.ROUTE, "temporary", "Say whether the export is temporary.")
    if route.temporary == Answer.YES and (fault := find_fault_of_return(route.return_on, today)):
        yield Fault(Section.ROUTE, "return_on", fault)


def find_fault_of_return(text: str, today: date | None) -> str:
    """What is wrong with a day of return; empty where nothing is."""
    if not text.strip():
        return "Say by when the goods come back."
    try:
        day = read_day(text)
    except Invalid as error:
        return f"Say by when the goods come back. {error.message}"
    return "The goods come back after today: give a later date." if today and day <= today else ""


def _check_documents(draft: Draft) -> Iterator[Fault]:
    for kind in (DocumentKind.SPECIFICATION, DocumentKind.UNDERTAKING):
        given = [item for item in draft.attachments if item.kind == kind]
        if not any(item.document or item.absence.strip() for item in given):
            yield Fault(Section.DOCUMENTS, kind, f"Attach a {kind.value}, or say why there is none.")
    for item in draft.attachments:
        if item.kind not in set(DocumentKind):
            yield Fault(Section.DOCUMENTS, item.kind, "Say what kind of document this is.")
        elif not item.document and not item.absence.strip():
            yield Fault(Section.DOCUMENTS, item.kind, f"Attach the {item.kind}, or say why there is none.")


def section_states(draft: Draft, faults: Iterable[Fault]) -> Mapping[Section, str]:
    """Per section: *not started*, *in progress* or *done*, for the task list. ``faults`` are those that sending would name."""
    begun = {
        Section.PRODUCTS: bool(draft.products),
        Section.PARTIES: bool(draft.parties),
        Section.END_USE: draft.end_use != EndUse(),
        Section.ROUTE: draft.route != Route(),
        Section.DOCUMENTS: bool(draft.attachments),
    }
    faulty = {fault.section for fault in faults}
    return {section: "not started" if not has else "in progress" if section in faulty else "done" for section, has in begun.items()}
