"""Tests that can fail: each asserts something, itself or through what it calls, and no assertion holds whatever happens."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.code import ROOT, place

# What is called only to see whether it raises: pytest.raises, django_assert_num_queries, refuse_ended, verify_log …
RAISING = ("assert", "check", "expect", "fail", "raises", "refuse", "run_state_machine_as_test", "verify")


def test_each_test_asserts_something() -> None:
    silent = [where for where, test in _tests() if not _asserts(test.name, test)]
    assert silent == [], "assert what the test is named for; a test that nothing breaks has to say what is whole afterwards"


def test_no_assertion_holds_whatever_happens() -> None:
    """`assert a == b or a` holds for any `a` there is: what follows `or` is a comparison, a call or a negation."""
    wrong = [
        place(path, node.lineno)
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert) and any(isinstance(each, ast.Constant | ast.Name | ast.Subscript) for each in _alternatives(node))
    ]
    assert wrong == []


def _alternatives(assertion: ast.Assert) -> list[ast.expr]:
    """What may make it hold by itself, but the first, which may be the condition under which the rest is asked."""
    if isinstance(assertion.test, ast.BoolOp) and isinstance(assertion.test.op, ast.Or):
        return assertion.test.values[1:]
    return [assertion.test] if isinstance(assertion.test, ast.Constant) else []


def _tests() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield f"{place(path, node.lineno)} {node.name}", node


def _asserts(name: str, function: ast.FunctionDef, above: tuple[str, ...] = ()) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert | ast.Raise):
            return True
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            if any(word in called for word in RAISING):
                return True
            if called not in above and any(_asserts(called, helper, (*above, name)) for helper in _helpers().get(called, ())):
                return True
    return False


@cache
def _helpers() -> dict[str, list[ast.FunctionDef]]:
    """The functions of the tests by name, wherever they are defined."""
    helpers: dict[str, list[ast.FunctionDef]] = {}
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                helpers.setdefault(node.name, []).append(node)
    return helpers


@cache
def _trees() -> list[tuple[Path, ast.Module]]:
    return [(path, ast.parse(path.read_text())) for path in sorted((ROOT / "tests").rglob("*.py"))]
