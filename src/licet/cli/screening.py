"""`licet screening`: load lists, compare parties again, ask about a name, see which lists are in force."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from licet.cli.arguments import day_option
from licet.cli.output import AsJson, print_json, print_table
from licet.kernel.actor import Actor, system
from licet.kernel.permission import Permission

if TYPE_CHECKING:
    from licet.screening.public import Checked, EntryType, ListInForce, Loaded, Rescreened

app = typer.Typer(help="Watchlists and matching of names.", no_args_is_help=True)
load = typer.Typer(help="Load a version of a watchlist.", no_args_is_help=True)
app.add_typer(load, name="load")

ListPath = Annotated[Path, typer.Argument(help="The file, as its publisher gives it out.", show_default=False)]

Fewer = Annotated[bool, typer.Option("--fewer", help="The list has really shrunk: load it although many entries are missing.")]


def _actor() -> Actor:
    """Whoever may type on this machine acts as the command line."""
    return system("command-line", Permission.LIST_LOAD, Permission.HIT_READ, Permission.RUN_MAKE)


# --- load -----------------------------------------------------------------------------------------------------------
@load.command("un")
def load_un(path: ListPath, fewer: Fewer = False, as_json: AsJson = False) -> None:
    """The UN Security Council's consolidated list, XML."""
    from licet.platform import clock
    from licet.screening import public

    with _progress("entries read", every=1000) as progress:
        loaded = public.load_un(actor=_actor(), path=path, now=clock.now(), fewer_meant=fewer, progress=progress)
    _print_loaded(loaded, as_json)


@load.command("csv")
def load_csv(
    path: ListPath,
    name: Annotated[str, typer.Option(help="Name of the list, the same for each of its versions.", show_default=False)],
    published: Annotated[date | None, day_option(help="Day on which the list was published.")] = None,
    fewer: Fewer = False,
    as_json: AsJson = False,
) -> None:
    """A list as CSV. Columns: ref, name; and any of type, aliases, original_names, countries, born, programme, listed_on, remarks."""
    from licet.platform import clock
    from licet.screening import public

    with _progress("entries read", every=1000) as progress:
        loaded = public.load_csv(
            actor=_actor(), path=path, name=name, now=clock.now(), published_on=published, fewer_meant=fewer, progress=progress
        )
    _print_loaded(loaded, as_json)


class _progress:
    """Counts on a terminal; silent elsewhere."""

    def __init__(self, words: str, every: int = 1) -> None:
        self.words, self.every = words, every

    def __enter__(self) -> Callable[..., None] | None:
        self.shown = sys.stderr.isatty()
        return self._tell if self.shown else None

    def __exit__(self, *_: object) -> None:
        if self.shown:
            typer.echo("\r\033[K", err=True, nl=False)

    def _tell(self, count: int, of: int | None = None) -> None:
        if count % self.every == 0:
            typer.echo(f"\r{count:,}{f' of {of:,}' if of else ''} {self.words}", err=True, nl=False)


def _print_loaded(loaded: Loaded, as_json: bool) -> None:
    from dataclasses import asdict

    if as_json:
        return print_json(asdict(loaded))
    if loaded.known:
        return typer.echo(f"“{loaded.watchlist}”: these bytes are version {loaded.number}, which is in force. Nothing was written.")
    typer.echo(f"“{loaded.watchlist}” version {loaded.number}: {loaded.entry_count:,} entries, {loaded.name_count:,} names.")
    if loaded.unseen:
        named = ", ".join(loaded.unseen[:20]) + (" and others" if len(loaded.unseen) > 20 else "")
        typer.echo(f"Characters that nobody sees were left out of {len(loaded.unseen)} entries, which are read as they are shown: {named}.")
    if loaded.incomparable:
        typer.echo(f"{loaded.incomparable} names have no letters that can be compared; their entries are found by their other names.")
    return None


# --- bring back -----------------------------------------------------------------------------------------------------
@app.command("bring-back")
def bring_back(
    watchlist: Annotated[str, typer.Argument(help="Name of the list.", show_default=False)],
    version: Annotated[int, typer.Argument(help="Number of the version that is to be in force again.", show_default=False)],
    reasons: Annotated[str, typer.Option(help="Why the version in force is not the right one.", show_default=False)],
) -> None:
    """Put an earlier version of a list in force again. Parties are compared with it in the next round."""
    from licet.platform import clock
    from licet.screening import public

    done = public.bring_back(actor=_actor(), watchlist=watchlist, number=version, reasons=reasons, now=clock.now())
    typer.echo(f"“{done.watchlist}”: version {done.number} is in force again, instead of version {done.replaced}.")


# --- rescreen -------------------------------------------------------------------------------------------------------
@app.command()
def rescreen(as_json: AsJson = False) -> None:
    """Compare the parties of pending cases and of live licences with the lists in force, as `run-due` does. Exit code 1 if no
    list is loaded: then nothing can be said."""
    from licet.platform import clock
    from licet.reviews import public as reviews

    with _progress("seen") as progress:
        done = reviews.rescreen(actor=_actor(), now=clock.now(), progress=progress)
    if as_json:
        counts = {"subjects": done.subjects, "compared": done.compared, "runs": done.runs}
        print_json({"lists": [each.frozen() for each in done.lists]} | counts)
    else:
        _print_rescreened(done)
    if not done.lists:
        raise typer.Exit(1)


def _print_rescreened(done: Rescreened) -> None:
    if not done.lists:
        return typer.echo("No list is loaded, so nothing was compared. Load one with `licet screening load`.", err=True)
    if not done.subjects:
        return typer.echo(f"Every pending case and live licence has been compared with {_named(done.lists)}: nothing is due.")
    typer.echo(f"{done.compared:,} pending cases and live licences were due, and were compared with {_named(done.lists)}.")
    return typer.echo(f"{done.runs:,} have other matches than before." if done.runs else "None has other matches than before.")


def _named(lists: Sequence[ListInForce]) -> str:
    return ", ".join(f"{each.watchlist} version {each.number}" for each in lists)


# --- check and lists ------------------------------------------------------------------------------------------------
@app.command()
def check(
    name: Annotated[str, typer.Argument(help="The name to compare with every list in force.", show_default=False)],
    country: Annotated[str | None, typer.Option(help="Country as an ISO 3166 code of two letters.")] = None,
    born: Annotated[int | None, typer.Option(min=1800, max=2099, help="Year of birth.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="person, entity or vessel.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare one name; nothing is recorded. Exit code 1 if no list is loaded: then nothing can be said."""
    from licet.screening import public

    party = public.PartyName("NAME", name, country.upper() if country else None, born, _type(type_))
    checked = public.check_name(actor=_actor(), party=party)
    if as_json:
        print_json(_checked_json(checked))
    else:
        _print_checked(checked)
    if not checked.lists:
        raise typer.Exit(1)


def _type(written: str | None) -> EntryType | None:
    from licet.screening.public import EntryType

    if written is None:
        return None
    if written not in set(EntryType):
        raise typer.BadParameter(f"one of {', '.join(EntryType)}", param_hint="--type")
    return EntryType(written)


def _checked_json(checked: Checked) -> dict[str, object]:
    from licet.screening.public import in_words

    return {
        "lists": [each.frozen() for each in checked.lists],
        "matches": [
            {"entry": checked.refs[match.listed.name_id], "name": match.listed.name, "kind": match.listed.kind}
            | match.explanation.to_json()
            | {"in_words": in_words(match.explanation)}
            for match in checked.matches
        ],
    }


def _print_checked(checked: Checked) -> None:
    from licet.screening.public import hundredths, in_words

    if not checked.lists:
        return typer.echo("No list is loaded, so nothing was compared. Load one with `licet screening load`.", err=True)
    for match in checked.matches:
        typer.echo(f"{hundredths(match.score)}  {match.listed.name}  ({checked.refs[match.listed.name_id]}, {match.listed.kind})")
        for line in in_words(match.explanation):
            typer.echo(f"      {line}")
    return typer.echo(f"{len(checked.matches)} matches on {_named(checked.lists)}.")


@app.command()
def lists(as_json: AsJson = False) -> None:
    """The version of each list that is in force."""
    from dataclasses import asdict

    from licet.screening import public

    found = public.access_lists(actor=_actor())
    if as_json:
        return print_json([asdict(each) for each in found])
    head = ("list", "kind", "version", "published", "entries", "names", "loaded", "sha256")
    rows = (
        (
            each.watchlist,
            each.kind,
            each.number,
            each.published_on,
            each.entry_count,
            each.name_count,
            f"{each.loaded_at:%Y-%m-%d}",
            each.sha256[:12],
        )
        for each in found
    )
    return print_table(head, rows) if found else typer.echo("No list is loaded.")
