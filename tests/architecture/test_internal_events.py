"""What is not public stays out of everything that the public reads."""

import ast

import pytest
from tests.architecture.code import SOURCE

INTERNAL = {"internal_events", "find_internal", "internal_disclosure", "InternalEvent", "InternalSalt", "InternalEntry"}
PUBLIC_PLACES = ("licet/register", "licet/web/register", "licet/api", "licet/web/components")


@pytest.mark.parametrize("place", PUBLIC_PLACES)
def test_nothing_that_the_public_reads_names_an_internal_event(place: str) -> None:
    files = sorted((SOURCE / place).rglob("*.py"))
    assert files, place
    for path in files:
        tree = ast.parse(path.read_text())
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
        assert not names & INTERNAL, path
