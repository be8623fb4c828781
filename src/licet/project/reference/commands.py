"""The command line as it describes itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import typer

from licet.cli.main import app, find_groups

type Described = tuple[str, str, list[tuple[str, str]]]


def commands() -> Iterator[Described]:
    """Each command: its line, its help, and its parameters with theirs."""
    find_groups()
    yield from _below("licet", typer.main.get_command(app))


def _below(line: str, command: Any) -> Iterator[Described]:
    children = getattr(command, "commands", None)
    if children is None:
        yield line, inspect.cleandoc(command.help or ""), [_parameter(each) for each in command.params if each.name != "help"]
        return
    for name in sorted(children):
        yield from _below(f"{line} {name}", children[name])


def _parameter(parameter: Any) -> tuple[str, str]:
    shown = parameter.opts[-1] if parameter.opts[-1].startswith("-") else str(parameter.name).upper()
    default = parameter.default
    told = f" Default: `{default}`." if default not in (None, False, "", ()) and not callable(default) else ""
    return f"`{shown}`", f"{parameter.help or ''}{told}".strip() or "–"
