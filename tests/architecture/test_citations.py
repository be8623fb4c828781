"""A citation leads somewhere: the page exists, and so does its heading. Nothing is cited by the number of a page that is not here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.architecture.code import ROOT, SOURCE

FOLDERS = ("src", "tests", "bench", "bin", "docs", "deploy", "assets")
KINDS = {".py", ".md", ".toml", ".html", ".typ", ".scss", ".js", ".sh", ""}
CITATION = re.compile(r"\bdocs/[\w./-]+\.md(?:#[\w-]+)?")
NUMBERED_PAGE = re.compile(r"\b[Jj]oints?[ .,]+[0-9]|\b(?:joints|house|surfaces|record|pages)\.md [0-9I§S]|\brecord\.md,? [IS][0-9]")
INVARIANT = re.compile(r"\bI[0-9]{1,2}\b")
NAMED_FILE = re.compile(r"`([a-z]\w*/[\w./-]*)`")
RECORD = "docs/design/record.md"
PACKAGES = SOURCE / "licet"


def texts() -> list[Path]:
    """Every file that people write, this one left out: it holds the forms that it forbids."""
    written = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in KINDS]
    return sorted(path for path in [*written, *ROOT.glob("*.md")] if path != Path(__file__) and "node_modules" not in path.parts)


@cache
def read(path: Path) -> str:
    return path.read_text(errors="replace")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def anchors(path: Path) -> frozenset[str]:
    """The anchors that the headings of a page get on a forge; blocks of code have no headings."""
    prose = re.sub(r"^ *```.*?^ *```$", "", read(path), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings)


def unresolved(text: str) -> Iterator[str]:
    """Citations in a text whose page or heading is not there."""
    for citation in CITATION.findall(text):
        page, _, anchor = citation.partition("#")
        path = ROOT / page
        if not path.is_file() or (anchor and anchor not in anchors(path)):
            yield citation


def test_citations_lead_to_a_page_and_a_heading() -> None:
    wrong = {(name(path), citation) for path in texts() for citation in unresolved(read(path))}
    assert wrong == set(), "the page or the heading is not there"


def test_citations_are_found_at_all() -> None:
    cited = {citation for path in (ROOT / "src").rglob("*.py") for citation in CITATION.findall(read(path))}
    assert any("docs/design/" in citation and "#" in citation for citation in cited)


@pytest.mark.parametrize("citation", ["docs/design/nowhere.md", f"{RECORD}#no-such-heading", "docs/decisions/9999-none.md"])
def test_a_citation_of_nothing_is_found(citation: str) -> None:
    assert list(unresolved(f"# see {citation}.")) == [citation]


def test_nothing_is_cited_by_the_number_of_a_page_outside() -> None:
    wrong = {f"{name(path)}: {found}" for path in texts() for found in NUMBERED_PAGE.findall(read(path))}
    assert wrong == set(), "say the reason, or cite docs/design/<page>.md#<heading>"


def test_readmes_name_invariants_that_the_record_explains() -> None:
    explained = set(re.findall(r"^### (I[0-9]{1,2}): ", read(ROOT / RECORD), re.MULTILINE))
    assert explained == {f"I{number}" for number in range(1, 21)}
    named = {(name(path), found) for path in (ROOT / "src").rglob("README.md") for found in INVARIANT.findall(read(path))}
    assert {item for item in named if item[1] not in explained} == set()


def test_files_that_the_design_names_exist() -> None:
    """Files and folders as they are written: from the root of the repository, or from ``src/licet`` with the name of a package."""
    named = {(name(path), found) for path in (ROOT / "docs" / "design").glob("*.md") for found in NAMED_FILE.findall(read(path))}
    tops = {path.name for path in [*ROOT.iterdir(), *PACKAGES.iterdir()] if path.is_dir()}
    meant = {(page, found) for page, found in named if found.partition("/")[0] in tops}
    assert len(meant) > 80
    assert {item for item in meant if not (ROOT / item[1]).exists() and not (PACKAGES / item[1]).exists()} == set()
