"""The program's functions in the memory of this process: what they remember, and the code they run."""

from __future__ import annotations

import functools
import gc
import sys
from collections.abc import Iterator
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FunctionType

type Index = dict[CodeType, list[FunctionType]]


class CannotPutIn(Exception):
    """The change concerns what a module does while it is imported."""


def forget_results() -> None:
    """Empty every `functools.cache` of the program, but for the folders that it keeps open for its typesetter."""
    for found in gc.get_objects():
        if (
            type(found) is functools._lru_cache_wrapper
            and str(found.__module__).startswith("licet")
            and found.__module__ != "licet.platform.pdf"
        ):
            found.cache_clear()


def index_functions(folder: Path) -> Index:
    """Every function whose code is in a file below this folder, under its code."""
    index: Index = {}
    for found in gc.get_objects():
        if type(found) is FunctionType and found.__code__.co_filename.startswith(f"{folder}/"):
            index.setdefault(found.__code__, []).append(found)
    return index


def put_in(file: Path, before: str, after: str, index: Index) -> None:
    """The functions of this file run its changed source from now on. Nothing to do where no test has imported it yet."""
    if not any(getattr(module, "__file__", None) == str(file) for module in list(sys.modules.values())):
        return
    old, new = (compile(source, str(file), "exec", dont_inherit=True) for source in (before, after))
    for replaced, replacement in _pair_changed(old, new):
        if not replaced.co_flags & CO_OPTIMIZED:  # of a module or of the body of a class
            if _own(replaced) != _own(replacement):
                raise CannotPutIn
            continue
        for function in index.get(replaced, []):
            try:
                function.__code__ = replacement
            except ValueError as error:  # another number of variables of the function around it
                raise CannotPutIn from error


def _pair_changed(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Each piece of code that differs, itself or in what it contains, with its replacement."""
    if old == new:
        return
    yield old, new
    inside = [[const for const in code.co_consts if isinstance(const, CodeType)] for code in (old, new)]
    if len(inside[0]) != len(inside[1]):
        raise CannotPutIn
    for pair in zip(*inside, strict=True):
        yield from _pair_changed(*pair)


def _own(code: CodeType) -> tuple[object, ...]:
    """What a piece of code does itself, without the functions that it makes."""
    consts = tuple(const.co_qualname if isinstance(const, CodeType) else (type(const), const) for const in code.co_consts)
    return code.co_code, code.co_names, consts
