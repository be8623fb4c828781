"""What holds of every history of versions, and of every set of findings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.assessments import domain
from licet.assessments.domain import Breach, Coverage, Insufficiency
from licet.assessments.models import Assessment, AssessmentVersion
from licet.assessments.selectors.in_force import speaking
from licet.evidence.domain.law import IhlRule, Theme
from licet.kernel.difference import Kind
from licet.platform.ids import new_id

START = date(2031, 1, 1)
HISTORIES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)), max_size=6)
"""For each version how many days after the one before it was concluded, and how many days back it speaks."""

FINDINGS = st.lists(
    st.tuples(st.integers(1, 8), st.sampled_from(IhlRule), st.sampled_from(Breach), st.sampled_from(Insufficiency)),
    max_size=20,
    unique_by=lambda found: found[:2],
)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HISTORIES, st.integers(-5, 60), st.integers(-5, 60))
def test_the_version_that_speaks_is_the_last_recorded_among_those_valid(history: Sequence[tuple[int, int]], of: int, on: int) -> None:
    as_of, known_on = START + timedelta(days=of), START + timedelta(days=on)
    days = []
    recorded = START
    for after, back in history:
        recorded += timedelta(days=after)
        days.append((recorded - timedelta(days=back), recorded))
    with transaction.atomic():
        row = _written(days)
        found = list(AssessmentVersion.objects.filter(speaking(as_of, known_on), assessment=row).values_list("number", flat=True))
        transaction.set_rollback(True)
    known = [number for number, (valid, concluded) in enumerate(days, 1) if valid <= as_of and concluded <= known_on]
    assert found == known[-1:]


@given(FINDINGS, st.frozensets(st.integers(1, 12)))
def test_undetermined_never_counts_as_clean(
    found: Sequence[tuple[int, IhlRule, Breach, Insufficiency]], registered: frozenset[int]
) -> None:
    rows = [(str(number), breach, why if breach is Breach.INSUFFICIENT else None) for number, _rule, breach, why in found]
    covered = domain.coverage({str(number) for number in registered}, rows)
    clean = {number for number, breach, _why in rows if breach in domain.DETERMINED}
    assert covered.assessed - covered.undetermined_total == len(clean)
    assert covered.undetermined_total <= covered.assessed <= covered.triaged <= covered.registered
    assert covered.registered == len({str(number) for number in registered} | {number for number, _breach, _why in rows})
    assert domain.coverage_from_json(json.loads(json.dumps(covered.to_json()))) == covered
    assert 0 <= covered.undetermined_percent <= 100


WORDS = st.text(st.sampled_from("ab .\n"), max_size=12)
CONTENTS = st.builds(
    lambda summary, themes: domain.VersionDraft(
        public_summary=summary,
        themes=tuple(domain.ThemeDraft(theme=theme, finding=word, reasons=reasons) for theme, (word, reasons) in themes.items()),
    ),
    WORDS,
    st.dictionaries(st.sampled_from(Theme), st.tuples(st.sampled_from(domain.ThemeWord), WORDS), max_size=3),
)


@given(CONTENTS)
def test_content_survives_json(content: domain.VersionDraft) -> None:
    assert domain.from_json(json.loads(json.dumps(domain.to_json(content)))) == content


@given(CONTENTS, CONTENTS)
def test_no_changed_word_hides(old: domain.VersionDraft, new: domain.VersionDraft) -> None:
    """Put together, what is not removed is the new text, and a section that is not shown reads the same in both."""
    after = {section.key: section.text for section in domain.sections(new)}
    before = {section.key: section.text for section in domain.sections(old)}
    shown = {item.key: item for item in domain.compared(old, new)}
    for key in after.keys() | before.keys():
        if key in shown:
            pieces = [piece.text for paragraph in shown[key].paragraphs for piece in paragraph if piece.kind is not Kind.REMOVED]
            assert "".join("".join(pieces).split()) == "".join(after.get(key, "").split())
        else:
            assert before.get(key, "").split() == after.get(key, "").split()


def _written(days: Sequence[tuple[date, date]]) -> Assessment:
    moment = datetime(2031, 1, 1, tzinfo=UTC)
    row = Assessment(
        id=new_id(),
        reference="XA-ASM 2031/000001",
        destination="QM",
        conflict="valley",
        title="Kasdara",
        revision=0,
        drafting=1,
        opened_at=moment,
        opened_by="system:test",
        changed_at=moment,
        changed_by="system:test",
    )
    Assessment.objects.bulk_create([row])
    versions = [
        AssessmentVersion(
            id=new_id(),
            assessment=row,
            number=number,
            evidence_until=valid,
            valid_from=valid,
            review_by=recorded + timedelta(days=30),
            recorded_on=recorded,
            public_summary="Said.",
            reason="Made.",
            authors=[],
            coverage=Coverage().to_json(),
            content={},
            text="",
            text_sha256="0" * 64,
            concluded_at=moment,
            concluded_by="system:test",
        )
        for number, (valid, recorded) in enumerate(days, 1)
    ]
    AssessmentVersion.objects.bulk_create(versions)
    return row
