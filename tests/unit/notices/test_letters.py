"""Letters as data, markings, the time for an appeal, and what a mail says."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.notices import samples

from licet.kernel.audience import Audience
from licet.kernel.check_code import check_digest, encode_check_code, grouped, parse_check_code
from licet.kernel.errors import Invalid, Refused
from licet.kernel.money import Money, NoValue
from licet.notices import domain
from licet.notices.domain import Marking, MessageDraft, MessageKind


def last_day(on: date, days: int) -> object:
    appeal = samples.refusal(on=on, appeal_days=days).content()["appeal"]
    assert isinstance(appeal, dict)
    return appeal["last_day"]


def test_appeal_counts_the_day_of_the_notice_as_the_first() -> None:
    assert last_day(date(2031, 5, 1), 28) == "2031-05-28"
    assert last_day(date(2032, 2, 10), 28) == "2032-03-08", "over a leap day"
    assert last_day(date(2031, 5, 1), 14) == "2031-05-14", "the days are the pack's"


def test_letter_says_its_last_day_of_appeal() -> None:
    appeal = samples.refusal().content()["appeal"]
    assert appeal == {
        "days": 28,
        "first_day": "2031-05-01",
        "last_day": "2031-05-28",
        "to": "the Appeals Office of the Demonstration Licensing Authority",
    }


def test_licence_value_that_is_absent_is_never_zero() -> None:
    content = samples.licence().content()
    assert content["lines"][2]["value"] == {"none": "not recorded"}  # type: ignore[index,call-overload]
    assert content["total"] == {
        "money": {"currency": "EUR", "minor": 19_890_000, "text": "EUR 198,900.00"},
        "counted": 2,
        "without_value": 1,
    }


def test_licence_without_any_value_has_no_total() -> None:
    lines = tuple(replace(line, value=NoValue.NOT_APPLICABLE) for line in samples.LINES)
    assert samples.licence(lines=lines).content()["total"] == {"money": None, "counted": 0, "without_value": 3}


def test_licence_lines_of_two_currencies_are_not_added() -> None:
    lines = (*samples.LINES[:1], replace(samples.LINES[1], value=Money(1, "GBP")))
    with pytest.raises(ValueError, match="not added"):
        samples.licence(lines=lines).content()


def test_digest_follows_the_content_and_nothing_else() -> None:
    one, same = samples.licence().content(), samples.licence().content()
    other = samples.licence(end_use="Something else.").content()
    assert domain.message_digest(one) == domain.message_digest(dict(reversed(same.items())))
    assert domain.message_digest(one) != domain.message_digest(other)


@pytest.mark.parametrize(
    ("letter", "kind", "subject"),
    [
        (samples.licence(), MessageKind.LICENCE, "Export licence XA-LIC 2031/000212"),
        (samples.refusal(), MessageKind.REFUSAL, "Refusal of an export licence: XA-IND 2031/000413"),
        (samples.suspension(), MessageKind.SUSPENSION, "Suspension of licence XA-LIC 2031/000212"),
        (samples.suspension(domain.ReinstatementNotice), MessageKind.REINSTATEMENT, "Reinstatement of licence XA-LIC 2031/000212"),
        (samples.suspension(domain.RevocationNotice), MessageKind.REVOCATION, "Revocation of licence XA-LIC 2031/000212"),
        (samples.no_licence(), MessageKind.NO_LICENCE, "No licence required: XA-IND 2031/000412"),
        (samples.enquiry(), MessageKind.ENQUIRY, "A question about your application XA-IND 2031/000412"),
        (samples.list_mail(), MessageKind.LIST_MAIL, "Licences for Kasdara suspended"),
    ],
)
def test_letter_kind_and_subject(letter: domain.Letter, kind: MessageKind, subject: str) -> None:
    content = letter.content()
    assert (content["kind"], content["subject"]) == (kind.value, subject)
    assert letter.kind is kind


@pytest.mark.parametrize("marking", list(Marking))
@pytest.mark.parametrize("audience", list(Audience))
def test_marking_public_list_gets_public_only(marking: Marking, audience: Audience) -> None:
    if audience is Audience.PUBLIC:
        assert domain.may_see(marking, audience) is (marking is Marking.PUBLIC)
    if marking is Marking.ADDRESSEE:
        assert not domain.may_see(marking, audience)


def test_marking_sensitive_is_not_for_special_advisers() -> None:
    with pytest.raises(Refused, match="OFFICIAL-SENSITIVE cannot go to a list for special-advisers"):
        domain.check_marking(Marking.OFFICIAL_SENSITIVE, audience=Audience.SPECIAL_ADVISERS)
    domain.check_marking(Marking.OFFICIAL, audience=Audience.SPECIAL_ADVISERS)


@pytest.mark.parametrize("marking", [Marking.OFFICIAL, Marking.OFFICIAL_SENSITIVE])
def test_marking_internal_never_leaves_in_a_letter(marking: Marking) -> None:
    draft = MessageDraft(letter=samples.licence(), organisation="ORG1", key="k", marking=marking)
    with pytest.raises(Refused, match="cannot go to an organisation outside government"):
        draft.check()


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_draft_needs_a_key(key: str) -> None:
    with pytest.raises(Invalid, match="needs a key"):
        MessageDraft(letter=samples.licence(), organisation="ORG1", key=key).check()


def test_mail_about_a_letter_repeats_nothing_of_it() -> None:
    content = samples.refusal().content()
    text = domain.mail_text(content, kind=MessageKind.REFUSAL, marking=Marking.ADDRESSEE.value, portal="https://x.example/portal/")
    assert "https://x.example/portal/" in text
    assert "XA-IND 2031/000413" in text
    assert not any(word in text for word in ("Refus", "refus", "Kasdara", "Thermal", "Orlan"))


def test_mail_to_a_list_says_marking_and_words() -> None:
    text = domain.mail_text(samples.list_mail().content(), kind=MessageKind.LIST_MAIL, marking="OFFICIAL", portal="")
    assert "Marking: OFFICIAL." in text
    assert "46 licences were suspended today." in text


@given(st.binary(min_size=10, max_size=10))
def test_check_code_reads_back_however_it_is_typed(random: bytes) -> None:
    code = encode_check_code(random)
    assert len(code) == 16
    assert parse_check_code(f" {grouped(code).lower()} ") == code
    assert check_digest(parse_check_code(grouped(code))) == check_digest(code)


@pytest.mark.parametrize("text", ["", "0000-0000-0000-000", "0000-0000-0000-000U", "0000-0000-0000-0000-0"])
def test_check_code_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="is not a check code"):
        parse_check_code(text)
