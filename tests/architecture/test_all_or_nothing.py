"""A command writes everything or nothing: what a module offers reaches its writing through a transaction (CONTRIBUTING, rule 4)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.architecture.code import files, module_of, place

SURFACES = ("licet.api", "licet.cli", "licet.web")
WRITES = {"save", "create", "bulk_create", "update", "bulk_update", "get_or_create", "update_or_create", "delete"}
TO_THE_LOG = ("licet.policy.record_events", "record_events")
CALLED_WITHIN = {
    "licet.decisions.services.decide.decide_case",
    "licet.decisions.services.decide_licences.decide_licences",
    "licet.decisions.services.propose.make_act",
    "licet.documents.services.add.keep_made",
    "licet.licences.services.changing.change_statuses",
    "licet.licences.services.changing.complete_status_act",
    "licet.licences.services.grant.grant",
    "licet.policy.record_events.record_events",
    "licet.reviews.services.applying.apply_review",
    "licet.reviews.services.applying.reopen_review",
}
"""Parts of a command, for the services of other modules to call within their transaction."""
IN_STEPS = {
    "licet.concerns.services.carrying.daily_batch": "each step is whole, and is taken up again where the last run ended",
    "licet.concerns.services.filing.file_concern": "the keys of the levels are one statement before it, and the same whoever makes them",
    "licet.concerns.services.filing.level_keys": "one statement",
    "licet.notices.services.deliver.deliver_pending": "mail that went out is noted message by message",
    "licet.register.services.checking.compare_with_log": "one row at the end; all before it is in tables of the connection's own",
}
"""Commands that write outside a transaction, each with the reason why nothing half-written remains."""

type Place = tuple[str, str]
"""The full name of a module, and of a function in it."""


@cache
def _trees() -> dict[str, tuple[Path, ast.Module]]:
    return {module_of(path): (path, ast.parse(path.read_text())) for path in files() if "demo" not in path.parts}


@cache
def _names(module: str) -> dict[str, tuple[str, str]]:
    """What each name of a module means: the module and the name where it comes from."""
    return {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(_trees()[module][1])
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


@cache
def _functions(module: str) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in _trees()[module][1].body if isinstance(node, ast.FunctionDef)}


def _find(module: str, name: str) -> Place | None:
    """Where a function is written that a module knows by this name."""
    seen = set()
    while module in _trees() and (module, name) not in seen:
        seen.add((module, name))
        if name in _functions(module):
            return module, name
        module, name = _names(module).get(name, ("", ""))
    return None


def _calls(module: str, node: ast.AST) -> Iterator[Place]:
    for call in (each.func for each in ast.walk(node) if isinstance(each, ast.Call)):
        found = None
        if isinstance(call, ast.Name):
            found = _find(module, call.id)
        elif isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name):
            package, name = _names(module).get(call.value.id, ("", ""))
            found = _find(f"{package}.{name}", call.attr)
        if found:
            yield found


def _is_atomic(function: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(each) for each in function.decorator_list)


def _outside_transactions(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a function that are in no `with atomic()`."""
    if isinstance(node, ast.With) and any("atomic" in ast.unparse(item.context_expr) for item in node.items):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _outside_transactions(child)


def _writes(module: str, call: ast.Call) -> bool:
    """By a manager or a row of Django's, or to the log."""
    text = ast.unparse(call)
    of_rows = ".objects" in text or text.endswith(".save()") or "force_insert=True" in text or "update_fields=" in text
    is_written = isinstance(call.func, ast.Attribute) and call.func.attr in WRITES and of_rows
    return is_written or TO_THE_LOG in _calls_of(module, call)


def _find_writing(command: Place) -> list[str]:
    """Where a command, or what it calls, writes outside any transaction."""
    waiting, seen, found = [command], {command}, set[str]()
    while waiting:
        written, called = _look_into(waiting.pop())
        found |= written
        waiting += called - seen
        seen |= called
    return sorted(found)


@cache
def _look_into(function: Place) -> tuple[set[str], set[Place]]:
    """Where a function writes outside any transaction, and what it calls there."""
    module, name = function
    path, written = _trees()[module][0], _functions(module)[name]
    if _is_atomic(written):
        return set(), set()
    calls = [node for node in _outside_transactions(written) if isinstance(node, ast.Call)]
    return {place(path, call.lineno) for call in calls if _writes(module, call)}, {
        found for call in calls for found in _calls_of(module, call)
    }


def _calls_of(module: str, call: ast.Call) -> Iterator[Place]:
    bare = ast.Call(func=call.func, args=[], keywords=[])
    yield from _calls(module, bare)


def _commands() -> set[Place]:
    """The functions of services that a module offers in its `public.py`."""
    publics = [module for module in _trees() if module.endswith(".public")]
    offered = {found for module in publics for name in _names(module) if (found := _find(module, name))}
    return {command for command in offered if ".services" in command[0]}


@pytest.mark.parametrize("command", sorted(_commands()), ids=".".join)
def test_a_command_writes_everything_or_nothing(command: Place) -> None:
    name = ".".join(command)
    if name in CALLED_WITHIN or name in IN_STEPS:
        assert _find_writing(command), "it no longer writes outside a transaction: take it off the list"
    else:
        assert not _find_writing(command), "decorate the command with @transaction.atomic"


def test_no_surface_calls_a_part_of_a_command() -> None:
    surfaces = ((module, tree) for module, (_, tree) in _trees().items() if module.startswith(SURFACES))
    called = {".".join(found) for module, tree in surfaces for found in _calls(module, tree)}
    assert called & CALLED_WITHIN == set()
