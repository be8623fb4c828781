"""What is signed: facts, version ids and text digests, and nothing derived from now.

Of a decision on a case the whole; of every act the texts that its signed part names, and the central assessments it rests on with the
age of their evidence on the day of signing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from licet.assessments import public as assessments
from licet.assessments.public import ConclusionFacts
from licet.casework import public as casework
from licet.decisions import domain
from licet.decisions.domain import Outcome
from licet.decisions.models import Act, Departure, Hold
from licet.decisions.selectors.gate import AtGate, at_gate
from licet.kernel.event import Json
from licet.kernel.facts import LineFacts
from licet.kernel.instants import Instant
from licet.policy import public as policy
from licet_verify import canonical
from licet_verify.record import text_reference

NO_ASSESSMENT = "no central assessment"


@dataclass(slots=True)
class Texts:
    """Texts named by digest while a signed part is written; kept once each."""

    by_digest: dict[str, str] = field(default_factory=dict)

    def name(self, text: str) -> str:
        reference = text_reference(text)
        self.by_digest[reference.removeprefix("sha256:")] = text
        return reference

    def add(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.name(text)


@dataclass(frozen=True, slots=True)
class SignedPart:
    body: dict[str, Json]
    texts: Mapping[str, str]

    @property
    def text(self) -> str:
        return canonical.dumps(self.body).decode()

    @property
    def digest(self) -> str:
        return canonical.digest(self.body)


def lines_of(act: Act) -> tuple[domain.LineDecision, ...]:
    """The outcomes that a case's act proposes."""
    return tuple(
        domain.LineDecision(
            line=item["line"],
            outcome=Outcome(item["outcome"]),
            reasons=item["reasons"],
            criteria=tuple(item["criteria"]),
            conditions=tuple(item["conditions"]),
            disclosed=item.get("disclosed", ""),
            withheld=item.get("withheld", ""),
        )
        for item in act.subject["lines"]
    )


def current_signed_part(act: Act, now: Instant) -> SignedPart:
    """The signed part of a case's act as it would be written now. Differs: earlier signatures are void."""
    at = at_gate([str(act.case_id)], today=policy.today(now))[str(act.case_id)]
    return case_signed_part(at, lines_of(act), act.asked())


def case_signed_part(at: AtGate, lines: Sequence[domain.LineDecision], roles: Sequence[domain.SigningRole]) -> SignedPart:
    """What the signers of these outcomes sign."""
    facts, texts = at.facts, Texts()
    read = casework.texts_read(facts.case)
    criteria = policy.criteria_set(facts.criteria_set)
    used = {bar.about for bar in at.result.bars if bar.code is domain.BarCode.BY_DEPARTURE}
    body: dict[str, Json] = {
        "v": 1,
        "kind": domain.ActKind.DECIDE.value,
        "case": facts.reference,
        "licence_type": facts.licence_type,
        "application": {"version": facts.application_version, "number": facts.version_number, "content": texts.name(read.application)},
        "criteria_set": {
            "id": facts.criteria_set,
            "sha256": criteria.info.sha256,
            "clauses": {clause.code: texts.name(f"{clause.title}\n{clause.text}") for clause in criteria.asked},
        },
        "authority": {"id": policy.pack().info.id, "version": policy.pack().info.version, "sha256": policy.pack().info.sha256},
        "lines": [_line(item, lines, facts.ratings, read, texts) for item in facts.lines],
        "advice": [_advice(item, read, texts) for item in sorted(facts.findings, key=_place)],
        "screening": _screening(at.given.screening),
        "assessment": assessed(at.used(), texts) or NO_ASSESSMENT,
        "holds": _holds(at.result, texts),
        "departures": departures_named(used, texts),
        "gate": at.result.to_json(),
        "roles": [role.value for role in roles],
    }
    return SignedPart(body, texts.by_digest)


def _place(item: casework.LineFinding) -> tuple[str, ...]:
    """Advice stands in the order of the matrix, so that a changed piece shows as one difference, not as many."""
    return item.line, item.criterion, item.department, item.level.value, item.advice


def _line(
    facts: LineFacts,
    lines: Sequence[domain.LineDecision],
    ratings: Mapping[str, str],
    read: casework.TextsRead,
    texts: Texts,
) -> dict[str, Json]:
    decided = next(item for item in lines if item.line == facts.line)
    rating = ratings.get(facts.line)
    part: dict[str, Json] = {
        "line": facts.line,
        "facts": facts_json(facts),
        "rating": rating,
        "rating_reasons": texts.name(read.ratings[rating]) if rating else None,
        "outcome": decided.outcome.value,
        "criteria": list(decided.criteria),
        "conditions": [texts.name(words) for words in decided.conditions],
        "reasons": texts.name(decided.reasons),
    }
    for name, words in (("disclosed", decided.disclosed), ("withheld", decided.withheld)):
        if words:  # absent where there is none, so that acts that were proposed before keep their digest
            part[name] = texts.name(words)
    return part


def facts_json(facts: LineFacts) -> dict[str, Json]:
    return {
        "version": facts.version,
        "licence_type": facts.licence_type,
        "countries": [{"role": item.role.value, "country": item.country} for item in facts.countries],
        "rating": str(facts.rating) if facts.rating else None,
        "controlled": facts.controlled,
        "end_use": None if facts.end_use is None else [*sorted(facts.end_use)],
        "end_user": facts.end_user.value if facts.end_user else None,
        "incorporation": facts.incorporation,
        "pool": facts.pool,
        "onward": None if facts.onward is None else [*sorted(facts.onward)],
    }


def _advice(item: casework.LineFinding, read: casework.TextsRead, texts: Texts) -> dict[str, Json]:
    given = read.advice[item.advice]
    return {
        "id": item.advice,
        "line": item.line,
        "criterion": item.criterion,
        "department": item.department,
        "level": item.level.value,
        "finding": item.finding.value,
        "reasons": texts.name(given.reasons),
        "by": given.given_by,
    }


def _screening(facts: domain.ScreeningFacts) -> dict[str, Json]:
    return {
        "run": facts.run,
        "lists": list(facts.lists),
        "left_out": list(facts.left_out),
        "open_hits": facts.open_hits,
        "confirmed_hits": facts.confirmed_hits,
    }


def _holds(result: domain.GateResult, texts: Texts) -> list[Json]:
    """Those that bind a line, or may: a hold elsewhere voids nobody's signature here."""
    binding = {bar.about for bar in result.bars if bar.code in (domain.BarCode.HOLD, domain.BarCode.HOLD_UNKNOWN)}
    rows = Hold.objects.filter(reference__in=binding).order_by("reference")
    return [{"reference": row.reference, "kind": row.kind, "scope": row.scope, "legal_basis": texts.name(row.legal_basis)} for row in rows]


def departures_named(references: Iterable[str], texts: Texts) -> list[Json]:
    """Departures by which something passes, with their words."""
    rows = Departure.objects.filter(reference__in=set(references)).order_by("reference")
    return [
        {
            "reference": row.reference,
            "criteria": list(row.criteria),
            "scope": row.scope,
            "expires_on": row.expires_on.isoformat(),
            "legal_basis": texts.name(row.legal_basis),
            "reasons": texts.name(row.reasons),
            **({"conclusions": list(row.conclusions)} if row.conclusions else {}),
        }
        for row in rows
    ]


def assessed(used: Iterable[ConclusionFacts], texts: Texts) -> list[Json]:
    """Each version behind these conclusions, with the conclusions themselves: ids, days, coverage, text by digest. Two queries."""
    by_version: dict[str, list[ConclusionFacts]] = {}
    for item in used:
        by_version.setdefault(item.version, []).append(item)
    if not by_version:
        return []
    texts.add(assessments.texts_of(by_version).values())
    known = assessments.assessment_json(by_version)
    return [known[version] | {"conclusions": [_conclusion(item) for item in items]} for version, items in by_version.items()]


def _conclusion(item: ConclusionFacts) -> dict[str, Json]:
    """What a *no clear risk* lacks of the full requirement stands beside it, with the two people who accepted that."""
    said: dict[str, Json] = {"about": item.about, "ordinal": item.ordinal, "finding": item.finding.value, "scope": item.scope.to_json()}
    return said | ({"short_of": [*item.short_of], "accepted_by": [*item.accepted_by]} if item.accepted_by else {})


def assessed_in(body: Any) -> list[dict[str, Any]]:
    """The assessment versions that a signed part names; none in those that say *no central assessment*."""
    named = body.get("assessment") if isinstance(body, dict) else None
    return named if isinstance(named, list) else []


def evidence_json(body: Any, today: date) -> dict[str, Json]:
    """For the envelope: the versions in words, each one's evidence cut-off with the incidents known to have happened after it, and the
    age of the oldest on the day of signing. One query."""
    named = assessed_in(body)
    if not named:
        return {"assessment": NO_ASSESSMENT, "age_days": None}
    outside = assessments.evidence_after_cutoff([item["version"] for item in named])
    ages: list[dict[str, Json]] = [
        {
            "assessment": item["assessment"],
            "number": item["number"],
            "evidence_until": item["evidence_until"],
            "age_days": (today - date.fromisoformat(item["evidence_until"])).days,
            "after_cutoff": outside[item["version"]],
        }
        for item in named
    ]
    said = ", ".join(f"{item['assessment']} v{item['number']}" for item in named)
    oldest = max((today - date.fromisoformat(item["evidence_until"])).days for item in named)
    return {"assessment": said, "age_days": oldest, "assessments": [*ages]}
