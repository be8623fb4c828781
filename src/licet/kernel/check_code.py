"""The check code on a document: 80 bits that only who holds the paper knows, published as a hash.

The licence prints the code; the ledger and the register hold its digest; whoever types the code learns whether the
document is ours. Randomness is given, never made here."""

import hashlib
from typing import Final

from licet.kernel.errors import Invalid
from licet.kernel.ids import ALPHABET, encode_base32
from licet.kernel.typed import read_typed

CODE_LENGTH: Final = 16
CODE_BYTES: Final = 10
_DOMAIN: Final = b"licet/check-code/v1\x00"
_READ: Final = {letter: letter for letter in ALPHABET} | {"O": "0", "I": "1", "L": "1"}


def encode_check_code(random: bytes) -> str:
    """Write 10 random bytes as 16 letters of Crockford's base32.

    >>> encode_check_code(bytes(10))
    '0000000000000000'
    """
    if len(random) != CODE_BYTES:
        raise ValueError("a check code is made of 10 bytes")
    return encode_base32(random, CODE_LENGTH)


def parse_check_code(text: str) -> str:
    """Read a code as a person may have typed it; :class:`Invalid` if it is none.

    >>> parse_check_code("0000-0000-0000-000o")
    '0000000000000000'
    """
    letters = read_typed(text).upper().replace("-", "").replace(" ", "")
    if len(letters) != CODE_LENGTH or any(letter not in _READ for letter in letters):
        raise Invalid(f"“{text[:40]}” is not a check code: 16 letters and figures are expected, in groups of four.")
    return "".join(_READ[letter] for letter in letters)


def grouped(code: str) -> str:
    """The code as it is printed, in groups of four.

    >>> grouped("0123456789ABCDEF")
    '0123-4567-89AB-CDEF'
    """
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def check_digest(code: str) -> str:
    """What is published of a code: SHA-256, in hexadecimal."""
    return hashlib.sha256(_DOMAIN + code.encode("ascii")).hexdigest()
