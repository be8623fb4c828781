"""What the gate and a decision need of cases, in a number of queries that does not grow with the cases (joints 13)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from licet.applications.public import Line
from licet.casework import domain
from licet.casework.models import Advice, Case, Enquiry, LineRating, Referral
from licet.kernel.facts import LineFacts

_COLUMNS = tuple(
    field.name
    for field in LineRating._meta.concrete_fields
    if field.name.endswith("_key") or field.name in {"facts_version", "licence_type", "controlled", "end_user", "incorporation", "pool"}
)


def gate_facts(cases: Collection[str]) -> dict[str, domain.CaseFacts]:
    """The facts of each case, by case id, in three queries. Ids that are no case's are left out."""
    enquiries = Enquiry.objects.filter(case=OuterRef("pk"), answered_at__isnull=True)
    referrals = Referral.objects.filter(case=OuterRef("pk"), settled_at__isnull=True)
    rows = list(
        Case.objects.filter(pk__in=list(cases))
        .select_related("version")
        .defer("version__content", "version__end_use")
        .annotate(asked=Exists(enquiries), put=Exists(referrals))  # at most one is open of each (constraints)
    )
    lines = _lines(rows)
    findings = _findings(row.pk for row in rows)
    return {row.pk: _facts(row, lines[row.version_id], findings[row.pk]) for row in rows}


type Rated = tuple[LineFacts, str | None]


def _facts(row: Any, lines: list[Rated], findings: list[domain.LineFinding]) -> domain.CaseFacts:
    return domain.CaseFacts(
        case=row.pk,
        reference=row.reference,
        status=domain.CaseStatus(row.status),
        revision=row.revision,
        organisation=row.organisation_id,
        licence_type=row.licence_type,
        criteria_set=row.criteria_set,
        application_version=row.version_id,
        version_number=row.version.number,
        version_sha256=row.version.sha256,
        lines=tuple(facts for facts, _ in lines),
        ratings={facts.line: rating for facts, rating in lines if rating},
        findings=tuple(findings),
        open_enquiries=int(row.asked),
        open_referrals=int(row.put),
    )


def _lines(rows: Collection[Case]) -> dict[str, list[Rated]]:
    """Every line of the cases' versions with its current rating's facts, in the order of the application."""
    by_version = {row.version_id: row for row in rows}
    found: dict[str, list[Rated]] = defaultdict(list)
    named = {f"rated_{name}": F(f"standing__{name}") for name in _COLUMNS}
    lines = (
        Line.objects.filter(version__in=list(by_version))
        .annotate(standing=FilteredRelation("ratings", condition=Q(ratings__current=True)))
        .values("pk", "version_id", "incorporation", "pool", "onward_key", rating=F("standing__pk"), **named)
        .order_by("version_id", "number")
    )
    for line in lines:
        found[line["version_id"]].append((_line_facts(line, by_version[line["version_id"]]), line["rating"]))
    return found


def _line_facts(line: dict[str, Any], case: Case) -> LineFacts:
    if line["rating"] is not None:
        return LineRating(**{name: line[f"rated_{name}"] for name in _COLUMNS}).to_facts(line["pk"])
    return unrated_facts(line["pk"], case=case, incorporation=line["incorporation"], pool=line["pool"], onward_key=line["onward_key"])


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


def _findings(cases: Iterable[str]) -> dict[str, list[domain.LineFinding]]:
    """Current advice on the lines of each case's present version, in the order in which it was given."""
    found: dict[str, list[domain.LineFinding]] = defaultdict(list)
    rows = Advice.objects.filter(case__in=list(cases), current=True, line__version=F("case__version"))
    for row in rows.defer("reasons", "conditions").order_by("given_at", "id"):
        found[row.case_id].append(row.to_domain())
    return found
