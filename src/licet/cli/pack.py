"""`licet pack`: an authority's own pack, checked before it is served."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from licet.cli.output import AsJson, print_json, print_table

app = typer.Typer(help="An authority's pack: its laws, departments, deadlines and lists.", no_args_is_help=True)


@app.command()
def check(file: Annotated[Path, typer.Argument(help="The pack, such as authority.toml.", dir_okay=False)], as_json: AsJson = False) -> None:
    """Read a pack as a start would, and say what it is; a fault names file, line, place, what is wrong and what to do."""
    from licet.policy.public import load_authority

    authority = load_authority(file)
    served = "a production start refuses it: it says demonstration = true" if authority.demonstration else "it can be served"
    if as_json:
        print_json(
            {"id": authority.info.id, "version": authority.info.version, "name": authority.name, "demonstration": authority.demonstration}
        )
        return
    typer.echo(f"{authority.name}: pack {authority.info.id}, version {authority.info.version}; {served}.")
    typer.echo(f"Law: {authority.law.act}; {authority.law.order}.")
    print_table(
        ("deadline", "what for", "days", "count"), ((item.id, item.title, item.days, item.counts) for item in authority.deadlines.values())
    )
    print_table(("letter", "title", "sha256"), ((item.version, item.title, item.sha256[:12]) for item in authority.letters.values()))
    rules = (*authority.routing, *authority.assessments, *authority.signatures)
    print_table(("rule", "scope", "why"), ((rule.id, rule.scope.to_text() or "every line", rule.why) for rule in rules))
    withheld = ((kind, ", ".join(sorted(fields)), authority.narrowing_reasons[kind]) for kind, fields in authority.narrowings.items())
    if authority.narrowings:
        print_table(("withheld from", "fields", "why"), withheld)
