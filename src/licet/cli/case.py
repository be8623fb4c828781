"""`licet case`: what the authority works on, and one case with all that was found of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.cli.arguments import read_reference
from licet.cli.output import AsJson, print_json, print_table
from licet.kernel.actor import Actor, system
from licet.kernel.errors import Invalid
from licet.kernel.instants import Elapsed, UnknownElapsed
from licet.kernel.permission import Permission

if TYPE_CHECKING:
    from licet.casework.public import CaseDetail, CaseRow

app = typer.Typer(help="Cases: what the authority works on.", no_args_is_help=True)


def _actor() -> Actor:
    """Whoever may type on this machine reads as the command line."""
    return system("command-line", Permission.CASE_LIST, Permission.CASE_READ)


# --- list -----------------------------------------------------------------------------------------------------------
@app.command("list")
def list_(
    queue: Annotated[str, typer.Option(help="unassigned, for signature, awaiting exporter, referred or all cases.")] = "all cases",
    status: Annotated[str, typer.Option(help="A status, such as “in progress”.")] = "",
    destination: Annotated[str, typer.Option(help="Country of a party, by code or by name.")] = "",
    search: Annotated[str, typer.Option(help="Words or their beginnings: of a reference, an exporter, a party or a product.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="Cases on a page.")] = 25,
    after: Annotated[str, typer.Option(help="Go on after the page that named this place.")] = "",
    as_json: AsJson = False,
) -> None:
    """Cases that somebody must act on, the most overdue first, then ended ones, newest first."""
    from licet.casework.public import CaseFilters, CaseStatus, Queue, case_list, count_cases
    from licet.platform import clock

    filters = CaseFilters(
        queue=_one_of(Queue, queue, "queue"),
        status=_one_of(CaseStatus, status, "status") if status else None,
        destination=destination,
        search=search,
    )
    now = clock.now()
    page = case_list(actor=_actor(), now=now, filters=filters, after=after or None, limit=limit)
    counts = count_cases(actor=_actor(), now=now, filters=filters)
    total = {"total": counts.total.number, "more_than_total": counts.total.more, "overdue": counts.overdue.number}
    if as_json:
        print_json({"cases": [_row_json(row) for row in page.rows], "after": page.after} | total)
        return
    head = ("reference", "exporter", "destinations", "status", "act by", "day", "officer", "waiting for", "gate")
    print_table(head, (_row_cells(row) for row in page.rows))
    more = "more than " if counts.total.more else ""
    typer.echo(f"{more}{counts.total.number:,} cases, {counts.overdue.number:,} of them overdue")
    if page.after:
        typer.echo(f"More: --after {page.after}", err=True)


def _one_of(kind: Any, text: str, place: str) -> Any:
    if text not in set(kind):
        raise Invalid(f"“{text[:40]}” is not known: use one of {', '.join(kind)}.", place=place)
    return kind(text)


def _row_cells(row: CaseRow) -> tuple[object, ...]:
    day = f"{row.clock.counted} of {row.target_days}" if isinstance(row.clock, Elapsed) else "not known" if row.clock else None
    gate = f"{row.gate.state} ({row.gate.missing} missing, {row.gate.barred} barred, {row.gate.held} held)"
    waiting = ", ".join(row.waiting_for) or None
    act_by = f"{row.act_by} (overdue)" if row.overdue else row.act_by
    return row.reference, row.exporter, ", ".join(row.destinations), row.status, act_by, day, row.officer_name or None, waiting, gate


def _row_json(row: CaseRow) -> dict[str, object]:
    """All that a row holds, but not the exporter's own name for it."""
    return {name: value for name, value in asdict(row).items() if name != "name"}


# --- show -----------------------------------------------------------------------------------------------------------
@app.command()
def show(
    reference: Annotated[str, typer.Argument(help="Reference or id of the case.", show_default=False, callback=read_reference)],
    as_json: AsJson = False,
) -> None:
    """One case: lines and ratings, advice, questions, history."""
    from licet.casework.public import case_detail
    from licet.platform import clock

    detail = case_detail(actor=_actor(), case=reference, now=clock.now())
    if as_json:
        print_json(_detail_json(detail))
        return
    case = detail.case
    typer.echo(f"{case.reference}  {case.organisation.name} → {', '.join(detail.destinations)}")
    match detail.clock:
        case Elapsed(counted, stopped):
            day = f"day {counted} of {detail.target_days}, stopped {stopped}"
        case UnknownElapsed(why):
            day = f"working days not known: {why}"
        case None:
            day = "clock ended"
    typer.echo(f"{case.status}; {day}; version {case.version.number}; waiting for {', '.join(detail.waiting_for) or 'nobody'}")
    if detail.began_with:
        typer.echo(f"began with what {detail.began_with.reference} says ({detail.began_with.status})")
    if (asked := detail.open_enquiry) and asked.closes_after:
        typer.echo(f"question {asked.number}: answer due on {asked.due_on}; closed without one after {asked.closes_after}")
    typer.echo()
    print_table(("line", "name", "quantity", "value", "rating"), (_line_cells(item) for item in detail.lines))
    typer.echo()
    rows = ((item.criterion, item.department_name, item.finding, item.number, item.given_by_name) for item in detail.advice if item.current)
    print_table(("criterion", "department", "finding", "version", "by"), rows)
    typer.echo()
    print_table(("when", "step", "words", "by"), ((item.done_at.date(), item.kind, item.words, item.done_by_name) for item in detail.steps))


def _line_cells(line: Any) -> tuple[object, ...]:
    content, facts = line.content, line.facts
    rating = facts.rating or {None: "not rated", False: "not controlled"}.get(facts.controlled)
    return content.number, content.name, content.quantity, content.value, rating


def _detail_json(detail: CaseDetail) -> dict[str, object]:
    case = detail.case
    return {
        "case": case.pk,
        "reference": case.reference,
        "status": case.status,
        "exporter": case.organisation.name,
        "destinations": detail.destinations,
        "began_with": detail.began_with.reference if detail.began_with else None,
        "version": {"id": case.version_id, "number": case.version.number, "sha256": case.version.sha256},
        "criteria_set": case.criteria_set,
        "received_at": case.received_at,
        "target_on": case.target_on,
        "clock": asdict(detail.clock) if detail.clock else None,
        "waiting_for": detail.waiting_for,
        "lines": [_line_json(item) for item in detail.lines],
        "advice": [asdict(item) for item in detail.advice],
        "asked": [asdict(item) for item in detail.asked],
        "enquiries": [asdict(item) for item in detail.enquiries],
        "steps": [asdict(item) for item in detail.steps],
    }


def _line_json(line: Any) -> dict[str, object]:
    content, facts = line.content, line.facts
    return {
        "line": content.line,
        "number": content.number,
        "name": content.name,
        "quantity": str(content.quantity),
        "value": str(content.value),
        "rating": str(facts.rating) if facts.rating else None,
        "controlled": facts.controlled,
        "end_use": None if facts.end_use is None else sorted(facts.end_use),
        "ratings": [{"number": item.number, "reasons": item.reasons, "by": item.rated_by_name} for item in line.ratings],
    }
