"""Entries of a log as other modules publish them, invented; told through policy as the leaders do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from licet.decisions.events import CaseDecisionMade, DecisionByDeparture, DecisionMade, DepartureMade, HoldLifted, HoldPlaced
from licet.kernel.actor import Actor, system
from licet.kernel.check_code import check_digest
from licet.kernel.event import Event
from licet.kernel.permission import Permission
from licet.licences.events import LicenceIssued, LicenceStatusChanged
from licet.policy import public as policy
from licet.register.events import DecisionExcluded, FigureCorrected

NOW = datetime(2031, 5, 2, 12, tzinfo=UTC)
LEADER = system("leader", Permission.REGISTER_IMPORT, Permission.CHECKPOINT_SIGN)
CODE = "0123456789ABCDEF"


def tell(*events: Event, actor: Actor = LEADER) -> None:
    with transaction.atomic():
        policy.record_events(actor=actor, events=list(events), now=NOW)


def line(outcome: str = "grant", rating: str | None = "ML1.a", value: int | None = 100_000, criteria: Sequence[str] = ()) -> dict[str, Any]:
    no_value = "" if value is not None else "not recorded"
    return {"outcome": outcome, "rating": rating, "value_minor": value, "no_value": no_value, "criteria": list(criteria)}


def decided(number: int, *lines: dict[str, Any], on: date = date(2031, 5, 2), to: str = "QM", **changes: Any) -> CaseDecisionMade:
    """A decision on an application, as it is published now."""
    facts = _decision_facts(number, lines, on, to) | changes
    return CaseDecisionMade(**{name: value for name, value in facts.items() if name != "licence"})


def decided_before_november_2026(number: int, *lines: dict[str, Any], on: date = date(2031, 5, 2), to: str = "QM") -> DecisionMade:
    """A decision on an application as it was published then: with its act in clear."""
    return DecisionMade(**_decision_facts(number, lines, on, to))


def _decision_facts(number: int, lines: Sequence[dict[str, Any]], on: date, to: str) -> dict[str, Any]:
    lines = lines or (line(),)
    granted = [item["value_minor"] for item in lines if item["outcome"].startswith("grant")]
    values = [value for value in granted if value is not None]
    words = {item["outcome"].split()[0] for item in lines}
    outcome = {frozenset({"grant"}): "granted", frozenset({"refuse"}): "refused", frozenset({"no"}): "no licence required"}
    return {
        "on": on,
        "ref": f"XA-DEC {on.year}/{number:06}",
        "outcome": outcome.get(frozenset(words), "partly granted"),
        "licence_type": "individual",
        "countries": [{"role": "consignee", "country": "QN"}, {"role": "end-user", "country": to}],
        "lines": list(lines),
        "value_minor": sum(values) if values else None,
        "currency": "EUR",
        "no_value": "" if values else "not recorded" if granted else "not applicable",
        "criteria": sorted({code for item in lines for code in item["criteria"]}),
        "licence": "",
        "act": f"XA-ACT {on.year}/{number:06}",
        "signed_digest": f"{number:064x}",
        "envelope_digest": "b" * 64,
        "withheld": ["exporter", "parties", "descriptions", "end_use"],
        "case": "",
        "exporter": "Orlan Optics",
        "parties": [{"role": "end-user", "name": "Ministry of Interior"}],
        "descriptions": ["thermal sights"],
        "end_use": "border posts",
        "signers": [],
    }


def issued(number: int, *, on: date = date(2031, 5, 2), code: str | None = None) -> LicenceIssued:
    return LicenceIssued(
        on=on,
        ref=f"XA-LIC {on.year}/{number:06}",
        decision=f"XA-DEC {on.year}/{number:06}",
        licence_type="individual",
        valid_from=on.isoformat(),
        valid_until=on.replace(year=on.year + 2).isoformat(),
        check_code_sha256=check_digest(code or f"{number:016}"),
        exporter="Orlan Optics",
    )


def status(number: int, target: str, *, source: str = "in force", on: date = date(2031, 6, 3), decision: int = 0) -> LicenceStatusChanged:
    return LicenceStatusChanged(
        on=on,
        ref=f"XA-LIC 2031/{number:06}",
        source=source,
        target=target,
        decision=f"XA-DEC 2031/{decision:06}" if decision else "",
        act="XA-ACT 2031/000999",
        exporter="Orlan Optics",
    )


def status_decision(number: int, licence: int, outcome: str, *, on: date = date(2031, 6, 3), to: str = "QM") -> DecisionMade:
    row = {"rating": "ML1.a", "value_minor": 100_000, "no_value": ""}
    changes = {"outcome": outcome, "lines": [row], "licence": f"XA-LIC 2031/{licence:06}", "act": "XA-ACT 2031/000999"}
    return DecisionMade(**_decision_facts(number, [{**line(), **row}], on, to) | changes)


def by_departure(number: int, licence: int, *, on: date = date(2031, 6, 3)) -> DecisionByDeparture:
    return DecisionByDeparture(
        on=on,
        ref=f"XA-DEC {on.year}/{number:06}",
        licence=f"XA-LIC 2031/{licence:06}",
        departure="XA-DEP 2031/000001",
        passes=["XA-ASM 2031/000001 v3 c1"],
        act=f"XA-ACT {on.year}/{number:06}",
    )


def granted(number: int, *lines: dict[str, Any], on: date = date(2031, 5, 2), to: str = "QM", code: str | None = None) -> list[Event]:
    """A decision and the licence that it issued."""
    return [decided(number, *lines, on=on, to=to), issued(number, on=on, code=code)]


def hold(to: str = "QM", on: date = date(2031, 4, 1)) -> HoldPlaced:
    return HoldPlaced(
        on=on,
        ref="XA-HLD 2031/000001",
        hold_kind="embargo",
        title="Arms embargo",
        scope={"destination": [to]},
        legal_basis="Order 7",
        reasons="",
        act="",
    )


def lift(on: date = date(2031, 7, 1)) -> HoldLifted:
    return HoldLifted(on=on, ref="XA-HLD 2031/000001", title="Arms embargo", reasons="", act="")


def departure(on: date = date(2031, 5, 2)) -> DepartureMade:
    return DepartureMade(
        on=on,
        ref="XA-DEP 2031/000001",
        criteria=["2c"],
        scope={"destination": ["QM"]},
        legal_basis="section 9",
        publication="at once",
        expires_on="2031-12-31",
        reasons="",
        act="",
    )


def corrected(number: int, line: int, field: str, before: str, after: str) -> FigureCorrected:
    """What the log says of a correction that two people signed."""
    facts: dict[str, Any] = {"line": line, "field": field, "before": before, "after": after}
    return FigureCorrected(on=NOW.date(), ref=f"XA-DEC 2031/{number:06}", **facts, reason="typing error", corrected_by="XA-ACT 2031/000900")


def excluded(number: int, reason: str = "Issued twice by mistake.") -> DecisionExcluded:
    return DecisionExcluded(on=NOW.date(), ref=f"XA-DEC 2031/{number:06}", reason=reason, excluded_by="XA-ACT 2031/000901")


def story() -> list[Event]:
    """A small year: four licences, a refusal, one partly granted, one that needed none, two suspended in one act, a hold."""
    return [
        hold(),
        *granted(1, line(value=1_000_00), line(rating="6A003", value=500_00), on=date(2031, 1, 10), code=CODE),
        *granted(2, line(value=None), on=date(2031, 2, 11)),
        decided(3, line("refuse", "ML1.a", 900_00, ["2c", "7"]), on=date(2031, 2, 12)),
        *granted(4, line("grant with conditions", "ML10", 2_000_00), on=date(2031, 4, 13), to="QP"),
        *granted(5, line(value=10_00), line("refuse", "ML3", 20_00, ["1a"]), on=date(2031, 5, 2), to="QP"),
        decided(6, line("no licence required", None, 5_00), on=date(2031, 5, 3), to="QN"),
        departure(),
        status_decision(7, 1, "suspended"),
        status_decision(8, 2, "suspended"),
        status(1, "suspended", decision=7),
        status(2, "suspended", decision=8),
        lift(),
    ]
