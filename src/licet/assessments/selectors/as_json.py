"""An assessment and a difference as JSON: the same for the command line and the API."""

from collections.abc import Iterable, Mapping
from typing import Any

from licet.assessments import domain
from licet.assessments.domain import Changed
from licet.assessments.selectors.comparing import Difference, Step
from licet.assessments.selectors.views import AssessmentView, VersionLine, VersionView

type Names = Mapping[str, str]


def view_json(view: AssessmentView, names: Names) -> dict[str, Any]:
    """``names`` gives the names of destinations, for the sentences of scopes."""
    return {
        "reference": view.row.reference,
        "destination": view.row.destination,
        "conflict": view.row.conflict,
        "title": view.row.title,
        "as_of": view.as_of.isoformat(),
        "known_on": view.known_on.isoformat(),
        "version": version_json(view.version, names) if view.version else None,
        "versions": [line_json(line) for line in view.versions],
        "drafting": {"version": view.row.drafting, "revision": view.draft.number} if view.draft else None,
    }


def version_json(version: VersionView, names: Names) -> dict[str, Any]:
    """Conclusions first, then what they stand on; ages and staleness as of today."""
    row = version.row
    content: dict[str, Any] = domain.to_json(version.content)
    conclusions = [
        {
            "about": facts.about,
            "finding": facts.finding.value,
            "scope": facts.scope.to_json(),
            "scope_text": facts.scope.sentence(names),
            "reasons": draft.reasons,
            "cites": list(draft.cites),
            "considered_against": draft.considered_against,
            "lacks": list(facts.lacks),
            "short_of": list(facts.short_of),
            "accepted_by": list(facts.accepted_by),
        }
        for facts, draft in zip(version.conclusions, version.content.conclusions, strict=True)
    ]
    return {
        "number": row.number,
        "state": version.state.value,
        "valid_from": row.valid_from.isoformat(),
        "concluded_on": row.recorded_on.isoformat(),
        "evidence_until": row.evidence_until.isoformat(),
        "evidence_age_days": version.age,
        "review_by": row.review_by.isoformat(),
        "stale": [why.value for why in version.stale],
        "evidence_changed": [
            {"incident": item.incident, "quoted": item.quoted, "newest": item.newest, "set_aside": item.dropped} for item in version.changed
        ],
        "evidence_added": version.added,
        "evidence_after_cutoff": version.after_cutoff,
        "conclusions": conclusions,
        "coverage": version.coverage.to_json(),
        "coverage_text": domain.counted(version.coverage),
        **{name: content.get(name, []) for name in ("themes", "assurances", "questions", "incidents")},
        "procedures": domain.to_json(version.content.schedule()),
        "unanswered": version.content.unanswered,
        "commitment": content.get("commitment"),
        "capability": content.get("capability"),
        "public_summary": row.public_summary,
        "text_sha256": row.text_sha256,
    }


def line_json(line: VersionLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "state": line.state.value,
        "valid_from": line.valid_from.isoformat(),
        "concluded_on": line.recorded_on.isoformat(),
        "evidence_until": line.evidence_until.isoformat(),
        "review_by": line.review_by.isoformat(),
        "reason": line.reason,
    }


def difference_json(found: Difference) -> dict[str, Any]:
    return {
        "old": found.old.number,
        "new": found.new.number,
        "changed": changed_json(found.changed),
        "steps": [_step(step) for step in found.steps],
    }


def changed_json(changed: Iterable[Changed]) -> list[dict[str, Any]]:
    """By section: paragraphs of pieces, each kept, removed or added."""
    return [
        {
            "section": item.key,
            "title": item.title,
            "paragraphs": [[{"kind": piece.kind.value, "text": piece.text} for piece in paragraph] for paragraph in item.paragraphs],
        }
        for item in changed
    ]


def _step(step: Step) -> dict[str, Any]:
    return {
        "version": step.version_number,
        "revision": step.revision,
        "by": step.name,
        "saved_at": step.saved_at.isoformat(),
        "reason": step.reason,
        "changed": changed_json(step.changed),
    }
