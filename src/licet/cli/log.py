"""`licet log`: the verifiable log from the inside. From outside, `licet_verify` checks what these commands print."""

from __future__ import annotations

from typing import Annotated

import typer

from licet.cli.output import AsJson, print_json

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
def verify(as_json: AsJson = False) -> None:
    """Check the whole stored log and every internal event: entries, nodes, checkpoints with their signatures, batches."""
    from licet.ledger.public import audit
    from licet.platform.snapshot import read_snapshot

    with read_snapshot():  # what is recorded meanwhile must not look like something added
        held = audit()
    if as_json:
        print_json(
            {
                "holds": True,
                "entries": held.entries,
                "root": held.root.hex(),
                "checkpoints": held.checkpoints,
                "internal_events": held.internal,
                "internal_batches": held.batches,
                "internal_waiting": held.waiting,
            }
        )
        return
    typer.echo(f"The log holds: {held.entries} entries, {held.checkpoints} checkpoints, root {held.root.hex()}.")
    typer.echo(
        f"Internal events hold: {held.internal - held.waiting} in {held.batches} batches, {held.waiting} waiting for the next batch."
    )


def _sign() -> None:
    from licet.kernel.actor import system
    from licet.kernel.permission import Permission
    from licet.ledger.public import sign_checkpoint
    from licet.platform import clock

    sign_checkpoint(actor=system("run-due", Permission.CHECKPOINT_SIGN), now=clock.now())
