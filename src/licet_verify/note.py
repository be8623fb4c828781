"""Signed notes and checkpoints (C2SP signed-note and tlog-checkpoint), Ed25519.

Which Ed25519 signatures are accepted is what OpenSSL accepts: docs/decisions/0011-ed25519-rules.md.
"""

import base64
import binascii
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from licet_verify.errors import NoteError
from licet_verify.tree import HASH_BYTES

if TYPE_CHECKING:  # imported when first used: a proof of a field or a digest needs Python alone
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ED25519 = 1
MAX_NOTE_BYTES = 1_000_000
MAX_SIGNATURES = 100  # the standard asks for at least 16; post-quantum ones reach 5 kB
_DASH = "\u2014 "


def b64decode(text: str, what: str) -> bytes:
    """Standard base64 in its one canonical spelling; NoteError names `what` otherwise."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError(f"{what} is not base64") from error
    if base64.b64encode(data).decode() != text:
        raise NoteError(f"{what} is not base64 in its canonical spelling")
    return data


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A named Ed25519 public key, as `name+id+base64` (a *vkey*)."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell keys of one name apart; they prove nothing."""
        return sha256(self.name.encode() + b"\n" + bytes([ED25519]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([ED25519]) + self.public).decode()}"

    @classmethod
    def parse(cls, vkey: str) -> "VerifierKey":
        """Read a vkey; raises NoteError when it is malformed or of another kind than Ed25519."""
        name, first, rest = vkey.strip().partition("+")
        key_id, second, encoded = rest.partition("+")
        if not (first and second and is_key_name(name)):
            raise NoteError("a verifier key reads name+id+base64")
        data = b64decode(encoded, "the key in the verifier key")
        if len(data) != 33 or data[0] != ED25519:
            raise NoteError("the verifier key is not an Ed25519 key")
        key = cls(name, data[1:])
        if key.id.hex() != key_id:
            raise NoteError("the id in the verifier key is not that of its name and key")
        return key

    def accepts(self, signature: bytes, message: bytes) -> bool:
        """Whether this key made `signature` over `message`."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class SignerKey:
    """A named Ed25519 private key: the 32-byte seed of RFC 8032."""

    name: str
    seed: bytes

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature; the same message always gives the same one."""
        return self._private().sign(message)

    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self._private().public_key().public_bytes_raw())

    def _private(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed)


def is_key_name(name: str) -> bool:
    """A key name is not empty and holds no white space and no plus sign."""
    return bool(name) and "+" not in name and not any(unicodedata.category(c)[0] in "ZC" or c.isspace() for c in name)


def sign(text: str, signers: Sequence[SignerKey]) -> str:
    """The note: `text` (ending with a newline), a blank line, a signature line for each signer."""
    _require_text(text)
    lines = []
    for signer in signers:
        if not is_key_name(signer.name):
            raise NoteError(f"{signer.name!r} cannot name a key: no white space, no plus sign")
        data = signer.verifier().id + signer.sign(text.encode())
        lines.append(f"{_DASH}{signer.name} {base64.b64encode(data).decode()}\n")
    return text + "\n" + "".join(lines)


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """The text of a note and the keys that were found to have signed it."""

    text: str
    signed_by: tuple[VerifierKey, ...]


def open_note(note: str | bytes, keys: Iterable[VerifierKey]) -> OpenedNote:
    """Verify a note. Unknown signers are ignored; a known one whose signature fails, or none known, refuses it."""
    text, signatures = split(note)
    known = {(key.name, key.id): key for key in keys}
    signed_by: list[VerifierKey] = []
    for name, data in signatures:
        key = known.get((name, data[:4]))
        if key is None or key in signed_by:
            continue
        if not key.accepts(data[4:], text.encode()):
            raise NoteError(f"the signature of {name} on the note is not valid")
        signed_by.append(key)
    if not signed_by:
        names = ", ".join(sorted({name for name, _ in signatures}))
        raise NoteError(f"no trusted key signed the note (signed by: {names})")
    return OpenedNote(text, tuple(signed_by))


def split(note: str | bytes) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a note and its signatures as (name, key id and signature), unverified."""
    if len(note) > MAX_NOTE_BYTES:
        raise NoteError(f"a note has at most {MAX_NOTE_BYTES:,} bytes")
    try:
        whole = note if isinstance(note, str) else note.decode()
        whole.encode()
    except UnicodeError as error:
        raise NoteError("the note is not UTF-8") from error
    _require_text(whole)
    text, border, tail = whole.rpartition("\n\n")
    if not border or not tail:
        raise NoteError("the note has no signatures after a blank line")
    lines = tail.removesuffix("\n").split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteError(f"the note has {len(lines)} signatures, more than {MAX_SIGNATURES}")
    return text + "\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not is_key_name(name) or not encoded:
        raise NoteError("a signature line reads: em dash, name, base64")
    data = b64decode(encoded, f"the signature of {name}")
    if len(data) < 5:
        raise NoteError(f"the signature of {name} is too short")
    return name, data


def _require_text(text: str) -> None:
    if not text.endswith("\n"):
        raise NoteError("the note does not end with a newline")
    if any(c < " " and c != "\n" for c in text):
        raise NoteError("the note holds a control character")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log: who it is, how many entries it has, and the root over them."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the signed text; extension lines after the third are allowed and ignored."""
        lines = text.removesuffix("\n").split("\n")
        if len(lines) < 3 or not all(lines):
            raise NoteError("a checkpoint has a line each for origin, size and root")
        origin, size, root = lines[:3]
        if not (size.isascii() and size.isdigit()) or (size[0] == "0" and size != "0") or len(size) > 19:
            raise NoteError(f"the size in the checkpoint is {size[:24]!r}, not a plain number")
        decoded = b64decode(root, "the root in the checkpoint")
        if len(decoded) != HASH_BYTES:
            raise NoteError(f"the root in the checkpoint has {len(decoded)} bytes, not {HASH_BYTES}")
        return cls(origin, int(size), decoded)


def open_checkpoint(note: str | bytes, key: VerifierKey) -> Checkpoint:
    """Verify a log's checkpoint under the log's key, whose name is the log's origin."""
    checkpoint = Checkpoint.parse(open_note(note, [key]).text)
    if checkpoint.origin != key.name:
        raise NoteError(f"the checkpoint is of {checkpoint.origin}, the key is that of {key.name}")
    return checkpoint
