"""What the architecture tests look at: the source as text and trees, and the floors as `.importlinter` names them."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


def packages() -> list[str]:
    """Every package under `licet`, such as "casework", and each surface, such as "web.desk"."""
    found = [path.parent for pattern in ("licet/*/__init__.py", "licet/web/*/__init__.py") for path in SOURCE.glob(pattern)]
    return sorted(".".join(path.relative_to(SOURCE / "licet").parts) for path in found)


def floors() -> dict[str, int]:
    """The height of each floor, ground floor 0, by full module name."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = contracts["importlinter:contract:floors"]["layers"].split("\n")
    named = [re.findall(r"[\w.]+", line) for line in layers if line.strip()]
    return {module: height for height, line in enumerate(reversed(named)) for module in line}


def files(*, migrations: bool = False) -> Iterator[Path]:
    """Every Python file of the program."""
    for path in sorted(SOURCE.rglob("*.py")):
        if migrations or "migrations" not in path.parts:
            yield path


def module_of(path: Path) -> str:
    """`licet.casework.services.open` for its file."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def home_of(module: str) -> str:
    """The package that a module belongs to: "licet.casework", or "licet.web.desk" for a surface's."""
    parts = module.split(".")
    return ".".join(parts[: 3 if parts[1:2] == ["web"] else 2])


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a file imports; `from a import b` gives `a.b`."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"
