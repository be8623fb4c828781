"""What *no clear risk* rests on: counted part by part, held against the pack's minimum and full requirement."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.assessments.contents import a_content, concluded, row

from licet.assessments import domain
from licet.assessments.domain import (
    Basis,
    Breach,
    CapabilityDraft,
    CapabilityWord,
    CommitmentDraft,
    CommitmentWord,
    ConclusionFinding,
    Coverage,
    Insufficiency,
    Known,
    ProcedureDraft,
    ProcedureKind,
    ThemeDraft,
    ThemeWord,
    VersionDraft,
)
from licet.evidence.domain.law import Theme
from licet.policy.domain import BasisNeeded, NoClearRiskRule

MINIMUM = BasisNeeded(
    incidents_determined_percent=10,
    themes_determined=1,
    procedures_exist=1,
    procedures_used=1,
    procedures_with_outcome=1,
    commitment=("committed", "committed in part"),
    capability=("capable", "capable in part"),
)
FULL = BasisNeeded(
    incidents_determined_percent=50,
    themes_determined=3,
    procedures_exist=6,
    procedures_used=4,
    procedures_with_outcome=4,
    commitment=("committed",),
    capability=("capable",),
)
RULE = NoClearRiskRule(minimum=MINIMUM, full=FULL)
ENOUGH = Basis(
    registered=10,
    determined=1,
    themes=1,
    exist=1,
    used=1,
    with_outcome=1,
    commitment="committed in part",
    capability="capable in part",
    cites_more_than_commitment=True,
)
COMPLETE = replace(ENOUGH, determined=5, themes=3, exist=6, used=4, with_outcome=4, commitment="committed", capability="capable")


def _no_risk(content: VersionDraft, covered: Coverage, *cites: str) -> Basis:
    return domain.basis_of(content, covered, concluded(finding=ConclusionFinding.NO_CLEAR_RISK, cites=cites))


def _themes(*words: ThemeWord) -> tuple[ThemeDraft, ...]:
    return tuple(ThemeDraft(theme=theme, finding=word, reasons="As read.") for theme, word in zip(Theme, words, strict=True))


def _schedule(exists: Known, used: Known) -> tuple[ProcedureDraft, ...]:
    return tuple(ProcedureDraft(kind=kind, exists=exists, used=used, evidence="Asked and looked for.") for kind in ProcedureKind)


def test_two_undetermined_incidents_one_theme_and_a_word_for_commitment_are_no_basis() -> None:
    content = a_content(
        incidents=(row(1, Breach.INSUFFICIENT, Insufficiency.TARGET), row(2, Breach.INSUFFICIENT, Insufficiency.ACCESS)),
        themes=_themes(ThemeWord.NONE_FOUND, ThemeWord.NOT_YET, ThemeWord.NOT_YET),
        commitment=CommitmentDraft(finding=CommitmentWord.COMMITTED, reasons="It says so."),
        capability=CapabilityDraft(finding=CapabilityWord.NOT_DETERMINED, reasons="Not known."),
        procedures=(),
    )
    basis = _no_risk(content, Coverage(2, 2, 2, (("no access", 1), ("target unknown", 1))), "theme:conduct of hostilities", "commitment")
    assert domain.below_minimum(basis, RULE) == (
        "0 of 2 registered incidents determined (0 %), 10 % needed",
        "0 procedures known to exist, 1 needed",
        "0 procedures known to be used, 1 needed",
        "0 procedures in use with a stated outcome, 1 needed",
        "capability is “not determined”, “capable” or “capable in part” needed",
    )


def test_what_is_known_to_be_absent_is_determined_and_no_basis() -> None:
    content = a_content(
        incidents=(row(1, Breach.NONE), row(2, Breach.UNLIKELY)),
        themes=_themes(ThemeWord.NONE_FOUND, ThemeWord.NONE_FOUND, ThemeWord.NONE_FOUND),
        commitment=CommitmentDraft(finding=CommitmentWord.NOT_COMMITTED, reasons="It says that it is not."),
        capability=CapabilityDraft(finding=CapabilityWord.NOT_CAPABLE, reasons="Nobody is trained."),
        procedures=_schedule(Known.NO, Known.NO),
    )
    basis = _no_risk(content, Coverage(2, 2, 2), "procedure:warnings", "commitment", "capability")
    assert [words.partition(",")[0] for words in domain.below_minimum(basis, RULE)] == [
        "0 procedures known to exist",
        "0 procedures known to be used",
        "0 procedures in use with a stated outcome",
        "commitment is “not committed”",
        "capability is “not capable”",
    ]


def test_not_known_throughout_is_no_basis() -> None:
    content = a_content(
        incidents=(),
        themes=_themes(ThemeWord.NOT_DETERMINED, ThemeWord.NOT_DETERMINED, ThemeWord.NOT_DETERMINED),
        commitment=CommitmentDraft(finding=CommitmentWord.NOT_DETERMINED, reasons="Not known."),
        capability=CapabilityDraft(finding=CapabilityWord.NOT_DETERMINED, reasons="Not known."),
        procedures=_schedule(Known.NOT_KNOWN, Known.NOT_KNOWN),
    )
    lacks = domain.below_minimum(_no_risk(content, Coverage(), "theme:humanitarian relief"), RULE)
    assert len(lacks) == 7
    assert lacks[0].startswith("it cites nothing that was determined")


@pytest.mark.parametrize(
    ("has", "said"),
    [
        ({"themes": 0}, "0 themes determined, 3 needed"),
        ({"themes": 1}, "1 theme determined, 3 needed"),
        ({"themes": 2}, "2 themes determined, 3 needed"),
        ({"exist": 5}, "5 procedures known to exist, 6 needed"),
        ({"used": 1}, "1 procedure known to be used, 4 needed"),
        ({"determined": 4}, "4 of 10 registered incidents determined (40 %), 50 % needed"),
    ],
)
def test_what_is_missing_for_the_full_requirement_is_counted(has: dict[str, int], said: str) -> None:
    assert domain.below_full(COMPLETE, RULE) == ()
    assert domain.below_full(replace(COMPLETE, **has), RULE) == (said,)


@pytest.mark.parametrize(
    "short",
    [
        {"determined": 0},
        {"registered": 11},
        {"themes": 0},
        {"exist": 0},
        {"used": 0},
        {"with_outcome": 0},
        {"commitment": "not committed"},
        {"commitment": "not determined"},
        {"capability": "not capable"},
        {"cites_more_than_commitment": False},
    ],
)
def test_each_part_is_needed_for_itself(short: dict[str, object]) -> None:
    assert domain.below_minimum(ENOUGH, RULE) == ()
    assert len(domain.below_minimum(replace(COMPLETE, **short), RULE)) == (0 if short == {"registered": 11} else 1)  # type: ignore[arg-type]
    assert len(domain.below_minimum(replace(ENOUGH, **short), RULE)) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cite",
    ["incident:XA-INC 2031/000002:distinction", "theme:conduct of hostilities", "assurance:1", "question:1", "procedure:training"],
)
def test_commitment_with_what_was_not_determined_is_commitment_alone(cite: str) -> None:
    assert not _no_risk(a_content(), Coverage(2, 2, 2), cite, "commitment").cites_more_than_commitment


@pytest.mark.parametrize(
    "cite", ["incident:XA-INC 2031/000001:distinction", "theme:humanitarian relief", "capability", "procedure:warnings"]
)
def test_what_was_determined_can_carry_it(cite: str) -> None:
    assert _no_risk(a_content(), Coverage(2, 2, 2), cite).cites_more_than_commitment


def test_a_procedure_counts_by_what_is_known_of_it() -> None:
    warnings = ProcedureDraft(
        kind=ProcedureKind.WARNINGS, exists=Known.IN_PART, used=Known.YES, outcome="Two of six in time.", evidence="x"
    )
    training = ProcedureDraft(kind=ProcedureKind.TRAINING, exists=Known.YES, used=Known.NOT_KNOWN, outcome="Planned.", evidence="x")
    basis = _no_risk(a_content(procedures=(warnings, training)), Coverage(2, 2, 2), "capability")
    assert (basis.exist, basis.used, basis.with_outcome) == (2, 1, 1)


def test_between_minimum_and_full_every_shortfall_is_named() -> None:
    assert domain.below_full(COMPLETE, RULE) == ()
    assert len(domain.below_full(ENOUGH, RULE)) == 7


def test_that_no_incident_is_registered_is_never_complete() -> None:
    empty = replace(COMPLETE, registered=0, determined=0)
    assert domain.below_minimum(empty, RULE) == ()
    assert domain.below_full(empty, RULE) == ("no incident is registered up to the cut-off, so nothing could be determined",)


def test_a_share_is_never_rounded_up_to_what_is_needed() -> None:
    assert replace(ENOUGH, registered=101, determined=10).percent == 9


def test_a_pack_that_states_nothing_allows_nothing() -> None:
    (said,) = domain.below_minimum(COMPLETE, None)
    assert "[no_clear_risk]" in said


def test_another_shortfall_is_another_warning() -> None:
    first, second = domain.below_full(ENOUGH, RULE), domain.below_full(replace(ENOUGH, determined=2), RULE)
    assert domain.warning_key(1, first) == domain.warning_key(1, first)
    assert len({domain.warning_key(1, first), domain.warning_key(2, first), domain.warning_key(1, second)}) == 3


def test_a_basis_is_read_as_it_was_written() -> None:
    assert domain.basis_from_json(ENOUGH.to_json()) == ENOUGH
