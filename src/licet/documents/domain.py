"""What may be kept, under which name, and how it leaves again. Pure: it is given the first bytes, not the file."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from licet.kernel.errors import Invalid

MAX_BYTES: Final = 50 * 1024 * 1024
MAX_NAME: Final = 120


class OwnerKind(StrEnum):
    """What a document belongs to; its ``owner_ref`` is that thing's public id."""

    APPLICATION = "application"
    CASE = "case"
    ENQUIRY = "enquiry"
    MESSAGE = "message"
    ORGANISATION = "organisation"


TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "txt": "text/plain",
        "csv": "text/csv",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
    }
)
"""Types that are taken, by the ending of the name."""

TEXT: Final = frozenset({"text/plain", "text/csv"})
_NAMES: Final[Mapping[str, str]] = MappingProxyType({kind: ending.upper() for ending, kind in TYPES.items()})
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def clean_name(given: str) -> str:
    """The last part of a name as given, without anything that could lead elsewhere or deceive the reader.

    >>> clean_name("..\\\\..\\\\etc/passwd.txt")
    'passwd.txt'
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter for letter in unicodedata.normalize("NFC", last) if unicodedata.category(letter) not in {"Cf", "Co", "Cn", "Cs"})
    name = _FORBIDDEN.sub("_", plain).strip(" .")
    if not name or _RESERVED.fullmatch(name):
        raise Invalid("Give the file a name such as specification.pdf.", place="file")
    stem, dot, ending = name.rpartition(".")
    return name if len(name) <= MAX_NAME else f"{(stem or ending)[: MAX_NAME - 6]}{dot}{ending[:5]}"


def claimed_type(name: str) -> str:
    """The type that a name's ending claims; :class:`Invalid` if it is not taken."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in TYPES:
        taken = ", ".join(sorted(TYPES))
        raise Invalid(f"“{name}” cannot be taken: the name must end in one of {taken}.", place="file")
    return TYPES[ending]


def check_size(size: int, name: str) -> None:
    if size == 0:
        raise Invalid(f"“{name}” is empty.", place="file")
    if size > MAX_BYTES:
        raise Invalid(f"“{name}” has {size:,} bytes; at most {MAX_BYTES:,} ({MAX_BYTES // 2**20} MiB) are taken.", place="file")


def check_type(name: str, *, claimed: str, found: str | None) -> None:
    """Refuse a file whose content is not what its name says. ``found`` None: nothing that is known."""
    if found == claimed:
        return
    what = f"a {_NAMES[found]} file" if found and found in _NAMES else "something else"
    raise Invalid(f"“{name}” says that it is {_NAMES[claimed]}, but its content is {what}: rename or convert it.", place="file")


def download_headers(*, name: str, content_type: str, size: int) -> dict[str, str]:
    """Headers with which a kept file leaves: as a file to save, of its own type, never guessed, never run."""
    ascii_name = re.sub(r"[^A-Za-z0-9._-]+", "_", name)
    return {
        "Content-Type": f"{content_type}; charset=utf-8" if content_type in TEXT else content_type,
        "Content-Length": str(size),
        "Content-Disposition": f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
