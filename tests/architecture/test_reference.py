"""The reference pages and `events.json` are what the code says."""

from __future__ import annotations

import pytest
from tests.architecture.code import ROOT

from licet.ledger import catalogue
from licet.project.reference.pages import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_page_equals_code(name: str) -> None:
    assert (ROOT / "docs" / "reference" / f"{name}.md").read_text() == PAGES[name](), "type: bin/check --write"


def test_events_json_equals_code() -> None:
    assert catalogue.PATH.read_text() == catalogue.render(), "type: bin/check --write"


def test_every_setting_is_read_somewhere() -> None:
    from licet.project.options import OPTIONS

    readers = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "bin").iterdir()]
    text = "".join(path.read_text() for path in readers if path.name != "options.py")
    assert [option.name for option in OPTIONS if not option.reserved and option.name not in text] == []
    assert [option.name for option in OPTIONS if option.reserved and f'"{option.name}"' in text] == []
