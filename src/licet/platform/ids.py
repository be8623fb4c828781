"""New ids, and all randomness that enters a record."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from licet.kernel.ids import encode_id
from licet.platform.environment import only_where_pretending


class _Stream:
    """Bytes that follow from a seed: the n-th draw is SHAKE-256 over seed and n."""

    def __init__(self, seed: bytes) -> None:
        self._seed = hashlib.sha256(b"licet/seed/v1\x00" + seed).digest()
        self._drawn = 0

    def draw(self, count: int) -> bytes:
        self._drawn += 1
        return hashlib.shake_256(self._seed + self._drawn.to_bytes(8)).digest(count)


_stream: ContextVar[_Stream | None] = ContextVar("licet.ids", default=None)


def random_bytes(count: int) -> bytes:
    """``count`` bytes nobody can guess; those of the seed inside :func:`seeded`."""
    stream = _stream.get()
    return stream.draw(count) if stream else secrets.token_bytes(count)


def new_id() -> str:
    """A public id: 128 random bits as 26 letters of Crockford's base32."""
    return encode_id(random_bytes(16))


@contextmanager
def seeded(seed: bytes) -> Iterator[None]:
    """Make ids, salts and keys follow from ``seed`` inside the block. Refused in production."""
    only_where_pretending("Choosing the seed of ids, salts and keys")
    token = _stream.set(_Stream(seed))
    try:
        yield
    finally:
        _stream.reset(token)
