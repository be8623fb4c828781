"""The walkthrough: plays to its end, and says so when a guard is broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.stores import Store
from tests.world import NOW

from licet.decisions.domain import role_due
from licet.demo.services.founding import found
from licet.demo.services.walkthrough.changing import Changing, first_sentence
from licet.demo.services.walkthrough.grant import Main
from licet.demo.services.walkthrough.outside import damages
from licet.demo.services.walkthrough.play import Play, Step
from licet.kernel.errors import Invalid

CSV = """licence_group,date,rating,count,value,country,refused
1,2008-01,ML10,1,3540,Italy,0
2,2008-02,XX99,1,200,Norway,0
3,2008-02,ML1,,,Chad,1
"""
REFUSALS = {
    "grant before anything was found": "no-advice",
    "countersigned by the same person": "different people",
    "grant against a hold": "the gate is held",
    "one byte of a copy flipped": "was changed",
    "one entry of a copy removed": "is missing",
    "two entries of a copy swapped": "changed places",
}


def test_walkthrough_passes_in_a_store_of_its_own(any_store: Store, tmp_path: Path) -> None:
    before = sorted(path.name for path in any_store.home.iterdir())
    (tmp_path / "values.csv").write_text(CSV)
    done = any_store.licet("walkthrough", "--licences", str(tmp_path / "values.csv"), "--json")
    assert done.returncode == 0, done.stderr + done.stdout
    steps = {step["step"]: step for step in json.loads(done.stdout)["steps"]}
    assert all(step["ok"] for step in steps.values())
    assert sorted(path.name for path in any_store.home.iterdir()) == before, "never LICET_HOME"
    assert {name for name, step in steps.items() if step["refused"]} == set(REFUSALS)
    assert all(words in steps[name]["refused"] for name, words in REFUSALS.items())
    imported = steps["published values imported"]["found"]
    assert (imported["rows"], imported["groups"], imported["rows without value"], imported["unknown codes"]) == (3, 3, 1, {"XX99": 1})
    suspended = steps["twenty licences suspended in one act"]
    assert len(suspended["ids"]["licences"]) == suspended["found"]["notices"] == suspended["found"]["customs messages"] == 20
    assert steps["granted by two signatures"]["ids"].keys() >= {"decision", "licence", "document"}
    assert steps["licence in the register"]["found"]["status"] == "in force"
    assert steps["signature void after a changed input"]["found"]["changed"]


TAGGED = (
    "F-N-S-T-A-R-T. {} F-N-E-N-D. D-A-T-E-S-T-A-R-T. 2031-05-0{} D-A-T-E-E-N-D. T-I-T-L-E-S-T-A-R-T. Title {} T-I-T-L-E-E-N-D."
    " T-E-X-T-S-T-A-R-T. Something happened at {} today.More followed. T-E-X-T-E-N-D.\n"
)
REFUSED_ON_THE_WAY = {
    "a conclusion that cites another version's finding": "own-findings-only",
    "concluded by its own author": "a second person reads it first",
    "grant against a clear risk": "the gate is barred",
    "a departure that never ends": "needs a day on which it expires",
    "a scope that takes nothing is not frozen": "takes no live licence",
    "signed without having seen the open concern": "read them, then sign",
    "a concern answered in part": "has no answer",
}


def test_walkthrough_plays_what_documents_change(any_store: Store, tmp_path: Path) -> None:
    """Both options together: documents to suspended licences, concerns and a verified log; a broken record is reported."""
    (tmp_path / "values.csv").write_text(CSV)
    (tmp_path / "papers.txt").write_text("".join(TAGGED.format(n, n, n, n) for n in (1, 2, 3)) + "F-N-S-T-A-R-T. 4 F-N-E-N-D. cut")
    given = ["--licences", str(tmp_path / "values.csv"), "--documents", str(tmp_path / "papers.txt"), "--json"]
    done = any_store.licet("walkthrough", *given, timeout=600)
    assert done.returncode == 0, done.stderr + done.stdout
    steps = {step["step"]: step for step in json.loads(done.stdout)["steps"]}
    assert [name for name, step in steps.items() if not step["ok"]] == []
    assert {name for name, step in steps.items() if step["refused"]} == set(REFUSALS) | set(REFUSED_ON_THE_WAY)
    assert all(words in steps[name]["refused"] for name, words in REFUSED_ON_THE_WAY.items())
    read = steps["documents read"]["found"]
    assert (read["documents"], read["rejected"], read["rejects"][0]["reason"]) == (3, 1, "missing")
    recorded = steps["incidents recorded from first sentences"]
    assert len(recorded["ids"]["incidents"]) == 3
    assert recorded["found"]["quoted"] == [f"Something happened at {n} today." for n in (1, 2, 3)]
    assert recorded["found"]["marking"] == "walkthrough"
    suspended = steps["twenty licences suspended in one act"]["found"]
    assert suspended["suspended"] == suspended["notices"] == suspended["customs messages"] == suspended["decisions"] == 20
    assert len(suspended["concerns shown"]) == 1
    assert steps["a concern that nobody answers climbs by itself"]["found"]["levels"] == ["head", "nominated"]
    assert steps["review in the register"]["found"]["decisions"] == 20


def test_walkthrough_refuses_a_file_that_is_not_there(any_store: Store, tmp_path: Path) -> None:
    done = any_store.licet("walkthrough", "--documents", str(tmp_path / "none.txt"))
    assert (done.returncode, done.stdout.count("✓")) == (1, 0)
    assert "There is no such file of documents: name one in the tagged format." in done.stderr
    done = any_store.licet("walkthrough", "--licences", str(tmp_path / "none.csv"))
    assert (done.returncode, "There is no such file of licensed values: name a CSV." in done.stderr) == (1, True)


@pytest.mark.django_db
def test_walkthrough_says_where_a_file_without_a_document_first_goes_wrong(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("\nDear colleague,")
    playing = play()
    playing.do("documents read", Changing(playing, tmp_path / "letter.txt").read)
    assert not playing.steps[0].ok
    assert str(playing.steps[0].refused).endswith("nothing can be recorded from it. Its first reject, of 1, is at byte 1: stray.")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("  One runs on.Two follows.", "One runs on."),
        ("No full stop at all ", "No full stop at all"),
        ("“Who?” he asked. Nobody.", "“Who?”"),
        ("At 10.40 a shell fell. Then", "At 10.40 a shell fell."),
        ("x" * 3000, "x" * 1500),
    ],
)
def test_first_sentence(text: str, first: str) -> None:
    start, end = first_sentence(text)
    assert text[start:end] == first


def play() -> Play:
    playing = Play(NOW, lambda step: None)
    playing.desk.actors = found(NOW)
    return playing


def steps_of(playing: Play) -> dict[str, Step]:
    return {step.step: step for step in playing.steps}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("guard", "instead", "step"),
    [
        ("licet.decisions.domain.objections", lambda *_: (), "grant before anything was found"),
        ("licet.decisions.domain.objections", lambda *_: (), "grant against a hold"),
        (
            "licet.decisions.domain.role_to_sign",
            lambda asked, given, **_: role_due(asked, given),
            "countersigned by the same person",
        ),
    ],
)
def test_walkthrough_fails_where_a_guard_is_broken(monkeypatch: pytest.MonkeyPatch, guard: str, instead: Any, step: str) -> None:
    monkeypatch.setattr(guard, instead)
    playing = play()
    Main(playing).run()
    assert not steps_of(playing)[step].ok
    assert steps_of(playing)[step].wrong


@pytest.mark.django_db
def test_main_job_comes_out_right_step_by_step() -> None:
    playing = play()
    Main(playing).run()
    assert [step.step for step in playing.steps if not step.ok] == []


def test_refusal_for_another_reason_is_wrong() -> None:
    playing = Play(NOW, lambda step: None)

    def other() -> None:
        raise Invalid("The moon is full.")

    playing.refuse("tried", other, "the gate is missing")
    playing.refuse("passed", lambda: None, "the gate is missing")
    playing.refuse("crashed", lambda: {}["no"], "no")  # type: ignore[index]
    assert [step.ok for step in playing.steps] == [False, False, False]
    assert all(step.wrong for step in playing.steps)


def test_damages_name_the_place() -> None:
    lines = [b"%d abc\n" % number for number in range(12)]
    for _, change, words in damages(12):
        copy = list(lines)
        change(copy)
        assert copy != lines
        assert words.startswith(("entry 4", "entry 6", "entries 6 and 9"))
