"""Read one pack file: its bytes, its digest, its TOML, its schema. Every fault says file, place, what and what to do."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError, best_match

from licet.policy.domain import PackError, PackInfo

PACKS = Path(__file__).resolve().parents[1] / "packs"


@dataclass(frozen=True, slots=True)
class Source:
    """A pack as read: its data (days as ISO texts, shape as its schema demands) and where it came from."""

    path: Path
    text: str
    sha256: str
    data: dict[str, Any]

    @property
    def file(self) -> str:
        return str(self.path.relative_to(PACKS.parent)) if self.path.is_relative_to(PACKS) else str(self.path)

    @property
    def info(self) -> PackInfo:
        title = self.data.get("title") or self.data["name"]
        return PackInfo(self.data["id"], self.data["version"], title, self.sha256)

    def error(self, message: str, *steps: str | int) -> PackError:
        """A fault at a place such as ``("clause", 3, "test")``."""
        return PackError(message, file=self.file, place=self.place(steps) if steps else None)

    def place(self, steps: Sequence[str | int]) -> str:
        """“line 12, clause 4 (code 1c), test”, as far as the file lets it be known."""
        words, line = _words(steps, self.data), _line(self.text, steps)
        return f"line {line}, {words}" if line else words


def read(path: Path, kind: str) -> Source:
    """Read a pack of a kind (a schema's name). Raises :class:`PackError`."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
        data = _days_as_text(tomllib.loads(text))
    except OSError as fault:
        raise PackError(f"cannot be read ({fault.strerror}); check that it is there and readable.", file=str(path)) from fault
    except UnicodeDecodeError as fault:
        raise PackError("is not UTF-8; save it as UTF-8.", file=str(path), place=f"byte {fault.start}") from fault
    except tomllib.TOMLDecodeError as fault:
        raise PackError(f"is not TOML: {fault}; correct it there.", file=str(path)) from fault
    source = Source(path, text, hashlib.sha256(raw).hexdigest(), data)
    _check(source, kind)
    return source


def _check(source: Source, kind: str) -> None:
    faults = list(_validator(kind).iter_errors(source.data))
    _refuse_not_yet(source, kind, faults)
    fault = best_match(faults)
    if fault:
        raise source.error(f"{fault.message[:300]}; correct it by packs/schema/{kind}.json.", *fault.absolute_path)


def _refuse_not_yet(source: Source, kind: str, faults: Sequence[ValidationError]) -> None:
    """All that nothing reads yet in one sentence, with the tables that are missing: a pack of an earlier Licet is put right at once."""
    paths = [tuple(fault.absolute_path) for fault in faults if fault.validator == _NOT_YET]
    unread = [source.place(path[:-1] if path[-1] == "id" else path) for path in paths]
    if not unread:
        return
    required = _validator(kind).schema["required"]
    missing = [name for name in required if name not in source.data]
    add = f"; add {', '.join(missing)} as packs/{kind}/demo.toml has them" if missing else ""
    raise source.error(f"nothing reads these yet: {'; '.join(unread)}. Remove them{add}.")


_NOT_YET = "notYet"
"""Keyword of our schemas: true for a key, or a list of values, that nothing reads yet and that is refused."""


def _not_yet(validator: Any, unread: bool | list[str], instance: Any, schema: Any) -> Iterator[ValidationError]:
    if unread is True or (isinstance(unread, list) and instance in unread):
        yield ValidationError("nothing reads this yet")


_Validator: Any = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {_NOT_YET: _not_yet}
)


@cache
def _validator(kind: str) -> Any:
    return _Validator(json.loads((PACKS / "schema" / f"{kind}.json").read_text("utf-8")))


def _days_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _days_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_days_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def _words(steps: Sequence[str | int], data: Any) -> str:
    words: list[str] = []
    for step in steps:
        data = _below(data, step)
        name = next((f" ({key} {data[key]})" for key in ("code", "id", "name") if isinstance(data, dict) and key in data), "")
        words.append(f"{step + 1}{name}" if isinstance(step, int) else step)
    return re.sub(r", (?=\d)", " ", ", ".join(words))


def _below(data: Any, step: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(step)
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None


def _line(text: str, steps: Sequence[str | int]) -> int | None:
    """The line on which the table of a fault starts."""
    if len(steps) < 2 or not isinstance(steps[1], int):
        return None
    heads = list(re.finditer(rf"^\[\[{re.escape(str(steps[0]))}\]\]", text, re.MULTILINE))
    return text.count("\n", 0, heads[steps[1]].start()) + 1 if steps[1] < len(heads) else None
