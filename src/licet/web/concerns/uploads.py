"""Files on their way in: never in clear on a disk, never whole in memory, never more than may be filed.

Each is encrypted piece by piece into a file without a name, under a key that exists in this process only and only
while the request lasts. What is over the limit is read to its end and thrown away, so that the page can say so.
"""

from __future__ import annotations

import io
import os
import tempfile
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from licet.concerns.public import MOST_BYTES, MOST_FILES


class SealedFile(io.RawIOBase):
    """Written once, then read from its start as often as wanted. ``os.urandom`` keys it; nothing else holds the key."""

    def __init__(self) -> None:
        settings.LICET_CONCERNS_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = tempfile.TemporaryFile(dir=settings.LICET_CONCERNS_ROOT)  # noqa: SIM115  (lasts as long as the request)
        self._cipher = Cipher(AES256(os.urandom(32)), CTR(os.urandom(16)))
        self._writing: CipherContext | None = self._cipher.encryptor()
        self._reading: CipherContext | None = None

    def write(self, data: Any) -> int:
        if self._writing is None:
            raise io.UnsupportedOperation("this file is complete")
        return self._file.write(self._writing.update(bytes(data)))

    def complete(self) -> None:
        """From here on it is read."""
        self._writing = None
        self.seek(0)

    def readable(self) -> bool:
        return self._writing is None

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if (offset, whence) != (0, io.SEEK_SET):
            raise io.UnsupportedOperation("this file is read from its start only")
        self._reading = self._cipher.decryptor()
        return self._file.seek(0)

    def read(self, size: int = -1) -> bytes:
        if self._reading is None:
            raise io.UnsupportedOperation("this file is being written")
        return self._reading.update(self._file.read(size))

    def close(self) -> None:
        self._file.close()
        super().close()


class SealedUploads(FileUploadHandler):
    """Django's way in for files. ``request.too_much`` names what was left out for its size or number."""

    chunk_size = 64 * 1024

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._files: list[SealedFile] = []
        self.too_much: list[str] = []
        request.too_much = self.too_much  # type: ignore[attr-defined]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._size = 0
        if len(self._files) >= MOST_FILES:
            self._leave_out()
        self._files.append(SealedFile())

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size > MOST_BYTES:
            self._files.pop().close()
            self._leave_out()
        self._files[-1].write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        self._files[-1].complete()
        return UploadedFile(self._files[-1], self.file_name, self.content_type, file_size)  # type: ignore[arg-type]

    def upload_interrupted(self) -> None:
        for file in self._files:
            file.close()

    def _leave_out(self) -> None:
        self.too_much.append(str(self.file_name))
        raise SkipFile
