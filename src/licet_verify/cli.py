"""The command line: says in one sentence what was verified, or what is wanting and where."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from licet_verify.disclosure import verify_disclosure
from licet_verify.errors import FoundWanting, NoteError
from licet_verify.log import LogChecked, verify_log
from licet_verify.note import Checkpoint, VerifierKey, open_checkpoint
from licet_verify.proof import ProofFile, verify_proof
from licet_verify.record import verify_record
from licet_verify.register import verify_register

HOLDS, WANTING, MISUSE = 0, 1, 2
NEEDS = (
    "Signatures are checked with the Python package cryptography; everything else is Python's own. "
    "If it is missing: python3 -m pip install cryptography"
)


class Misuse(Exception):
    """The command cannot be carried out as it was typed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when the check holds, 1 when something is wanting, 2 when it was misused."""
    given = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], str] = given.command
    try:
        sys.stdout.write(command(given) + "\n")
    except FoundWanting as error:
        sys.stderr.write(f"Found wanting: {error}.\n")
        return WANTING
    except Misuse as error:
        sys.stderr.write(f"licet_verify: {error}\n")
        return MISUSE
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "cryptography":
            raise
        sys.stderr.write(f"licet_verify: {NEEDS}\n")
        return MISUSE
    return HOLDS


def check_checkpoint(given: argparse.Namespace) -> str:
    checkpoint = open_checkpoint(_read(given.file), _key(given.key))
    return f"The checkpoint holds: {_describe(checkpoint)}."


def check_proof(given: argparse.Namespace) -> str:
    proof = ProofFile.parse(_read(given.file))
    checkpoint = verify_proof(leaf=_read(given.leaf).removesuffix(b"\n"), proof=proof, key=_key(given.key))
    return f"The proof holds: this is entry {proof.index} of {_describe(checkpoint)}."


def check_log(given: argparse.Namespace) -> str:
    checked, newest = _verify_log(given, given.files)
    beyond = f" {checked.beyond} later entries are not covered by a checkpoint yet." if checked.beyond else ""
    return f"The log holds: {_describe(newest)}.{beyond}"


def _verify_log(given: argparse.Namespace, files: Sequence[str]) -> tuple[LogChecked, Checkpoint]:
    """The log in these files against every checkpoint; also returns the newest of them."""
    key = _key(given.key)
    checkpoints = [_in_file(name, lambda data: open_checkpoint(data, key)) for name in given.checkpoint]
    checked = verify_log(chain.from_iterable(_lines(name) for name in files), checkpoints)
    return checked, max(checkpoints, key=lambda each: each.size)


def check_register(given: argparse.Namespace) -> str:
    if bool(given.key) != bool(given.checkpoint):
        raise Misuse("the log is checked with both --checkpoint and --key, or with neither")
    covered = _verify_log(given, given.log)[0].entries if given.key else 0
    checked = verify_register(_lines(given.file), chain.from_iterable(_lines(name) for name in given.log))
    if checked.count:
        shown = "".join(f"\n- {sentence}" for sentence in checked.differences)
        rest = "" if checked.count <= len(checked.differences) else "\nOnly the first of them are named"
        number = "1 row of the register differs" if checked.count == 1 else f"{checked.count} rows of the register differ"
        raise FoundWanting(f"{number} from the log up to entry {checked.size - 1}:{shown}{rest}")
    unsigned = "" if given.key else " Not checked: whether the log is the one that was signed (give --checkpoint and --key)."
    if given.key and checked.size > covered:
        unsigned = f" Not covered by a checkpoint yet: {checked.size - covered} of these entries."
    return f"The register holds: its {checked.rows} rows are what the first {checked.size} entries of the log say.{unsigned}"


def check_field(given: argparse.Namespace) -> str:
    checked = verify_disclosure(_read(given.file), _key(given.key) if given.key else None)
    what = "this internal event" if checked.is_internal else "this entry"
    covered = ", covered by the batch in" if checked.is_internal else ","
    place = "" if checked.checkpoint is None else f"{covered} entry {checked.position} of {_describe(checked.checkpoint)}"
    return f"The field holds: {checked.field} is {checked.value!r} in {what}{place}.{_unproven(given)}"


def check_record(given: argparse.Namespace) -> str:
    checked = verify_record(_read(given.file), _key(given.key) if given.key else None)
    place = "" if checked.checkpoint is None else f", entry {checked.position} of {_describe(checked.checkpoint)}"
    parts = f"{checked.signatures} signatures over {checked.signed}, {checked.texts} texts as they were read"
    return f"The record holds: {parts}{place}.{_unproven(given)}"


def _unproven(given: argparse.Namespace) -> str:
    return "" if given.key else " Not checked: whether the log holds it (give --key)."


def _describe(checkpoint: Checkpoint) -> str:
    return f"{checkpoint.origin} at {checkpoint.size} entries, root {checkpoint.root.hex()}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="licet_verify",
        description="Checks what a licensing authority published, without trusting the authority's software.",
        epilog=f"Exit code 0: holds. 1: found wanting, with the place. 2: misuse. {NEEDS}",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    required = "the log's verifier key (name+id+base64), or a file that holds it"
    optional = f"{required}: also check that the log holds it"

    def add(name: str, command: Callable[[argparse.Namespace], str], what: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.set_defaults(command=command)
        return made

    made = add("checkpoint", check_checkpoint, "a signed checkpoint")
    made.add_argument("file")
    made.add_argument("--key", required=True, help=required)
    made = add("proof", check_proof, "that the log holds an entry (.tlog-proof)")
    made.add_argument("file")
    made.add_argument("--leaf", required=True, help="file with the entry's text")
    made.add_argument("--key", required=True, help=required)
    made = add("log", check_log, "a whole downloaded log against one or more checkpoints")
    made.add_argument("files", nargs="+", metavar="file", help="the pages of /log/entries, in order")
    made.add_argument("--checkpoint", required=True, action="append", help="file with a checkpoint; may be repeated")
    made.add_argument("--key", required=True, help=required)
    made = add("register", check_register, "a downloaded register against a downloaded log")
    made.add_argument("file", help="/data/register.jsonl")
    made.add_argument("--log", required=True, action="append", help="a page of /log/entries; repeated, in order")
    made.add_argument("--checkpoint", action="append", default=[], help="with --key: also check the log against this checkpoint")
    made.add_argument("--key", help=f"{required}: also check the log")
    made = add("field", check_field, "one disclosed field of an entry or an internal event")
    made.add_argument("file")
    made.add_argument("--key", help=optional)
    made = add("record", check_record, "a decision record's file")
    made.add_argument("file")
    made.add_argument("--key", help=optional)
    return parser


def _read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Misuse(f"cannot read {name}: {error.strerror}") from error


def _in_file[T](name: str, read: Callable[[bytes], T]) -> T:
    try:
        return read(_read(name))
    except FoundWanting as error:
        raise type(error)(f"{name}: {error}") from error


def _lines(name: str) -> Iterator[bytes]:
    try:
        with Path(name).open("rb") as file:
            yield from file
    except OSError as error:
        raise Misuse(f"cannot read {name}: {error.strerror}") from error


def _key(given: str) -> VerifierKey:
    """The key as typed, or read from the file that is named."""
    text = given if given.count("+") >= 2 else _read(given).decode(errors="replace")
    try:
        return VerifierKey.parse(text)
    except NoteError as error:
        raise Misuse(f"--key: {error}") from error
