"""Keys: one pair for each level, from the setting of the concerns process; one content key for each concern."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from licet.kernel.errors import Refused
from licet.platform.ids import random_bytes

KEY_BYTES = 32
_LEVEL = b"licet/concerns/level/v1\x00"
_PART = b"licet/concerns/part/v1\x00"


class Part(StrEnum):
    """What a content key is taken apart into: who holds one of these opens nothing of the others."""

    POINTS = "points"
    STEPS = "steps"
    PARTIES = "parties"
    NAME = "name"
    FILES = "files"
    COSIGNATURES = "co-signatures"


@dataclass(frozen=True, slots=True)
class ContentKey:
    """Some parts of a concern's key. The raiser and the levels hold all of them; colleagues who co-sign hold two."""

    parts: dict[Part, bytes] = field(repr=False)

    def __getitem__(self, part: Part) -> bytes:
        return self.parts[part]

    def only(self, *parts: Part) -> "ContentKey":
        return ContentKey({part: self.parts[part] for part in parts})

    def written(self) -> bytes:
        """The parts in the order of their declaration."""
        return b"".join(self.parts[part] for part in Part if part in self.parts)

    @classmethod
    def read(cls, written: bytes, *parts: Part) -> "ContentKey":
        names = [part for part in Part if part in parts] or list(Part)
        return cls({part: written[place * KEY_BYTES : (place + 1) * KEY_BYTES] for place, part in enumerate(names)})

    def tag(self, user: str) -> bytes:
        """By which a colleague counts once: a digest that nobody without this key can compute or test."""
        return hmac.digest(self.parts[Part.COSIGNATURES], user.encode(), "sha256")


def new_content_key() -> ContentKey:
    secret = random_bytes(KEY_BYTES)
    return ContentKey({part: HKDFExpand(hashes.SHA256(), KEY_BYTES, _PART + part.encode()).derive(secret) for part in Part})


def key_fault(text: str) -> str | None:
    """Why a value of LICET_CONCERNS_KEY will not do, as one sentence; None if it will."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return "LICET_CONCERNS_KEY is not base64: write 32 random bytes in base64, as `licet init` does."
    if len(raw) != KEY_BYTES:
        return f"LICET_CONCERNS_KEY has {len(raw)} bytes and needs {KEY_BYTES}: write 32 random bytes in base64, as `licet init` does."
    return None


def key_held() -> bool:
    """Whether this process can open concerns at all: only those that serve or carry them can."""
    return bool(settings.LICET_CONCERNS_KEY)


def level_private_key(level: str) -> X25519PrivateKey:
    """The private key of a level, which this process holds for its handlers. Raises :class:`Refused` in a process that has none."""
    if fault := key_fault(settings.LICET_CONCERNS_KEY):
        raise Refused(f"This process cannot open concerns. {fault}")
    return _derived(settings.LICET_CONCERNS_KEY, level)


def level_public_bytes(level: str) -> bytes:
    return level_private_key(level).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _derived(setting: str, level: str) -> X25519PrivateKey:
    salt = hashlib.sha256(b"licet/concerns/key/v1").digest()
    seed = HKDF(hashes.SHA256(), KEY_BYTES, salt, _LEVEL + level.encode()).derive(base64.b64decode(setting))
    return X25519PrivateKey.from_private_bytes(seed)
