"""The forms of LICET_LOG_KEY."""

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pytest_django.fixtures import Settings

from licet.kernel.errors import Refused
from licet.ledger.keys import public_key_text, signer_key, verifier_key

SEED = bytes(range(32))


def _pem(key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def test_key_is_a_seed_in_base64_or_a_pem(settings: Settings, tmp_path: Path) -> None:
    pem = _pem(ed25519.Ed25519PrivateKey.from_private_bytes(SEED))
    (tmp_path / "log.pem").write_bytes(pem)
    for given in (base64.b64encode(SEED).decode(), pem.decode(), str(tmp_path / "log.pem")):
        settings.LICET_LOG_KEY = given
        assert signer_key().seed == SEED


def test_key_carries_the_origin(settings: Settings) -> None:
    settings.LICET_LOG_ORIGIN = "log.example/ledger"
    assert str(verifier_key()).startswith("log.example/ledger+")


@pytest.mark.parametrize("given", ["AAAA", "/no/such/file", "-----BEGIN NOTHING-----"])
def test_key_that_is_none_is_refused(settings: Settings, given: str) -> None:
    settings.LICET_LOG_KEY = given
    with pytest.raises(Refused, match="LICET_LOG_KEY is"):
        signer_key()


def test_key_of_another_kind_is_refused(settings: Settings) -> None:
    settings.LICET_LOG_KEY = _pem(ec.generate_private_key(ec.SECP256R1())).decode()
    with pytest.raises(Refused, match="another kind"):
        signer_key()


def test_production_without_a_key_is_refused(settings: Settings) -> None:
    settings.LICET_LOG_KEY, settings.LICET_ENV = "", "production"
    with pytest.raises(Refused, match="missing"):
        signer_key()


@pytest.mark.parametrize("origin", ["", "two words", "a+b"])
def test_origin_that_cannot_name_a_log_is_refused(settings: Settings, origin: str) -> None:
    settings.LICET_LOG_ORIGIN = origin
    with pytest.raises(Refused, match="LICET_LOG_ORIGIN"):
        signer_key()


def test_private_key_is_not_shown() -> None:
    assert SEED.hex() not in repr(signer_key())
    assert "seed" not in repr(signer_key())


def test_public_half_is_enough_to_show_and_check(settings: Settings) -> None:
    settings.LICET_LOG_KEY = base64.b64encode(SEED).decode()
    shown, settings.LICET_LOG_PUBLIC_KEY = verifier_key(), public_key_text()
    settings.LICET_LOG_KEY, settings.LICET_ENV = "", "production"
    assert verifier_key() == shown
    with pytest.raises(Refused, match="missing"):
        signer_key()


@pytest.mark.parametrize("given", ["AAAA", "no key", "é"])
def test_public_half_that_is_none_is_refused(settings: Settings, given: str) -> None:
    settings.LICET_LOG_KEY, settings.LICET_LOG_PUBLIC_KEY = "", given
    with pytest.raises(Refused, match="LICET_LOG_PUBLIC_KEY is no"):
        verifier_key()
