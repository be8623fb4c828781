"""`licet evidence`: take a corpus in, see which incidents are on the record, and withdraw or move what was recorded wrongly."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.cli.arguments import read_reference
from licet.cli.output import AsJson, print_json, print_table
from licet.kernel.actor import Actor, system
from licet.kernel.errors import Invalid, Refused
from licet.kernel.permission import Permission

if TYPE_CHECKING:
    from licet.evidence.public import IncidentRow, Intake, RejectedPlace, Taken

app = typer.Typer(help="Documents, incidents, and where they come from.", no_args_is_help=True)

LATER_FORMATS = ("html", "pdf", "text", "csv")
SHOWN = 100
Ignored = {"allow_extra_args": True, "ignore_unknown_options": True}


def _actor() -> Actor:
    """Whoever may type on this machine acts as the command line."""
    return system(
        "command-line",
        *(Permission.DOCUMENT_INGEST, Permission.EVIDENCE_READ),
        *(Permission.INCIDENT_RECORD, Permission.PROCEEDING_RECORD, Permission.OFFICIAL_LINE_RECORD),
    )


# --- ingest ---------------------------------------------------------------------------------------------------------
@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files of the corpus; “-” is what is piped in.", show_default=False)],
    source: Annotated[str, typer.Option(help="Whose corpus it is; the same name for each of its files.", show_default=False)],
    format_: Annotated[str, typer.Option("--format", help="Only “tagged” is read so far.")] = "tagged",
    everything: Annotated[bool, typer.Option("--all", help=f"Every document and reject, not the first {SHOWN} of each.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read files into the evidence base. What is damaged is reported with its place; the same file again changes nothing."""
    from licet.evidence import public
    from licet.platform import clock

    _refuse_format(format_)
    files = [Path("/dev/stdin") if path == Path("-") else path for path in paths]
    for path in files:
        public.refuse_unreadable(path)
    found = []
    for path in files:
        with _progress(path.name) as tell:
            found.append(public.ingest_tagged(actor=_actor(), path=path, source=source, now=clock.now(), on_progress=tell))
    most = None if everything else SHOWN
    if as_json:
        _write_json(found, most)
    else:
        _print(found, most)
    for each in found:
        if not each.documents + each.known:
            typer.echo(f"{each.file_name}: no whole record of the tagged format stands in this file.", err=True)


def _refuse_format(written: str) -> None:
    if written in LATER_FORMATS:
        raise Refused(f"The format {written} cannot be read yet: bring the documents into the tagged format.", place="--format")
    if written != "tagged":
        raise typer.BadParameter("use tagged", param_hint="--format")


class _progress:
    """How far a file is read, on a terminal; silent elsewhere."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> Any:
        return self._tell if self._shown else None

    def __exit__(self, *_: object) -> None:
        if self._shown:
            typer.echo("\r\033[K", err=True, nl=False)

    def _tell(self, read: int, size: int) -> None:
        typer.echo(f"\r{self._name}: {100 * read // max(size, 1)} %", err=True, nl=False)


def _write_json(found: Sequence[Intake], most: int | None) -> None:
    """As the documents come out of the store, so that memory stays flat however many there are."""
    several = len(found) > 1
    documents, rejects = sum(each.documents for each in found), sum(each.rejects for each in found)
    typer.echo("{")
    _write_list("documents", (_document(each, item, several) for each, item in _up_to(most, found, "all_documents")))
    typer.echo(f'  "known": {sum(each.known for each in found)},')
    _write_list("rejects", (_reject(each, item, several) for each, item in _up_to(most, found, "all_rejects")))
    typer.echo(f'  "counts": {json.dumps({"documents": documents, "rejects": rejects})}\n}}')


def _write_list(name: str, rows: Iterable[dict[str, object]]) -> None:
    typer.echo(f'  "{name}": [', nl=False)
    for number, row in enumerate(rows):
        typer.echo(f"{',' if number else ''}\n    {json.dumps(row, ensure_ascii=False)}", nl=False)
    typer.echo("],")


def _up_to(most: int | None, found: Sequence[Intake], what: str) -> Iterator[tuple[Intake, Any]]:
    rows = chain.from_iterable(((each, item) for item in getattr(each, what)()) for each in found)
    return (row for _, row in zip(range(sys.maxsize if most is None else most), rows, strict=False))


def _document(intake: Intake, item: Taken, several: bool) -> dict[str, object]:
    row: dict[str, object] = {
        "id": item.id,
        "number": int(item.number),
        "date": item.on.isoformat(),
        "title": item.title,
        "sha256": item.sha256,
        "offset": item.offset,
        "length": item.length,
    }
    return row | ({"file": intake.file_name} if several else {})


def _reject(intake: Intake, item: RejectedPlace, several: bool) -> dict[str, object]:
    return {**asdict(item), **({"file": intake.file_name} if several else {})}


def _print(found: Sequence[Intake], most: int | None) -> None:
    for each in found:
        typer.echo(f"{each.file_name}: {each.documents:,} documents added, {each.known:,} known, {each.rejects:,} rejected.{_again(each)}")
    rows = [(each.file_name, item.offset, item.line, item.reason) for each, item in _up_to(most, found, "all_rejects")]
    if rows:
        print_table(("file", "offset", "line", "reason"), rows)


def _again(intake: Intake) -> str:
    if not intake.again:
        return ""
    return f" Read before{'' if intake.kept_as == intake.file_name else f' as {intake.kept_as}'}: nothing was added."


# --- incidents ------------------------------------------------------------------------------------------------------
@app.command()
def incidents(
    destination: Annotated[str, typer.Option(help="A destination by name or code.")] = "",
    conflict: Annotated[str, typer.Option(help="The conflict, such as “sarra-valley”.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="Incidents on a page.")] = 25,
    after: Annotated[str, typer.Option(help="Go on after the page that named this place.")] = "",
    as_json: AsJson = False,
) -> None:
    """Incidents as they stand, latest day first."""
    from licet.evidence.public import incident_list
    from licet.policy.public import read_destination

    code = read_destination(destination) if destination else None
    page = incident_list(actor=_actor(), destination=code, conflict=conflict or None, after=after or None, limit=limit)
    if as_json:
        print_json({"incidents": [asdict(row) for row in page.rows], "after": page.after})
        return
    head = ("reference", "destination", "conflict", "from", "to", "what happened", "place", "casualties", "grade", "standing")
    print_table(head, map(_cells, page.rows))
    if page.after:
        typer.echo(f"More: --after {page.after}", err=True)


def _cells(row: IncidentRow) -> tuple[object, ...]:
    harm = "; ".join(row.casualties) or None
    title = f"[{row.marking}] {row.title}" if row.marking else row.title
    return row.reference, row.destination, row.conflict, row.date_from, row.date_to, title, row.place, harm, row.grade, row.standing


# --- facts that are wrong -------------------------------------------------------------------------------------------
WrongReference = Annotated[
    str, typer.Argument(help="An incident, proceeding or official line, such as “XA-PRO 2031/000001”.", callback=read_reference)
]
Reason = Annotated[str, typer.Option("--reason", help="Why it is wrong: published with a proceeding or an official line.")]
KINDS = {"INC": "incident", "PRO": "proceeding", "LIN": "official line"}


@app.command()
def withdraw(reference: WrongReference, reason: Reason) -> None:
    """Withdraw a proceeding or an official line that should never have been recorded, or set an incident aside."""
    from licet.evidence import public
    from licet.platform import clock

    actor, now = _actor(), clock.now()
    match _read_kind(reference):
        case "incident":
            number = public.access_incident(actor=actor, incident=reference).current.number
            made = public.set_incident_aside(actor=actor, incident=reference, reason=reason, expected_version=number, now=now).number
        case "proceeding":
            number = public.access_proceeding(actor=actor, proceeding=reference).current.number
            made = public.withdraw_proceeding(actor=actor, proceeding=reference, reason=reason, expected_version=number, now=now).number
        case _:
            number = public.access_official_line(actor=actor, line=reference).current.number
            made = public.withdraw_official_line(actor=actor, line=reference, reason=reason, expected_version=number, now=now).number
    typer.echo(f"{reference} is withdrawn by version {made}; the register says so once it has read the log.")


@app.command()
def move(
    reference: WrongReference,
    reason: Reason,
    destination: Annotated[str, typer.Option("--to", help="Where it belongs: a destination by name or code.", show_default=False)],
    conflict: Annotated[str, typer.Option(help="Of an incident: its conflict, where that is another one as well.")] = "",
    concerns_seen: Annotated[str, typer.Option(help="Of an official line: that you saw the open concerns, as the refusal says.")] = "",
) -> None:
    """Move what was recorded under the wrong destination. An incident is recorded anew there, and set aside here."""
    from licet.assessments.public import assessed_on
    from licet.decisions.public import require_concerns_seen
    from licet.evidence import public
    from licet.platform import clock
    from licet.policy.public import read_destination

    actor, now, code = _actor(), clock.now(), read_destination(destination)
    kind = _read_kind(reference)
    if conflict and kind != "incident":
        raise Invalid(f"Only an incident has a conflict: leave --conflict out for the {kind} {reference}.", place="--conflict")
    match kind:
        case "incident":
            incident = public.access_incident(actor=actor, incident=reference)
            moved = public.move_incident(
                actor=actor,
                incident=reference,
                destination=code,
                conflict=conflict or incident.conflict,
                reason=reason,
                expected_version=incident.current.number,
                now=now,
            )
            typer.echo(f"{reference} is set aside; it is recorded anew as {moved.incident.reference} under {code}.")
            return
        case "proceeding":
            number = public.access_proceeding(actor=actor, proceeding=reference).current.number
            public.move_proceeding(actor=actor, proceeding=reference, destination=code, reason=reason, expected_version=number, now=now)
        case _:
            current = public.access_official_line(actor=actor, line=reference).current
            moved_line = current.draft.move_to(code)
            require_concerns_seen(public.topics_of_line(code, moved_line.topic), concerns_seen)
            public.move_official_line(
                actor=actor,
                line=reference,
                destination=code,
                reason=reason,
                expected_version=current.number,
                now=now,
                also_held=assessed_on(destination=code, on=current.draft.said_on),
            )
    typer.echo(f"{reference} belongs to {code} as of its newest version; the register follows once it has read the log.")


def _read_kind(reference: str) -> str:
    series = reference.partition(" ")[0].rpartition("-")[2]
    if series not in KINDS:
        raise Invalid(f"“{reference}” is no incident, proceeding or official line: those have {', '.join(KINDS)} in their reference.")
    return KINDS[series]


# --- what comes later -----------------------------------------------------------------------------------------------
@app.command("import", context_settings=Ignored)
def import_() -> None:
    """Data sets of events (UCDP, ACLED, incident lists): not yet."""
    raise Invalid("Data sets of events cannot be imported yet: only documents in the tagged format are read.", place="import")


@app.command(context_settings=Ignored)
def link() -> None:
    """Reports of the same incident found by machine: not yet."""
    raise Invalid("Reports are not linked by machine yet: an analyst cites each quote in its incident.", place="link")


@app.command(context_settings=Ignored)
def claims() -> None:
    """Claims extracted from a document: not yet."""
    raise Invalid("Claims are not extracted by machine yet: an analyst quotes the document's words.", place="claims")
