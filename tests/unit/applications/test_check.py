"""What is missing before an application can be sent, and what a submission freezes of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from licet.applications.domain import (
    Answer,
    Attachment,
    DocumentKind,
    Draft,
    EndUse,
    PartyDraft,
    Product,
    Route,
    Section,
    check,
    content,
    countries,
    draft_from_content,
    onward,
    section_states,
)
from licet.kernel.errors import Invalid
from licet.kernel.facts import PartyCountry, Role
from licet.kernel.money import Money, NoValue

PRODUCT = Product(
    key="p1",
    name="Sight",
    description="Thermal.",
    amount="2",
    unit="item",
    price="10",
    currency="EUR",
    incorporation=Answer.NO,
    pool=Answer.UNKNOWN,
)
CONSIGNEE = PartyDraft(key="c", role="consignee", name="Freight", address="1 Quay", country="qn")
END_USER = PartyDraft(key="e", role="end-user", name="Ministry", address="Sarra", country="QP", end_user_class="police")
USE = EndUse(text="Patrols.", military=Answer.NO, informed=Answer.NO, onward_known=Answer.YES, onward=("QO",))
ROUTE = Route(start="Harbour", temporary=Answer.NO)
PAPERS = (
    Attachment(kind=DocumentKind.SPECIFICATION, document="0" * 26),
    Attachment(kind=DocumentKind.UNDERTAKING, absence="None given."),
)
WHOLE = Draft(products=(PRODUCT,), parties=(CONSIGNEE, END_USER), end_use=USE, route=ROUTE, attachments=PAPERS)


def test_whole_draft_has_no_fault() -> None:
    assert check(WHOLE, destinations={"QN", "QP", "QO"}, currency="EUR") == ()


def test_empty_draft_names_every_section_in_order() -> None:
    sections = list(dict.fromkeys(fault.section for fault in check(Draft())))
    assert sections == [Section.PRODUCTS, Section.PARTIES, Section.END_USE, Section.ROUTE, Section.DOCUMENTS]


def product(**change: str) -> Draft:
    return replace(WHOLE, products=(replace(PRODUCT, **change),))


def end_user(**change: str) -> Draft:
    return replace(WHOLE, parties=(CONSIGNEE, replace(END_USER, **change)))


@pytest.mark.parametrize(
    ("draft", "section", "words"),
    [
        (product(name=" "), Section.PRODUCTS, "a name"),
        (product(description=""), Section.PRODUCTS, "Describe"),
        (product(amount="0"), Section.PRODUCTS, "more than 0"),
        (product(amount="many"), Section.PRODUCTS, "not a quantity"),
        (product(unit="barrel"), Section.PRODUCTS, "not a unit"),
        (product(price="-5"), Section.PRODUCTS, "outside"),
        (product(price=""), Section.PRODUCTS, "Give the value"),
        (product(price="1.234"), Section.PRODUCTS, "decimal places"),
        (product(currency="eur"), Section.PRODUCTS, "in EUR"),
        (product(currency="GBP"), Section.PRODUCTS, "in EUR"),
        (product(rating="???"), Section.PRODUCTS, "not a control-list code"),
        (product(incorporation=""), Section.PRODUCTS, "incorporated"),
        (product(pool="perhaps"), Section.PRODUCTS, "shared pool"),
        (replace(WHOLE, parties=(END_USER,)), Section.PARTIES, "Add the consignee"),
        (replace(WHOLE, parties=(CONSIGNEE,)), Section.PARTIES, "Add the end user"),
        (end_user(name=""), Section.PARTIES, "name of the end user"),
        (end_user(address=" "), Section.PARTIES, "address"),
        (end_user(country=""), Section.PARTIES, "country"),
        (end_user(country="ZZ"), Section.PARTIES, "not in it"),
        (end_user(end_user_class=""), Section.PARTIES, "kind of end user"),
        (replace(WHOLE, parties=(*WHOLE.parties, replace(CONSIGNEE, key="x", role="friend"))), Section.PARTIES, "does in this transaction"),
        (replace(WHOLE, end_use=replace(USE, text="")), Section.END_USE, "used for"),
        (replace(WHOLE, end_use=replace(USE, informed="")), Section.END_USE, "weapons-of-mass-destruction"),
        (replace(WHOLE, end_use=replace(USE, onward=("ZZ",))), Section.END_USE, "not in it"),
        (replace(WHOLE, end_use=replace(USE, onward_known=Answer.UNKNOWN)), Section.END_USE, "say that you know"),
        (replace(WHOLE, route=replace(ROUTE, start="")), Section.ROUTE, "start from"),
        (replace(WHOLE, route=replace(ROUTE, temporary=Answer.YES, return_on="soon")), Section.ROUTE, "come back"),
        (replace(WHOLE, attachments=PAPERS[:1]), Section.DOCUMENTS, "end-user undertaking"),
        (replace(WHOLE, attachments=(*PAPERS, Attachment(kind="poem"))), Section.DOCUMENTS, "kind of document"),
    ],
)
def test_each_fault_says_where_and_what(draft: Draft, section: Section, words: str) -> None:
    (fault,) = check(draft, destinations={"QN", "QP", "QO"}, currency="EUR")
    assert (fault.section, words in fault.message) == (section, True), fault.message


def test_states_of_the_task_list() -> None:
    assert set(section_states(Draft(), check(Draft())).values()) == {"not started"}
    assert set(section_states(WHOLE, check(WHOLE)).values()) == {"done"}
    assert section_states(product(price="x"), check(product(price="x")))[Section.PRODUCTS] == "in progress"


def test_draft_survives_its_json() -> None:
    assert Draft.from_json(json.loads(json.dumps(WHOLE.to_json()))) == WHOLE
    value = content(application="a", number=1, name="n", licence_type="IND", draft=WHOLE)
    assert draft_from_content(json.dumps(value)) == WHOLE


def test_unasked_fields_are_refused() -> None:
    with pytest.raises(Invalid, match="nobody asked for: signature"):
        Draft.from_json({"products": [{"key": "p", "name": "n", "signature": "mine"}]})


def test_countries_stand_once_per_role_and_in_order() -> None:
    twice = replace(WHOLE, parties=(END_USER, CONSIGNEE, replace(CONSIGNEE, key="d")))
    assert countries(twice) == (PartyCountry(Role.CONSIGNEE, "QN"), PartyCountry(Role.END_USER, "QP"))


@pytest.mark.parametrize(
    ("known", "given", "found"),
    [(Answer.YES, ("qo",), {"QO"}), (Answer.YES, (), set()), (Answer.NO, (), None), (Answer.UNKNOWN, (), None)],
)
def test_onward_unknown_is_not_nowhere(known: Answer, given: tuple[str, ...], found: set[str] | None) -> None:
    assert onward(replace(WHOLE, end_use=replace(USE, onward_known=known, onward=given))) == found


def test_no_value_is_not_zero() -> None:
    assert replace(PRODUCT, price="").value() is NoValue.NOT_RECORDED
    assert replace(PRODUCT, price="0").value() == Money(0, "EUR")


def test_products_and_parties_are_changed_by_key() -> None:
    other = replace(PRODUCT, key="p2")
    assert [item.key for item in WHOLE.with_product(other).products] == ["p1", "p2"]
    assert WHOLE.with_product(replace(PRODUCT, name="New")).products[0].name == "New"
    assert WHOLE.without_product("p1").products == ()
    assert WHOLE.with_party(replace(CONSIGNEE, name="New")).parties[0].name == "New"
    assert WHOLE.without_party("c").parties == (END_USER,)


@pytest.mark.parametrize("typed", ["2031-05-05", "2020-01-01", "20320105", "2032-W01-1", "0032-01-05"])
def test_goods_come_back_on_a_later_day(typed: str) -> None:
    draft = replace(WHOLE, route=replace(ROUTE, temporary=Answer.YES, return_on=typed))
    (fault,) = check(draft, destinations={"QN", "QP", "QO"}, currency="EUR", today=date(2031, 5, 5))
    assert (fault.section, fault.key) == (Section.ROUTE, "return_on")
    later = replace(draft, route=replace(draft.route, return_on="2031-05-06"))
    assert check(later, destinations={"QN", "QP", "QO"}, currency="EUR", today=date(2031, 5, 5)) == ()
