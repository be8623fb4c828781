"""Pages cannot rot: what they name is there. Links, decisions, terms, commands, settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DECISIONS = ROOT / "docs" / "decisions"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CITED = re.compile(r"(?:docs/)?decisions?[ /](\d{4})\b")
TERM = re.compile(r"^\| ([^|]+) \| ([^|]+) \| `([\w.]+)` \|$", re.MULTILINE)
COMMAND = re.compile(r"^ *(?:\w+=\S+ )*(?:bin/)?licet ([a-z][a-z-]*(?: [a-z][a-z-]*)*)", re.MULTILINE)
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
SETTING = re.compile(r"\bLICET_[A-Z_]+[A-Z]\b")


def pages() -> list[Path]:
    """Everything that people read: the root's pages, docs, and the half-pages beside the code."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md"), *(ROOT / "assets").glob("*.md")]
    return sorted(found)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def slug(heading: str) -> str:
    """The anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    return {slug(found) for found in re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)}


def broken(path: Path) -> Iterator[str]:
    for target in LINK.findall(path.read_text()):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        if not found.exists() or (anchor and found.suffix == ".md" and anchor not in anchors(found)):
            yield target


@pytest.mark.parametrize("path", pages(), ids=name)
def test_page_links_lead_somewhere(path: Path) -> None:
    assert list(broken(path)) == []


def test_decisions_index_lists_every_page_under_its_number() -> None:
    listed = dict(re.findall(r"^- \[(\d{4})\]\((\S+)\)", (DECISIONS / "README.md").read_text(), re.MULTILINE))
    written = {path.name[:4]: path.name for path in DECISIONS.glob("[0-9]*.md")}
    assert listed == written, "docs/decisions/README.md lists every page once, under its number and file name"


def test_decisions_index_has_the_titles_of_the_pages() -> None:
    listed = dict(re.findall(r"^- \[(\d{4})\]\(\S+\) (.+)$", (DECISIONS / "README.md").read_text(), re.MULTILINE))
    headings = {path.name[:4]: path.read_text().partition("\n")[0] for path in DECISIONS.glob("[0-9]*.md")}
    assert headings == {number: f"# {number}: {title}" for number, title in listed.items()}, "a page begins with “# NNNN: Title”"


def test_decisions_are_at_most_half_a_page_and_a_bit() -> None:
    long = {path.name: count for path in DECISIONS.glob("[0-9]*.md") if (count := len(path.read_text().splitlines())) > 45}
    assert long == {}


def test_decisions_that_are_cited_exist() -> None:
    written = {path.name[:4] for path in DECISIONS.glob("[0-9]*.md")}
    sources = [path for kind in ("*.py", "*.md", "*.toml", "*.html", "*.typ") for path in (ROOT / "src").rglob(kind)]
    cited = {(number, name(path)) for path in [*sources, *pages()] for number in CITED.findall(path.read_text())}
    assert {item for item in cited if item[0] not in written} == set()


@pytest.mark.parametrize(
    ("term", "path"),
    [(term, path) for term, _, path in TERM.findall((ROOT / "docs" / "explanation" / "glossary.md").read_text())],
)
def test_glossary_term_lives_where_the_page_says(term: str, path: str) -> None:
    module, _, thing = path.rpartition(".")
    assert hasattr(import_module(module), thing), f"{term}: {path} is not there"


def test_glossary_rows_all_name_their_place() -> None:
    text = (ROOT / "docs" / "explanation" / "glossary.md").read_text()
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| term ")]
    assert len(rows) == len(TERM.findall(text))


def commands() -> set[tuple[str, str]]:
    """Each command line that a page shows in a block, without its arguments."""
    shown = set()
    for path in pages():
        for language, block in BLOCK.findall(path.read_text()):
            shown |= {(name(path), words) for words in COMMAND.findall(block) if language in {"sh", ""}}
    return shown


def test_commands_in_pages_exist() -> None:
    known = {found.removeprefix("licet ") for found in re.findall(r"^## `(licet [^`]+)`", _reference("commands"), re.MULTILINE)}
    unknown = {(page, words) for page, words in commands() if not any(_begins(words, command) for command in known)}
    assert unknown == set()
    assert commands()


def _begins(words: str, command: str) -> bool:
    return words.split()[: len(command.split())] == command.split()


def test_settings_in_pages_exist() -> None:
    known = set(re.findall(r"^\| `(LICET_\w+)`", _reference("settings"), re.MULTILINE))
    written = (path for folder in ("how-to", "explanation", "tutorial") for path in (ROOT / "docs" / folder).glob("*.md"))
    named = {(name(path), found) for path in [ROOT / "README.md", *written] for found in SETTING.findall(path.read_text())}
    assert {item for item in named if item[1] not in known} == set()


def _reference(page: str) -> str:
    return (ROOT / "docs" / "reference" / f"{page}.md").read_text()
