"""Writing an application: what is typed is kept, what cannot be read is refused beside its field, what is stale shows both."""

from __future__ import annotations

from typing import Any

import pytest
from tests.module.web_portal.portal import END_USE, PARTY, PRODUCT, ROUTE, Portal, now

from licet.applications.public import Application, Draft, save_draft

EXPORTER_ALONE = True


def test_start_makes_a_draft_and_shows_its_task_list(portal: Portal) -> None:
    response = portal.post("applications/new", {"name": "Contract 12", "licence_type": "IND"}, follow=True)
    assert response.status_code == 200
    assert "<title>Contract 12 – Exporter portal" in response.text
    for words in ("1 Products", "2 Who receives them", "3 What they are for", "4 Route", "5 Documents", "6 Check and send"):
        assert words in response.text
    assert response.text.count("Not started") == 5


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "", "licence_type": "IND"}, "Fill in: What do you call this application?"),
        ({"name": " ", "licence_type": "IND"}, "Fill in: What do you call this application?"),
        ({"name": "x" * 201, "licence_type": "IND"}, "at most 200 characters"),
        ({"name": "a", "licence_type": "OIEL"}, "Select a valid choice"),
    ],
)
def test_start_refuses_and_keeps_what_was_typed(portal: Portal, given: dict[str, str], words: str) -> None:
    response = portal.post("applications/new", given)
    assert response.status_code == 400
    assert "<title>Error: Start an application" in response.text
    assert words in response.text
    assert Application.objects.count() == 0


def test_product_is_added_changed_and_removed(portal: Portal) -> None:
    row = portal.empty()
    page = portal.get(f"applications/{row.pk}/products/add")
    assert f'name="version" value="{row.revision}"' in page.text
    saved = portal.post(f"applications/{row.pk}/products/add", PRODUCT | {"version": row.revision}, follow=True)
    assert "“Thermal sight” was saved." in saved.text
    [product] = now(row).to_domain().products
    assert (product.amount, product.price, product.currency, product.pool) == ("40", "86000.00", "EUR", "unknown")
    changed = PRODUCT | {"amount": "41", "version": row.revision}
    portal.post(f"applications/{row.pk}/products/{product.key}", changed)
    [product] = now(row).to_domain().products
    assert product.amount == "41"
    asked = portal.get(f"applications/{row.pk}/products/{product.key}/remove")
    assert "Remove this from the application?" in asked.text
    portal.post(f"applications/{row.pk}/products/{product.key}/remove", {"version": row.revision})
    assert now(row).to_domain().products == ()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Fill in: Name of the product"),
        ("name", "x" * 201, "at most 200 characters"),
        ("description", "", "Fill in: What it is and what it can do"),
        ("description", "x" * 10_001, "at most 10000 characters"),
        ("description", "a\x00b", "There is an invisible character (U+0000)"),
        ("description", "a\x07b", "There is an invisible character (U+0007) in this text, after “a”"),
        ("name", "\u202eevisolpxe", "right-to-left override"),
        ("name", "\u200b", "zero width space"),
        ("description", "a price in €\ufeff", "after “a price in €”"),
        ("rating", "ML99", "is not in the list"),
        ("rating", "!!", "is not written like one code"),
        ("rating", "ML1a ML2b", "is not written like one code"),
        ("amount", "0.5", "of items there is a whole number"),
        ("amount", "", "Fill in: Quantity"),
        ("amount", "-4", "is not a quantity"),
        ("amount", "0", "must be more than 0"),
        ("amount", "1e40", "is not a quantity"),
        ("amount", "9" * 39, "is not a quantity"),
        ("amount", "forty", "write it in figures"),
        ("unit", "bushel", "Select a valid choice"),
        ("price", "", "Enter an amount."),
        ("price", "-1", "is outside what a licence can be worth"),
        ("price", "1.234", "more decimal places"),
        ("price", "9" * 20, "is outside what a licence can be worth"),
        ("price", "<script>", "is not an amount of money"),
        ("incorporation", "", "Choose an answer"),
        ("incorporation", "perhaps", "Select a valid choice"),
        ("pool", "", "Choose an answer"),
    ],
)
def test_product_refuses_beside_its_field_and_keeps_the_rest(portal: Portal, field: str, typed: str, words: str) -> None:
    row = portal.empty()
    given = PRODUCT | {"version": row.revision, "part_number": "KEEP-ME-7", field: typed}
    response = portal.post(f"applications/{row.pk}/products/add", given)
    assert response.status_code == 400
    assert "<title>Error: " in response.text
    assert "There is a problem" in response.text
    assert words in response.text
    assert "KEEP-ME-7" in response.text
    assert "<script>" not in response.text.split("<main", 1)[1].split("</main>")[0]
    assert now(row).to_domain().products == ()


def test_unfinished_product_is_kept_and_needs_attention(portal: Portal) -> None:
    row = portal.empty()
    portal.post(f"applications/{row.pk}/products/add", {"name": "Sight", "unit": "item", "later": "1", "version": row.revision})
    assert [item.name for item in now(row).to_domain().products] == ["Sight"]
    assert "Needs attention" in portal.get(f"applications/{row.pk}/").text


def test_unfinished_is_no_excuse_for_what_cannot_be_read(portal: Portal) -> None:
    row = portal.empty()
    response = portal.post(
        f"applications/{row.pk}/products/add", {"name": "Sight", "amount": "-1", "unit": "item", "later": "1", "version": "2"}
    )
    assert response.status_code == 400
    assert "is not a quantity" in response.text


def test_control_list_is_looked_up_without_losing_what_was_typed(portal: Portal) -> None:
    row = portal.empty()
    given = PRODUCT | {"version": row.revision, "look": "1", "look-for": "ML15", "amount": "not yet"}
    response = portal.post(f"applications/{row.pk}/products/add", given)
    assert response.status_code == 200
    assert "“ML15” in the control list" in response.text
    assert 'value="not yet"' in response.text
    assert f'name="version" value="{row.revision}"' in response.text
    assert now(row).to_domain().products == ()


@pytest.mark.parametrize(
    ("asked", "words"), [("ML15", "ML15"), ("imaging", "ML15"), ("no such thing at all", "0 entries"), ("", "The control list")]
)
def test_control_list_by_code_and_by_words(portal: Portal, asked: str, words: str) -> None:
    response = portal.get("control-list", data={"q": asked})
    assert response.status_code == 200
    assert words in response.text


def test_party_is_added_with_a_country_of_the_list(portal: Portal) -> None:
    row = portal.empty()
    page = portal.get(f"applications/{row.pk}/parties/add")
    assert '<option value="QP">' in page.text
    portal.post(f"applications/{row.pk}/parties/add", PARTY | {"version": row.revision})
    [party] = now(row).to_domain().parties
    assert (party.country, party.role, party.end_user_class) == ("QP", "end-user", "police")
    portal.post(f"applications/{row.pk}/parties/{party.key}/remove", {"version": row.revision})
    assert now(row).to_domain().parties == ()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("role", "", "Choose an answer"),
        ("role", "minister", "Select a valid choice"),
        ("name", "", "Fill in: Name"),
        ("address", "", "Fill in: Address"),
        ("country", "", "Choose an answer: Country"),
        ("country", "ZZ", "Choose a country from the list."),
        ("end_user_class", "", "Choose what kind of end user this is."),
        ("end_user_class", "wizard", "Select a valid choice"),
    ],
)
def test_party_refuses_and_keeps_the_rest(portal: Portal, field: str, typed: str, words: str) -> None:
    row = portal.empty()
    given = PARTY | {"version": row.revision, field: typed}
    response = portal.post(f"applications/{row.pk}/parties/add", given)
    assert response.status_code == 400
    assert words in response.text
    assert now(row).to_domain().parties == ()


def test_end_use_with_onward_destinations(portal: Portal) -> None:
    row = portal.empty()
    given = END_USE | {"onward_known": "yes", "onward-1": "QP", "onward-2": "QN", "version": row.revision}
    response = portal.post(f"applications/{row.pk}/end-use", given)
    assert response.status_code == 302
    assert now(row).to_domain().end_use.onward == ("QP", "QN")
    page = portal.get(f"applications/{row.pk}/end-use")
    assert 'value="QP" selected' in page.text


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("text", "", "Fill in: What will the goods be used for?"),
        ("military", "", "Choose an answer"),
        ("informed", "maybe", "Select a valid choice"),
        ("onward-1", "ZZ", "Choose a country from the list."),
        ("onward-1", "QP", "You name a country below"),
    ],
)
def test_end_use_refuses_and_keeps_the_rest(portal: Portal, field: str, typed: str, words: str) -> None:
    row = portal.empty()
    response = portal.post(f"applications/{row.pk}/end-use", END_USE | {"version": row.revision, field: typed})
    assert response.status_code == 400
    assert words in response.text
    assert now(row).to_domain().end_use.text == ""


def back(day: str, month: str, year: str) -> dict[str, str]:
    return {"return_on-day": day, "return_on-month": month, "return_on-year": year}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"start": ""}, "Fill in: Where do the goods start from?"),
        ({"temporary": ""}, "Choose an answer"),
        ({"temporary": "unknown"}, "Select a valid choice"),
        ({"temporary": "yes"}, "Give the date by which the goods come back."),
        ({"temporary": "yes"} | back("31", "2", "2032"), "must be a real date"),
        ({"temporary": "yes"} | back("1", "", "2032"), "must include a month"),
        ({"temporary": "yes"} | back("5", "5", "2031"), "give a later date"),
    ],
)
def test_route_refuses(portal: Portal, given: dict[str, str], words: str) -> None:
    row = portal.empty()
    response = portal.post(f"applications/{row.pk}/route", ROUTE | {"version": row.revision} | given)
    assert response.status_code == 400
    assert words in response.text
    assert now(row).to_domain().route.start == ""


def test_temporary_route_keeps_its_day(portal: Portal) -> None:
    row = portal.empty()
    portal.post(f"applications/{row.pk}/route", ROUTE | {"temporary": "yes", "version": row.revision} | back("1", "9", "2031"))
    assert now(row).to_domain().route.return_on == "2031-09-01"
    assert 'value="9"' in portal.get(f"applications/{row.pk}/route").text


FORMS: list[tuple[str, dict[str, Any], str]] = [
    ("products/add", PRODUCT, "Thermal sight"),
    ("products/p1", PRODUCT, "Thermal sight"),
    ("products/p1/remove", {}, ""),
    ("parties/c", PARTY, "Ministry of Interior"),
    ("parties/add", PARTY, "Ministry of Interior"),
    ("end-use", END_USE, "Border patrols."),
    ("route", ROUTE, "Valdren"),
    ("documents", {"kind": "other", "absence": "None was made."}, "None was made."),
    ("documents/1/remove", {}, ""),
    ("name", {"name": "Other radios"}, "Other radios"),
]


@pytest.mark.parametrize(("address", "given", "mine"), FORMS)
def test_stale_form_is_a_conflict_that_shows_both(portal: Portal, address: str, given: dict[str, Any], mine: str) -> None:
    row = portal.begun()
    opened = row.revision
    save_draft(actor=portal.world["exporter"], application=row.pk, draft=row.to_domain(), revision=opened, now=portal.world.now())
    stands = now(row).draft
    response = portal.post(f"applications/{row.pk}/{address}", given | {"version": opened})
    assert response.status_code == 409
    assert "Somebody else changed this while you were working" in response.text
    assert mine in response.text
    assert now(row).draft == stands


@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999999999", "\u0663", "2\x00"])
def test_forged_version_saves_nothing(portal: Portal, version: str) -> None:
    row = portal.begun()
    response = portal.post(f"applications/{row.pk}/products/p1", PRODUCT | {"version": version})
    assert response.status_code in (400, 409)
    assert "Thermal sight" in response.text
    assert now(row).to_domain().products[0].name == "Radio set 1"


def test_conflict_shows_what_stands_beside_what_was_typed(portal: Portal) -> None:
    row = portal.begun()
    response = portal.post(f"applications/{row.pk}/products/p1", PRODUCT | {"version": "1"})
    assert response.status_code == 409
    for words in ("Radio set 1", "Thermal sight", "A vehicle radio.", "Uncooled, 640 x 480.", "differs"):
        assert words in response.text


def test_product_that_somebody_removed_is_a_conflict_not_a_loss(portal: Portal) -> None:
    row = portal.begun()
    opened = row.revision
    draft = row.to_domain().without_product("p1")
    save_draft(actor=portal.world["exporter"], application=row.pk, draft=draft, revision=opened, now=portal.world.now())
    response = portal.post(f"applications/{row.pk}/products/p1", PRODUCT | {"version": opened})
    assert response.status_code == 409
    assert "Thermal sight" in response.text


def test_forged_key_with_a_fresh_version_is_absent(portal: Portal) -> None:
    row = portal.begun()
    for address in ("products/nope", "products/nope/remove", "parties/nope", "parties/nope/remove", "documents/9/remove"):
        assert portal.post(f"applications/{row.pk}/{address}", PRODUCT | PARTY | {"version": row.revision}).status_code == 404
        assert portal.get(f"applications/{row.pk}/{address}").status_code == 404


def test_rename_and_copy(portal: Portal) -> None:
    row = portal.begun()
    renamed = portal.post(f"applications/{row.pk}/name", {"name": "Radios for roads", "version": row.revision}, follow=True)
    assert "The name was saved." in renamed.text
    assert now(row).name == "Radios for roads"
    response = portal.post(f"applications/{row.pk}/copy", {"name": "The same again"}, follow=True)
    assert "The same again" in response.text
    assert "A new application was begun with what “Radios for roads” says." in response.text
    assert Application.objects.get(name="The same again").draft == row.draft


@pytest.mark.parametrize("address", ["name", "copy"])
@pytest.mark.parametrize(
    ("given", "words"), [({}, "Fill in: "), ({"name": " "}, "Fill in: "), ({"name": "x" * 201}, "at most 200 characters")]
)
def test_an_application_needs_a_name_of_its_own(portal: Portal, address: str, given: dict[str, str], words: str) -> None:
    row = portal.begun()
    response = portal.post(f"applications/{row.pk}/{address}", given | {"version": row.revision})
    assert response.status_code == 400
    assert words in response.text
    assert [item.name for item in Application.objects.all()] == ["Radios"]


def test_too_many_products_are_refused_in_one_sentence(portal: Portal) -> None:
    [product] = portal.begun().to_domain().products
    many = Draft(
        products=tuple(type(product)(**{**{n: getattr(product, n) for n in product.__slots__}, "key": f"k{i}"}) for i in range(200))
    )
    row = portal.begun(many)
    response = portal.post(f"applications/{row.pk}/products/add", PRODUCT | {"version": row.revision})
    assert response.status_code == 400
    assert "at most 200 products" in response.text
