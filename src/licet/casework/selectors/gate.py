"""What the gate and a decision need of cases, in a number of queries that does not grow with the cases."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from licet.applications.public import Line
from licet.casework import domain
from licet.casework.models import Advice, Case, Enquiry, LineRating, Referral
from licet.kernel.facts import LineFacts
from licet.platform.scope_query import LineFactsRow

_CASE = ("pk", "reference", "status", "revision", "organisation_id", "licence_type", "criteria_set", "version_id", "country_key")
_TOLD = ("incorporation", "pool", "onward_key")
_LINE = ("id", *_TOLD)
_FACTS = tuple(field.name for field in LineFactsRow._meta.local_fields)


def gate_facts(cases: Collection[str]) -> dict[str, domain.CaseFacts]:
    """The facts of each case, by case id, in two queries. Ids that are no case's are left out."""
    by_case: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _case_lines(cases):
        by_case[row["pk"]].append(row)
    findings = _findings(by_case)
    return {case: _facts(rows, findings[case]) for case, rows in by_case.items()}


def facts_of_lines(cases: Collection[str]) -> dict[str, tuple[LineFacts, ...]]:
    """As :func:`gate_facts`, only the lines' facts, in one query: for asking what a scope takes."""
    found: dict[str, tuple[LineFacts, ...]] = {}
    for row in _case_lines(cases):
        found[row["pk"]] = (*found.get(row["pk"], ()), _line_facts(row))
    return found


def _case_lines(cases: Collection[str]) -> Iterable[dict[str, Any]]:
    """One row per line of each case's present version, with the case, and the rating that stands if there is one."""
    enquiries = Enquiry.objects.filter(case=OuterRef("pk"), answered_at__isnull=True)
    referrals = Referral.objects.filter(case=OuterRef("pk"), settled_at__isnull=True)
    rows: Any = (
        Case.objects.filter(pk__in=list(cases))
        .annotate(standing=FilteredRelation("version__lines__ratings", condition=Q(version__lines__ratings__current=True)))
        .order_by("pk", "version__lines__number")
        .values(
            *_CASE,
            **{f"version_{name}": F(f"version__{name}") for name in ("number", "sha256")},
            **{f"line_{name}": F(f"version__lines__{name}") for name in _LINE},
            **{f"rated_{name}": F(f"standing__{name}") for name in ("id", *_FACTS)},
            asked=Exists(enquiries),  # at most one enquiry and one referral is open (constraints)
            referral=Exists(referrals),
        )
    )
    return rows  # type: ignore[no-any-return]


def _facts(rows: list[dict[str, Any]], findings: list[domain.LineFinding]) -> domain.CaseFacts:
    case = rows[0]
    return domain.CaseFacts(
        case=case["pk"],
        reference=case["reference"],
        status=domain.CaseStatus(case["status"]),
        revision=case["revision"],
        organisation=case["organisation_id"],
        licence_type=case["licence_type"],
        criteria_set=case["criteria_set"],
        application_version=case["version_id"],
        version_number=case["version_number"],
        version_sha256=case["version_sha256"],
        lines=tuple(_line_facts(row) for row in rows),
        ratings={row["line_id"]: row["rated_id"] for row in rows if row["rated_id"]},
        findings=tuple(findings),
        open_enquiries=int(case["asked"]),
        open_referrals=int(case["referral"]),
    )


def _line_facts(row: dict[str, Any]) -> LineFacts:
    if row["rated_id"]:
        return LineRating(**{name: row[f"rated_{name}"] for name in _FACTS}).to_facts(row["line_id"])
    case = Case(licence_type=row["licence_type"], country_key=row["country_key"])
    told = {name: row[f"line_{name}"] for name in _TOLD}
    return unrated_facts(row["line_id"], case=case, **told)


def unrated_facts(line: str, *, case: Case, incorporation: bool | None, pool: bool | None, onward_key: str | None) -> LineFacts:
    """A line as the exporter describes it, before the authority rates it: what only the authority finds is unknown."""
    described = LineRating(
        facts_version=0,
        licence_type=case.licence_type,
        country_key=case.country_key,
        incorporation=incorporation,
        pool=pool,
        onward_key=onward_key,
    )
    return described.to_facts(line)


def described(line: Line, *, case: Case) -> LineFacts:
    """As :func:`unrated_facts`, of a line at hand."""
    return unrated_facts(line.pk, case=case, incorporation=line.incorporation, pool=line.pool, onward_key=line.onward_key)


def _findings(cases: Iterable[str]) -> dict[str, list[domain.LineFinding]]:
    """Current advice on the lines of each case's present version, in the order in which it was given."""
    found: dict[str, list[domain.LineFinding]] = defaultdict(list)
    rows = Advice.objects.filter(case__in=list(cases), current=True, line__version=F("case__version"))
    for row in rows.defer("reasons", "conditions").order_by("given_at", "id"):
        found[row.case_id].append(row.to_domain())
    return found
