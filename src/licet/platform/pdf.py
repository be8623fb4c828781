"""PDF files that a screen reader can read (PDF/UA-1), the same bytes for the same data.

A template is Typst source owned by the module that sends the document. Data reach it as JSON, as
``#let data = json(bytes(sys.inputs.data))``, and are never put into the source: what an exporter typed stays text.
Fonts are those inside the wheel (Libertinus Serif, New Computer Modern, DejaVu Sans Mono); the system's are not used.
"""

import json
import logging
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
from licet.kernel.visible_text import write_as_shown

_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_NOT_PLAIN = re.compile(r"[^\n\t -~\u00a1-\u024f\u0391-\u03c9\u0410-\u044f\u2010-\u2015\u2018-\u201f\u2026\u20ac]+")
"""What is spelled in Latin letters where Typst cannot set a text as it is: anything but the letters that all our fonts have."""
_ROUNDS = 6

log = logging.getLogger(__name__)


def render(template: str, data: Mapping[str, Json], *, on: date, folder: Path | None = None) -> bytes:
    """The document of ``template`` filled with ``data``, dated ``on`` (the day of the act, never of the rendering).

    ``folder`` holds what the template imports. Letters that no font inside the wheel has are written in Latin letters
    between square brackets, and ``data.transliterated`` is then true, so that the template can say so. The template
    must set a title (``#set document(title: …)``) and a language.

    What typed texts hold never stops a document: where Typst still cannot set them (it crashes on some marks of some scripts), everything
    but common letters is spelled. Raises :class:`Invalid` for a template at fault; Typst's own words go to the log of the process.
    """
    shown = _each_text(dict(data), _printable)
    missing: set[str] = set()
    for _ in range(_ROUNDS):
        spelled = _spelled(shown, re.compile(f"[{''.join(map(re.escape, sorted(missing)))}]+")) if missing else shown
        try:
            return _compile(template, spelled | {"transliterated": bool(missing)}, on, folder)
        except _Failed as failure:
            further = _unshown(failure.words) - missing
            if not further:
                break
            missing |= further
    try:
        return _compile(template, _spelled(shown, _NOT_PLAIN) | {"transliterated": True}, on, folder)
    except _Failed as failure:
        log.error("A document could not be set: %s", failure.words)
        raise Invalid("This document cannot be made at present. Tell the authority, which finds the reason in its log.") from None


def _printable(text: str) -> str:
    """As shown; a text of which nothing is seen, such as a name stored before these were refused, is not left out in silence."""
    return write_as_shown(text) or ("[?]" if text else "")


class _Failed(Exception):
    """Typst could not set the document; ``words`` are its own."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def _compile(template: str, data: Mapping[str, Any], on: date, folder: Path | None) -> bytes:
    text = json.dumps(data, sort_keys=True)
    compiler = typst.Compiler(template.encode(), root=folder or _no_files(), font_paths=_fonts())
    when = int(datetime.combine(on, time(), UTC).timestamp())
    try:
        made = compiler.compile(format="pdf", sys_inputs={"data": text}, pdf_standards=["ua-1"], timestamp=when)
    except typst.TypstError as error:
        raise _Failed(error.diagnostic) from error
    except BaseException as error:  # a crash inside Typst is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise _Failed(str(error)) from error
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


def _unshown(words: str) -> set[str]:
    """The letters that Typst complains of; it names many of them at once, some as ``\\u{…}``. All fonts have those of ASCII."""
    letters = {letter for text in _UNSHOWN.findall(words) for letter in _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)}
    return {letter for letter in letters if not letter.isascii()}


def _spelled(value: Any, letters: re.Pattern[str]) -> Any:
    """``value`` with every run of these letters written as ``[…]``."""
    return _each_text(value, lambda text: letters.sub(lambda run: f"[{anyascii(run[0]).strip() or '?'}]", text))


def _each_text(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each_text(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(item, change) for item in value]
    return value
