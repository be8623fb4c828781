"""`licet walkthrough`: the main job from end to end in a store of its own, never in LICET_HOME."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from licet.cli.output import AsJson, print_json
from licet.kernel.errors import Refused

Csv = Annotated[Path | None, typer.Option("--licences", help="UK licensed values to import on the way.", dir_okay=False)]
Documents = Annotated[
    Path | None, typer.Option("--documents", help="Documents in the tagged format; their first sentences become incidents.", dir_okay=False)
]


def walkthrough(licences: Csv = None, documents: Documents = None, as_json: AsJson = False) -> None:
    """Play the main job end to end in a temporary store: what is done, what is refused, and the log verified from outside."""
    given, read = licences.resolve() if licences else None, documents.resolve() if documents else None
    for path, what in ((given, "of licensed values: name a CSV"), (read, "of documents: name one in the tagged format")):
        if path and not path.is_file():
            raise Refused(f"There is no such file {what}.", place=str(path))
    with TemporaryDirectory(prefix="licet-store-") as folder:
        _new_store(folder)
        from licet.demo import public as demo

        if not as_json:
            typer.echo("The main job, played in a store of its own that is removed afterwards.\n")
        steps = demo.walkthrough(given, read, _silent if as_json else _say)
    failed = [step for step in steps if not step["ok"]]
    if as_json:
        print_json({"steps": steps})
    else:
        typer.echo(f"\n{len(steps) - len(failed)} of {len(steps)} steps came out as they should.")
    if failed:
        raise typer.Exit(1)


def _new_store(folder: str) -> None:
    """An empty demonstration store; nothing of the installation around it is read or written."""
    for name in [name for name in os.environ if name.startswith("LICET_")]:
        del os.environ[name]
    os.environ |= {"LICET_HOME": folder, "LICET_ENV": "demo"}
    from licet.cli.main import django_ready
    from licet.cli.store import home

    home.prepare(demo=True)
    django_ready()
    home.migrate()


def _silent(_: Any) -> None:
    return None


def _say(step: Any) -> None:
    """One step as people read it: what, whether it came out right, ids and findings, the words of a refusal."""
    sign = "✓" if step.ok else "✗"
    refused = " (refused, as it must be)" if step.ok and step.refused else ""
    typer.echo(f"{sign} {step.step[0].upper()}{step.step[1:]}{refused}")
    for name, value in [*step.ids.items(), *step.found.items()]:
        typer.echo(f"    {name}: {_short(value)}")
    if step.refused:
        typer.echo(f"    “{step.refused}”")
    if step.wrong:
        typer.echo(f"    WRONG: {step.wrong}")


def _short(value: object) -> str:
    """Long lists by their ends, long numbers in groups."""
    if isinstance(value, list):
        shown = [str(item) for item in (value if len(value) <= 4 else [value[0], "…", value[-1]])]
        return ", ".join(shown) + (f" ({len(value)})" if len(value) > 4 else "")
    if isinstance(value, Mapping):
        return ", ".join(f"{key} × {count}" for key, count in value.items()) or "none"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


COMMANDS = (walkthrough,)
