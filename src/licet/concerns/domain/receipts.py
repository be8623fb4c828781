"""The code that a raiser is shown once: the only way back to a concern.

Thirty letters of Crockford's base32 in six groups: eight by which the concern is found (40 bits), twenty-one that open it
(105 bits), one that catches slips of the pen. All thirty are one word of a code over the field of 32 elements, so that
every single wrong letter, and every two letters that changed places, are found out before anything is looked up.
A code for colleagues who sign too is written in the same way and opens less.
"""

from dataclasses import dataclass, field
from typing import Final

from licet.kernel.errors import Invalid
from licet.kernel.ids import ALPHABET, encode_base32
from licet.kernel.typed import read_typed

LOOKUP_LENGTH: Final = 8
SECRET_LENGTH: Final = 21
LENGTH: Final = LOOKUP_LENGTH + SECRET_LENGTH + 1
LOOKUP_BYTES: Final = 5
SECRET_BYTES: Final = 14  # 112 bits drawn, of which 105 are written
_GROUP: Final = 5
_FIELD: Final = 0b100101  # x⁵ + x² + 1, primitive: powers of x reach all 31 elements but zero
_VALUE: Final = {letter: number for number, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}

if LENGTH > 31 or SECRET_LENGTH * 5 < 100 or LOOKUP_LENGTH * 5 < 40:
    raise AssertionError("a receipt has 100 secret bits at least, and no two of its letters have the same weight")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A code, never passed about as plain text. ``lookup`` finds the concern, ``secret`` opens it; neither prints itself."""

    lookup: str = field(repr=False)
    secret: str = field(repr=False)

    def written(self) -> str:
        """As it is shown, once: six groups of five."""
        letters = self.lookup + self.secret
        whole = letters + _check(letters)
        return "-".join(whole[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))

    def __str__(self) -> str:
        return "a code"


def new_receipt(random: bytes) -> Receipt:
    """A receipt from ``LOOKUP_BYTES + SECRET_BYTES`` random bytes."""
    if len(random) != LOOKUP_BYTES + SECRET_BYTES:
        raise ValueError(f"a receipt is made of {LOOKUP_BYTES + SECRET_BYTES} bytes")
    return receipt_of(encode_base32(random[:LOOKUP_BYTES], LOOKUP_LENGTH), random[LOOKUP_BYTES:])


def receipt_of(lookup: str, random: bytes) -> Receipt:
    """A further code for the same concern, its secret from ``SECRET_BYTES`` bytes."""
    return Receipt(lookup, encode_base32(random, SECRET_LENGTH))


def parse_receipt(text: str) -> Receipt:
    """Read a code as a person typed it. Raises :class:`Invalid` without repeating what was typed: it may be nearly right."""
    letters = read_typed(text).upper().replace("-", "").replace(" ", "")
    if len(letters) != LENGTH or any(letter not in _VALUE for letter in letters):
        raise Invalid(f"A code has {LENGTH} letters and figures in groups of {_GROUP}; this has another length or sign.", place="code")
    plain = "".join(ALPHABET[_VALUE[letter]] for letter in letters)
    if _check(plain[:-1]) != plain[-1]:
        raise Invalid("A letter of this code is wrong, or two changed places: compare it with what you wrote down.", place="code")
    return Receipt(plain[:LOOKUP_LENGTH], plain[LOOKUP_LENGTH:-1])


def _check(letters: str) -> str:
    """The sum of all letters, each weighted with another power of x: thirty weights, no two alike, none zero."""
    total = 0
    for letter in letters:
        total = _times_x(total ^ _VALUE[letter])
    return ALPHABET[total]


def _times_x(element: int) -> int:
    element <<= 1
    return element ^ _FIELD if element & 32 else element
