"""Letters in the words of the authority's pack, and who writes to whom in any letter."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings

from licet.notices.domain import (
    Acknowledgement,
    Addressee,
    Authority,
    ClosedUnanswered,
    EnquiryReminder,
    ExpiryLetter,
    ExpiryNotice,
    PackLetter,
)
from licet.people.public import Organisation
from licet.policy import public as policy
from licet.policy.public import LetterName

LETTERS: Mapping[LetterName, type[PackLetter]] = {
    LetterName.ACKNOWLEDGEMENT: Acknowledgement,
    LetterName.ENQUIRY_REMINDER: EnquiryReminder,
    LetterName.CLOSED_UNANSWERED: ClosedUnanswered,
    LetterName.EXPIRY_NOTICE: ExpiryNotice,
    LetterName.EXPIRY: ExpiryLetter,
}


def issuer() -> Authority:
    """The authority as its letters name it."""
    pack = policy.pack()
    return Authority(name=pack.name, address=pack.address, email=pack.email, demonstration=settings.LICET_ENV != "production")


def addressee(holder: Organisation) -> Addressee:
    return Addressee(name=holder.name, address=holder.address, email=holder.email, registration_number=holder.registration_number)


def pack_letter(name: LetterName, *, reference: str, holder: Organisation, on: date, **values: str | date) -> PackLetter:
    """The letter of this name to an organisation; ``reference`` is of the case or licence that it is about.

    ``values`` are what it is filled in with, besides the reference and the authority's name.

    Raises :class:`Invalid` for a value that is missing or not asked for.
    """
    text = policy.letter(name)
    about = "licence" if name in (LetterName.EXPIRY_NOTICE, LetterName.EXPIRY) else "reference"
    given = {key: _written(value) for key, value in values.items()}
    words = text.render({**given, about: reference, "authority": policy.pack().short_name})
    return LETTERS[name](
        reference=reference,
        on=on,
        authority=issuer(),
        addressee=addressee(holder),
        title=text.title,
        words=tuple(part.strip() for part in words.split("\n\n") if part.strip()),
        words_version=text.version,
    )


def _written(value: str | date) -> str:
    return f"{value.day} {value:%B} {value.year}" if isinstance(value, date) else value
