"""Letters as PDF: they hold what they must, whatever was typed."""

import io
from datetime import date

import pytest
from pypdf import PdfReader
from tests.unit.notices import samples

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
        "10 00 permanent export", "Thermal imaging sight", "9005 80 00", "ML15.c", "EUR 184,500.00", "40 item", "Night observation",
        "3 February 2031", "Individual export licence (permanent)", "Tomas Ferrin", "Mara Osei", "EUR 198,900.00",
    ):  # fmt: skip
        assert said in words, said


def test_licence_shows_check_code_and_where_to_confirm_it() -> None:
    words = page_text(samples.licence())
    assert "7Q2M-4X9K-D0T8-ZBVR" in words
    assert "https://register.example/licences/check" in words.replace("// ", "//")


def test_licence_says_what_was_not_recorded() -> None:
    words = page_text(samples.licence())
    assert "not recorded" in words
    assert "leaves out 1 line without a recorded value" in words


def test_refusal_lists_criteria_reasons_and_appeal() -> None:
    words = page_text(samples.refusal())
    for said in (
        "Criterion 2c: International humanitarian law",
        "2c, 7",
        "Sarra valley",
        "Criterion 7: Diversion",
        "no later than 28 May 2031",
    ):
        assert said in words, said
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
    real = domain.Authority("Licensing Office", "1 Street", "a@b.example", "https://r.example")
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
