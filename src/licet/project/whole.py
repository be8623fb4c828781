"""While modules are being written: whether one is whole enough to be loaded. Goes away with the last of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
REFERENCE = re.compile(r"""["']([a-z]+)\.[A-Z]\w+["']""")

DEPENDENCY = re.compile(r"""\(["']([a-z]+)["'], ["'](\d{4}\w+)["']\)""")


def once(question: Callable[[str], bool]) -> Callable[[str], bool]:
    """Each question is asked once; one that leads back to itself is answered by its other parts."""
    known: dict[str, bool] = {}

    @wraps(question)
    def ask(name: str) -> bool:
        if name not in known:
            known[name] = True
            known[name] = question(name)
        return known[name]

    return ask


@once
def whole(module: str) -> bool:
    """Whether `licet.<module>` has an `apps.py` and its models' imports and references lead somewhere."""
    folder = SOURCE / "licet" / module.replace(".", "/")
    if not (folder / "apps.py").exists():
        return False
    names = [f"licet.{module}.apps"] + [f"licet.{module}.models"] * (_file(f"licet.{module}.models") is not None)
    return all(loads(name) for name in names) and _migrated(folder)


def _migrated(folder: Path) -> bool:
    written = list((folder / "migrations").glob("0*.py"))
    if (_file(f"licet.{folder.name}.models") is not None) and not written:
        return False
    needed = {found for path in written for found in DEPENDENCY.findall(path.read_text()) if (SOURCE / "licet" / found[0]).is_dir()}
    return all((SOURCE / "licet" / label / "migrations" / f"{name}.py").exists() for label, name in needed) and all(
        label == folder.name or whole(label) for label, name in needed
    )


@once
def loads(name: str) -> bool:
    """Whether what the module `name` imports from Licet is there."""
    path = _file(name)
    if path is None:
        return False
    try:
        tree = ast.parse(path.read_text())
    except SyntaxError:
        return False
    if ".models" in name:
        labels = {label for label in REFERENCE.findall(path.read_text()) if (SOURCE / "licet" / label).is_dir()}
        if not all(label in name.split(".") or whole(label) for label in labels):
            return False
    return all(_resolves(node) for node in tree.body if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("licet"))


def _resolves(node: ast.ImportFrom) -> bool:
    module = str(node.module)
    return all(_file(f"{module}.{alias.name}") or _defines(module, alias.name) for alias in node.names) and (
        _file(module) is None or loads(module)
    )


def _defines(module: str, name: str) -> bool:
    path = _file(module)
    return (
        path is not None
        and re.search(rf"^(?:(?:def|class|type)\s+|.*import.*\b|\s+){name}\b|^{name}\b", path.read_text(), re.M) is not None
    )


def _file(name: str) -> Path | None:
    path = SOURCE / name.replace(".", "/")
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((found for found in candidates if found.exists()), None)
