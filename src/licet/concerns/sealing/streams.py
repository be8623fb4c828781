"""An attachment, sealed in pieces as it streams: whole or not at all, in order, of this file and no other.

Each piece is AES-256-GCM under the file's own key, its place and whether it is the last standing in the nonce. The last piece
is filled up, so that the sealed size tells the size to 64 KiB only.
"""

from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from licet.concerns.sealing.boxes import CannotOpen
from licet.concerns.sealing.keys import KEY_BYTES, ContentKey, Part

PIECE = 64 * 1024
SEALED_PIECE = PIECE + 16
_MARK = b"\x80"


def seal_stream(key: ContentKey, file: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Sealed pieces of ``SEALED_PIECE`` bytes each; never more than one piece in memory."""
    box = AESGCM(_file_key(key, file))
    waiting, place = b"", 0
    for piece in _small(pieces):
        waiting += piece
        while len(waiting) > PIECE:
            yield box.encrypt(_nonce(place, last=False), waiting[:PIECE], None)
            waiting, place = waiting[PIECE:], place + 1
    marked = waiting + _MARK
    if len(marked) > PIECE:
        yield box.encrypt(_nonce(place, last=False), marked[:PIECE], None)
        marked, place = marked[PIECE:], place + 1
    yield box.encrypt(_nonce(place, last=True), marked + bytes(-len(marked) % PIECE), None)


def open_stream(key: ContentKey, file: str, sealed: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes again, from sealed pieces of ``SEALED_PIECE``. Raises :class:`CannotOpen` for any piece changed, moved or missing."""
    box = AESGCM(_file_key(key, file))
    kept, place = b"", 0
    for piece, last in _with_end(sealed):
        try:
            plain = box.decrypt(_nonce(place, last=last), piece, None)
        except (InvalidTag, ValueError):
            raise CannotOpen("A sealed attachment is damaged: restore it from a backup.") from None
        yield kept
        kept, place = plain, place + 1
        if last:
            yield _unpadded(kept)


def _unpadded(plain: bytes) -> bytes:
    whole, mark, rest = plain.rpartition(_MARK)
    if not mark or rest.strip(b"\x00"):
        raise CannotOpen("A sealed attachment is damaged: restore it from a backup.")
    return whole


def _small(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        for start in range(0, len(piece), PIECE):
            yield piece[start : start + PIECE]


def _with_end(sealed: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    before: bytes | None = None
    for piece in sealed:
        if before is not None:
            yield before, False
        before = piece
    if before is None:
        raise CannotOpen("A sealed attachment is empty: restore it from a backup.")
    yield before, True


def _nonce(place: int, *, last: bool) -> bytes:
    return bytes([last]) + place.to_bytes(11)


def _file_key(key: ContentKey, file: str) -> bytes:
    return HKDFExpand(hashes.SHA256(), KEY_BYTES, f"licet/concerns/file/v1/{file}".encode()).derive(key[Part.FILES])
