"""`licet concern`: the procedure's levels and figures; never a name, never a word of a concern."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from licet.cli.arguments import day_option
from licet.cli.output import AsJson, print_json, print_table

if TYPE_CHECKING:
    from licet.concerns.public import FollowUpFigures

app = typer.Typer(help="The concerns procedure: its levels and figures, never a name.", no_args_is_help=True)


@app.command()
def levels(as_json: AsJson = False) -> None:
    """Who answers, in which order, and within how many working days."""
    from dataclasses import asdict

    from licet.concerns.public import levels as ladder

    if as_json:
        return print_json({"levels": [asdict(level) for level in ladder()]})
    rows = [(level.title, level.role, level.acknowledge_days, level.answer_days, "yes" if level.outside else "") for level in ladder()]
    return print_table(("level", "role", "acknowledge within", "answer within", "outside"), rows)


@app.command()
def overdue(as_json: AsJson = False) -> None:
    """How many answers are owed and late at each level, and by how many working days at most."""
    from licet.concerns.public import cannot_be_opened, key_held, overdue_now

    found = overdue_now(today=_today())
    broken = cannot_be_opened() if key_held() else None
    if as_json:
        return print_json(
            {
                "fewer_than": _fewest(),
                "overdue": [{"level": each.level, "count": each.count, "longest_days": each.longest} for each in found],
                "cannot_be_opened": None if broken is None else [{"reference": each.reference, "why": each.why} for each in broken],
            }
        )
    print_table(("level", "overdue", "longest, working days"), [(each.title, _few(each.count), each.longest) for each in found])
    for each in broken or ():
        typer.echo(f"Cannot be opened: {each.reference}. {each.why} Until then it waits as it is, and does not climb.")
    return _explain()


@app.command()
def performance(
    first: Annotated[date | None, day_option("--from", help="First day; all days if not given.")] = None,
    last: Annotated[date | None, day_option("--to", help="Last day; today if not given.")] = None,
    as_json: AsJson = False,
) -> None:
    """How many concerns reached each level, how fast they were answered, how many late, how many climbed; how their raisers fared."""
    from dataclasses import asdict

    from licet.concerns.public import Climb, figures, follow_up_figures

    found = figures(today=_today(), first_day=first, last_day=last)
    asked = follow_up_figures(today=_today())
    if as_json:
        worse = None if asked is None else [asdict(each) | {"until": each.until.isoformat()} for each in asked]
        return print_json(found.to_json() | {"treated_worse": worse})
    head = ("level", "reached", "answered in time", "late", "not answered", "median days", "90 % within", "late %", "climbed: silence")
    rows = [
        (
            each.level,
            _few(each.reached),
            _few(each.answered_in_time),
            _few(each.answered_late),
            _few(each.not_answered),
            each.median_days,
            each.ninth_tenth_days,
            each.share_late,
            _few(each.climbed[Climb.OVERDUE]),
        )
        for each in found.levels
    ]
    print_table(head, rows)
    _print_follow_ups(asked)
    return _explain()


def _print_follow_ups(asked: tuple[FollowUpFigures, ...] | None) -> None:
    """Whether those who raised concerns were treated worse, as they said when they were asked."""
    if asked is None:
        typer.echo("\nWhat raisers said of how they were treated is sealed, and this process holds no LICET_CONCERNS_KEY to count it.")
    elif asked:
        typer.echo("\nTreated worse for raising it, as the raisers say:")
        head = ("days after closing", "counted until", "came due", "yes", "no", "no answer")
        rows = [(each.after_days, each.until, *map(_few, (each.asked, each.worse, each.not_worse, each.not_answered))) for each in asked]
        print_table(head, rows)


def _few(count: int | None) -> str:
    return f"< {_fewest()}" if count is None else f"{count:,}"


def _explain() -> None:
    typer.echo(f"\nCounts below {_fewest()} are not shown, nor one from which another could be told. Days are working days.")


def _fewest() -> int:
    from licet.policy.public import pack

    return pack().concerns.fewest_shown


def _today() -> date:
    from licet.platform import clock
    from licet.policy.public import today

    return today(clock.now())
