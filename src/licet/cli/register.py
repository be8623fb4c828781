"""`licet register`: imports, figures, corrections and the tables of the public register."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.cli.arguments import day_option, read_reference
from licet.cli.output import AsJson, print_json, print_table
from licet.kernel.actor import Actor, system
from licet.kernel.permission import Permission

if TYPE_CHECKING:
    from licet.decisions.public import Act
    from licet.register.public import Cell, Compared, Figure, Imported

app = typer.Typer(help="The public register: figures, imports, tables.", no_args_is_help=True)
imports = typer.Typer(help="Import data that others published.", no_args_is_help=True)
app.add_typer(imports, name="import")

By = Annotated[str, typer.Option("--by", help="Parted by commas: destination, year, quarter, rating, military, outcome.")]
Where = Annotated[list[str] | None, typer.Option("--where", help="Such as destination=QM,Tervane; may be repeated for another dimension.")]
Source = Annotated[str, typer.Option(help="log: what this authority published; or the name of an import, such as uk-values.")]


@imports.command("uk-values")
def import_uk_values(
    path: Annotated[Path, typer.Argument(help="CSV: licence_group,date,rating,count,value,country,refused.", show_default=False)],
    publisher: Annotated[str, typer.Option(help="Who published this file, such as a government or an organisation.", show_default=False)],
    published: Annotated[date, day_option(help="The day on which it was published.", show_default=False)],
    release: Annotated[str, typer.Option(help="Name of this vintage; the file's name if not given.")] = "",
    as_json: AsJson = False,
) -> None:
    """UK licensed values by line: a whole file or nothing; rows that cannot be read are named."""
    from licet.platform import clock
    from licet.register import public

    actor = system("command-line", Permission.REGISTER_IMPORT)
    tell = _counter() if sys.stderr.isatty() else None
    done = public.import_uk_values(
        actor=actor, path=path, publisher=publisher, published_on=published, release=release, now=clock.now(), progress=tell
    )
    public.catch_up()
    if tell:
        typer.echo("\r\033[K", err=True, nl=False)
    if as_json:
        print_json(done.to_json())
    else:
        _print_imported(done)


def _counter() -> Callable[[int], None]:
    return lambda rows: typer.echo(f"\r{rows:,} rows read", err=True, nl=False)


def _print_imported(done: Imported) -> None:
    if done.known:
        return typer.echo("These bytes were imported before. Nothing was written.")
    total = "no value recorded" if done.total_minor is None else f"{done.currency} {done.total_minor / 100:,.2f}"
    typer.echo(f"{done.source}, release {done.release}, published by {done.publisher} on {done.published_on.isoformat()}.")
    typer.echo(f"{done.rows:,} rows in {done.groups:,} groups, {total}.")
    typer.echo(f"{done.without_value:,} rows without a value, {done.zero_value:,} with the value 0.")
    for words, seen in (
        ("codes written otherwise than the list has them", done.normalised),
        ("codes not in the list, kept as written", done.not_listed),
        ("destinations by another name", done.renamed),
        ("unknown destinations, kept as written", done.unknown_countries),
    ):
        examples = ", ".join(f"{name.strip()} ({count:,})" for name, count in list(seen.items())[:5])
        typer.echo(f"{sum(seen.values()):,} {words}{': ' + examples if examples else ''}.")
    typer.echo(f"{done.refused_count:,} rows refused.")
    for row in done.refused:
        typer.echo(f"  line {row['line']}: {row['reason']}")
    return None


@app.command()
def figure(
    measure: Annotated[str, typer.Option(help="value or count.")] = "value",
    by: By = "",
    where: Where = None,
    source: Source = "log",
    vintage: Annotated[str, typer.Option(help="Size of the log, or release or digest of an import; the newest if not given.")] = "",
    as_json: AsJson = False,
) -> None:
    """Count a figure, with its definition, its vintage and what must be said beside it."""
    from licet.register import public

    query = public.ask(measure, _parted(by), _conditions(where or []), source, vintage)
    found = public.figure(query)
    if as_json:
        return print_json(found.to_json())
    typer.echo(f"{found.definition}\nAs of {found.vintage.words}.\n")
    head = [*(each.value for each in query.by), query.measure.value, "lines", "without value"]
    print_table(head, [_row(found, cell, cell.key) for cell in found.rows] + [_row(found, found.total, _total_key(found))])
    typer.echo("")
    for caveat in found.caveats:
        typer.echo(f"- {caveat.words}")
    typer.echo(f"\nSHA-256 of the rows: {found.digest}\nAgain: {found.recompute}")
    return None


def _parted(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _conditions(given: list[str]) -> dict[str, str]:
    pairs = [condition.partition("=") for condition in given]
    wrong = next((key for key, equals, value in pairs if not equals or not value), None)
    if wrong is not None:
        raise typer.BadParameter(f"“{wrong}” is not a condition: write destination=QM", param_hint="--where")
    twice = next((key for key, _, _ in pairs if [other for other, _, _ in pairs].count(key) > 1), None)
    if twice is not None:
        raise typer.BadParameter(f"“{twice}” is given twice: part its values by commas.", param_hint="--where")
    return {key: value for key, _, value in pairs}


def _total_key(found: Figure) -> tuple[str, ...]:
    return ("in all", *[""] * (len(found.query.by) - 1)) if found.query.by else ()


def _row(found: Figure, cell: Cell, key: tuple[str, ...]) -> list[object]:
    return [*key, _words(found, cell), f"{cell.lines:,}", f"{cell.without_value:,}"]


def _words(found: Figure, cell: Cell) -> str:
    from licet.register.public import Measure

    number = found.number(cell)
    if number is None:
        return str(cell.state)
    return f"{found.currency} {number / 100:,.2f}" if found.query.measure is Measure.VALUE else f"{number:,}"


Decision = Annotated[str, typer.Argument(help="Such as “XA-DEC 2031/000412”.", show_default=False, callback=read_reference)]
Reason = Annotated[str, typer.Option(help="Why, as everybody can read it in the register.", show_default=False)]


def _command_line_actor() -> Actor:
    """Whoever may type on this machine proposes as the command line; it never signs."""
    return system("command-line", Permission.FIGURE_CORRECT)


@app.command()
def correct(
    decision: Decision,
    field: Annotated[str, typer.Option(help="destination, rating or value.", show_default=False)],
    to: Annotated[str, typer.Option(help="What is right: Kasdara, ML4, 1,234.50; empty: no value is recorded.", show_default=False)],
    reason: Reason,
    line: Annotated[int, typer.Option(help="The line, from 1; 0 for the destination, which is the whole decision's.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Propose that a published field was wrong. Nothing changes until two people have signed it at the desk."""
    from licet.decisions import public as decisions
    from licet.platform import clock

    act = decisions.propose_correction(
        actor=_command_line_actor(), decision=decision, line=line, field=field, after=to, reason=reason, now=clock.now()
    )
    _print_proposed(act, as_json)


@app.command()
def exclude(decision: Decision, reason: Reason, as_json: AsJson = False) -> None:
    """Propose to leave a decision out of the figures. Nothing changes until two people have signed it at the desk."""
    from licet.decisions import public as decisions
    from licet.platform import clock

    _print_proposed(decisions.propose_exclusion(actor=_command_line_actor(), decision=decision, reason=reason, now=clock.now()), as_json)


def _print_proposed(act: Act, as_json: bool) -> None:
    """What was proposed, and which figures it would change."""
    from licet.decisions.public import figures_before_and_after

    figures = figures_before_and_after(act)
    if as_json:
        return print_json(
            {"act": act.reference, "title": act.title, "digest": act.digest, "signatures_asked": act.roles, "figures": figures}
        )
    typer.echo(f"{act.title}.")
    print_table(["figure that changes", "today", "then"], [(item["title"], *_write_numbers(item)) for item in figures])
    return typer.echo(f"{act.reference} waits for signatures at the desk, in this order: {', '.join(act.roles)}.")


def _write_numbers(figure: Mapping[str, Any]) -> Iterator[str]:
    from licet.kernel.money import Money

    for name in ("before", "after"):
        number = figure[name]
        if number is None:
            yield "none recorded"
        else:
            yield f"{number:,}" if figure["measure"] == "count" else str(Money(number, figure["currency"]))


@app.command()
def publish(as_json: AsJson = False) -> None:
    """Read what the published log gained; normally an event wakes the register by itself."""
    from licet.register.public import catch_up

    done = catch_up()
    if as_json:
        print_json({"size": done.size, "read": done.read, "skipped": done.skipped})
    else:
        typer.echo(f"{done.read:,} entries read; the register stands at {done.size:,}.")


@app.command()
def rebuild(as_json: AsJson = False) -> None:
    """Forget what came from the log and read it again from its first entry."""
    from licet.register.public import rebuild as again

    done = again()
    if as_json:
        print_json({"size": done.size, "skipped": done.skipped})
    else:
        typer.echo(f"The register was made again from {done.size:,} entries.")


@app.command()
def check(as_json: AsJson = False) -> None:
    """Compare the register that is served with the one that the log makes. Exit code 1 names each difference."""
    from licet.platform import clock
    from licet.register.public import compare_with_log

    compared = compare_with_log(actor=system("command-line"), now=clock.now())
    if as_json:
        facts = {"same": not compared.count, "compared": compared.size, "log": compared.log_size, "differences": compared.count}
        print_json(facts | {"named": [difference.to_json() for difference in compared.differences]})
    else:
        _print_compared(compared)
    raise typer.Exit(1 if compared.count else 0)


def _print_compared(compared: Compared) -> None:
    upto = f"the log up to entry {compared.size - 1:,}" if compared.size else "an empty log"
    unread = compared.log_size - compared.size
    waiting = f" {unread:,} newer entries have not been read by the register yet." if unread > 0 else ""
    if not compared.count:
        return typer.echo(f"The register is what the log says: compared with {upto}.{waiting}")
    differing = "1 row differs" if compared.count == 1 else f"{compared.count:,} rows differ"
    typer.echo(f"The register is not what the log says: {differing} from {upto}.{waiting}")
    for difference in compared.differences:
        typer.echo(f"- {difference.sentence()}")
    if compared.count > len(compared.differences):
        typer.echo("Only the first of them are named.")
    typer.echo("Find out who changed the tables. `licet register rebuild` makes them again from the log.")
    return None


@app.command()
def export(folder: Annotated[Path, typer.Argument(help="Where the files go; made if missing.", show_default=False)]) -> None:
    """Write every table as CSV and JSON, with a dictionary of their columns."""
    from licet.register.public import TABLES, csv_lines, json_lines

    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        for ending, lines in (("csv", csv_lines(name)), ("json", json_lines(name))):
            with (folder / f"{name}.{ending}").open("w", encoding="utf-8", newline="") as file:
                file.writelines(lines)
    dictionary = "".join(
        f"{table.title} ({name})\n" + "".join(f"  {column}: {meaning}\n" for column, meaning in table.columns) + "\n"
        for name, table in TABLES.items()
    )
    (folder / "dictionary.txt").write_text(dictionary, encoding="utf-8")
    typer.echo(f"{len(TABLES)} tables written to {folder}, each as CSV and JSON.")


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="The earlier vintage: size of the log, or release or digest of an import.")],
    new: Annotated[str, typer.Argument(help="The later vintage.")],
    measure: Annotated[str, typer.Option(help="value or count.")] = "value",
    by: By = "destination,year",
    source: Source = "log",
    as_json: AsJson = False,
) -> None:
    """What changed in a figure between two vintages, cell by cell."""
    from licet.register import public

    query = public.ask(measure, _parted(by), {}, source)
    changed = public.compare_vintages(query, old, new)
    pick = "value_minor" if query.measure is public.Measure.VALUE else "count"
    rows = [
        (*item.key, getattr(item.before, pick) if item.before else None, getattr(item.after, pick) if item.after else None)
        for item in changed
    ]
    head = [*(each.value for each in query.by), "before", "after"]
    if as_json:
        return print_json(
            {"old": old, "new": new, "measure": measure, "unit": pick, "changed": [dict(zip(head, row, strict=True)) for row in rows]}
        )
    print_table([*head[:-2], f"{pick} before", f"{pick} after"], rows)
    return typer.echo(f"{len(rows):,} cells changed.")
