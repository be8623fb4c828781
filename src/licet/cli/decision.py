"""`licet decision`: what was decided, and a decision record checked offline against the log's key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from licet.cli.arguments import read_reference
from licet.cli.output import AsJson, print_json, print_table
from licet.kernel.actor import Actor, system
from licet.kernel.errors import Refused
from licet.kernel.permission import Permission

app = typer.Typer(help="Decisions and their frozen records.", no_args_is_help=True)


def _actor() -> Actor:
    """Whoever may type on this machine reads as the command line."""
    return system("command-line", Permission.DECISION_READ)


@app.command()
def show(
    reference: Annotated[str, typer.Argument(help="Such as “XA-DEC 2031/000412”.", callback=read_reference)],
    record: Annotated[Path | None, typer.Option(help="Write the decision record to this new file.")] = None,
    as_json: AsJson = False,
) -> None:
    """One decision: kind, case or licence, day, digests, signatures; with --record also its record as one file."""
    from licet.decisions.public import access_decision, record_file

    decision = access_decision(actor=_actor(), reference=reference)
    facts = {
        "reference": decision.reference,
        "kind": decision.kind,
        "about": decision.case.reference if decision.case else decision.licence,
        "decided_on": decision.decided_on,
        "act": decision.act.reference,
        "signed_digest": decision.signed_digest,
        "envelope_digest": decision.envelope_digest,
        "outcomes": [f"line {item.line.number}: {item.outcome}" for item in decision.outcomes.all()],
        "signatures": [f"{item.name} as {item.role}" for item in decision.act.signatures.filter(voided_at=None).order_by("signed_at")],
    }
    if record:
        _write(record, record_file(decision))
    if as_json:
        print_json(facts)
    else:
        print_table(("", ""), ((name.replace("_", " "), _words(value)) for name, value in facts.items()))


def _words(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        raise Refused("There is such a file already; name a new one.", place=str(path))
    path.write_bytes(content)


@app.command()
def verify(file: Annotated[Path, typer.Argument(help="A decision record, as the desk or `decision show --record` gives it.")]) -> None:
    """Check a record file: digests, texts, signatures, and that this authority's log holds it. Needs no store but the log's key."""
    from licet.ledger.public import verifier_key
    from licet_verify.errors import FoundWanting
    from licet_verify.record import verify_record

    if not file.is_file():
        raise Refused("There is no such file.", place=str(file))
    try:
        checked = verify_record(file.read_bytes(), verifier_key())
    except FoundWanting as wanting:
        raise Refused(f"Found wanting: {wanting}.", place=str(file)) from wanting
    read = f"{checked.signatures} signatures over {checked.signed}, {checked.texts} texts as they were read"
    typer.echo(f"The record holds: {read}, entry {checked.position} of the log.")
