"""What a draft conclusion would do to live licences and open cases, counted before anybody concludes."""

from typing import Any

import pytest
from tests.module.assessments.builders import Assessing, a_conclusion
from tests.world import NOW, World, lines_of

from licet.assessments.public import ConclusionFinding
from licet.casework import public as casework
from licet.decisions import public as decisions
from licet.decisions.public import DraftConclusion, Moved, Under, freed, newly_barred
from licet.kernel.scope import Scope
from licet.licences import public as licences

RISK, NONE, OPEN = ConclusionFinding.CLEAR_RISK, ConclusionFinding.NO_CLEAR_RISK, ConclusionFinding.NOT_DETERMINED
TODAY = NOW.date()


def draft(text: str, finding: ConclusionFinding = RISK) -> DraftConclusion:
    return DraftConclusion(finding=finding, scope=Scope.parse(text))


@pytest.mark.parametrize(
    ("text", "finding", "after"),
    [
        ("destination=QN", RISK, Under.CLEAR_RISK),
        ("destination=QN", OPEN, Under.NOT_DETERMINED),
        ("destination=QN", NONE, Under.NO_CLEAR_RISK),
        ("destination=QT", RISK, Under.NOTHING),
    ],
)
def test_lines_values_and_licences_are_counted_by_what_would_stand(
    world: World, text: str, finding: ConclusionFinding, after: Under
) -> None:
    world.granted(products=2)
    found = licences.what_if(draft=[draft(text, finding)], today=TODAY)
    assert found.moved == (Moved(Under.NOTHING, after, 2, 200_000, 0),)
    assert found.wholes == ((Under.NOTHING, after, 1),)
    assert found.lines(newly_barred) == (2 if after is Under.CLEAR_RISK else 0)


def test_a_licence_counts_by_the_worst_of_its_lines_and_each_line_by_itself(world: World) -> None:
    case = world.case(products=2)
    world.rate(case)
    world.advise(case)
    one = lines_of(case)[0]
    rating = casework.RatingDraft(controlled=True, rating="PL9009", reasons="Looked at again.", started_from=1)
    casework.rate_line(actor=world["assessor"], case=case.pk, line=one, rating=rating, now=world.now())
    found = decisions.what_if(draft=[draft("rating=PL9009"), draft("rating=ML11", NONE)], today=TODAY)
    assert {(item.after, item.lines) for item in found.moved} == {(Under.CLEAR_RISK, 1), (Under.NO_CLEAR_RISK, 1)}
    assert found.wholes == ((Under.NOTHING, Under.CLEAR_RISK, 1),)


def test_unknown_facts_stand_apart_and_are_never_outside(world: World) -> None:
    case = world.case()
    world.advise(case)
    found = decisions.what_if(draft=[draft("rating=ML11")], today=TODAY)
    assert [(item.after, item.lines) for item in found.moved] == [(Under.UNKNOWN, 1)]


def test_the_draft_takes_the_place_of_its_own_assessment_and_stands_beside_the_others(world: World) -> None:
    world.granted()
    assessing = Assessing.begin(world)
    kept = conclude(assessing, "northern-border", a_conclusion("destination=QN rating=ML11", OPEN))
    replaced = conclude(assessing, "sarra-valley", a_conclusion("destination=QN", RISK))
    found = licences.what_if(draft=[draft("destination=QN", NONE)], today=TODAY, replaces=replaced)
    assert [(item.before, item.after) for item in found.moved] == [(Under.CLEAR_RISK, Under.NOT_DETERMINED)]
    assert (found.whole(freed), found.value_minor(freed)) == (1, 100_000)
    beside = licences.what_if(draft=[draft("destination=QN", NONE)], today=TODAY, replaces=kept)
    assert [(item.before, item.after) for item in beside.moved] == [(Under.CLEAR_RISK, Under.CLEAR_RISK)]


def conclude(assessing: Assessing, conflict: str, conclusion: Any) -> str:
    row = assessing.open(destination="QN", conflict=conflict)
    assessing.draft(row, incidents=(), conclusions=(conclusion,))
    assessing.conclude(row, read=True)
    return str(row.reference)


@pytest.mark.parametrize("count", [1, 3])
def test_what_if_takes_as_many_queries_whatever_there_is(world: World, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        world.granted()
        world.case()
    with django_assert_num_queries(2):
        licences.what_if(draft=[draft("destination=QN")], today=TODAY)
    with django_assert_num_queries(5):
        decisions.what_if(draft=[draft("destination=QN")], today=TODAY)
