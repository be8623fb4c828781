"""Functions stay small enough to be read; names say what a thing is; each module has a page about it."""

from __future__ import annotations

import ast

import pytest
from tests.architecture.code import ROOT, SOURCE, files, packages

LONGEST_FUNCTION = 60
NEVER = {"utils", "helpers", "manager", "managers", "misc", "common"}


def test_functions_fit_on_a_screen() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{node.name}": size
        for path in files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and (size := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_names_say_something() -> None:
    assert [str(path.relative_to(ROOT)) for path in files() if path.stem in NEVER or path.parent.name in NEVER] == []


@pytest.mark.parametrize("package", [name for name in packages() if name != "web"])
def test_package_has_its_half_page(package: str) -> None:
    readme = SOURCE / "licet" / package.replace(".", "/") / "README.md"
    assert readme.exists(), "purpose, invariants it keeps, who calls it"
    assert len(readme.read_text().splitlines()) <= 60
