"""Public ids and human references. Randomness and counters are given, never made here."""

import re
from dataclasses import dataclass
from typing import Final

from licet.kernel.errors import Invalid
from licet.kernel.typed import read_typed

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ID_LENGTH: Final = 26
_VALUE = {letter: number for number, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_REFERENCE = re.compile(r"(?P<authority>[A-Z]{2})-(?P<kind>[A-Z]{1,4}) (?P<year>\d{4})/(?P<number>\d{6,})")
_RUN_TOGETHER = re.compile(r"([A-Z]{2})([A-Z]{1,4})(\d{4})(\d*)")


def encode_id(random: bytes) -> str:
    """Write 16 random bytes as 26 letters of Crockford's base32.

    >>> encode_id(bytes(16))
    '00000000000000000000000000'
    """
    if len(random) != 16:
        raise ValueError("a public id is made of 16 bytes")
    return encode_base32(random, ID_LENGTH)


def encode_base32(random: bytes, length: int) -> str:
    number = int.from_bytes(random)
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(length)))


def parse_id(text: str) -> str:
    """Read an id as a person may have typed it; :class:`Invalid` if it is none.

    >>> parse_id("0000000000-000000-000000000o")
    '00000000000000000000000000'
    """
    letters = read_typed(text).upper().replace("-", "").replace(" ", "")
    if len(letters) != ID_LENGTH or any(letter not in _VALUE for letter in letters):
        raise Invalid(f"“{text[:40]}” is not an id: 26 letters and figures are expected.")
    return "".join(ALPHABET[_VALUE[letter]] for letter in letters)


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A number that people say aloud: authority, kind of thing, year, number without gaps.

    >>> str(Reference("QM", "IND", 2031, 412))
    'QM-IND 2031/000412'
    """

    authority: str
    kind: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.authority}-{self.kind} {self.year}/{self.number:06d}"

    @classmethod
    def parse(cls, text: str) -> "Reference":
        """Read a reference as a person may have typed or pasted it; :class:`Invalid` if it is none."""
        found = _REFERENCE.fullmatch(read_typed(text).upper())
        if not found:
            raise Invalid(f"“{text[:40]}” is not a reference such as QM-IND 2031/000412.")
        return cls(found["authority"], found["kind"], int(found["year"]), int(found["number"]))


def split_reference(text: str) -> tuple[str, ...]:
    """The parts of a reference, or of its beginning as far as the year, however they were parted; none where the text is no reference.

    >>> split_reference("xaind2031 0004")
    ('XA', 'IND', '2031', '0004')
    """
    parts = _RUN_TOGETHER.fullmatch("".join(filter(str.isalnum, read_typed(text).upper())))
    return tuple(filter(None, parts.groups())) if parts else ()
