"""The changes made to the code: Cosmic Ray's operators, and those it lacks, written in its own form.

Chosen so that each is a mistake somebody could make: a comparison off by one or turned round, *and* for *or*, a forgotten *not*, a number
off by one, a loop that does nothing, an exception not caught, a decorator left off, a call, a raise or an answer left out.
Left out are its exchanges of any operator for any other (`+` for `<<`), which nearly every test notices.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import parso
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.plugins import get_operator

type Position = tuple[tuple[int, int], tuple[int, int]]

_COMPARISONS = (
    "Eq_NotEq",
    "NotEq_Eq",
    "Is_IsNot",
    "IsNot_Is",
    "Lt_LtE",
    "Lt_GtE",
    "LtE_Lt",
    "LtE_Gt",
    "Gt_GtE",
    "Gt_LtE",
    "GtE_Gt",
    "GtE_Lt",
)
_ARITHMETIC = ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul", "Mod_Mul", "BitOr_BitAnd", "BitAnd_BitOr")
_UNARY = ("Delete_Not", "Delete_USub", "Delete_Invert")
_OTHERS = (
    "AddNot",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "NumberReplacer",
    "ZeroIterationForLoop",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "RemoveDecorator",
    "ExceptionReplacer",
)


class ReplaceStatement(Operator):
    """A simple statement of one kind gives way to another."""

    kind: str
    replacement: str

    def mutation_positions(self, node: Any) -> Iterator[Position]:
        if self.is_mutable(node):
            yield node.start_pos, node.end_pos

    def is_mutable(self, node: Any) -> bool:
        return bool(node.type == self.kind)

    def mutate(self, node: Any, index: int) -> Any:
        return parso.parse(node.get_first_leaf().prefix + self.replacement)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return ()


class RemoveRaise(ReplaceStatement):
    kind, replacement = "raise_stmt", "pass"


class RemoveCall(ReplaceStatement):
    """A call whose result nobody uses: what it checks, writes or appends is not done."""

    replacement = "pass"

    def is_mutable(self, node: Any) -> bool:
        is_call = node.type == "atom_expr" and node.children[-1].type == "trailer" and node.children[-1].children[0].value == "("
        return is_call and node.parent.type == "simple_stmt"


class ReturnNothing(ReplaceStatement):
    kind, replacement = "return_stmt", "return None"


class NegateMembership(Operator):
    """`in` for `not in`, and the other way round."""

    def mutation_positions(self, node: Any) -> Iterator[Position]:
        for place in self._places(node):
            yield node.children[place].start_pos, node.children[place].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        place = self._places(node)[index]
        node.children[place] = parso.parse(" not in" if node.children[place].get_code().strip() == "in" else " in")
        return node

    @staticmethod
    def _places(node: Any) -> list[int]:
        children = node.children if node.type == "comparison" else []
        return [place for place, child in enumerate(children) if place % 2 and child.get_code().split() in (["in"], ["not", "in"])]

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("a in b", "a not in b"),)


def list_operators() -> dict[str, Operator]:
    """Each operator under its name, always in the same order."""
    names = [f"ReplaceComparisonOperator_{name}" for name in _COMPARISONS]
    names += [f"ReplaceBinaryOperator_{name}" for name in _ARITHMETIC]
    names += [f"ReplaceUnaryOperator_{name}" for name in _UNARY]
    operators = {name: get_operator(f"core/{name}")() for name in [*names, *_OTHERS]}
    return operators | {own.__name__: own() for own in (RemoveRaise, RemoveCall, ReturnNothing, NegateMembership)}
