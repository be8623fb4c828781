"""What both readers share: a file read once under a limit, text as a reader sees it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from licet.kernel.errors import Invalid
from licet.kernel.visible_text import write_as_shown

LARGEST_FILE: Final = 256 * 1024 * 1024
LONGEST_NAME: Final = 1_000
LONGEST_TEXT: Final = 50_000
MOST_NAMES: Final = 500
CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of a list: its bytes, to be read more than once, and their SHA-256."""

    stream: BinaryIO
    sha256: str


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Refuses with the file's name what is absent, empty, or larger than ``LARGEST_FILE`` bytes."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise Invalid(f"The file cannot be read: {error.strerror}.", place=path.name) from error
    with stream:
        digest = _digest(stream, path.name)
        stream.seek(0)
        yield Opened(stream, digest)


def _digest(stream: BinaryIO, name: str) -> str:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > LARGEST_FILE:
            raise Invalid(f"The file is larger than {LARGEST_FILE // 1024 // 1024} MiB.", place=name)
        digest.update(chunk)
    if not size:
        raise Invalid("The file is empty.", place=name)
    return digest.hexdigest()


def clean(text: str | None, *, place: str, longest: int = LONGEST_TEXT) -> str:
    """As a reader sees it, with white space folded: a publisher cannot be asked to write it again. Refuses what is too long."""
    written = " ".join(write_as_shown(" ".join((text or "").split())).split())
    if len(written) > longest:
        raise Invalid(f"The text is longer than {longest} characters.", place=place)
    return written
