"""Collects every text for people from templates and Python into ``src/licet/locale/en/LC_MESSAGES/django.po``.

    .venv/bin/python assets/messages.py

English is the source, so that no compiled catalogue is needed to run. A translator copies the file to another language's
folder, translates it and compiles it with ``msgfmt``; Django's own texts come translated with Django.
"""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from jinja2 import Environment

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "licet"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
SINGULAR, CONTEXT = {"_", "gettext", "gettext_lazy"}, {"pgettext", "pgettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy"}
type Message = tuple[str | None, str, str | None]
"""Context, text, plural."""


def in_templates(path: Path) -> Iterator[Message]:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for _, function, words in environment.extract_translations(path.read_text()):  # type: ignore[attr-defined]
        given = (words,) if isinstance(words, str) else tuple(words or ())  # none: the text is a variable, collected where it is written
        yield from _message(function, [word for word in given if word is not None])


def in_python(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            words = [argument.value for argument in node.args if isinstance(argument, ast.Constant) and isinstance(argument.value, str)]
            yield from _message(node.func.id, words)


def _message(function: str, words: list[str]) -> Iterator[Message]:
    if function in SINGULAR and words:
        yield None, words[0], None
    elif function in CONTEXT and len(words) > 1:
        yield words[0], words[1], None
    elif function in PLURAL and len(words) > 1:
        yield None, words[0], words[1]


def found(folder: Path = SOURCE) -> dict[Message, list[str]]:
    """Every message with the files it stands in."""
    places: dict[Message, list[str]] = {}
    for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.py")]):
        for message in _of(path):
            where = places.setdefault(message, [])
            if (name := path.relative_to(ROOT).as_posix()) not in where:
                where.append(name)
    return places


def _of(path: Path) -> Iterable[Message]:
    return in_templates(path) if path.suffix == ".html" else in_python(path)


def catalogue() -> polib.POFile:
    made = polib.POFile(wrapwidth=120)
    made.metadata = {
        "Project-Id-Version": "Licet",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for (context, text, plural), files in sorted(found().items(), key=lambda item: (item[0][1], item[0][0] or "")):
        entry = polib.POEntry(msgid=text, msgstr="", msgctxt=context, occurrences=[(name, "") for name in files])
        if plural:
            entry.msgid_plural, entry.msgstr_plural = plural, {0: "", 1: ""}
        if "%(" in text or "%(" in (plural or ""):
            entry.flags.append("python-format")
        made.append(entry)
    return made


if __name__ == "__main__":
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue().save(str(CATALOGUE))
