"""Each reference page as text. They read the code as it is, so nothing in them can be out of date."""

from __future__ import annotations

import inspect
import json
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import licet
from licet.kernel.permission import Permission
from licet.kernel.transitions import Transitions
from licet.project.options import OPTIONS, Option
from licet.project.reference.commands import commands
from licet.project.reference.routes import routes

HEAD = "<!-- Made by `bin/check --write` from {source}; edit that, not this page. -->\n\n# {title}\n\n{lead}\n\n"


def pages(docs: Path) -> dict[Path, str]:
    """Every generated file with the text that it should have."""
    catalogue = import_module("licet.ledger.catalogue")
    made = {docs / f"{name}.md": page() for name, page in PAGES.items()}
    return made | {catalogue.PATH: catalogue.render(), docs / "openapi.json": openapi()}


def openapi() -> str:
    """The API's document, as `/api/v1/openapi.json` gives it."""
    building: Any = import_module("licet.api.building")
    return json.dumps(building.document(), indent=1, ensure_ascii=False) + "\n"


def settings() -> str:
    active = [option for option in OPTIONS if not option.reserved]
    reserved = [option for option in OPTIONS if option.reserved]
    return (
        _head("src/licet/project/options.py", "Settings", "Read from the environment, then from `LICET_HOME/.env`; an empty one is absent.")
        + _table(("setting", "default", "meaning"), map(_setting, active))
        + "\n## Reserved\n\nThese names do nothing yet. No command starts while one of them has a value.\n\n"
        + _table(("setting", "default", "meaning"), map(_setting, reserved))
    )


def _setting(option: Option) -> tuple[str, str, str]:
    choices = f" One of {', '.join(f'`{choice}`' for choice in option.choices)}." if option.choices else ""
    return f"`{option.name}`", f"`{option.default}`" if option.default else "empty", option.help + choices


def commands_page() -> str:
    lead = "Exit codes: 0 done, 1 refused or found wanting (one sentence on stderr), 2 misuse. `bin/licet` runs them from a clone."
    parts = [_head("src/licet/cli", "Commands", lead)]
    for line, text, parameters in commands():
        parts.append(f"## `{line}`\n\n{text}\n\n")
        if parameters:
            parts.append(_table(("parameter", "meaning"), parameters) + "\n")
    return "".join(parts).rstrip("\n") + "\n"


def permissions() -> str:
    matrix: Any = import_module("licet.people.domain")
    lead = "Who may do what. A person holds the permissions of all roles that they hold on the day."
    rows = [
        (f"`{each.value}`", ", ".join(role.value for role in matrix.Role if each in matrix.ROLE_PERMISSIONS[role])) for each in Permission
    ]
    roles = [(f"`{role.value}`", matrix.MEANING[role]) for role in matrix.Role]
    source = "src/licet/kernel/permission.py and src/licet/people/domain.py"
    return (
        _head(source, "Permissions", lead)
        + _table(("role", "what it is"), roles)
        + "\n"
        + _table(("permission", "held by"), ((name, held or "the system only") for name, held in rows))
    )


def routes_page() -> str:
    lead = "Who may open which address. What names no permission stands on the public list, with its reason."
    named = [route for route in routes() if route.permissions]
    public = [route for route in routes() if not route.permissions]
    return (
        _head("src/licet/web/*/urls.py", "Routes", lead)
        + _table(
            ("address", "permission"), [(f"`{route.address}`", ", ".join(f"`{each}`" for each in route.permissions)) for route in named]
        )
        + "\n## The public list\n\n"
        + _table(("address", "reason"), [(f"`{route.address}`", route.reason) for route in public])
    )


def events() -> str:
    catalogue: Any = import_module("licet.ledger.catalogue")
    lead = (
        "Everything that the ledger records is one of these. A public event is an entry of the log: its published fields are readable "
        "by everybody, the others enter the log as salted commitments. An internal event is kept beside the log. Nothing of it is "
        "published but the root of the hourly batch that covers it; its clear and sealed fields are shown to whoever may see them. "
        "A kind never changes: it gets a new one."
    )
    parts = [_head("src/licet/*/events.py", "Events", lead)]
    for kind, event in catalogue.classes().items():
        audience = "Public" if event.is_public else "Internal"
        parts.append(f"## `{kind}`\n\n{audience}. {inspect.cleandoc(event.__doc__ or '')}\n\n")
        readable = "published" if event.is_public else "clear"
        fields = [(f"`{name}`", readable if name in event.published else "sealed") for name in event.field_names()]
        parts.append(_table(("field", ""), fields) + "\n")
    return "".join(parts).rstrip("\n") + "\n"


def transitions() -> str:
    lead = "What may follow what. A step that no row allows is refused; one without a permission is taken by time."
    parts = [_head("src/licet/*/domain", "Transitions", lead)]
    for module, table in _transition_tables():
        rows = [
            (
                row.name,
                ", ".join(sorted(source.value for source in row.sources)),
                row.target.value,
                f"`{row.permission}`" if row.permission else "–",
            )
            for row in table
        ]
        parts.append(f"## {table.thing} ({module})\n\n" + _table(("step", "from", "to", "permission"), rows) + "\n")
    return "".join(parts).rstrip("\n") + "\n"


def _transition_tables() -> Iterator[tuple[str, Transitions[Any]]]:
    seen: set[int] = set()
    for module in pkgutil.iter_modules(licet.__path__):
        for name in _domains(f"licet.{module.name}.domain") if module.ispkg else ():
            for value in vars(import_module(name)).values():
                if isinstance(value, Transitions) and id(value) not in seen:
                    seen.add(id(value))
                    yield module.name, value


def _domains(name: str) -> Iterator[str]:
    found = find_spec(name)
    if found:
        yield name
        yield from (f"{name}.{part.name}" for part in pkgutil.iter_modules(found.submodule_search_locations or ()))


def _head(source: str, title: str, lead: str) -> str:
    return HEAD.format(source=source, title=title, lead=lead)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |\n" for line in lines)


PAGES = {
    "settings": settings,
    "commands": commands_page,
    "permissions": permissions,
    "events": events,
    "transitions": transitions,
    "routes": routes_page,
}
