"""Which mutants a seed chooses: a line drawn at random, then one of the changes that the operators can make on it.

Left out, because no rule lives there or another check owns it:

- migrations, the demonstration (`licet/demo`), the settings and the generator of the reference pages (`licet/project`);
- fields and options declared in the classes of `models`: `bin/check migrations` compares them with the migrations;
- annotations and type aliases, `if TYPE_CHECKING:`, imports and `__all__`; text, which no operator changes;
- `@dataclass`, and decorators that change speed or typing alone (`cache`, `lru_cache`, `override`, `final`, `overload`).

An answer is left out (`return None`) only on a line where nothing else can be changed: nearly every test would notice that.
"""

from __future__ import annotations

import ast
import difflib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import parso
from cosmic_ray.ast import ast_nodes
from cosmic_ray.mutating import mutate_code

from bench.mutations.operators import list_operators
from bench.mutations.trees import ROOT

_NOT_MUTATED = re.compile(r"/migrations/|^src/licet/demo/|^src/licet/project/(settings|reference)")
_RULES = re.compile(r"^src/licet_verify/|^src/licet/kernel/|/domain/|/domain\.py$")
_NO_CODE = re.compile(r"\s*(#|type \w+ =|$)")
_NO_RULE = re.compile(r"@(functools\.)?(dataclass|cache|lru_cache|override|final|overload)\b")


type Lines = tuple[int, int]


@dataclass(frozen=True)
class Mutant:
    """One change: `source` is the whole file with it.

    `lines` are the numbers of the lines of the file before that it concerns, within its `statement`, within its `function`; they run
    `at_import` where they are in no function, or are a function's decorators and defaults.
    """

    path: str
    operator: str
    lines: Lines
    statement: Lines
    function: Lines
    at_import: bool
    before: str
    after: str
    source: str

    @property
    def place(self) -> str:
        return f"{self.path}:{self.lines[0]}"


def choose_mutants(seed: int, count: int, *, rules: bool) -> list[Mutant]:
    """So many different mutants in rules, or in the rest."""
    chance = random.Random(f"{seed} {rules}")
    lines = [(path, number) for path in _list_files(rules=rules) for number in _list_code_lines(path)]
    mutants: list[Mutant] = []
    sites: dict[str, dict[int, list[tuple[str, int]]]] = {}
    chance.shuffle(lines)
    while lines and len(mutants) < count:
        path, number = lines.pop()
        if path not in sites:
            sites[path] = _find_sites(path)
        changes = sites[path].get(number, [])
        changes = [change for change in changes if change[0] != "ReturnNothing"] or changes
        mutant = next((made for change in chance.sample(changes, len(changes)) if (made := _make_mutant(path, number, *change))), None)
        if mutant is not None:
            mutants.append(mutant)
    return mutants


def _list_files(*, rules: bool) -> list[str]:
    paths = sorted(str(file.relative_to(ROOT)) for file in (ROOT / "src").rglob("*.py"))
    return [path for path in paths if not _NOT_MUTATED.search(path) and bool(_RULES.search(path)) == rules]


def _list_code_lines(path: str) -> list[int]:
    text = (ROOT / path).read_text("utf-8")
    return [number for number, line in enumerate(text.splitlines(), 1) if not _NO_CODE.match(line)]


def _find_sites(path: str) -> dict[int, list[tuple[str, int]]]:
    """For each line, the operators that can change something that begins on it, each with the number of its occurrence in the file."""
    nodes = list(ast_nodes(parso.parse((ROOT / path).read_text("utf-8"))))
    sites: dict[int, list[tuple[str, int]]] = {}
    for name, operator in list_operators().items():
        positions = ((node, position) for node in nodes for position in operator.mutation_positions(node))
        for occurrence, (node, (start, _)) in enumerate(positions):
            if not any(_is_left_out(above, below, path) for above, below in _climb(node)):
                sites.setdefault(start[0], []).append((name, occurrence))
    return sites


def _climb(node: Any) -> Iterator[tuple[Any, Any]]:
    """Each node above this one, with the child through which it is reached; the node itself first, with no child."""
    yield node, None
    while node.parent is not None:
        yield node.parent, node
        node = node.parent


def _is_left_out(node: Any, below: Any, path: str) -> bool:
    match node.type:
        case "annassign" | "tfpdef":
            return below is node.children[1] or (node.type == "tfpdef" and below is not None)
        case "funcdef":
            return below is node.annotation and below is not None
        case "operator":  # a star before a name is no multiplication
            return node.parent.type not in {"arith_expr", "term", "expr", "and_expr", "power"}
        case "import_from" | "import_name":
            return True
        case "decorator":
            return bool(_NO_RULE.match(node.get_code().strip()))
        case "if_stmt":
            return bool(node.children[1].get_code().strip() == "TYPE_CHECKING")
        case "expr_stmt":
            first = node.children[0].get_code().strip()
            in_class = node.parent.parent is not None and node.parent.parent.parent is not None and _is_class_body(node)
            return first == "__all__" or ("/models" in path and in_class)
    return False


def _is_class_body(statement: Any) -> bool:
    suite = statement.parent.parent
    return bool(suite.type == "suite" and suite.parent.type == "classdef")


def _make_mutant(path: str, number: int, operator: str, occurrence: int) -> Mutant | None:
    """None where the changed text is no program: such a change can be made by nobody."""
    source = (ROOT / path).read_text("utf-8")
    changed = mutate_code(source, list_operators()[operator], occurrence)
    try:
        ast.parse(changed)
    except SyntaxError:
        return None
    old, new = source.splitlines(), changed.splitlines()
    differing = [code for code in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if code[0] != "equal"]
    if not differing:
        return None
    first, last = differing[0][1], max(differing[-1][2], differing[0][1] + 1)
    before, after = (" ".join(" ".join(text).split()) for text in (old[first:last], new[differing[0][3] : differing[-1][4]]))
    statement, function, at_import = _find_around(ast.parse(source), first + 1)
    return Mutant(path, operator, (first + 1, last), statement, function, at_import, before, after, changed)


def _find_around(tree: ast.AST, line: int) -> tuple[Lines, Lines, bool]:
    """The smallest statement around a line, without the statements in it, the smallest function with its decorators, and whether the line
    runs while the file is imported.
    """
    statement, function, at_import = (line, line), (line, line), True
    for node in ast.walk(tree):  # from the outside to the inside
        if not isinstance(node, ast.stmt):
            continue
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
        if first <= line <= (node.end_lineno or first):
            body = getattr(node, "body", None)
            statement = (first, max(first, body[0].lineno - 1) if body else node.end_lineno or first)
            if isinstance(node, ast.FunctionDef):
                function = (first, node.end_lineno or first)
                at_import = at_import and line < node.body[0].lineno
    return statement, function, at_import
