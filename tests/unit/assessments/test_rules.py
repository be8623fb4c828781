"""What can stand in a version, what a conclusion still needs, and what it may cite."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.assessments.contents import TODAY, a_content, concluded, row

from licet.assessments import domain
from licet.assessments.domain import Breach, ConclusionFinding, Insufficiency, Known, Warned
from licet.kernel.errors import Invalid, Refused
from licet.kernel.scope import Scope
from licet.policy.domain import AssessmentLimits

LIMITS = AssessmentLimits(evidence_age_days=120, review_overdue_days=0, review_within_days=180)


def _faults(**changes: object) -> list[str]:
    return [str(fault) for fault in domain.faults(a_content(**changes), TODAY)]


def _gaps(**changes: object) -> list[str]:
    return [str(gap) for gap in domain.gaps(a_content(**changes), TODAY, LIMITS)]


def test_a_whole_content_stands() -> None:
    assert _faults() == []
    assert _gaps() == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"evidence_until": date(2031, 5, 6)}, "evidence until"),
        ({"valid_from": date(2031, 5, 6)}, "valid from"),
        ({"review_by": date(2031, 5, 1)}, "review by"),
        ({"incidents": (row(1), row(1))}, "incident:XA-INC 2031/000001:distinction"),
        ({"incidents": (row(1, Breach.LIKELY, Insufficiency.ACCESS),)}, "XA-INC 2031/000001 distinction"),
        ({"public_summary": "x" * 8_001}, "public summary"),
        ({"questions": (replace(a_content().questions[0], answered_on=date(2031, 4, 1)),)}, "question 1"),
        ({"questions": (replace(a_content().questions[0], answered_on=date(2031, 2, 1), answer="Nobody."),)}, "question 1"),
        ({"assurances": (replace(a_content().assurances[0], given_on=date(2031, 6, 1)),)}, "assurance 1"),
        ({"assurances": (replace(a_content().assurances[0], text=" "),)}, "assurance:1"),
        ({"procedures": (replace(a_content().procedures[0], exists=Known.NO),)}, "procedure:warnings"),
    ],
)
def test_what_cannot_stand(changes: dict[str, object], place: str) -> None:
    assert [fault.partition(": ")[0] for fault in _faults(**changes)] == [place]


@pytest.mark.parametrize(
    ("name", "change", "place"),
    [
        ("themes", {"reasons": "Another reason."}, "theme:conduct of hostilities"),
        ("procedures", {"evidence": "Another leaflet."}, "procedure:warnings"),
        ("assurances", {"text": "Another assurance."}, "assurance:1"),
        ("questions", {"text": "Another question?"}, "question:1"),
    ],
)
def test_one_thing_is_found_once(name: str, change: dict[str, str], place: str) -> None:
    rows = getattr(a_content(), name)
    [fault] = _faults(**{name: (*rows, replace(rows[0], **change))})
    assert fault == f"{place}: There are 2 findings of the same thing: keep one."


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"evidence_until": None}, "evidence until"),
        ({"valid_from": None}, "valid from"),
        ({"review_by": None}, "review by"),
        ({"review_by": date(2031, 11, 30)}, "review by"),
        ({"review_by": TODAY, "valid_from": date(2031, 5, 1)}, "review by"),
        ({"themes": a_content().themes[:2]}, "theme treatment of detainees"),
        ({"commitment": None}, "commitment"),
        ({"capability": None}, "capability"),
        ({"conclusions": ()}, "conclusions"),
        ({"conclusions": (concluded(reasons=" "),)}, "conclusion 1"),
        ({"conclusions": (concluded(cites=()),)}, "conclusion 1"),
        ({"public_summary": " "}, "public summary"),
        ({"incidents": (row(1, Breach.INSUFFICIENT),)}, "XA-INC 2031/000001 distinction"),
        ({"incidents": (replace(row(1), reasons=""),)}, "XA-INC 2031/000001 distinction"),
        ({"procedures": (replace(a_content().procedures[0], evidence=" "),)}, "procedure:warnings"),
        ({"assurances": (replace(a_content().assurances[0], by=""),)}, "assurance:1"),
        ({"questions": (replace(a_content().questions[0], asked_of=" "),)}, "question:1"),
    ],
)
def test_what_a_conclusion_still_needs(changes: dict[str, object], place: str) -> None:
    assert [gap.partition(": ")[0] for gap in _gaps(**changes)] == [place]


def test_not_determined_needs_no_finding() -> None:
    assert _gaps(conclusions=(concluded(finding=ConclusionFinding.NOT_DETERMINED, cites=()),)) == []


KEYS = a_content().keys()


@pytest.mark.parametrize("cite", ["commitment", "v3 commitment", "XA-ASM 2031/000001 v3 commitment"])
def test_own_findings_are_cited(cite: str) -> None:
    assert domain.own_key(cite, assessment="XA-ASM 2031/000001", number=3, keys=KEYS, place="conclusion 1") == "commitment"


@pytest.mark.parametrize(
    ("cite", "named"),
    [
        ("v2 commitment", "version 2"),
        ("XA-ASM 2031/000001 v2 commitment", "version 2"),
        ("XA-ASM 2031/000002 v3 commitment", "XA-ASM 2031/000002"),
    ],
)
def test_another_versions_finding_is_refused_by_name(cite: str, named: str) -> None:
    with pytest.raises(Refused) as refused:
        domain.own_key(cite, assessment="XA-ASM 2031/000001", number=3, keys=KEYS, place="conclusion 1")
    assert refused.value.bars == (domain.OWN_FINDINGS,)
    assert "own-findings-only" in str(refused.value)
    assert named in str(refused.value)


def test_no_finding_is_no_citation() -> None:
    with pytest.raises(Invalid, match="is no finding of version 3"):
        domain.own_key("theme:weather", assessment="XA-ASM 2031/000001", number=3, keys=KEYS, place="conclusion 1")


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("", (Warned.EVERYTHING,)),
        ("destination=QO", (Warned.NOTHING,)),
        ("destination=end-user:QO rating=ML", (Warned.NOTHING,)),
        ("destination=QM rating=ML999", (Warned.NOTHING,)),
        ("destination=QM,QO rating=ML,ML999", ()),
        ("destination=consignee:QM", ()),
        ("destination=QO onward=QM", ()),
        ("pool=yes unknown=include", ()),
    ],
)
def test_scopes_that_take_everything_or_nothing(text: str, warned: tuple[Warned, ...]) -> None:
    assert domain.scope_warnings(Scope.parse(text), "QM", lambda code: code == "ML") == warned


def test_stale_from_the_day_after_the_limit() -> None:
    until, review = date(2031, 1, 1), date(2031, 5, 1)
    assert domain.stale_version(until, review, LIMITS, date(2031, 5, 1)) == ()
    assert domain.stale_version(until, review, LIMITS, date(2031, 5, 2)) == (
        domain.StaleWhy.EVIDENCE_OLD,
        domain.StaleWhy.REVIEW_OVERDUE,
    )
