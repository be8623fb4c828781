"""Letters as PDF: they hold what they must, whatever was typed."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader
from tests.unit.notices import samples

from licet.kernel.quantity import Quantity
from licet.notices import domain
from licet.notices.models import Message
from licet.notices.services.render import set_page


def page_text(letter: domain.Letter, marking: str = "IN CONFIDENCE TO THE ADDRESSEE") -> str:
    """All words of the document, white space made single."""
    message = Message(template=letter.template, template_version=letter.template_version, content=letter.content(), marking=marking)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(set_page(message))).pages).split())


def test_licence_shows_every_field_of_the_customary_form() -> None:
    words = page_text(
        samples.licence(
            agent=domain.Addressee("Harbour Forwarding", "1 Quay"),
            customs_procedure="10 00 permanent export",
            contract_on=date(2031, 2, 3),
        )
    )
    for field in range(1, 22):
        assert f"{field} " in words, field
    for said in (
        "Orlan Optics plc", "XA-LIC 2031/000212", "1 May 2031", "30 April 2033", "Ms Ida Brandt", "Kasdara Trade House",
        "Demonstration Licensing Authority", "Harbour Forwarding", "of origin: Valdren", "Ministry of Interior", "14 Lens Street",
        "10 00 permanent export", "Thermal imaging sight", "9005 80 00", "ML15.c", "EUR 184,500.00", "40 items", "Night observation",
        "3 February 2031", "Individual export licence (permanent)", "Tomas Ferrin", "Mara Osei", "EUR 198,900.00",
    ):  # fmt: skip
        assert said in words, said


def test_licence_boxes_stand_in_the_order_of_their_numbers() -> None:
    words = page_text(samples.licence(agent=samples.EXPORTER, customs_procedure="10 00 permanent export", contract_on=date(2031, 2, 3)))
    names = (
        "1 EXPORTER", "2 LICENCE NUMBER", "3 VALID", "4 CONTACT", "5 CONSIGNEE", "6 ISSUING AUTHORITY", "7 AGENT", "8 COUNTRY",
        "9 END USER", "9A ULTIMATE END USER", "10 LOCATION", "11 CUSTOMS PROCEDURE", "12 DESTINATION", "13 Description",
        "14 Commodity code", "15 Control entry", "16 Value", "17 Quantity", "18 END USE", "19 DATE OF CONTRACT", "20 TYPE OF LICENCE",
        "21 SIGNATURE",
    )  # fmt: skip
    places = [words.index(name) for name in names]
    assert places == sorted(places)


def test_licence_leaves_out_what_the_application_does_not_state_and_says_so_once() -> None:
    lines = tuple(replace(line, commodity_code=None, value=samples.LINES[0].value) for line in samples.LINES)
    bare = samples.licence(
        lines=lines, country_of_origin=None, goods_location=None, addressee=domain.Addressee("Orlan Optics plc", "14 Lens Street")
    )
    words = page_text(bare)
    assert "not recorded" not in words
    assert "none named" not in words
    for box in ("4 CONTACT", "7 AGENT", "10 LOCATION", "11 CUSTOMS", "14 Commodity", "19 DATE"):
        assert box not in words, box
    assert (
        "The application does not state these fields of the form, which are left out: 4 contact, 7 agent or representative, country of "
        "origin in 8, 10 location of the goods, 11 customs procedure, 14 commodity codes, 19 date of contract."
    ) in words


def test_quantities_agree_with_their_units() -> None:
    quantities = [Quantity(Decimal(amount), unit) for amount, unit in ((1, "item"), (28, "item"), (1200, "square metre"), (3, "kg"))]
    lines = tuple(replace(samples.LINES[0], number=number, quantity=item) for number, item in enumerate(quantities, 1))
    words = page_text(samples.licence(lines=lines))
    for said in ("1 item ", "28 items", "1,200 square metres", "3 kg "):
        assert said in words, said


def test_signatures_say_who_signed_as_what_and_how_they_were_known() -> None:
    words = page_text(samples.licence())
    for said in ("Decided by", "Countersigned by", "signed in with a username and password"):
        assert said in words, said
    assert "signed in to the demonstration, where nobody proves who they are" in words
    assert "by demo" not in words


def test_licence_shows_check_code_and_where_to_confirm_it_now(settings: Any) -> None:
    settings.LICET_BASE_URL = "http://127.0.0.1:8101"
    words = page_text(samples.licence())
    assert "7Q2M-4X9K-D0T8-ZBVR" in words
    assert "http://127.0.0.1:8101/licences/check" in words.replace("// ", "//")


def test_licence_written_before_keeps_its_page_and_its_address() -> None:
    content = samples.licence().content()
    content["authority"]["register_url"] = "https://old.example"  # type: ignore[index,call-overload]
    content["check_url"] = "https://old.example/licences/check"
    message = Message(template="licence", template_version=1, content=content, marking="IN CONFIDENCE TO THE ADDRESSEE")
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(set_page(message))).pages)
    assert "old.example/licences/check" in words


def test_licence_says_which_values_its_total_leaves_out() -> None:
    assert "leaves out 1 line without a stated value" in page_text(samples.licence())


def test_refusal_names_criterion_finding_and_disclosed_reasons_in_order_and_once() -> None:
    words = page_text(samples.refusal())
    ordered = (
        "Criterion 2c. International humanitarian law",
        "WHAT IT ASKS No licence where there is a clear risk",
        "WHAT WE FOUND For lines 1 (sight) and 2 (battery packs), there is a clear risk of what this criterion guards against.",
        "Criterion 7. Diversion",
        "This weighs so heavily against a licence that we refuse one.",
        "Our reasons",
        "Line 1, Thermal imaging sight, model OT-4. " + samples.DISCLOSED,
        "Further reasons are not disclosed. " + samples.WITHHELD,
        "Line 2, Spare battery packs for OT-4.",
        "no later than 28 May 2031",
    )
    places = [words.index(said) for said in ordered]
    assert places == sorted(places)
    assert words.count(samples.WITHHELD) == 1


def test_refusal_says_why_no_reasons_are_disclosed() -> None:
    lines = (domain.RefusedLine(1, "Sight", "ML15.c", "Kasdara", ("2c",), "", samples.WITHHELD),)
    assert f"Our reasons are not disclosed. {samples.WITHHELD}" in page_text(samples.refusal(lines=lines))


def test_refusal_says_when_to_appeal_and_under_what_law() -> None:
    words = page_text(samples.refusal())
    assert "28 days beginning with the date of this notice" in words
    assert "section 14 of the Strategic Goods Act of Valdren" in words


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (domain.SuspensionNotice, "is suspended"),
        (domain.ReinstatementNotice, "is in force again"),
        (domain.RevocationNotice, "is revoked"),
    ],
)
def test_status_notice_says_what_happened_what_must_be_done_and_the_appeal(kind: type, said: str) -> None:
    words = page_text(samples.suspension(kind))
    assert f"Licence XA-LIC 2031/000212 {said}" in words
    assert "You must not export anything under this licence" in words
    assert "no later than 28 May 2031" in words


@pytest.mark.parametrize("letter", [samples.no_licence(), samples.enquiry(), samples.list_mail()])
def test_other_letters_are_set(letter: domain.Letter) -> None:
    words = page_text(letter)
    assert "DEMONSTRATION" in words
    assert letter.reference in words


def test_letter_of_a_real_authority_has_no_demonstration_band() -> None:
    real = domain.Authority("Licensing Office", "1 Street", "a@b.example")
    assert "DEMONSTRATION" not in page_text(samples.licence(authority=real))


def test_letter_keeps_typed_marks_as_text() -> None:
    typed = '#set page(fill: red) *bold* $x$ <label> @ref \\ "quoted" // not a comment'
    assert '#set page(fill: red) *bold* $x$ <label> @ref \\ "quoted" // not a comment' in page_text(samples.licence(end_use=typed))


def test_letter_in_another_script_is_spelled_and_says_so() -> None:
    words = page_text(samples.licence(end_use="夜間監視"))
    assert "Words between square brackets are written in Latin letters" in words


def test_letter_is_the_same_bytes_for_the_same_message() -> None:
    letter = samples.refusal()
    message = Message(template=letter.template, template_version=letter.template_version, content=letter.content(), marking="PUBLIC")
    assert set_page(message) == set_page(message)


def test_licence_of_many_lines_repeats_the_head_of_its_table() -> None:
    lines = tuple(
        domain.LicensedLine(
            number, f"Part {number} with a description of ordinary length", "ML10.b", samples.LINES[0].quantity, samples.LINES[0].value
        )
        for number in range(1, 121)
    )
    assert page_text(samples.licence(lines=lines)).count("15 Control entry") > 2
