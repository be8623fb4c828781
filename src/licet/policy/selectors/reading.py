"""Read one pack file: its bytes, its digest, its TOML, its schema. Every fault says file, place, what and what to do."""

import hashlib
import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

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
    fault = best_match(_validator(kind).iter_errors(source.data))
    if fault:
        raise source.error(f"{fault.message[:300]}; correct it by packs/schema/{kind}.json.", *fault.absolute_path)


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((PACKS / "schema" / f"{kind}.json").read_text("utf-8")))


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
