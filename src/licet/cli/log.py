"""`licet log`: the verifiable log from the inside. From outside, `licet_verify` checks what these commands print."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.cli.output import AsJson, print_json, print_table

if TYPE_CHECKING:
    from licet_verify.note import Checkpoint as SignedState

app = typer.Typer(help="The verifiable log: signed checkpoints, proofs, verification.", no_args_is_help=True)


@app.command()
def checkpoint(
    sign: Annotated[bool, typer.Option("--sign", help="Sign the log as it stands first.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print the newest signed checkpoint."""
    from licet.kernel.errors import NotFound
    from licet.ledger.public import checkpoint_latest, verifier_key

    if sign:
        _sign()
    latest = checkpoint_latest()
    if latest is None:
        raise NotFound("signed checkpoint yet; `licet log checkpoint --sign` makes one")
    if as_json:
        print_json({"size": latest.size, "root": latest.root.hex(), "key": str(verifier_key()), "note": latest.note})
    else:
        typer.echo(latest.note, nl=False)


@app.command()
def prove(position: Annotated[int, typer.Argument(help="Position of the entry, from 0.", min=0)], as_json: AsJson = False) -> None:
    """Print the proof that the log holds an entry, as a .tlog-proof."""
    from licet.ledger.public import leaf, proof_file, verifier_key

    proof = str(proof_file(position))
    if as_json:
        print_json({"position": position, "leaf": leaf(position).decode(), "proof": proof, "key": str(verifier_key())})
    else:
        typer.echo(proof, nl=False)


@app.command()
def verify(
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(
            "--checkpoint", help="A checkpoint that was kept elsewhere; may be repeated. Without one, deleted checkpoints are not noticed."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check the whole stored log and every internal event: entries, salts, nodes, checkpoints with their signatures, batches."""
    from licet.ledger.public import audit_signed_log
    from licet.platform.snapshot import read_snapshot

    known = [_read_checkpoint(path) for path in checkpoint or []]
    with read_snapshot():  # what is recorded meanwhile must not look like something added
        audited = audit_signed_log(known)
    if as_json:
        print_json(
            {
                "holds": True,
                "entries": audited.entries,
                "root": audited.root.hex(),
                "checkpoints": audited.checkpoints,
                "checkpoints_kept_elsewhere": len(known),
                "internal_events": audited.internal,
                "internal_batches": audited.batches,
                "internal_waiting": audited.waiting,
                "internal_waiting_since": audited.waiting_since.isoformat() if audited.waiting_since else None,
                "batches_set_back": list(audited.set_back),
                "destroyed_salts": audited.destroyed_salts,
                "events_with_destroyed_salts": list(audited.closed_events),
            }
        )
        return
    elsewhere = f" and {len(known)} kept elsewhere" if known else ""
    typer.echo(f"The log holds: {audited.entries} entries, {audited.checkpoints} checkpoints{elsewhere}, root {audited.root.hex()}.")
    since = f", the oldest since {audited.waiting_since:%Y-%m-%d %H:%M} UTC" if audited.waiting_since else ""
    typer.echo(
        f"Internal events hold: {audited.internal - audited.waiting} in {audited.batches} batches, "
        f"{audited.waiting} waiting for the next batch{since}."
    )
    if audited.set_back:
        entries = ", ".join(map(str, audited.set_back))
        typer.echo(f"The clock was set back: the hour of these batches is before that of the batch before them, entries {entries}.")
    if audited.destroyed_salts:
        of = "; ".join(audited.closed_events)
        typer.echo(f"Salts destroyed: {audited.destroyed_salts}. Nobody can open these sealed fields any more, the first of them: {of}.")


@app.command()
def events(
    reference: Annotated[str, typer.Argument(help="Such as “XA-IND 2031/000412”, “XA-LIC 2031/000017”.")],
    as_json: AsJson = False,
) -> None:
    """List what the ledger recorded about a reference, public and internal, with the sealed fields that can be opened."""
    from licet.ledger.public import fields_to_open, find, find_internal

    rows: list[dict[str, Any]] = [
        {"entry": entry.position, "internal": None, "on": entry.on, "kind": entry.kind, "fields": fields_to_open(entry)}
        for entry in find(reference)
    ]
    rows += [
        {"entry": None, "internal": event.number, "on": event.on, "kind": event.kind, "fields": fields_to_open(event)}
        for event in find_internal(reference)
    ]
    if as_json:
        print_json(rows)
        return
    columns = ("entry", "internal", "day", "kind", "can be opened")
    print_table(columns, ((row["entry"], row["internal"], row["on"], row["kind"], ", ".join(row["fields"])) for row in rows))


@app.command()
def disclose(
    field: Annotated[str, typer.Argument(help="The sealed field to open, as `licet log events` lists it.")],
    file: Annotated[Path, typer.Option("--file", help="Write the disclosure to this new file.")],
    recipient: Annotated[str, typer.Option("--recipient", help="To whom the field is opened; recorded.")],
    reasons: Annotated[str, typer.Option("--reasons", help="Why; recorded.")],
    entry: Annotated[int | None, typer.Option("--entry", help="Position of the entry in the log.", min=0)] = None,
    internal: Annotated[int | None, typer.Option("--internal", help="Number of the internal event.", min=0)] = None,
) -> None:
    """Open one sealed field to somebody, as a file that they check with `licet_verify field`. It is recorded to whom and why."""
    from licet.kernel.actor import system
    from licet.kernel.errors import Invalid, Refused
    from licet.kernel.permission import Permission
    from licet.ledger import public as ledger
    from licet.platform import clock
    from licet.policy.public import disclose_field

    if entry is not None and internal is None:
        event: ledger.PublishedEntry | ledger.InternalEntry = ledger.entry(entry)
    elif internal is not None and entry is None:
        event = ledger.internal_event(internal)
    else:
        raise Invalid("Name the event by either --entry or --internal.", place="event")
    try:
        opened = file.open("xb")  # before anything is recorded: a disclosure that reached nobody must not be
    except FileExistsError as error:
        raise Refused(f"{file} exists: name a new file.", place="file") from error
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}. Nothing was opened or recorded.", place="file") from error
    with opened, _removed_on_error(file):
        actor = system("command-line", Permission.FIELD_DISCLOSE)
        opened.write(disclose_field(actor=actor, event=event, field=field, recipient=recipient, reasons=reasons, now=clock.now()))
    typer.echo(f"{field} of {event.kind} about {event.ref} is opened in {file}, for {recipient}.")


@contextmanager
def _removed_on_error(file: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        file.unlink()
        raise


def _read_checkpoint(path: Path) -> SignedState:
    from licet.kernel.errors import Invalid
    from licet.ledger.public import verifier_key
    from licet_verify.errors import FoundWanting
    from licet_verify.note import open_checkpoint

    try:
        return open_checkpoint(path.read_bytes(), verifier_key())
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror}.", place="checkpoint") from error
    except FoundWanting as error:
        raise Invalid(f"{path} is not a checkpoint of this log: {error}.", place="checkpoint") from error


def _sign() -> None:
    from licet.kernel.actor import system
    from licet.kernel.permission import Permission
    from licet.ledger.public import sign_checkpoint
    from licet.platform import clock

    sign_checkpoint(actor=system("run-due", Permission.CHECKPOINT_SIGN), now=clock.now())
