"""A content key, sealed for those who may open the concern: each level by its public key, the raiser by their code.

For a level: HPKE (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM; the concern and the level stand in ``info``, so that a
wrap opens for nothing else. For a code: AES-256-GCM under a key that HKDF takes from the code's secret. The secret has 105
random bits, so no slow derivation is needed, and none can be used to keep the service busy.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from licet.concerns.domain import SECRET_BYTES, Receipt, receipt_of
from licet.concerns.sealing.boxes import NONCE_BYTES, CannotOpen
from licet.concerns.sealing.keys import KEY_BYTES, ContentKey, Part, level_private_key
from licet.platform.ids import random_bytes

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def wrap_for_level(key: ContentKey, *, concern: str, level: str, public: bytes) -> bytes:
    return _SUITE.encrypt(key.written(), X25519PublicKey.from_public_bytes(bytes(public)), _info(concern, level))


def open_with_level(wrapped: bytes | memoryview, *, concern: str, level: str, parts: tuple[Part, ...] = ()) -> ContentKey:
    """The content key, by the private key of a level that this process holds. Raises :class:`CannotOpen`."""
    try:
        return ContentKey.read(_SUITE.decrypt(bytes(wrapped), level_private_key(level), _info(concern, level)), *parts)
    except (InvalidTag, ValueError):
        raise CannotOpen(
            "This concern was sealed to another key than LICET_CONCERNS_KEY now holds. Set the key it was filed under."
        ) from None


def wrap_for_code(key: ContentKey, receipt: Receipt, *, concern: str, use: str) -> bytes:
    nonce = random_bytes(NONCE_BYTES)
    return nonce + AESGCM(_code_key(receipt, use)).encrypt(nonce, key.written(), _info(concern, use))


def open_with_code(
    wrapped: bytes | memoryview, receipt: Receipt, *, concern: str, use: str, parts: tuple[Part, ...] = ()
) -> ContentKey | None:
    """The content key, or None: a wrong code costs the same work as a right one."""
    raw = bytes(wrapped)
    try:
        written = AESGCM(_code_key(receipt, use)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _info(concern, use))
    except (InvalidTag, ValueError):
        return None
    return ContentKey.read(written, *parts)


def _code_key(receipt: Receipt, use: str) -> bytes:
    derive = HKDF(hashes.SHA256(), KEY_BYTES, receipt.lookup.encode(), f"licet/concerns/{use}/v1".encode())
    return derive.derive(receipt.secret.encode())


def _info(concern: str, whom: str) -> bytes:
    return f"licet/concerns/wrap/v1/{concern}/{whom}".encode()


def colleagues_code(receipt: Receipt) -> Receipt:
    """The code that the raiser may pass on. It follows from their own, and nothing of theirs follows from it."""
    derive = HKDF(hashes.SHA256(), SECRET_BYTES, receipt.lookup.encode(), b"licet/concerns/colleagues-code/v1")
    return receipt_of(receipt.lookup, derive.derive(receipt.secret.encode()))
