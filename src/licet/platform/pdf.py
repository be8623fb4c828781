"""PDF files that a screen reader can read (PDF/UA-1), the same bytes for the same data (joints 33).

A template is Typst source owned by the module that sends the document. Data reach it as JSON, as
``#let data = json(bytes(sys.inputs.data))``, and are never put into the source: what an exporter typed stays text.
Fonts are those inside the wheel (Libertinus Serif, New Computer Modern, DejaVu Sans Mono); the system's are not used.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from anyascii import anyascii

from licet.kernel.errors import Invalid
from licet.kernel.event import Json

_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ROUNDS = 20


def render(template: str, data: Mapping[str, Json], *, on: date, folder: Path | None = None) -> bytes:
    """The document of ``template`` filled with ``data``, dated ``on`` (the day of the act, never of the rendering).

    ``folder`` holds what the template imports. Letters that no font inside the wheel has are written in Latin letters
    between square brackets, and ``data.transliterated`` is then true, so that the template can say so. The template
    must set a title (``#set document(title: …)``) and a language. Raises :class:`Invalid` with Typst's own words.
    """
    shown = _without_controls(dict(data))
    missing: set[str] = set()
    for _ in range(_ROUNDS):
        text = json.dumps(_spelled(shown, missing) | {"transliterated": bool(missing)}, sort_keys=True)
        try:
            return _compile(template, text, on, folder)
        except typst.TypstError as error:
            found = _unshown(error) - missing
            if not found:
                raise Invalid(f"The document could not be set: {error.diagnostic}") from error
            missing |= found
    raise Invalid("The document holds too many letters that no font has.")


def _compile(template: str, data: str, on: date, folder: Path | None) -> bytes:
    compiler = typst.Compiler(template.encode(), root=folder or _no_files(), font_paths=_fonts())
    when = int(datetime.combine(on, time(), UTC).timestamp())
    made = compiler.compile(format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"], timestamp=when)
    if not isinstance(made, bytes):
        raise TypeError("typst gives the bytes of one file")
    return made


def _no_files() -> Path:
    """An empty folder, kept while the process lives: a template that imports nothing can read nothing."""
    return Path(_empty().name)


@cache
def _empty() -> "TemporaryDirectory[str]":
    return TemporaryDirectory(prefix="licet-pdf-")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def _unshown(error: typst.TypstError) -> set[str]:
    """The letters that Typst complains of; it names all of them at once, some as ``\\u{…}``."""
    named = _UNSHOWN.findall(error.diagnostic)
    return {letter for text in named for letter in _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)}


def _without_controls(value: Any) -> Any:
    return _each_text(value, lambda text: _CONTROL.sub("", text.replace("\r\n", "\n")))


def _spelled(value: Any, missing: set[str]) -> Any:
    """``value`` with every run of missing letters written as ``[…]``."""
    if not missing:
        return value
    run = re.compile(f"[{''.join(map(re.escape, sorted(missing)))}]+")
    return _each_text(value, lambda text: run.sub(lambda found: f"[{anyascii(found[0]).strip() or '?'}]", text))


def _each_text(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each_text(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(item, change) for item in value]
    return value
