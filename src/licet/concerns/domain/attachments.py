"""What is taken as an attachment, and which hidden data can be taken out of it here: those of JPEG and PNG pictures.

A picture's pixels stay to the bit; what a camera or a program wrote beside them goes: place, time, device, author, previews.
Other kinds of file are kept as they are, and the page says so: taking hidden data out of a PDF or an office document needs
programs that Licet does not bring along. Pure: bytes in, bytes out.
"""

import re
from collections.abc import Iterator
from typing import Final

from licet.kernel.errors import Invalid

MOST_FILES: Final = 5
MOST_BYTES: Final = 10 * 1024 * 1024
_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"acTL", b"fcTL", b"fdAT"}
)
_APPLICATION_KEPT: Final = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
_MARKER_AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\x01\xd0-\xd7]", re.DOTALL)
_MOST_SEGMENTS: Final = 65_536  # no picture has as many; a file made of nothing else would keep the service busy
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_STANDING_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})


def check_count(count: int) -> None:
    if count > MOST_FILES:
        raise Invalid(f"At most {MOST_FILES} attachments are taken; these are {count}.", place="attachments")


def too_large(number: int) -> Invalid:
    return Invalid(
        f"Attachment {number} is larger than {MOST_BYTES // 1024 // 1024} MB, the most that is taken.", place=f"attachment {number}"
    )


def without_hidden_data(content: bytes) -> bytes | None:
    """The same picture without what was written beside it; None for anything that is not a whole JPEG or PNG picture."""
    try:
        if content.startswith(_JPEG):
            return b"".join(_jpeg(content))
        if content.startswith(_PNG):
            return b"".join(_png(content))
    except (IndexError, ValueError):
        pass
    return None


def _png(content: bytes) -> Iterator[bytes]:
    yield _PNG
    place = len(_PNG)
    for _ in range(_MOST_SEGMENTS):
        length = int.from_bytes(_exactly(content, place, 4))
        chunk = _exactly(content, place, 12 + length)
        if chunk[4:8] in _PNG_KEPT:
            yield chunk
        if chunk[4:8] == b"IEND":
            return  # what some programs hang on behind the end stays away
        place += len(chunk)
    raise ValueError("no picture has as many chunks")


def _jpeg(content: bytes) -> Iterator[bytes]:
    yield _JPEG
    place = len(_JPEG)
    for _ in range(_MOST_SEGMENTS):
        if content[place] != 0xFF:
            raise ValueError("no marker where one must stand")
        marker = content[place + 1]
        if marker == 0xFF:  # a filling byte
            place += 1
            continue
        if marker == _END_OF_IMAGE:
            yield content[place : place + 2]
            return
        length = 2 if marker in _STANDING_ALONE else 2 + int.from_bytes(_exactly(content, place + 2, 2))
        end = place + length
        if marker == _START_OF_SCAN:
            end = _end_of_scan(content, end)
        segment = _exactly(content, place, end - place)
        if marker == 0xE0 and segment.startswith(_APPLICATION_KEPT[marker], 4):
            yield _without_thumbnail(segment)
        elif _jpeg_needs(marker, segment):
            yield segment
        place = end
    raise ValueError("no picture has as many segments")


def _jpeg_needs(marker: int, segment: bytes) -> bool:
    """Whether a picture looks the same only with this: not comments, and of what programs add only what colours need."""
    if marker == 0xFE:
        return False
    kept = _APPLICATION_KEPT.get(marker)
    return not 0xE0 <= marker <= 0xEF or (kept is not None and segment.startswith(kept, 4))


def _without_thumbnail(jfif: bytes) -> bytes:
    """The JFIF header alone, saying that the thumbnail is of 0 by 0 (JFIF 1.02): it may show what was cut out of the picture."""
    return b"\xff\xe0\x00\x10" + _exactly(jfif, 4, 12) + b"\x00\x00"


def _end_of_scan(content: bytes, place: int) -> int:
    if found := _MARKER_AFTER_SCAN.search(content, place):
        return found.start()
    raise ValueError("cut short")


def _exactly(content: bytes, place: int, length: int) -> bytes:
    found = content[place : place + length]
    if len(found) != length:
        raise ValueError("cut short")
    return found
