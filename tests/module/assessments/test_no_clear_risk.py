"""*No clear risk* needs what the pack states: refused below the minimum, accepted by two people below the full requirement."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.module.assessments.builders import TODAY, Assessing, a_complete_basis, a_conclusion, an_incident
from tests.world import NOW
from typer.testing import CliRunner

from licet.assessments import public as assessments
from licet.assessments.models import AssessmentVersion, Conclusion
from licet.assessments.public import (
    BASIS_RULE,
    Breach,
    CapabilityDraft,
    CapabilityWord,
    CommitmentDraft,
    CommitmentWord,
    ConclusionFinding,
    IncidentFindingDraft,
    Insufficiency,
    Known,
    ProcedureDraft,
    ProcedureKind,
    ThemeDraft,
    ThemeWord,
)
from licet.assessments.services import freezing
from licet.cli import assessment as commands
from licet.evidence.domain.law import IhlRule, Theme
from licet.kernel.errors import Invalid, InvalidTransition, Refused
from licet.ledger import public as ledger
from licet.platform import clock
from licet.policy import public as policy

NO_RISK = ConclusionFinding.NO_CLEAR_RISK


def thin(assessing: Assessing) -> dict[str, object]:
    """Two incidents that could not be determined, one theme, and a word for commitment."""
    return {
        "incidents": tuple(
            IncidentFindingDraft(
                incident_version=item.pk,
                rule=IhlRule.DISTINCTION,
                finding=Breach.INSUFFICIENT,
                why=Insufficiency.TARGET,
                reasons="Not known.",
            )
            for item in assessing.incidents[:2]
        ),
        "themes": (
            ThemeDraft(theme=Theme.HOSTILITIES, finding=ThemeWord.NONE_FOUND, reasons="None was found."),
            ThemeDraft(theme=Theme.RELIEF, finding=ThemeWord.NOT_YET),
            ThemeDraft(theme=Theme.DETAINEES, finding=ThemeWord.NOT_YET),
        ),
        "commitment": CommitmentDraft(finding=CommitmentWord.COMMITTED, reasons="It says so."),
        "procedures": (),
        "conclusions": (replace(a_conclusion(finding=NO_RISK), cites=("theme:conduct of hostilities", "commitment")),),
    }


def empty(assessing: Assessing) -> dict[str, object]:
    """None of six procedures exists, not committed, not capable."""
    return {
        "incidents": (),
        "procedures": tuple(
            ProcedureDraft(kind=kind, exists=Known.NO, used=Known.NO, evidence="Asked for, and there is none.") for kind in ProcedureKind
        ),
        "commitment": CommitmentDraft(finding=CommitmentWord.NOT_COMMITTED, reasons="It says that it is not."),
        "capability": CapabilityDraft(finding=CapabilityWord.NOT_CAPABLE, reasons="Nobody is trained."),
        "conclusions": (replace(a_conclusion(finding=NO_RISK), cites=("procedure:warnings", "commitment", "capability")),),
    }


@pytest.mark.parametrize("without", [thin, empty])
def test_below_the_minimum_it_is_refused_by_the_name_of_the_rule(assessing: Assessing, without: object) -> None:
    row = assessing.open()
    assessing.draft(row, **without(assessing))  # type: ignore[operator]
    with pytest.raises(Refused) as refused:
        assessing.conclude(row, read=True, accept=False)
    assert refused.value.bars == (BASIS_RULE,)
    assert "rule no-clear-risk-basis" in str(refused.value)
    assert not AssessmentVersion.objects.exists()
    with clock.at(NOW):
        checked = CliRunner().invoke(commands.app, ["check", row.reference])
    assert checked.exit_code == 1
    assert "missing: conclusion 1: “no clear risk” has no sufficient basis (rule no-clear-risk-basis)" in checked.stdout
    determined_nothing = replace(a_conclusion(finding=ConclusionFinding.NOT_DETERMINED), cites=())
    assessing.draft(row, **(without(assessing) | {"conclusions": (determined_nothing,)}))  # type: ignore[operator]
    assert assessing.conclude(row).number == 1


def test_a_warning_is_accepted_by_an_author_and_by_whoever_concludes(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row, **a_complete_basis(assessing.incidents))
    with pytest.raises(Refused, match="Nobody who wrote this version has accepted by name") as unaccepted:
        assessing.conclude(row, read=True, accept=False)
    assert unaccepted.value.bars == ("basis-incomplete",)
    assessing.accept(row, by="other")
    with pytest.raises(Refused, match="Read before you conclude: conclusion 1: 1 of 3 registered incidents determined"):
        assessing.conclude(row, accept=False)
    assessing.conclude(row, read=True, accept=False)
    (kept,) = Conclusion.objects.all()
    assert kept.accepted_by == [assessing["other"].id, assessing["head"].id]
    assert (kept.basis["registered"], kept.basis["determined"], kept.basis["themes"]) == (3, 1, 1)
    (facts,) = assessments.conclusions_in_force(TODAY)
    assert (facts.stands_as, facts.lacks, facts.short_of) == (NO_RISK, (), tuple(kept.short_of))
    entry = ledger.find(row.reference)[-1]
    (published,) = entry.published["conclusions"]  # type: ignore[misc]
    assert published["short_of"] == kept.short_of  # type: ignore[index, call-overload]
    assert "1 theme determined, 3 needed" in kept.short_of


def test_whoever_accepts_does_not_conclude(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row, **a_complete_basis(assessing.incidents))
    assessing.accept(row, by="head")
    with pytest.raises(Refused) as refused:
        assessing.conclude(row, by="head", read=True, accept=False)
    assert refused.value.bars == ("two-people",)
    assert assessing.conclude(row, by="deputy", read=True, accept=False).number == 1


def test_what_was_accepted_is_not_accepted_of_another_basis(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row, **a_complete_basis(assessing.incidents))
    assessing.accept(row, by="other")
    assessing.draft(row, **a_complete_basis(assessing.incidents[1:2] + assessing.incidents[:1], themes=none_found()))
    with pytest.raises(Refused, match="Nobody who wrote this version has accepted"):
        assessing.conclude(row, read=True, accept=False)


def none_found() -> tuple[ThemeDraft, ...]:
    return tuple(ThemeDraft(theme=theme, finding=ThemeWord.NONE_FOUND, reasons="None was found.") for theme in Theme)


def test_only_a_warning_that_the_draft_has_is_accepted(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row, **a_complete_basis(assessing.incidents))
    row.refresh_from_db()
    for keys in ([], ["basis-incomplete:1 000000000000"], ["evidence-added:x"]):
        with pytest.raises(Invalid, match="read the draft again"):
            assessments.accept_shortfalls(
                actor=assessing["other"], assessment=row.pk, expected_revision=row.revision, accepted=keys, now=assessing.now()
            )
    assessing.draft(row)
    assessing.conclude(row)
    row.refresh_from_db()
    with pytest.raises(InvalidTransition):
        assessments.accept_shortfalls(
            actor=assessing["other"], assessment=row.pk, expected_revision=row.revision, accepted=["x"], now=assessing.now()
        )


def test_accepting_hides_no_incident_that_was_recorded_after_the_last_words(assessing: Assessing) -> None:
    row = assessing.open()
    assessing.draft(row, **a_complete_basis(assessing.incidents))
    an_incident(7, at=assessing.now(), day=date(2031, 4, 2))
    assessing.accept(row, by="other")
    before = assessments.before_concluding(actor=assessing["head"], row=row, today=TODAY)
    assert "evidence-added:XA-INC 2031/000007 v1" in before.keys


def test_a_version_from_before_the_rule_stays_readable_and_stands_as_not_determined(
    assessing: Assessing, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = assessing.open()
    assessing.draft(row, **thin(assessing))
    with monkeypatch.context() as before_the_rule:
        before_the_rule.setattr("licet.assessments.domain.below_minimum", lambda *_: ())
        before_the_rule.setattr("licet.assessments.domain.below_full", lambda *_: ())
        before_the_rule.setattr(freezing, "_basis", lambda *_: None)
        assessing.conclude(row)
    (facts,) = assessments.conclusions_in_force(TODAY)
    assert (facts.finding, facts.stands_as) == (NO_RISK, ConclusionFinding.NOT_DETERMINED)
    assert "0 of 3 registered incidents determined (0 %), 10 % needed" in facts.lacks
    with clock.at(NOW):
        shown = CliRunner().invoke(commands.app, ["show", row.reference])
        told = json.loads(CliRunner().invoke(commands.app, ["show", row.reference, "--json"]).stdout)
    assert "No sufficient basis, so the gate reads it as not determined" in shown.stdout
    assert told[0]["version"]["conclusions"][0]["lacks"] == list(facts.lacks)


def test_a_pack_that_states_nothing_refuses_every_such_conclusion(assessing: Assessing, monkeypatch: pytest.MonkeyPatch) -> None:
    row = assessing.open()
    assessing.draft(row, **a_complete_basis(assessing.incidents))
    assessing.accept(row, by="other")
    older = replace(policy.pack(), no_clear_risk=None)
    monkeypatch.setattr("licet.policy.public.pack", lambda: older)
    with pytest.raises(Refused, match=r"add \[no_clear_risk\] to it") as refused:
        assessing.conclude(row, read=True, accept=False)
    assert refused.value.bars == (BASIS_RULE,)
