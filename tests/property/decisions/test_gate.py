"""The gate over any facts: the order of what stands against a line does not matter, nothing that is added makes it better,
and under a clear risk the unknown is never open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.kernel.strategies import COUNTRIES, facts, scopes
from tests.unit.decisions.facts import LINE, SCREENED, TODAY, case, conclusion

from licet.assessments.domain import ConclusionFacts, ConclusionFinding, stale
from licet.casework.domain import Finding, GateState, LineFinding
from licet.casework.domain import Level as AdviceLevel
from licet.decisions.domain import DepartureFacts, GateInput, GateResult, HoldFacts, HoldKind, gate
from licet.kernel.facts import LineFacts
from licet.kernel.scope import Match, Scope

VERSIONS = ("QM-1", "QM-2", "QT-1")
WORSE = [GateState.OPEN, GateState.MISSING, GateState.BARRED, GateState.HELD]
days = st.integers(-200, 200).map(lambda count: TODAY + timedelta(days=count))


def often_everything() -> st.SearchStrategy[Scope]:
    """Scopes as they come rarely meet: often one that takes every line."""
    return st.just(Scope()) | st.just(Scope(pool=True)) | scopes()


def conclusions() -> st.SearchStrategy[ConclusionFacts]:
    def build(scope: object, finding: ConclusionFinding, version: str, ordinal: int, until: date) -> ConclusionFacts:
        destination, _, number = version.partition("-")
        made = conclusion("", finding, number=int(number), ordinal=ordinal, destination=destination, until=until)
        return replace(made, scope=scope)  # type: ignore[arg-type]

    return st.builds(build, often_everything(), st.sampled_from(ConclusionFinding), st.sampled_from(VERSIONS), st.integers(1, 4), days)


def departures() -> st.SearchStrategy[DepartureFacts]:
    return st.builds(
        DepartureFacts,
        reference=st.sampled_from(["XA-DEP 2031/000001", "XA-DEP 2031/000002", "XA-DEP 2031/000003"]),
        criteria=st.sets(st.sampled_from(["2c", "8"]), min_size=1).map(frozenset),
        scope=often_everything(),
        expires_on=days,
        conclusions=st.sets(st.sampled_from(VERSIONS)).map(frozenset),
    )


def holds() -> st.SearchStrategy[HoldFacts]:
    references = st.sampled_from(["XA-HLD 2031/000001", "XA-HLD 2031/000002"])
    return st.builds(HoldFacts, reference=references, kind=st.sampled_from(HoldKind), scope=often_everything())


def advice() -> st.SearchStrategy[LineFinding]:
    return st.builds(
        LineFinding,
        line=st.just("L1"),
        criterion=st.sampled_from(["2c", "8"]),
        department=st.sampled_from(["foreign", "defence"]),
        level=st.just(AdviceLevel.ADVISER),
        finding=st.sampled_from(Finding),
        advice=st.sampled_from(["a1", "a2", "a3"]),
    )


def _keyed(items: list[ConclusionFacts]) -> tuple[ConclusionFacts, ...]:
    """A version has one conclusion of a number."""
    return tuple({item.about: item for item in items}.values())


def lines() -> st.SearchStrategy[LineFacts]:
    """Facts as they come are seldom granted: often a line that only its pool keeps from being open."""
    return st.builds(replace, st.just(LINE), pool=st.none() | st.booleans()) | facts()


@st.composite
def given_inputs(draw: st.DrawFn) -> GateInput:
    line = replace(draw(lines()), line="L1")
    required = draw(st.sampled_from([{}, {"L1": frozenset(draw(st.sets(st.sampled_from(COUNTRIES[:2]), min_size=1)))}]))
    unique = {item.reference: item for item in draw(st.lists(departures(), max_size=3))}
    return replace(
        case(),
        lines=(line,),
        findings=draw(st.just(case().findings) | st.lists(advice(), max_size=4).map(tuple)),
        screening=SCREENED,
        holds=tuple({item.reference: item for item in draw(st.lists(holds(), max_size=2))}.values()),
        departures=tuple(unique.values()),
        conclusions=_keyed(draw(st.lists(conclusions(), max_size=4))),
        assessment_required=required,
    )


def _line(given: GateInput) -> LineFacts:
    (line,) = given.lines
    return line


def _state(result: GateResult) -> int:
    return WORSE.index(result.state("L1"))


@settings(max_examples=150)
@given(given_inputs(), st.randoms(use_true_random=False))
def test_the_order_of_what_stands_against_a_line_changes_nothing(first: GateInput, random: object) -> None:
    shuffled = {
        name: tuple(random.sample(getattr(first, name), len(getattr(first, name))))  # type: ignore[attr-defined]
        for name in ("findings", "holds", "departures", "conclusions")
    }
    assert gate(replace(first, **shuffled)) == gate(first)  # type: ignore[arg-type]


@settings(max_examples=200)
@given(given_inputs())
def test_whatever_is_given_the_gate_keeps_its_rules(first: GateInput) -> None:
    result = gate(first)
    worst_stands_and_all_are_shown(first, result)
    if _line(first).controlled is not False:
        only_its_own_departure_opens_a_clear_risk(first, result)
        open_stands_on_a_fresh_assessment_where_one_is_required(first, result)


def worst_stands_and_all_are_shown(first: GateInput, result: GateResult) -> None:
    assert _state(result) == max((WORSE.index(bar.state) for bar in result.bars), default=0)
    if _line(first).controlled is not False:
        taking = {item.about for item in first.conclusions if item.scope.takes(_line(first)) is Match.YES}
        assert taking <= result.used()


@settings(max_examples=150)
@given(given_inputs(), conclusions(), holds())
def test_another_clear_risk_or_hold_never_makes_a_line_better(first: GateInput, more: ConclusionFacts, hold: HoldFacts) -> None:
    """Another *no clear risk* may: it answers where an assessment was missing. Nothing else does."""
    before = _state(gate(first))
    risk = replace(more, finding=ConclusionFinding.CLEAR_RISK, assessment="XA-ASM 2031/ZZ", destination="QZ")
    assert _state(gate(replace(first, conclusions=(*first.conclusions, risk)))) >= before
    assert _state(gate(replace(first, holds=(*first.holds, replace(hold, reference="XA-HLD 2031/000009"))))) >= before


def only_its_own_departure_opens_a_clear_risk(first: GateInput, result: GateResult) -> None:
    """And under its scope the unknown is never open."""
    for item in first.conclusions:
        if item.finding is ConclusionFinding.CLEAR_RISK:
            answer = item.scope.takes(_line(first))
            if answer is Match.UNKNOWN:
                assert not result.is_open("L1")
            elif answer is Match.YES and not _departed(first, item):
                assert result.state("L1") in (GateState.BARRED, GateState.HELD)


def _departed(first: GateInput, item: ConclusionFacts) -> bool:
    return any(
        "2c" in made.criteria
        and made.expires_on >= TODAY
        and item.version in made.conclusions
        and made.scope.takes(_line(first)) is Match.YES
        for made in first.departures
    )


def open_stands_on_a_fresh_assessment_where_one_is_required(first: GateInput, result: GateResult) -> None:
    if not result.is_open("L1"):
        return
    for destination in first.assessment_required.get("L1", ()):
        mine = [item for item in first.conclusions if item.destination == destination]
        taking = [item for item in mine if item.scope.takes(_line(first)) is Match.YES]
        assert {item.finding for item in taking} & {ConclusionFinding.NO_CLEAR_RISK, ConclusionFinding.CLEAR_RISK}
        assert not any(stale(item, first.limits, first.today) for item in taking)


@settings(max_examples=100)
@given(st.lists(conclusions(), min_size=1, max_size=3), st.lists(departures(), max_size=2), st.sampled_from([None, True, False]))
def test_a_line_that_only_assessments_keep_shut_is_opened_by_nothing_else(
    found: list[ConclusionFacts], made: list[DepartureFacts], pool: bool | None
) -> None:
    """All else is answered here, so whatever is open is open by these conclusions and departures."""
    departed = tuple({item.reference: item for item in made}.values())
    first = replace(case(), lines=(replace(LINE, pool=pool),), conclusions=_keyed(found), departures=departed)
    result = gate(first)
    worst_stands_and_all_are_shown(first, result)
    only_its_own_departure_opens_a_clear_risk(first, result)
