"""Attachments: taken up to a size, freed of hidden data where that is possible, sealed before they touch the disk.

The sealed files lie under LICET_CONCERNS_ROOT by random names. A file comes as ``….new`` and is made anew by the daily batch,
all of a day together in random order, so that no time on it, nor its place on the disk, tells when it was filed.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from licet.concerns import sealing
from licet.concerns.domain import Naming
from licet.concerns.domain import attachments as rules
from licet.concerns.models import Attachment, Concern
from licet.concerns.sealing import Box, ContentKey, Part
from licet.kernel.errors import Invalid, NotFound
from licet.platform.ids import new_id

_READ = 64 * 1024
_COMING = (".new", ".partial")
_ENDING = re.compile(r"\.[a-z0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as it is handed in. ``stream`` is read up to the limit, and not a byte further than is needed to see it passed."""

    name: str
    media_type: str
    stream: BinaryIO | Iterable[bytes]


@dataclass(frozen=True, slots=True)
class AttachmentSeen:
    """``hidden_data``: whether it was taken out; where not, the file is as it was handed in."""

    number: int
    name: str
    media_type: str
    size: int
    hidden_data_removed: bool


def keep_attachments(row: Concern, key: ContentKey, files: Sequence[Attached], *, day: date) -> list[Attachment]:
    """Seal them one by one. Raises Invalid for one too large; what was sealed so far is then removed again."""
    rules.check_count(len(files))
    kept: list[Attachment] = []
    try:
        for number, file in enumerate(files, start=1):
            kept.append(Attachment(id=new_id(), concern=row, number=number, about=b""))
            kept[-1].about = _keep(row, key, kept[-1], file, day)
    except BaseException:
        remove(kept)
        raise
    return kept


def digest_of(file: Attached) -> str:
    """Of its bytes, as hexadecimal. A stream then stands at its start again."""
    digest = hashlib.sha256()
    for piece in _pieces(file.stream):
        digest.update(piece)
    if seek := getattr(file.stream, "seek", None):
        seek(0)
    return digest.hexdigest()


def remove(kept: Sequence[Attachment]) -> None:
    """For a filing that was refused: nothing of it stays."""
    for attachment in kept:
        _path(attachment.pk, new=True).unlink(missing_ok=True)


def read_attachment(key: ContentKey, attachment: Attachment) -> Iterator[bytes]:
    """Its bytes, opened piece by piece. Raises NotFound, or CannotOpen where it is damaged."""
    path = next((path for new in (False, True) if (path := _path(attachment.pk, new=new)).is_file()), None)
    if path is None:
        raise NotFound("attachment")
    with open(path, "rb", opener=_without_trace) as file:
        yield from sealing.open_stream(key, attachment.pk, iter(lambda: file.read(sealing.SEALED_PIECE), b""))


def _without_trace(path: str, flags: int) -> int:
    """Open without noting the moment of reading on the file, where the system and its owner allow that."""
    with suppress(PermissionError):
        return os.open(path, flags | getattr(os, "O_NOATIME", 0))
    return os.open(path, flags)


def about(key: ContentKey, attachment: Attachment) -> AttachmentSeen:
    kept = sealing.open_box(key, _box(attachment.pk), attachment.about)
    return AttachmentSeen(attachment.number, kept["name"], kept["media_type"], kept["size"], kept["hidden_data_removed"])


def attachments_missing() -> int:
    """How many attachments have no sealed file here."""
    names = Attachment.objects.values_list("pk", flat=True)
    return sum(not (_path(name).is_file() or _path(name, new=True).is_file()) for name in names)


def newly_come() -> list[str]:
    """Ids of files that no batch has made anew."""
    return [path.stem for path in Path(settings.LICET_CONCERNS_ROOT).glob("*.new")]


def make_anew(day: date, order: Sequence[str]) -> int:
    """Copy every file that came since the last batch, in a given order, so that the disk remembers the batch only.

    Returns how many could not be copied: they are read as they came, and tried again next time.
    """
    left = sum(not _made_anew(attachment, day) for attachment in order)
    if order:
        _blur(settings.LICET_CONCERNS_ROOT, day)
    return left


def _made_anew(attachment: str, day: date) -> bool:
    new = _path(attachment, new=True)
    try:
        with new.open("rb") as file:
            _write(_path(attachment), iter(lambda: file.read(_READ), b""), day)
        new.unlink()
    except FileNotFoundError:  # another process was first
        return True
    except OSError:
        return False
    return True


def sweep(day: date) -> int:
    """Remove files whose filing was killed before it was kept: no row names them, and they are of a day before a day that has ended.

    A filing still on its way is of a later day. Files that a batch made anew are never touched: their row was kept once.
    """
    before = datetime.combine(day, time(), UTC).timestamp()
    found = [path for ending in _COMING for path in Path(settings.LICET_CONCERNS_ROOT).glob(f"*{ending}")]
    old = [path for path in found if _is_of_before(path, before)]
    kept = set(Attachment.objects.filter(pk__in=[path.stem for path in old]).values_list("pk", flat=True)) if old else set()
    left = [path for path in old if path.stem not in kept]
    for path in left:
        path.unlink(missing_ok=True)
    if left:
        _blur(Path(settings.LICET_CONCERNS_ROOT), day)
    return len(left)


def _is_of_before(path: Path, moment: float) -> bool:
    try:
        return path.stat().st_mtime < moment
    except FileNotFoundError:  # kept, made anew or swept meanwhile
        return False


def _keep(row: Concern, key: ContentKey, attachment: Attachment, file: Attached, day: date) -> bytes:
    content = _read(file, attachment.number)
    cleaned = rules.without_hidden_data(content)
    whole = content if cleaned is None else cleaned
    _write(_path(attachment.pk, new=True), sealing.seal_stream(key, attachment.pk, [whole]), day)
    _blur(settings.LICET_CONCERNS_ROOT, day)
    told = {
        "name": _name(file, attachment.number, keep=row.naming == Naming.NAMED),
        "media_type": file.media_type[:100],
        "size": len(whole),
        "hidden_data_removed": cleaned is not None,
    }
    return sealing.seal_box(key, _box(attachment.pk), told)


def _read(file: Attached, number: int) -> bytes:
    content = bytearray()
    for piece in _pieces(file.stream):
        content += piece
        if len(content) > rules.MOST_BYTES:
            raise rules.too_large(number)
    if not content:
        raise Invalid(f"Attachment {number} is empty: choose it again, or leave it out.", place=f"attachment {number}")
    return bytes(content)


def _pieces(stream: BinaryIO | Iterable[bytes]) -> Iterator[bytes]:
    read = getattr(stream, "read", None)
    return iter(lambda: read(_READ), b"") if read else iter(stream)


def _name(file: Attached, number: int, *, keep: bool) -> str:
    """A file's name often names its author: it is kept only where the raiser gives their own."""
    plain = file.name.replace("\\", "/").rpartition("/")[2]
    ending = Path(plain).suffix.lower()
    ending = ending if _ENDING.fullmatch(ending) else ""
    return plain[-120:] if keep else f"attachment {number}{ending}"


def _write(path: Path, pieces: Iterable[bytes], day: date) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_suffix(".partial")
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        _blur(partial, day)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _blur(path: Path, day: date) -> None:
    """The day's noon instead of the moment. When the file was made is hidden by the batch, which makes it anew."""
    noon = datetime.combine(day, time(12), UTC).timestamp()
    os.utime(path, (noon, noon))


def _path(attachment: str, *, new: bool = False) -> Path:
    return Path(settings.LICET_CONCERNS_ROOT) / f"{attachment}{'.new' if new else '.sealed'}"


def _box(attachment: str) -> Box:
    return Box(Part.FILES, "attachment", "about", attachment)
