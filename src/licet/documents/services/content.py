"""What a file is, by its content alone."""

import codecs
import zipfile
from collections.abc import Iterator
from typing import IO, Final

import puremagic

from licet.documents.domain import TEXT

PIECE: Final = 256 * 1024
_HEAD: Final = 4096
_BINARY: Final = frozenset({"application/pdf", "image/png", "image/jpeg"})
_CONTROLS: Final = frozenset(range(32)) - {9, 10, 12, 13}
_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."
_OFFICE: Final = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The whole file, from its beginning."""
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


def detect(file: IO[bytes], *, claimed: str) -> str | None:
    """The type that the content shows; None if it is none that is known.

    Text has no mark of its own: UTF-8 without control letters is taken for the text it claims to be, unless it is a
    page or a program for a browser.
    """
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _in_archive(file)
    binary = _by_mark(head)
    if binary:
        return binary
    if _is_text(file):
        return "text/html" if _is_markup(head) else claimed if claimed in TEXT else "text/plain"
    return None


def _by_mark(head: bytes) -> str | None:
    found = puremagic.magic_string(head)
    return next((each.mime_type for each in found if each.mime_type in _BINARY and each.offset == 0), None)


def _in_archive(file: IO[bytes]) -> str | None:
    """An office document by what its archive holds; one with macros is none that is taken."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if any(name.endswith("vbaProject.bin") for name in names):
                return None
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                kind = archive.read("mimetype").decode("ascii", "replace").strip()
                return kind if kind.startswith(_OPEN_DOCUMENT) else None
            return next((kind for name, kind in _OFFICE.items() if name in names), None)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError):
        return None


def _is_text(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces(file):
            if not _CONTROLS.isdisjoint(piece):
                return False
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_markup(head: bytes) -> bool:
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()[:200].lower()
    return start.startswith((b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<head", b"<body", b"<iframe"))
