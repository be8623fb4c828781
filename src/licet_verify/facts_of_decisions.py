"""What entries about decisions, licences, holds and imports give."""

from collections.abc import Iterable
from typing import Any

from licet_verify.published import Entry, key_of, put_by_position
from licet_verify.store import Row, Rows

NOT_RATED = "not rated"
NO_VALUE_DUE = {"refused", "no licence required"}
_OUTCOMES = {"grant": "issued", "grant with conditions": "issued", "refuse": "refused", "no licence required": "no licence required"}
_ROLES = ("ultimate-end-user", "end-user", "consignee", "third-party")


def decision(rows: Rows, entry: Entry) -> None:
    lines = [item for item in entry.said.get("lines") or [] if isinstance(item, dict)]
    destination = _destination(entry.said.get("countries") or [])
    written = entry.text("outcome")
    value, named = entry.said.get("value_minor"), entry.said.get("withheld")
    withheld = sorted({*(str(name) for name in named if name), *entry.sealed}) if isinstance(named, list) else entry.sealed
    ratings = [_rating(item.get("rating")) for item in lines]
    for number, item in enumerate(lines, 1):
        outcome = written if written in {"suspended", "reinstated", "revoked"} else _outcome(str(item.get("outcome") or ""))
        _put_line(rows, entry.ref, number, entry.position, _line(entry, item, outcome, destination))
    row: Row = {
        "reference": entry.ref, "position": entry.position, "decided_on": entry.on, "outcome": written,
        "licence_type": entry.text("licence_type"), "destination": destination, "countries": entry.said.get("countries") or [],
        "ratings": _listed(ratings), "criteria": entry.said.get("criteria") or [],
        "value_minor": value if isinstance(value, int) else None, "currency": entry.text("currency"),
        "no_value": "" if isinstance(value, int) else entry.text("no_value") or "not recorded",
        "licence": entry.text("licence"), "act": entry.text("act"), "signed_digest": entry.text("signed_digest"),
        "envelope_digest": entry.text("envelope_digest"), "withheld": withheld, "pack": entry.pack, "excluded": None,
    }  # fmt: skip
    rows.put("decisions", key_of(entry.ref), entry.ref, row)


def _line(entry: Entry, item: dict[str, Any], outcome: str, destination: str) -> Row:
    due, value = outcome not in NO_VALUE_DUE, item.get("value_minor")
    no_value = "" if isinstance(value, int) else str(item.get("no_value") or "not recorded")
    return {
        "until": None, "excluded": None, "year": int(entry.on[:4]), "quarter": f"{entry.on[:4]} Q{(int(entry.on[5:7]) + 2) // 3}",
        "outcome": outcome, "destination": destination, "rating": _rating(item.get("rating")),
        "value_minor": value if due and isinstance(value, int) else None, "no_value": no_value if due else "not applicable",
        "currency": entry.text("currency"), "criteria": [str(code) for code in item.get("criteria") or []],
    }  # fmt: skip


def _put_line(rows: Rows, decision: str, number: int, since: int, row: Row) -> None:
    rows.put("lines", key_of(decision, number, since), decision, {**row, "decision": decision, "number": number, "since": since})


def _rating(written: Any) -> str:
    return str(written) if written else NOT_RATED


def _listed(ratings: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(rating for rating in ratings if rating != NOT_RATED))


def _outcome(written: str) -> str:
    words = written.replace("-", " ").replace("_", " ")
    return _OUTCOMES.get(words, words)


def _destination(countries: list[Any]) -> str:
    by_role: dict[str, str] = {}
    for item in countries:
        if isinstance(item, dict):
            by_role.setdefault(str(item.get("role")).replace(" ", "-"), str(item.get("country") or ""))
    return next((by_role[role] for role in _ROLES if by_role.get(role)), "")


def correction(rows: Rows, entry: Entry) -> None:
    field, after, line = entry.text("field"), entry.text("after"), int(str(entry.said.get("line") or 0))
    row: Row = {"decision": entry.ref, "line": line, "field": field, "before": entry.text("before"), "after": after}
    put_by_position(rows, "corrections", entry, row | {"reason": entry.text("reason"), "corrected_on": entry.on})
    for key, old in rows.about("lines", entry.ref):
        if old["until"] is None and line in (0, old["number"]):
            rows.put("lines", key, entry.ref, old | {"until": entry.position})
            changed = old | {"since": entry.position, "until": None}
            if field == "destination":
                changed["destination"] = after
            elif field == "value_minor":
                changed |= {"value_minor": int(after), "no_value": ""} if after else {"value_minor": None, "no_value": "not recorded"}
            elif field == "rating":
                changed["rating"] = _rating(after)
            rows.put("lines", key_of(entry.ref, old["number"], entry.position), entry.ref, changed)
    _sum_up(rows, entry.ref)


def _sum_up(rows: Rows, decision: str) -> None:
    """What a decision shows follows from its lines as corrected."""
    lines = [row for _, row in rows.about("lines", decision) if row["until"] is None]
    lines.sort(key=lambda row: row["number"])
    for key, row in rows.about("decisions", decision) if lines else ():
        values = [line["value_minor"] for line in lines if line["value_minor"] is not None]
        row |= {"destination": lines[0]["destination"], "ratings": _listed(line["rating"] for line in lines)}
        row |= {"value_minor": sum(values), "no_value": ""} if values else {
            "value_minor": None, "no_value": row["no_value"] or "not recorded"}  # fmt: skip
        rows.put("decisions", key, decision, row)


def exclusion(rows: Rows, entry: Entry) -> None:
    put_by_position(rows, "exclusions", entry, {"decision": entry.ref, "reason": entry.text("reason"), "excluded_on": entry.on})
    for table in ("decisions", "lines"):
        for key, row in rows.about(table, entry.ref):
            if row["excluded"] is None:
                rows.put(table, key, entry.ref, row | {"excluded": entry.position})


def licence_issued(rows: Rows, entry: Entry) -> None:
    row: Row = {
        "reference": entry.ref, "position": entry.position, "decision": entry.text("decision"),
        "licence_type": entry.text("licence_type"), "issued_on": entry.on, "valid_from": entry.text("valid_from") or entry.on,
        "valid_until": entry.text("valid_until") or entry.on, "check_code_sha256": entry.text("check_code_sha256"),
        "status": "in force", "status_on": entry.on,
    }  # fmt: skip
    rows.put("licences", key_of(entry.ref), entry.ref, row)


def licence_status(rows: Rows, entry: Entry) -> None:
    names = ("source", "target", "decision", "act")
    put_by_position(
        rows, "status-changes", entry, {"licence": entry.ref, "changed_on": entry.on} | {name: entry.text(name) for name in names}
    )
    for key, row in rows.about("licences", entry.ref):
        rows.put("licences", key, entry.ref, row | {"status": entry.text("target"), "status_on": entry.on})


def hold(rows: Rows, entry: Entry) -> None:
    row: Row = {name: entry.text(name) for name in ("hold_kind", "title", "legal_basis")}
    row |= {"reference": entry.ref, "scope": entry.said.get("scope") or {}, "placed_on": entry.on}
    put_by_position(rows, "holds", entry, {**row, "lifted_on": None, "lifted_position": None})


def hold_lifted(rows: Rows, entry: Entry) -> None:
    for key, row in rows.about("holds", entry.ref):
        if row["lifted_on"] is None:
            rows.put("holds", key, entry.ref, row | {"lifted_on": entry.on, "lifted_position": entry.position})


def departure(rows: Rows, entry: Entry) -> None:
    row: Row = {"reference": entry.ref, "criteria": entry.said.get("criteria") or [], "scope": entry.said.get("scope") or {}}
    row |= {"legal_basis": entry.text("legal_basis"), "publication": entry.text("publication")}
    put_by_position(rows, "departures", entry, row | {"made_on": entry.on, "expires_on": entry.day("expires_on")})


def import_made(rows: Rows, entry: Entry) -> None:
    row: Row = {"reference": entry.ref, "source": entry.text("source"), "sha256": entry.text("sha256"), "imported_on": entry.on}
    put_by_position(rows, "imports", entry, row | {"facts": entry.said})
