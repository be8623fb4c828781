"""Files by the SHA-256 of their bytes: one file kept once, never changed, checked whenever it is read."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

from licet.kernel.errors import Invalid, LicetError, NotFound

PIECE = 256 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Damaged(LicetError):
    """What is kept is no longer what was stored."""


@dataclass(frozen=True, slots=True)
class Stored:
    """``sha256`` in hexadecimal, ``size`` in bytes."""

    sha256: str
    size: int


class FileStore(Protocol):
    """Where the bytes of documents are kept."""

    def put(self, pieces: Iterable[bytes], *, most: int | None = None) -> Stored:
        """Keep a file as it streams in. Raises :class:`Invalid` beyond ``most`` bytes, and keeps nothing then."""
        ...

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """Its bytes, checked before the first is given. Raises :class:`NotFound` or :class:`Damaged`."""
        ...

    def read(self, sha256: str) -> bytes:
        """All its bytes, checked."""
        ...

    def has(self, sha256: str) -> bool: ...


class DiskStore:
    """A folder: ``ab/abcdef…``. A file appears in one step, whole and flushed, or not at all."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, pieces: Iterable[bytes], *, most: int | None = None) -> Stored:
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=self.root, prefix="incoming-")
        try:
            with os.fdopen(handle, "wb") as file:
                stored = _copy(pieces, file.fileno(), most)
            self._place(Path(name), stored.sha256)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(name)
            raise
        return stored

    def pieces(self, sha256: str) -> Iterator[bytes]:
        self._check(sha256)
        return _pieces(self._path(sha256))

    def read(self, sha256: str) -> bytes:
        path = self._path(sha256)
        if not path.is_file():
            raise NotFound("file")
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise _damaged(sha256)
        return content

    def has(self, sha256: str) -> bool:
        return self._path(sha256).is_file()

    def _place(self, incoming: Path, sha256: str) -> None:
        """Give the file its name. A damaged file of this name is mended by it."""
        path = self._path(sha256)
        path.parent.mkdir(exist_ok=True, mode=0o700)
        incoming.chmod(0o400)
        os.replace(incoming, path)
        _flush_folder(path.parent)

    def _check(self, sha256: str) -> None:
        path = self._path(sha256)
        if not path.is_file():
            raise NotFound("file")
        digest = hashlib.sha256()
        for piece in _pieces(path):
            digest.update(piece)
        if digest.hexdigest() != sha256:
            raise _damaged(sha256)

    def _path(self, sha256: str) -> Path:
        if not _DIGEST.fullmatch(sha256):
            raise NotFound("file")
        return self.root / sha256[:2] / sha256


def file_store() -> FileStore:
    """The store of this installation."""
    return DiskStore(settings.LICET_FILES_ROOT)


def write_whole(path: Path, content: bytes) -> None:
    """A named file that others fetch, such as one for customs: it appears whole and flushed, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".incoming-")
    with os.fdopen(handle, "wb") as file:
        _copy([content], file.fileno(), None)
    os.replace(name, path)
    _flush_folder(path.parent)


def _copy(pieces: Iterable[bytes], target: int, most: int | None) -> Stored:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(target, "wb", closefd=False) as file:
        for piece in pieces:
            size += len(piece)
            if most is not None and size > most:
                raise Invalid(f"The file is larger than {most:,} bytes, the most that is taken.", place="file")
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(target)
    return Stored(digest.hexdigest(), size)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _damaged(sha256: str) -> Damaged:
    return Damaged(f"The file {sha256} is damaged: its bytes are not those that were stored. Restore it from a backup.")
