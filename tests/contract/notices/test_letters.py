"""What a template may rely on: the data of each letter, by template and version. A kept message is set by its own page."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.notices import samples

from licet.notices import domain
from licet.notices.services.render import TEMPLATES

HELD = json.loads(Path(__file__).with_name("letters.json").read_text())
LETTERS = [
    samples.licence(agent=samples.EXPORTER),
    samples.refusal(),
    samples.suspension(),
    samples.suspension(domain.ReinstatementNotice),
    samples.suspension(domain.RevocationNotice),
    samples.no_licence(),
    samples.enquiry(),
    samples.list_mail(),
    samples.acknowledgement(),
]


def names(value: Any) -> Any:
    """The names in JSON data, without the data: lists by their first item."""
    if isinstance(value, dict):
        return {name: names(item) for name, item in sorted(value.items())}
    if isinstance(value, list):
        return [names(value[0])] if value else []
    return "…"


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: str(letter.kind))
def test_letter_data_are_those_of_its_template_version(letter: domain.Letter) -> None:
    """A change of the data needs a new template version, with a page and an entry of its own in letters.json."""
    assert names(letter.content()) == HELD[f"{letter.template}-{letter.template_version}"]


@pytest.mark.parametrize("name", sorted(HELD))
def test_letter_every_version_that_was_sent_keeps_its_page(name: str) -> None:
    assert (TEMPLATES / f"{name}.typ").is_file()
