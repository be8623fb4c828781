"""The macros render what govuk-frontend's own fixtures say, in our environment."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from tests.contract.web_components.reading import digest

PINNED = json.loads((Path(__file__).parent / "fixtures.json").read_text())
FIXTURES = [
    pytest.param(component, options, expected, id=f"{component}: {name}")
    for component, rows in PINNED["fixtures"].items()
    for name, options, expected in rows
]


def rendered(component: str, options: dict[str, Any]) -> str:
    macro = "govuk" + component.title().replace("-", "")
    template = f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {macro} %}}{{{{ {macro}(options) }}}}'
    return engines["jinja2"].from_string(template).render({"options": options})


@pytest.mark.parametrize(("component", "options", "expected"), FIXTURES)
def test_macro_renders_as_the_design_system_does(component: str, options: dict[str, Any], expected: str) -> None:
    html = rendered(component, options)
    assert digest(html) == expected, html


def test_fixtures_are_of_the_version_whose_styles_we_build() -> None:
    lock = json.loads((Path(__file__).resolve().parents[3] / "assets/package-lock.json").read_text())
    assert lock["packages"]["node_modules/govuk-frontend"]["version"] == PINNED["govuk-frontend"]
    assert len(FIXTURES) > 500
