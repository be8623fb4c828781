"""`licet assessment`: what central assessments conclude, as of a day and as known on another; coverage; versions compared."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.cli.arguments import day_option, read_reference
from licet.cli.assessment_words import print_version
from licet.cli.output import AsJson, print_json, print_table
from licet.kernel.actor import Actor, system
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.permission import Permission

if TYPE_CHECKING:
    from licet.assessments.public import AssessmentVersion, AssessmentView, Changed

app = typer.Typer(help="Central assessments: conclusions by scope, what they stand on, and their versions.", no_args_is_help=True)

_VERSION = re.compile(r"(?P<whose>.+?)[ ,]+v?(?P<number>\d{1,6})")
Day = day_option()


def _actor() -> Actor:
    """Whoever may type on this machine reads as the command line."""
    return system("command-line", Permission.ASSESSMENT_READ)


@app.command()
def show(
    destination: Annotated[
        str, typer.Argument(help="Its two letters, or a reference such as “XA-ASM 2031/000001”.", callback=read_reference)
    ],
    as_of: Annotated[date | None, Day] = None,
    known_on: Annotated[date | None, Day] = None,
    as_json: AsJson = False,
) -> None:
    """What spoke for a day (--as-of, today) as it was known on another (--known-on, today). One part for each conflict."""
    from licet.assessments.public import access_assessment, access_assessments, view_json
    from licet.policy.public import destination_names

    if "/" in destination:
        found: tuple[AssessmentView, ...] = (access_assessment(actor=_actor(), reference=destination, as_of=as_of, known_on=known_on),)
    else:
        found = access_assessments(actor=_actor(), destination=_code(destination), as_of=as_of, known_on=known_on)
    if as_json:
        print_json([view_json(view, destination_names()) for view in found])
        return
    if not found:
        typer.echo("No conflict is assessed there.")
    for view in found:
        typer.echo(f"{view.row.reference}  {view.row.title}  as of {view.as_of}, as known on {view.known_on}")
        if view.version is None:
            typer.echo("No version spoke for that day.\n")
        else:
            print_version(view.version)


@app.command()
def coverage(
    destination: Annotated[str, typer.Argument(help="Its two letters; all without it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Registered, triaged, assessed, undetermined by reason: as concluded, and against all that is registered now."""
    from licet.assessments.public import access_assessments, coverage_now

    rows: list[dict[str, Any]] = []
    for view in access_assessments(actor=_actor(), destination=_code(destination) if destination else ""):
        for words, found in (("concluded", view.version.coverage if view.version else None), ("now", coverage_now(view.row))):
            if found is not None:
                rows.append({"assessment": view.row.reference, "as": words, **found.to_json(), "percent": found.undetermined_percent})
    if as_json:
        print_json(rows)
        return
    head = ("assessment", "as", "registered", "triaged", "assessed", "undetermined", "of these %", "by reason")
    print_table(head, (_coverage_row(row) for row in rows))


def _coverage_row(row: dict[str, Any]) -> tuple[object, ...]:
    reasons = row["undetermined"]
    said = ", ".join(f"{reason} {count}" for reason, count in reasons.items())
    percent = row["percent"] if row["assessed"] else None
    return (row["assessment"], row["as"], row["registered"], row["triaged"], row["assessed"], sum(reasons.values()), percent, said or None)


@app.command()
def check(
    reference: Annotated[str, typer.Argument(help="Of an assessment, such as “XA-ASM 2031/000001”.")],
    as_json: AsJson = False,
) -> None:
    """Whether the draft could be concluded: what is missing, what is read or accepted first. Exits 1 where it could not."""
    from licet.assessments.public import before_concluding, visible_assessments
    from licet.decisions.public import concerns_near
    from licet.platform import clock
    from licet.policy.public import today

    row = visible_assessments(actor=_actor(), assessment=reference.strip()).first()
    if row is None:
        raise NotFound("assessment")
    before = before_concluding(actor=_actor(), row=row, today=today(clock.now()))
    concerns = concerns_near(row.topics).sentences
    if as_json:
        warnings = [{"key": item.key, "place": item.place, "accepted_by": before.accepted.get(item.key, ())} for item in before.warnings]
        told = {"reference": row.reference, "version": row.drafting, "missing": before.missing, "warnings": warnings}
        print_json(told | {"open_concerns": concerns})
    else:
        typer.echo(f"{row.reference}, draft of version {row.drafting}, revision {before.revision}")
        for words in before.missing or ("nothing",):
            typer.echo(f"  missing: {words}")
        for item in before.warnings:
            left = " (no author has accepted it yet)" if item in before.to_accept else ""
            typer.echo(f"  to read: {item.place}: {item.words}{left}")
        for words in concerns:
            typer.echo(f"  to know: {words}")
    if before.missing:
        raise typer.Exit(1)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="V1", help="A version, such as “XA-ASM 2031/000001 v1” or “QM v1”.")],
    new: Annotated[str, typer.Argument(metavar="V2", help="Another of the same assessment.")],
    as_json: AsJson = False,
) -> None:
    """Which words changed between two versions, and who saved what in between. [-taken away-] {+put in+}."""
    from licet.assessments.public import difference, difference_json

    found = difference(actor=_actor(), old=_version(old), new=_version(new))
    if as_json:
        print_json(difference_json(found))
        return
    typer.echo(f"{found.new.assessment.reference}: version {found.old.number} against version {found.new.number}\n")
    _print_changed(found.changed)
    for step in found.steps:
        typer.echo(
            f"Revision {step.revision} (version {step.version_number}), {step.name}, {step.saved_at:%Y-%m-%d %H:%M} UTC: {step.reason}"
        )
        typer.echo(f"  changed: {', '.join(item.title for item in step.changed) or 'nothing'}")


def _print_changed(changed: tuple[Changed, ...]) -> None:
    signs = {"removed": "[-{}-]", "added": "{{+{}+}}", "same": "{}"}
    for item in changed:
        typer.echo(item.title)
        for paragraph in item.paragraphs:
            typer.echo("  " + "".join(signs[piece.kind.value].format(piece.text) for piece in paragraph))
        typer.echo("")


def _version(text: str) -> AssessmentVersion:
    from licet.assessments.public import access_assessment, access_version

    found = _VERSION.fullmatch(text.strip())
    if not found:
        raise Invalid(f"“{text[:60]}” names no version: write “XA-ASM 2031/000001 v2” or “QM v2”.")
    whose = found["whose"]
    if "/" not in whose:
        whose = access_assessment(actor=_actor(), destination=_code(whose)).row.reference
    return access_version(actor=_actor(), reference=whose, number=int(found["number"]))


def _code(text: str) -> str:
    from licet.policy.public import destination

    return destination(read_reference(text)).code
