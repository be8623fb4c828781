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
from licet.assessments.domain import Breach, ConclusionFacts, ConclusionFinding, Coverage, Insufficiency, StaleWhy
from licet.assessments.models import Assessment, AssessmentVersion
from licet.assessments.selectors.in_force import speaking
from licet.evidence.domain.law import IhlRule, Theme
from licet.kernel.difference import Kind
from licet.kernel.scope import Scope
from licet.platform.ids import new_id
from licet.policy.domain import AssessmentLimits
from licet.register.selectors.record import Covered
from licet.web.desk.presenting.assessments.coverage import parts

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
    days = _days(history, START)
    with transaction.atomic():
        row = _written(days)
        found = list(AssessmentVersion.objects.filter(speaking(as_of, known_on), assessment=row).values_list("number", flat=True))
        transaction.set_rollback(True)
    known = [number for number, (valid, concluded) in enumerate(days, 1) if valid <= as_of and concluded <= known_on]
    assert found == known[-1:]


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HISTORIES, HISTORIES)
def test_what_was_answered_for_a_past_day_is_answered_ever_after(
    history: Sequence[tuple[int, int]], later: Sequence[tuple[int, int]]
) -> None:
    """Whatever is concluded afterwards, however far it is dated back: what was known on a day that is over stays as it was."""
    before = _days(history, START)
    today = before[-1][1] if before else START
    after = _days(later, today + timedelta(days=1))
    with transaction.atomic():
        row = _written(before)
        answered = _answers(row, today)
        _add(row, after, first=len(before) + 1)
        assert _answers(row, today) == answered
        transaction.set_rollback(True)


def _answers(row: Assessment, until: date) -> dict[tuple[date, date], list[int]]:
    """For every day, as known on every day up to one: the numbers of the versions that speak."""
    days = [START + timedelta(days=number) for number in range(-7, (until - START).days + 1, 3)] + [until]
    return {
        (of, on): list(AssessmentVersion.objects.filter(speaking(of, on), assessment=row).values_list("number", flat=True))
        for of in days[::2]
        for on in days[-6:]
    }


@given(FINDINGS, st.frozensets(st.integers(1, 12)), st.frozensets(st.integers(1, 14)))
def test_the_parts_of_coverage_add_up_to_what_is_registered(
    found: Sequence[tuple[int, IhlRule, Breach, Insufficiency]], registered: frozenset[int], triaged: frozenset[int]
) -> None:
    covered = domain.coverage(set(map(str, registered)), _rows(found), set(map(str, triaged)))
    of_desk = [share.count for share in parts(covered)]
    of_register = Covered.of(json.loads(json.dumps(covered.to_json())))
    assert sum(of_desk) == covered.registered
    assert min(of_desk) >= 0
    assert of_desk[1:-2] == [count for _why, count in covered.undetermined]
    assert (of_register.registered, of_register.undetermined_total) == (covered.registered, covered.undetermined_total)
    said, looked_at = _worst(found), {number for number, *_ in found} | triaged
    clean = sum(breach in domain.DETERMINED for breach in said.values())
    undetermined, untouched = len(said) - clean, len(registered - looked_at)
    assert [of_desk[0], sum(of_desk[1:-2]), *of_desk[-2:]] == [clean, undetermined, len(looked_at) - len(said), untouched]


def _rows(found: Sequence[tuple[int, IhlRule, Breach, Insufficiency]]) -> list[tuple[str, Breach, Insufficiency | None]]:
    return [(str(number), breach, why if breach is Breach.INSUFFICIENT else None) for number, _rule, breach, why in found]


def _worst(found: Sequence[tuple[int, IhlRule, Breach, Insufficiency]]) -> dict[int, Breach]:
    """Of each incident that was assessed: something determined where there is any, otherwise that the evidence does not suffice."""
    said: dict[int, Breach] = {}
    for number, _rule, breach, _why in found:
        if breach is not Breach.NOT_YET and said.get(number) not in domain.DETERMINED:
            said[number] = breach
    return said


LIMITS = st.builds(
    AssessmentLimits,
    evidence_age_days=st.integers(0, 400),
    review_overdue_days=st.integers(0, 60),
    review_within_days=st.just(180),
)


@given(LIMITS, st.integers(-400, 0), st.integers(-60, 400), st.integers(0, 900))
def test_stale_is_what_policy_says_and_time_never_mends_it(limits: AssessmentLimits, until: int, review: int, days: int) -> None:
    evidence_until, review_by, today = (START + timedelta(days=number) for number in (until, review, days))
    why = domain.stale_version(evidence_until, review_by, limits, today)
    assert (StaleWhy.EVIDENCE_OLD in why) == ((today - evidence_until).days > limits.evidence_age_days)
    assert (StaleWhy.REVIEW_OVERDUE in why) == ((today - review_by).days > limits.review_overdue_days)
    assert set(why) <= set(domain.stale_version(evidence_until, review_by, limits, today + timedelta(days=1)))
    facts = _conclusion(evidence_until, review_by)
    assert domain.stale(facts, limits, today) == why


def _conclusion(evidence_until: date, review_by: date) -> ConclusionFacts:
    return ConclusionFacts(
        id="c",
        assessment="XA-ASM 2031/000001",
        version="v",
        number=1,
        ordinal=1,
        destination="QM",
        conflict="valley",
        finding=ConclusionFinding.NO_CLEAR_RISK,
        scope=Scope(),
        evidence_until=evidence_until,
        review_by=review_by,
        concluded_on=evidence_until,
    )


@given(FINDINGS, st.frozensets(st.integers(1, 12)))
def test_undetermined_never_counts_as_clean(
    found: Sequence[tuple[int, IhlRule, Breach, Insufficiency]], registered: frozenset[int]
) -> None:
    rows = _rows(found)
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


def _days(history: Sequence[tuple[int, int]], start: date) -> list[tuple[date, date]]:
    """For each version from which day it speaks, and on which it was concluded."""
    days, recorded = [], start
    for after, back in history:
        recorded += timedelta(days=after)
        days.append((recorded - timedelta(days=back), recorded))
    return days


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
    _add(row, days)
    return row


def _add(row: Assessment, days: Sequence[tuple[date, date]], first: int = 1) -> None:
    moment = datetime(2031, 1, 1, tzinfo=UTC)
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
        for number, (valid, recorded) in enumerate(days, first)
    ]
    AssessmentVersion.objects.bulk_create(versions)
