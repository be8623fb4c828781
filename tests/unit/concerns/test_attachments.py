"""Pictures lose what was written beside them and not a pixel."""

from __future__ import annotations

import pytest

from licet.concerns.domain.attachments import without_hidden_data

SECRET = b"taken by K. Orel"


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2) + data


JFIF, ADOBE, ICC = (
    segment(0xE0, b"JFIF\x00\x01\x02" + bytes(7)),
    segment(0xEE, b"Adobe" + bytes(7)),
    segment(0xE2, b"ICC_PROFILE\x00" + bytes(20)),
)
EXIF, COMMENT, IPTC = segment(0xE1, b"Exif\x00\x00" + SECRET), segment(0xFE, SECRET), segment(0xED, b"Adobe_Photoshop2.5:" + SECRET)
TABLES, FRAME = segment(0xDB, bytes(65)), segment(0xC2, bytes(15))
SCAN = segment(0xDA, bytes(10)) + b"\x12\xff\x00\x34\xff\xd0\x56"
END = b"\xff\xd9"
PLAIN = b"\xff\xd8" + JFIF + ADOBE + ICC + TABLES + FRAME + SCAN + TABLES + SCAN + END


def test_jpeg_keeps_its_picture_and_loses_the_rest() -> None:
    dirty = (
        b"\xff\xd8" + JFIF + EXIF + COMMENT + ADOBE + ICC + IPTC + TABLES + b"\xff" + FRAME + SCAN + COMMENT + TABLES + SCAN + END + SECRET
    )
    assert without_hidden_data(dirty) == PLAIN
    assert without_hidden_data(PLAIN) == PLAIN


def test_jpeg_loses_the_thumbnail_of_its_header() -> None:
    with_thumbnail = segment(0xE0, b"JFIF\x00\x01\x02" + bytes(5) + b"\x02\x02" + SECRET[:12])
    assert without_hidden_data(PLAIN.replace(JFIF, with_thumbnail)) == PLAIN


@pytest.mark.parametrize("cut", range(2, len(PLAIN)))
def test_jpeg_cut_short_is_left_alone(cut: int) -> None:
    assert without_hidden_data(PLAIN[:cut]) is None


PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"PK\x03\x04",
        PNG,
        PNG + b"\xff" * 40,
        PNG + (bytes(4) + b"tEXt" + bytes(4)) * 65_536 + bytes(4) + b"IEND" + bytes(4),
        b"\xff\xd8" + JFIF + b"no marker" + END,
        b"\xff\xd8" + b"\xff\x01" * 65_536 + END,
    ],
    ids=["nothing", "pdf", "zip", "png without chunks", "png cut", "png of endless chunks", "jpeg without marker", "endless jpeg"],
)
def test_other_files_are_left_alone(content: bytes) -> None:
    assert without_hidden_data(content) is None
