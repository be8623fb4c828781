"""RFC 8785 JSON: one value, one sequence of bytes, so that a digest names a value.

The record has no floating-point numbers: money is integer minor units, quantities are decimal text. Floats are
therefore refused, which also removes the one difficult part of RFC 8785. Integers stop at 2^53 - 1, because a
reader in another language (JSON numbers are doubles there) would silently read a different number beyond it.
"""

import hashlib
import json
from collections.abc import Sequence
from json.encoder import encode_basestring
from typing import Any

from licet_verify.errors import CanonicalError

type Json = bool | int | str | list[Json] | dict[str, Json] | None

MAX_INTEGER = 2**53 - 1


def dumps(value: Json) -> bytes:
    """The canonical UTF-8 bytes of `value`.

    Raises CanonicalError for a float, an integer beyond 2^53 - 1, a key that is not text, a lone surrogate,
    nesting too deep to walk, or any type JSON does not have.
    """
    out: list[str] = []
    try:
        _write(value, out)
        return "".join(out).encode()
    except UnicodeEncodeError as error:
        raise CanonicalError("text with half of a surrogate pair has no UTF-8 form") from error
    except RecursionError as error:
        raise CanonicalError("the value is nested too deeply") from error


def loads(data: bytes | str) -> Json:
    """Read JSON as strictly as `dumps` writes it: refuses floats, large integers and repeated names.

    White space and the order of names are free: compare with `dumps` to ask for the canonical form itself.
    """
    try:
        text = data if isinstance(data, str) else data.decode()
        value: Json = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except UnicodeDecodeError as error:
        raise CanonicalError(f"not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise CanonicalError(f"not JSON: {error.msg} at character {error.pos}") from error
    except RecursionError as error:
        raise CanonicalError("the value is nested too deeply") from error
    return value


def digest(value: Json) -> str:
    """SHA-256 of the canonical form, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(dumps(value)).hexdigest()


def _write(value: Json, out: list[str]) -> None:
    if isinstance(value, str):
        out.append(encode_basestring(value))
    elif value is None or value is True or value is False:
        out.append("null" if value is None else "true" if value else "false")
    elif isinstance(value, int):
        out.append(_integer_text(value))
    elif isinstance(value, (list, tuple)):  # a frozen value holds tuples where JSON has arrays
        _write_list(value, out)
    elif isinstance(value, dict):
        _write_object(value, out)
    elif isinstance(value, float):
        raise CanonicalError(f"{value!r} is a floating-point number; the record has none")
    else:
        raise CanonicalError(f"JSON has no {type(value).__name__}")


def _write_list(values: Sequence[Json], out: list[str]) -> None:
    separator = "["
    for value in values:
        out.append(separator)
        _write(value, out)
        separator = ","
    out.append("]" if values else "[]")


def _write_object(members: dict[str, Json], out: list[str]) -> None:
    separator = "{"
    for name in _in_order(members):
        out.append(separator)
        out.append(encode_basestring(name))
        out.append(":")
        _write(members[name], out)
        separator = ","
    out.append("}" if members else "{}")


def _in_order(members: dict[str, Json]) -> list[str]:
    """Names by UTF-16 code units, not code points (RFC 8785 section 3.2.3); for ASCII both orders are one."""
    for name in members:
        if not isinstance(name, str):
            raise CanonicalError(f"the name {name!r} in an object is not text")
    ascii_ = all(map(str.isascii, members))
    return sorted(members) if ascii_ else sorted(members, key=lambda name: name.encode("utf-16-be"))


def _integer_text(value: int) -> str:
    if abs(value) > MAX_INTEGER:
        raise CanonicalError(f"{value} is beyond 2^53 - 1; write it as text")
    return int.__repr__(value)


def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > MAX_INTEGER:
        raise CanonicalError(f"{text[:24]} is beyond 2^53 - 1")
    if text == "-0":
        raise CanonicalError("-0 has no place in the record")
    return int(text)


def _refuse_number(text: str) -> Any:
    raise CanonicalError(f"{text[:24]} is not a whole number; the record has no others")


def _object(members: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(members)
    if len(found) != len(members):
        names = [name for name, _ in members]
        twice = next(name for name in names if names.count(name) > 1)
        raise CanonicalError(f"the name {twice!r} stands twice in one object")
    return found
