"""The key that signs checkpoints (LICET_LOG_KEY), its public half (LICET_LOG_PUBLIC_KEY), and the name of the log (LICET_LOG_ORIGIN).

Only the process that signs needs the first; the others show and check signatures with the second (decision 0260).
"""

import base64
import binascii
import hashlib
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings

from licet.kernel.errors import Refused
from licet.platform.environment import PRETENDING
from licet_verify.note import SignerKey, VerifierKey, is_key_name

SEED_BYTES = PUBLIC_BYTES = 32
_FORMS = "LICET_LOG_KEY is base64 of a 32-byte Ed25519 seed, or the path of a PKCS#8 PEM file with an Ed25519 key"


def signer_key() -> SignerKey:
    """The log's private key under the log's name. Raises Refused, saying what the setting should be."""
    return SignerKey(_origin(), _seed(settings.LICET_LOG_KEY))


def verifier_key() -> VerifierKey:
    """The log's public key, as the register prints it: that of the signing key where this process has one, else the one it is told."""
    if settings.LICET_LOG_PUBLIC_KEY and not settings.LICET_LOG_KEY:
        return VerifierKey(_origin(), _read_public_key(settings.LICET_LOG_PUBLIC_KEY))
    return _public(signer_key())


def public_key_text() -> str:
    """The public half of the signing key, as LICET_LOG_PUBLIC_KEY holds it."""
    return base64.b64encode(_public(signer_key()).public).decode()


def _origin() -> str:
    if not is_key_name(settings.LICET_LOG_ORIGIN):
        raise Refused("LICET_LOG_ORIGIN names the log on every checkpoint: not empty, no white space, no plus sign.")
    return str(settings.LICET_LOG_ORIGIN)


def _read_public_key(given: str) -> bytes:
    try:
        public = base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError):
        public = b""
    if len(public) != PUBLIC_BYTES:
        raise Refused("LICET_LOG_PUBLIC_KEY is no base64 of a 32-byte Ed25519 public key: `licet init` writes the right one.")
    return public


@cache
def _public(key: SignerKey) -> VerifierKey:
    return key.verifier()


def _seed(given: str) -> bytes:
    if not given:
        return _pretended_seed()
    try:
        seed = base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError):
        seed = b""
    return seed if len(seed) == SEED_BYTES else _seed_from_pem(given)


def _seed_from_pem(given: str) -> bytes:
    try:
        pem = given.encode() if given.startswith("-----BEGIN") else Path(given).read_bytes()
        key = load_pem_private_key(pem, password=None)
    except (OSError, ValueError, TypeError) as error:
        raise Refused(f"{_FORMS}; it could not be read.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused(f"{_FORMS}; this one is of another kind.")
    return key.private_bytes_raw()


def _pretended_seed() -> bytes:
    """A demonstration or a test without a key signs with one that follows from SECRET_KEY."""
    if settings.LICET_ENV not in PRETENDING:
        raise Refused("LICET_LOG_KEY is missing: checkpoints cannot be signed. `licet init` writes one.")
    return hashlib.sha256(b"licet/log-key/v1\x00" + settings.SECRET_KEY.encode()).digest()
