"""What import-linter cannot say: every package has its floor, modules meet in `public.py`, purity to the letter."""

from __future__ import annotations

import ast
import configparser
import re
import sys
from pathlib import Path

from tests.architecture.code import ROOT, SOURCE, files, floors, home_of, imports, module_of, packages, place

# Imported as they are: values, ports, the stand-alone verifier and the pieces of pages (docs/design/structure.md#how-the-rules-are-held).
OPEN = ("licet.kernel", "licet.platform", "licet.web.components", "licet_verify")
# The wiring names every module's rooms; the reference pages are made from them.
WIRING = ("licet.project",)
CLOCK_AND_CHANCE = {"now", "today", "utcnow", "fromtimestamp", "monotonic", "urandom", "token_bytes", "new_id"}


def test_every_package_stands_in_the_contracts() -> None:
    contracts = (ROOT / ".importlinter").read_text()
    named = set(re.findall(r"licet\.([a-z_]+)", contracts)) | {f"web.{surface}" for surface in re.findall(r"\w+", _surfaces())}
    assert [name for name in packages() if name not in named] == [], "a package needs its floor in .importlinter"


def _surfaces() -> str:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    return contracts["importlinter:contract:surfaces-apart"]["layers"]


def test_modules_meet_in_public() -> None:
    wrong = [
        f"{place(path, line)} {name}"
        for path in files(migrations=True)
        for line, name in imports(path)
        if name.startswith("licet.") and not _may(module_of(path), name)
    ]
    assert wrong == [], "another module is used through its public.py"


def _may(importer: str, name: str) -> bool:
    owner = home_of(name)
    if not (SOURCE / owner.replace(".", "/")).is_dir() or home_of(importer) == owner:
        return True  # something of `licet` itself, or of the importer's own module
    if ".domain" in importer and name.startswith(f"{owner}.domain"):
        return True  # public.py brings Django with it, so pure code meets in the domain (docs/decisions/0002)
    return (
        importer.startswith(WIRING)
        or importer == "licet.__main__"
        or owner.startswith(OPEN)
        or name == f"{owner}.public"
        or name.startswith(f"{owner}.public.")
    )


def test_public_names_come_from_the_file_that_defines_them() -> None:
    imported = [
        (path, node.lineno, node.module, alias.name)
        for path in files()
        if path.name == "public.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{home_of(module_of(path))}.")
        for alias in node.names
        if not node.module.endswith((".domain", ".models"))  # each is one package under one name: Django asks it of models
    ]
    wrong = [f"{place(path, line)} {name}" for path, line, module, name in imported if name not in _names_defined_in(module)]
    assert wrong == [], "a reader who looks for the name finds one file, not a chain of imports"


def _names_defined_in(module: str) -> set[str]:
    """What a module binds itself, and the modules in it where it is a package."""
    place_of_module = SOURCE / module.replace(".", "/")
    file = place_of_module / "__init__.py" if place_of_module.is_dir() else place_of_module.with_suffix(".py")
    bound = {path.stem for path in place_of_module.glob("*.py")}
    for node in ast.parse(file.read_text()).body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.TypeAlias(name=ast.Name(id=name)):
                bound.add(name)
            case ast.Assign(targets=targets):
                bound |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                bound.add(name)
    return bound


# What stands beside the floors, with all that it may import of Licet (docs/design/structure.md#floors).
BESIDE = {
    "licet.register": {"licet.kernel", "licet.ledger", "licet.platform", "licet.policy"},
    "licet.web.register": {"licet.kernel", "licet.platform", "licet.register", "licet.web.components"},
    "licet.concerns": {"licet.kernel", "licet.ledger", "licet.platform", "licet.policy", "licet.people"},
    "licet.web.concerns": {"licet.kernel", "licet.platform", "licet.concerns", "licet.web.components"},
}
# Who may import it: surfaces, the demonstration and the wiring.
MAY_ASK_BESIDE = ("licet.web.register", "licet.cli", "licet.api", "licet.demo", "licet.project")


def test_register_knows_what_was_published_only() -> None:
    wrong = [
        f"{place(path, line)} {name}"
        for path in files(migrations=True)
        if (beside := home_of(module_of(path))) in BESIDE
        for line, name in imports(path)
        if name.startswith("licet.") and home_of(name) not in BESIDE[beside] | {beside}
    ]
    assert wrong == []


def test_nothing_in_the_stack_asks_the_register() -> None:
    wrong = [
        f"{place(path, line)} {name}"
        for path in files()
        for line, name in imports(path)
        if home_of(name) == "licet.register" and not module_of(path).startswith((*MAY_ASK_BESIDE, "licet.register"))
    ]
    assert wrong == []


def test_verifier_needs_the_standard_library_and_cryptography_only() -> None:
    allowed = set(sys.stdlib_module_names) | {"cryptography", "licet_verify"}
    wrong = [
        f"{place(path, line)} {name}"
        for path in (SOURCE / "licet_verify").rglob("*.py")
        for line, name in imports(path)
        if name.split(".")[0] not in allowed
    ]
    assert wrong == []


def test_pure_code_reads_no_clock_and_draws_no_lots() -> None:
    wrong = [
        f"{place(path, node.lineno)} {node.func.attr}()"
        for path in files()
        if _is_pure(path)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_AND_CHANCE
    ]
    assert wrong == [], "now and new ids are passed in"


def _is_pure(path: Path) -> bool:
    module = module_of(path)
    return module.startswith("licet.kernel") or ".domain" in module


def test_floors_are_read_as_written() -> None:
    heights = floors()
    assert heights["licet_verify"] == 0
    assert heights["licet.kernel"] < heights["licet.people"] < heights["licet.web"] == heights["licet.cli"] < heights["licet.project"]
