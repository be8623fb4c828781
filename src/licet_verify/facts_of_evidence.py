"""What entries about evidence, assessments, triggers, reviews and published figures give."""

from collections import Counter
from collections.abc import Callable

from licet_verify.published import Entry, key_of, put_by_position
from licet_verify.store import Row, Rows

_STEPS = {"opened": "open", "frozen": "scope frozen", "applied": "applied", "concluded": "concluded"}


def version_of(table: str, read: Callable[[Entry], Row]) -> Callable[[Rows, Entry], None]:
    """Of a thing with versions, each ends where the next begins."""

    def write(rows: Rows, entry: Entry) -> None:
        for key, row in rows.about(table, entry.ref):
            if row["until"] is None:
                rows.put(table, key, entry.ref, row | {"until": entry.position})
        own: Row = {"reference": entry.ref, "number": entry.number("number") or 1, "destination": entry.text("destination", 8)}
        put_by_position(rows, table, entry, {**own, "until": None, "published_on": entry.on} | read(entry))

    return write


def assessment(entry: Entry) -> Row:
    return {
        "conflict": entry.text("conflict"), "title": entry.text("title"), "evidence_until": entry.day("evidence_until"),
        "valid_from": entry.day("valid_from"), "review_by": entry.day("review_by"), "coverage": entry.said.get("coverage") or {},
        "conclusions": entry.said.get("conclusions") or [], "public_summary": entry.text("public_summary"),
    }  # fmt: skip


def incident(entry: Entry) -> Row:
    return {
        "conflict": entry.text("conflict"), "date_from": entry.text("date_from", 10), "date_to": entry.text("date_to", 10),
        "precision": entry.text("precision", 40), "objects_hit": entry.said.get("objects") or [],
        "grade": entry.text("grade", 40), "standing": entry.text("standing", 40),
    }  # fmt: skip


def proceeding(entry: Entry) -> Row:
    row: Row = {name: entry.text(name) for name in ("title", "court", "text", "reason")}
    row |= {name: entry.day(name) for name in ("sought_on", "issued_on", "refused_on")}
    row["withdrawn"] = _is_withdrawn(entry)
    return row | {"kind": entry.text("proceeding", 40), "stage": entry.text("stage", 40), "asks": entry.text("asks", 40)}


def official_line(entry: Entry) -> Row:
    row: Row = {name: entry.text(name) for name in ("said_by", "venue", "words", "reason")}
    return row | {"said_on": entry.day("said_on"), "held": entry.said.get("held") or {}, "withdrawn": _is_withdrawn(entry)}


def _is_withdrawn(entry: Entry) -> bool:
    return entry.kind.endswith(":withdrawn")


def trigger_raised(rows: Rows, entry: Entry) -> None:
    counts: Row = {name: entry.number(name) for name in ("licences", "fewest", "licences_unknown", "cases")}
    row: Row = {"reference": entry.ref, "position": entry.position, "changed": entry.position, "kind": entry.text("trigger_kind", 40)}
    row |= {"about": entry.text("about"), "raised_on": entry.on, "due_on": entry.day("due_on"), "level": ""}
    rows.put("triggers", key_of(entry.ref), entry.ref, {**row, **counts, "state": "open", "review": ""})


def trigger_climbed(rows: Rows, entry: Entry) -> None:
    _change_trigger(rows, entry, {"level": entry.text("level", 40), "due_on": entry.day("due_on")})


def trigger_closed(rows: Rows, entry: Entry) -> None:
    _change_trigger(rows, entry, {"state": entry.text("state", 40), "review": entry.text("review")})


def _change_trigger(rows: Rows, entry: Entry, changes: Row) -> None:
    for key, row in rows.about("triggers", entry.ref):
        rows.put("triggers", key, entry.ref, row | changes | {"changed": entry.position})


def review_step(step: str) -> Callable[[Rows, Entry], None]:
    def write(rows: Rows, entry: Entry) -> None:
        row: Row = {"review": entry.ref, "step": step, "happened_on": entry.on, "facts": entry.said}
        put_by_position(rows, "review-entries", entry, row, about=entry.ref)
        found = next(iter(rows.about("reviews", entry.ref)), None)
        review = found[1] if found else _review_opened(entry) if step == "opened" else None
        if review is not None:
            rows.put("reviews", key_of(entry.ref), entry.ref, _review_after(review, step, entry))

    return write


def _review_opened(entry: Entry) -> Row:
    return {
        "reference": entry.ref, "position": entry.position, "status": "open", "question": entry.text("question"),
        "commissioned_by": entry.text("commissioned_by"), "commissioned_on": entry.day("commissioned_on"), "opened_on": entry.on,
        "scope": entry.said.get("scope") or {}, "sentence": entry.text("sentence"), "triggers": entry.said.get("triggers") or [],
        "digest": "", "licences": None, "unknown": None, "outcomes": {}, "acts": [], "conclusion": "", "concluded_on": None,
    }  # fmt: skip


def _review_after(review: Row, step: str, entry: Entry) -> Row:
    review |= {"changed": entry.position, "status": _STEPS.get(step, review["status"])}
    if step == "frozen":
        review |= {"scope": entry.said.get("scope") or review["scope"], "sentence": entry.text("sentence") or review["sentence"]}
        review |= {"digest": entry.text("digest", 80), "licences": entry.number("licences"), "unknown": entry.number("unknown")}
    elif step == "applied":
        review["outcomes"] = dict(Counter(review["outcomes"]) + Counter(entry.said.get("outcomes") or {}))
        review["acts"] = [*review["acts"], entry.text("act")]
    elif step == "concluded":
        review |= {"conclusion": entry.text("conclusion"), "concluded_on": entry.on}
        review["outcomes"] = entry.said.get("outcomes") or review["outcomes"]
    return review


def concern_figures(rows: Rows, entry: Entry) -> None:
    days: Row = {"first_day": entry.day("first_day") or "0001-01-01", "last_day": entry.day("last_day") or entry.on}
    put_by_position(rows, "concern-figures", entry, {**days, "figures": entry.said.get("figures") or {}})


def processing_times(rows: Rows, entry: Entry) -> None:
    numbers: Row = {name: entry.number(name) or 0 for name in ("fewest", "target_days")}
    row: Row = {"month": entry.text("month", 7), "total": entry.said.get("total"), "by_type": entry.said.get("by_type") or []}
    put_by_position(rows, "processing-times", entry, row | numbers)
