"""An authority's pack, built and held against the packs it names: a criterion without an adviser stops the process."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from licet.kernel.errors import Invalid
from licet.kernel.scope import Scope
from licet.policy.domain import (
    LETTER_FIELDS,
    ActKind,
    AdviserRole,
    AssessmentLimits,
    Authority,
    BasisNeeded,
    ConcernLevel,
    ConcernRules,
    Counts,
    CriteriaSet,
    CriteriaUse,
    Deadline,
    Department,
    IncidentThreshold,
    Law,
    Letter,
    LetterName,
    LicenceType,
    NoClearRiskRule,
    RoutingRule,
    Rule,
    Screening,
    Seat,
    SignatureRule,
    SilenceRule,
    TriggerLevel,
)
from licet.policy.selectors.building import day, refuse_twice
from licet.policy.selectors.reading import Source, read

_TABLES = (("licence_type", "code"), ("department", "id"), ("routing", "id"), ("assessment", "id"), ("signatures", "id"))
_NAMED = (
    ("deadline", "id"),
    ("letter", "id"),
    ("narrowing", "kind"),
    ("trigger_level", "id"),
    ("incident_threshold", "id"),
    ("concern_level", "id"),
)


type ScopeReader = Callable[[str], Scope]
type MakeScopeReader = Callable[[Sequence[str], str], ScopeReader]
"""What reads scopes by the lists of destinations and the control list of these names."""


def authority(path: Path, criteria: Mapping[str, CriteriaSet], make_scope_reader: MakeScopeReader) -> Authority:
    """Read an authority; ``criteria`` are the sets that it may name. Raises :class:`PackError`."""
    source = read(path, "authority")
    for table, key in (*_TABLES, *_NAMED):
        refuse_twice(source, table, key)
    built = _build(source, make_scope_reader(source.data["destinations"], source.data["control_list"]))
    _check_zone(source, built.zone)
    _check_spans(source, built)
    for index, use in enumerate(built.criteria):
        if use.set_id not in criteria:
            raise source.error(f"there is no criteria set {use.set_id}; use {', '.join(criteria)}.", "criteria", index, "set")
        _check_advisers(source, built, criteria[use.set_id])
    _check_routing(source, built, criteria)
    _check_signatures(source, built)
    _check_deadlines(source, built)
    _check_letters(source, built)
    return built


def _build(source: Source, read_scope: ScopeReader) -> Authority:
    data = source.data
    rows = partial(_rows, source, read_scope)
    return Authority(
        info=source.info,
        name=data["name"],
        short_name=data["short_name"],
        address=data["address"].strip(),
        email=data["email"],
        country=data["country"],
        prefix=data["prefix"],
        currency=data["currency"],
        zone=data["zone"],
        cutoff_hour=data["cutoff_hour"],
        calendar=data["calendar"],
        control_list=data["control_list"],
        destinations=tuple(data["destinations"]),
        demonstration=data.get("demonstration", False),
        speaking_offices=tuple(data.get("speaking_offices", ())),
        disagreement_goes_to=data["disagreement_goes_to"],
        criteria=tuple(CriteriaUse(row["set"], date.fromisoformat(row["from"]), day(row.get("until"))) for row in data["criteria"]),
        law=Law(**data["law"]),
        licence_types=tuple(LicenceType(**row) for row in data["licence_type"]),
        departments=tuple(Department(row["id"], row["name"], frozenset(map(AdviserRole, row["roles"]))) for row in data["department"]),
        routing=tuple(RoutingRule(*rule, row["department"], tuple(row["criteria"])) for rule, row in rows("routing")),
        assessments=tuple(Rule(*rule) for rule, _ in rows("assessment")),
        signatures=tuple(SignatureRule(*rule, ActKind(row["act"]), tuple(map(Seat, row["seats"]))) for rule, row in rows("signatures")),
        deadlines=_by_id(_deadline(row) for row in data["deadline"]),
        silence=SilenceRule(**data["silence"]),
        expiry_notice_days=data["expiry"]["notice_days_before"],
        screening=Screening(**{**data["screening"], "lists": tuple(data["screening"]["lists"])}),
        assessment_limits=AssessmentLimits(**data["assessment_limits"]),
        no_clear_risk=_no_clear_risk(source),
        trigger_levels=tuple(TriggerLevel(**row) for row in data["trigger_level"]),
        incident_thresholds=tuple(_incident_threshold(row) for row in data.get("incident_threshold", ())),
        concerns=_concerns(data),
        narrowings=MappingProxyType({row["kind"]: frozenset(row["withhold"]) for row in data.get("narrowing", ())}),
        narrowing_reasons=MappingProxyType({row["kind"]: row["why"] for row in data.get("narrowing", ())}),
        letters=_by_id(_letter(source, index, row) for index, row in enumerate(data["letter"])),
    )


def _by_id(items: Any) -> Mapping[str, Any]:
    return MappingProxyType({item.id: item for item in items})


def _rows(source: Source, read_scope: ScopeReader, table: str) -> list[tuple[tuple[str, Scope, str], dict[str, Any]]]:
    """Each rule of a table as (id, scope, why), with its row."""
    found = []
    for index, row in enumerate(source.data.get(table, ())):
        try:
            found.append(((row["id"], read_scope(row["scope"]), row.get("why", "")), row))
        except Invalid as fault:
            raise source.error(f"{fault} Write the scope as in “destination=QM rating=ML1”.", table, index, "scope") from fault
    return found


def _concerns(data: dict[str, Any]) -> ConcernRules:
    levels = tuple(ConcernLevel(**row) for row in data["concern_level"])
    return ConcernRules(**{**data["concerns"], "follow_up_days": tuple(sorted(data["concerns"]["follow_up_days"])), "levels": levels})


def _no_clear_risk(source: Source) -> NoClearRiskRule | None:
    data = source.data.get("no_clear_risk")
    if data is None:
        return None
    minimum, full = (_basis_needed(data[level]) for level in ("minimum", "full"))
    if not any(minimum.counts):
        what = "asks for commitment and capability alone, which are never enough"
        raise source.error(f"{what}; ask for determined incidents, themes or procedures as well.", "no_clear_risk", "minimum")
    less = any(more < least for least, more in zip(minimum.counts, full.counts, strict=True))
    if less or not (set(full.commitment) <= set(minimum.commitment) and set(full.capability) <= set(minimum.capability)):
        raise source.error("asks for less than the minimum; raise it to the minimum at least.", "no_clear_risk", "full")
    return NoClearRiskRule(minimum=minimum, full=full)


def _basis_needed(row: dict[str, Any]) -> BasisNeeded:
    return BasisNeeded(**row | {"commitment": tuple(row["commitment"]), "capability": tuple(row["capability"])})


def _incident_threshold(row: dict[str, Any]) -> IncidentThreshold:
    lists: dict[str, Any] = {name: tuple(row[name]) for name in ("categories", "objects") if name in row}
    return IncidentThreshold(**row | lists)


def _deadline(row: dict[str, Any]) -> Deadline:
    return Deadline(**{**row, "counts": Counts(row["counts"])})


def _letter(source: Source, index: int, row: dict[str, Any]) -> Letter:
    body = row["body"].strip() + "\n"
    used, fields = set(Template(body).get_identifiers()), frozenset(row["fields"])
    if not Template(body).is_valid():
        raise source.error("has a $ that names no field; write $$ for the sign itself.", "letter", index, "body")
    if not used <= fields:
        raise source.error(f"uses {', '.join(sorted(used - fields))}, not among its fields; add or correct.", "letter", index, "fields")
    digest = hashlib.sha256(body.encode()).hexdigest()
    return Letter(row["id"], row["version"], row["title"], fields, body, digest)


def _check_zone(source: Source, zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise source.error(f"“{zone}” is no time zone; write one such as Europe/London.", "zone") from fault


def _check_spans(source: Source, built: Authority) -> None:
    """On any day one criteria set at most is in force."""
    uses = sorted(built.criteria, key=lambda use: use.first_day)
    for earlier, later in pairwise(uses):
        if (earlier.last_day or date.max) >= later.first_day:
            raise source.error(f"{earlier.set_id} and {later.set_id} are in force on the same days; part the spans.", "criteria")


def _check_advisers(source: Source, built: Authority, criteria: CriteriaSet) -> None:
    """Each clause that is asked has an adviser for every line, whatever its facts, and a lead department."""
    advised = {code for rule in built.routing if rule.always for code in rule.criteria}
    missing = [clause.code for clause in criteria.asked if clause.code not in advised]
    if missing:
        what = f"nobody is asked about {', '.join(missing)} of {criteria.info.version} on every line"
        raise source.error(f"{what}; add a rule with an empty scope.", "routing")
    for clause in criteria.clauses:
        if not any(clause.lead in department.roles for department in built.departments):
            what = f"no department has the role {clause.lead}, which leads on {clause.code} of {criteria.info.version}"
            raise source.error(f"{what}; give it to one.", "department")


def _check_routing(source: Source, built: Authority, criteria: Mapping[str, CriteriaSet]) -> None:
    known = {department.id for department in built.departments}
    asked = {clause.code for use in built.criteria for clause in criteria[use.set_id].asked}
    for index, rule in enumerate(built.routing):
        if rule.department not in known:
            raise source.error(f"there is no department {rule.department}; use {', '.join(sorted(known))}.", "routing", index, "department")
        strange = [code for code in rule.criteria if code not in asked]
        if strange:
            raise source.error(f"{', '.join(strange)} is asked by no criteria set in use; correct it.", "routing", index, "criteria")


def _check_signatures(source: Source, built: Authority) -> None:
    """Every kind of act is countersigned and has another signature, whatever its lines."""
    for act in ActKind:
        seats = {seat for rule in built.signatures if rule.act is act and rule.always for seat in rule.seats}
        if Seat.COUNTERSIGNER not in seats or not seats & {Seat.DECIDER, Seat.MINISTER}:
            what = f"“{act}” is not always signed by a decider or minister and by a countersigner"
            raise source.error(f"{what}; add a rule with an empty scope and both seats.", "signatures")


_DEADLINES_AS_APPLIED: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "decision-target": {"counts": Counts.WORKING_DAYS, "first_day": 0, "stops_for_enquiries": True},
        "enquiry": {"stops_for_enquiries": False},
        "appeal": {"counts": Counts.CALENDAR_DAYS, "first_day": 1, "stops_for_enquiries": False},
    }
)
"""The deadlines that Licet needs, and what each must say because Licet counts no other way yet."""


def _check_deadlines(source: Source, built: Authority) -> None:
    if missing := sorted(_DEADLINES_AS_APPLIED.keys() - built.deadlines.keys()):
        raise source.error(f"lacks {', '.join(missing)}; add what is missing as packs/authority/demo.toml has it.", "deadline")
    for index, row in enumerate(source.data["deadline"]):
        item = built.deadlines[row["id"]]
        as_written = {"counts": item.counts, "first_day": item.first_day, "stops_for_enquiries": item.stops_for_enquiries}
        for name, value in _DEADLINES_AS_APPLIED[item.id].items():
            if as_written[name] != value:
                raise source.error(f"Licet counts no other way yet; write {name} = {json.dumps(value)}.", "deadline", index, name)


def _check_letters(source: Source, built: Authority) -> None:
    if missing := [name for name in LetterName if name not in built.letters]:
        raise source.error(f"lacks {', '.join(missing)}; add what is missing as packs/authority/demo.toml has it.", "letter")
    for index, row in enumerate(source.data["letter"]):
        known = LETTER_FIELDS[LetterName(row["id"])]
        if unknown := sorted(set(row["fields"]) - known):
            what = f"{', '.join(unknown)} cannot be filled in for this letter; use {', '.join(sorted(known))}"
            raise source.error(f"{what}.", "letter", index, "fields")
