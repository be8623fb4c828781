"""One sealed value: AES-256-GCM, bound to the table, column and row it stands in, as long as others of its size.

A box that is copied to another row or column does not open there. Texts are padded, so that a length tells little."""

import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from licet.concerns.sealing.keys import ContentKey, Part
from licet.kernel.errors import Refused
from licet.platform.ids import random_bytes

NONCE_BYTES = 12
BLOCK = 512
_VERSION = b"\x01"


class CannotOpen(Refused):
    """The key does not fit, or what is kept is no longer what was sealed. The sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a sealed value stands: it opens nowhere else."""

    part: Part
    table: str
    column: str
    row: str

    @property
    def bound(self) -> bytes:
        return f"licet/concerns/{self.part}/{self.table}/{self.column}/{self.row}".encode()


def seal_box(key: ContentKey, box: Box, value: Any, *, block: int = BLOCK) -> bytes:
    """A JSON value, sealed. ``block``: wider where the length alone would tell what it says."""
    plain = _pad(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), block)
    nonce = random_bytes(NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key[box.part]).encrypt(nonce, plain, box.bound)


def open_box(key: ContentKey, box: Box, sealed: bytes | memoryview) -> Any:
    """What was sealed. Raises :class:`CannotOpen`."""
    raw = bytes(sealed)
    try:
        plain = AESGCM(key[box.part]).decrypt(raw[1 : 1 + NONCE_BYTES], raw[1 + NONCE_BYTES :], box.bound)
    except (InvalidTag, ValueError):
        raise CannotOpen(f"A sealed {box.column} cannot be opened: it was changed or moved. Restore it from a backup.") from None
    return json.loads(plain.rstrip(b"\x00")[:-1])


def _pad(plain: bytes, block: int) -> bytes:
    """Up to the next multiple of the block: a mark, then zeros."""
    marked = plain + b"\x80"
    return marked + bytes(-len(marked) % block)
