"""`licet review`: what a scope would touch, and reviews from opening to what they did. Signing is for people, at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.cli.arguments import day_option, read_reference
from licet.cli.output import AsJson, print_json, print_table
from licet.kernel.actor import Actor, system
from licet.kernel.errors import Invalid
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope

if TYPE_CHECKING:
    from licet.kernel.money import Total
    from licet.licences.public import LicenceSummary
    from licet.reviews.public import Bucket, Plan, ReviewDetail

app = typer.Typer(help="Reviews of licences already granted.", no_args_is_help=True)

ScopeText = Annotated[
    str,
    typer.Option(help="A scope, “destination=QM rating=ML15”, destinations by name or code; or a file that holds one.", show_default=False),
]
ReviewReference = Annotated[str, typer.Argument(help="Such as “XA-REV 2031/000001”.", show_default=False, callback=read_reference)]
AT_ONCE = 1_000
ROWS = 15
"""Rows of a table on a terminal; --json has them all."""


Everything = Annotated[bool, typer.Option("--everything", help="Also where the scope takes every live licence.")]


def _actor() -> Actor:
    """Whoever may type on this machine reads, opens and proposes as the command line; it never signs."""
    return system(
        "command-line",
        *(Permission.REVIEW_READ, Permission.REVIEW_OPEN, Permission.REVIEW_WORK, Permission.ACT_PROPOSE),
        *(Permission.LICENCE_SUSPEND, Permission.LICENCE_REINSTATE, Permission.LICENCE_REVOKE),
    )


def read_scope(given: str) -> Scope:
    """The text itself, or a file's: lines may hold one condition each, and those that begin with # are left out."""
    path = Path(given)
    if "=" not in given and given and path.is_file():
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            raise Invalid("The file is not UTF-8 text.", place=given) from None
        given = " ".join(line for line in lines if not line.lstrip().startswith("#"))
    from licet.policy import public as policy

    return policy.read_scope(given)


# --- plan -----------------------------------------------------------------------------------------------------------
@app.command()
def plan(scope: ScopeText, as_json: AsJson = False) -> None:
    """What a scope takes now: licences with exporter, goods, buyer and value, open cases, sums by destination. Nothing is written."""
    from licet.policy.public import destination_names
    from licet.reviews import public as reviews

    asked = read_scope(scope)
    found = reviews.plan(actor=_actor(), scope=asked)
    sentence = asked.sentence(destination_names())
    if as_json:
        print_json(found.to_json(sentence) | {"licences": [_licence_json(licence) for licence in _list_every_licence(asked)]})
    else:
        _print_plan(found, sentence)
        _print_licences(reviews.list_licences_in_plan(actor=_actor(), scope=asked, limit=ROWS), found.to_freeze)


def _list_every_licence(scope: Scope) -> Iterator[LicenceSummary]:
    from licet.reviews import public as reviews

    after = ""
    while licences := reviews.list_licences_in_plan(actor=_actor(), scope=scope, after=after, limit=AT_ONCE):
        yield from licences
        after = licences[-1].reference


def _licence_json(licence: LicenceSummary) -> dict[str, object]:
    return {
        "licence": licence.reference,
        "exporter": licence.exporter,
        "goods": list(licence.goods),
        "buyer": licence.buyer,
        "destination": licence.country,
        "value_minor": licence.value.money.minor if licence.value.money else None,
        "lines_without_value": licence.value.without_value,
    }


def _print_licences(licences: list[LicenceSummary], total: int) -> None:
    typer.echo()
    print_table(
        ("licence", "exporter", "goods", "buyer", "value"),
        (
            (
                licence.reference,
                licence.exporter,
                "; ".join(licence.goods),
                f"{licence.buyer} ({licence.country})",
                _write_value(licence.value),
            )
            for licence in licences
        ),
    )
    if total > len(licences):
        typer.echo(f"… and {total - len(licences):,} more; --json lists all.")


def _print_plan(found: Plan, sentence: str) -> None:
    typer.echo(sentence)
    if found.warned:
        typer.echo(f"Look again: {found.warned}.")
    rows = [("taken", found.taken), ("not known", found.unknown)]
    head = ("", "licences", "lines", f"value ({found.currency})", "lines without a value")
    print_table(head, ((name, reach.licences, reach.lines, _money(reach), reach.without_value) for name, reach in rows))
    typer.echo(f"Of {found.live:,} live licences; taken: {found.in_force:,} in force, {found.suspended:,} suspended.")
    typer.echo(f"Open cases: {found.pending.taken:,} taken, {found.pending.unknown:,} not known.")
    for name, buckets in (("destination", found.by_destination), ("rating", found.by_rating), ("exporter", found.by_exporter)):
        _print_buckets(name, buckets)


def _write_value(value: Total) -> str | None:
    if value.money is None:
        return None
    lines = f"{value.without_value:,} line{'' if value.without_value == 1 else 's'} without a value"
    return f"{value.money}; {lines}" if value.without_value else str(value.money)


def _print_buckets(name: str, buckets: tuple[Bucket, ...]) -> None:
    typer.echo()
    print_table(
        (name, "licences", "lines", "value"),
        ((item.name, item.reach.licences, item.reach.lines, _money(item.reach)) for item in buckets[:ROWS]),
    )
    if len(buckets) > ROWS:
        typer.echo(f"… and {len(buckets) - ROWS:,} more; --json lists all.")


def _money(reach: Any) -> str | None:
    return None if reach.value_minor is None else f"{reach.value_minor / 100:,.2f}"


# --- open -----------------------------------------------------------------------------------------------------------
@app.command("open")
def open_(
    scope: ScopeText,
    question: Annotated[str, typer.Option(help="What the review is to answer.", show_default=False)],
    commissioned_by: Annotated[str, typer.Option(help="Who asked for it, as the register prints it.", show_default=False)],
    commissioned_on: Annotated[date | None, day_option(help="The day; today if not given.")] = None,
    trigger: Annotated[list[str] | None, typer.Option(help="A trigger that it takes up; may be given again.")] = None,
    everything: Everything = False,
    as_json: AsJson = False,
) -> None:
    """Open a review. Its question, who commissioned it and its scope are published."""
    from licet.platform import clock
    from licet.policy.public import today
    from licet.reviews import public as reviews

    now = clock.now()
    taken = [reviews.access_trigger(actor=_actor(), reference=reference) for reference in trigger or ()]
    for reference, gone in reviews.causes_gone(taken).items():
        became = f"moved to {gone.moved_to}" if gone.moved_to else "withdrawn"
        typer.echo(f"Trigger {reference}: {gone.about}, which raised it, was {became} on {gone.on}: {gone.reason}", err=True)
    row = reviews.open_review(
        actor=_actor(),
        question=question,
        commissioned_by=commissioned_by,
        commissioned_on=commissioned_on or today(now),
        scope=read_scope(scope),
        now=now,
        triggers=trigger or (),
        even_everything=everything,
    )
    if as_json:
        print_json({"review": row.reference, "status": row.status})
    else:
        typer.echo(row.reference)


# --- apply ----------------------------------------------------------------------------------------------------------
@app.command()
def apply(
    reference: ReviewReference,
    legal_basis: Annotated[str, typer.Option(help="Under which power.", show_default=False)],
    reasons: Annotated[str, typer.Option(help="Why; the exporters concerned read it.", show_default=False)],
    outcome: Annotated[
        str, typer.Option(help="For licences that have none yet: maintain, suspend, reinstate, revoke, departure or “in doubt”.")
    ] = "suspend",
    departure: Annotated[str, typer.Option(help="The departure by which goods may leave although a clear risk takes them.")] = "",
    everything: Everything = False,
    as_json: AsJson = False,
) -> None:
    """Freeze the list, give the outcome to every licence that has none, and put it all up for signature as one act.

    Nothing changes until people have signed it at the desk. If one step is refused, none is taken.
    """
    from django.db import transaction

    from licet.platform import clock
    from licet.reviews import public as reviews
    from licet.reviews.public import Outcome, OutcomeSet, ReviewStatus

    if outcome not in set(Outcome):
        raise Invalid(f"“{outcome[:40]}” is no outcome: use one of {', '.join(Outcome)}.", place="outcome")
    actor, now = _actor(), clock.now()
    with transaction.atomic():
        found = reviews.access_review(actor=actor, reference=reference)
        if found.status in (ReviewStatus.OPEN, ReviewStatus.APPLIED):
            reviews.freeze(actor=actor, review=reference, now=now, even_everything=everything)
            found = reviews.access_review(actor=actor, reference=reference)
        if found.undecided:
            rest = OutcomeSet(outcome=Outcome(outcome), reasons=reasons, departure=departure)
            reviews.decide_outcomes(actor=actor, review=reference, sets=[rest], now=now)
        act = reviews.propose_act(actor=actor, review=reference, legal_basis=legal_basis, reasons=reasons, now=now)
    if as_json:
        print_json({"review": reference, "act": act.reference, "digest": act.digest, "signatures_asked": act.roles})
    else:
        typer.echo(f"{act.reference} waits for signatures at the desk, in this order: {', '.join(act.roles)}.")


# --- show -----------------------------------------------------------------------------------------------------------
@app.command()
def show(reference: ReviewReference, as_json: AsJson = False) -> None:
    """Where a review stands: its question and scope, what was frozen, outcomes, what was told, how far what follows has come."""
    from licet.reviews import public as reviews

    found = reviews.access_review(actor=_actor(), reference=reference)
    facts = _facts(found)
    if as_json:
        print_json(facts)
        return
    print_table(("", ""), ((name.replace("_", " "), value) for name, value in facts.items() if not isinstance(value, list | dict)))
    for number in facts["frozen"]:
        typer.echo(f"frozen {number['number']}: {number['licences']:,} licences, {number['outcomes']}, act {number['act'] or 'none yet'}")
    for item in facts["updates"]:
        typer.echo(f"{item['on']}  {item['words']}")
    for item in facts["follows"]:
        typer.echo(f"{item['who']}: {item['done']:,} done, {item['waiting']:,} waiting")


def _facts(found: ReviewDetail) -> dict[str, Any]:
    from licet.reviews.public import sentence_of

    row = found.review
    return {
        "review": row.reference,
        "status": found.status.value,
        "question": row.question,
        "commissioned_by": row.commissioned_by,
        "commissioned_on": row.commissioned_on,
        "scope": row.scope,
        "sentence": sentence_of(row.to_scope(), row.named),
        "triggers": [item.reference for item in row.triggers.all()],
        "frozen": [
            {
                "number": item.number,
                "digest": item.digest,
                "licences": item.licences,
                "unknown": item.unknown,
                "outcomes": {name or "not decided": count for name, count in sorted(found.counts[item.pk].items())},
                "act": item.act.reference if item.act else None,
                "applied_on": item.applied_on,
            }
            for item in found.freezings
        ],
        "updates": [{"number": item.number, "on": item.updated_at.date(), "words": item.words} for item in row.updates.all()],
        "follows": [{"who": item.subscriber, "done": item.done, "waiting": item.waiting} for item in found.progress()],
        "conclusion": row.conclusion or None,
    }
