"""What decisions on cases and on licences have in common: references, the envelope, countries as published."""

from collections.abc import Sequence

from licet.decisions.domain import ScreeningFacts
from licet.decisions.models import Signature
from licet.kernel.event import Json
from licet.kernel.facts import LineFacts
from licet.kernel.instants import Instant
from licet.platform.references import next_references
from licet.policy import public as policy


def next_decisions(now: Instant, count: int) -> list[str]:
    """The next references of decisions."""
    pack, today = policy.pack(), policy.today(now)
    return [str(item) for item in next_references(authority=pack.prefix, kind="DEC", year=today.year, count=count)]


def envelope_of(
    reference: str, evidence: dict[str, Json], signatures: Sequence[Signature], now: Instant, screened: ScreeningFacts | None = None
) -> dict[str, Json]:
    """What stands around the signed part: who signed when, what they were shown, the age of the evidence, and with which lists
    the parties were last compared: the same matches on a newer list void nobody's signature (decision 0198).
    """
    return {
        "v": 1,
        "decision": reference,
        "decided_at": now.isoformat(),
        "evidence": evidence,
        **({"screening": _screened(screened)} if screened else {}),
        "signatures": [
            {
                "by": item.signed_by,
                "name": item.name,
                "role": item.role,
                "digest": item.digest,
                "means": item.means,
                "authenticated_at": item.authenticated.isoformat(),
                "signed_at": item.signed_at.isoformat(),
                "shown": item.shown,
                **({"words": item.words} if item.words else {}),
                **({"accepts_in_doubt": item.accepts} if item.accepts else {}),
            }
            for item in signatures
        ],
    }


def _screened(facts: ScreeningFacts) -> dict[str, Json]:
    return {"lists": list(facts.compared_lists), "compared_at": facts.compared_at.isoformat() if facts.compared_at else None}


def countries_json(facts: LineFacts) -> list[Json]:
    return [{"role": item.role.value, "country": item.country} for item in facts.countries]
