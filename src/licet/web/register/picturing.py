"""How much of what is known was assessed, as a bar cut into its parts and the same in words."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from licet.register.public import AssessmentShown, Covered
from licet.web.components import filters
from licet.web.components.charts import Share, shares
from licet.web.components.tables import Column

FINDINGS = {"clear risk": "barred", "no clear risk": "open", "not determined": "missing"}


def coverage_bar(covered: Covered, title: str) -> SafeString:
    """Undetermined is grey hatching: it is never clean."""
    undetermined = min(covered.undetermined_total, covered.assessed)
    parts = (
        Share(_("assessed, with a finding"), covered.assessed - undetermined, "1"),
        Share(_("assessed, could not be determined"), undetermined, "none"),
        Share(_("looked at, not assessed yet"), max(covered.triaged - covered.assessed, 0), "2"),
        Share(_("registered only"), max(covered.registered - max(covered.triaged, covered.assessed), 0), "3"),
    )
    return shares(parts, title=title)


def coverage_rows(covered: Covered) -> list[tuple[str, str]]:
    rows = [(_("registered"), covered.registered), (_("looked at"), covered.triaged), (_("assessed"), covered.assessed)]
    rows.append((_("of these undetermined"), covered.undetermined_total))
    rows += [(_("undetermined: %(why)s") % {"why": _(why)}, count) for why, count in covered.undetermined]
    return [(words, filters.number(count)) for words, count in rows]


def assessment(shown: AssessmentShown) -> dict[str, Any]:
    """One assessment for a page: the conclusions first, then what they stand on and how old that is."""
    row = shown.newest
    return {
        "reference": row.reference,
        "title": row.title,
        "number": row.number,
        "position": row.position,
        "concluded_on": row.published_on,
        "conclusions": [_conclusion(item) for item in row.conclusions if isinstance(item, dict)],
        "summary": row.public_summary,
        "evidence_until": row.evidence_until,
        "age": _age(shown),
        "after_cutoff": shown.after_cutoff,
        "review_by": row.review_by,
        "too_old": shown.too_old,
        "overdue": shown.overdue,
        "bar": coverage_bar(shown.covered, _("Coverage of %(reference)s") % {"reference": row.reference}),
        "coverage": coverage_rows(shown.covered),
        "columns": [Column(_("Incidents")), Column(_("Number"), numeric=True)],
        "earlier": [(each, [_conclusion(item) for item in each.conclusions if isinstance(item, dict)]) for each in shown.earlier],
    }


def _conclusion(item: dict[str, Any]) -> dict[str, str]:
    """What a *no clear risk* lacks of the full requirement stands next to it, and it gets no clean sign."""
    finding, short = str(item.get("finding") or ""), item.get("short_of")
    lacks = "; ".join(map(str, short)) if isinstance(short, list) else ""
    kind = "notice" if lacks else FINDINGS.get(finding, "notice")
    return {"finding": _(finding), "kind": kind, "scope": str(item.get("scope_text") or ""), "short_of": lacks}


def _age(shown: AssessmentShown) -> str:
    return "" if shown.evidence_age is None else _("%(days)s days old") % {"days": filters.number(shown.evidence_age)}
