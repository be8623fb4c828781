"""Definitions of figures: what counts, at which destination, and what is said beside it."""

from __future__ import annotations

import pytest
from tests.module.register.published import NOW, corrected, decided, excluded, granted, line, story, tell

from licet.kernel.errors import Invalid
from licet.register import public
from licet.register.events import DecisionExcluded, FigureCorrected
from licet.register.public import State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told() -> None:
    tell(*story())
    public.catch_up()


def rows(name: str, **parameters: str) -> dict[tuple[str, ...], int | None]:
    found = public.figure_of(name, parameters)
    return {cell.key: found.number(cell) for cell in found.rows}


def codes(name: str, **parameters: str) -> set[str]:
    return {each.code for each in public.figure_of(name, parameters).caveats}


def test_value_by_destination_counts_what_was_issued() -> None:
    assert rows("value-by-destination") == {("QM",): 1_500_00, ("QP",): 2_010_00}


def test_no_value_recorded_is_never_zero() -> None:
    figure = public.figure_of("value-by-quarter", {"destination": "QM"})
    assert [(cell.state, cell.value_minor, cell.without_value) for cell in figure.rows] == [(State.RECORDED, 1_500_00, 1)]
    only = public.figure_of("value-by-rating", {"year": "2031", "rating": "ML21"})
    assert (only.total.state, only.total.value_minor) == (State.NONE_RECORDED, None)
    tell(*granted(20, line(rating="ML22", value=None)))
    public.catch_up()
    none = public.figure_of("value-in-all", {"rating": "ML22"})
    assert (none.total.state, none.total.value_minor, none.total.lines) == (State.NONE_RECORDED, None, 1)
    assert "no-value" in {each.code for each in none.caveats}


@pytest.mark.parametrize("as_of", ["newest", "earlier"])
def test_a_value_of_zero_is_said_to_be_the_source_s(as_of: str) -> None:
    tell(*granted(20, line(rating="ML22", value=0), line(rating="ML22", value=1)))
    public.catch_up()
    size = public.figure_of("value-in-all", {}).vintage.id
    tell(*granted(21, line(rating="ML1", value=5)))
    public.catch_up()
    figure = public.figure_of("value-in-all", {"rating": "ML22"} | ({"asof": size} if as_of == "earlier" else {}))
    assert [each.words for each in figure.caveats if each.code == "zero-value"] == [
        "1 line recorded with the value 0, as the source has it."
    ]


def test_refused_has_no_value_and_is_counted() -> None:
    figure = public.figure_of("value-by-outcome", {})
    states = {cell.key[0]: (cell.state, cell.value_minor) for cell in figure.rows}
    assert states["refused"] == (State.NOT_APPLICABLE, None)
    assert states["no licence required"] == (State.NOT_APPLICABLE, None)
    assert states["issued"] == (State.RECORDED, 3_510_00)
    assert states["suspended"] == (State.RECORDED, 2_000_00)
    assert figure.total.value_minor == 3_510_00  # a suspended licence is also an issued one: never added twice
    with pytest.raises(Invalid, match="split by outcome"):
        public.figure_of("value-by-year", {"outcome": "issued,suspended"})
    assert rows("count-by-outcome") == {("issued",): 4, ("refused",): 2, ("no licence required",): 1, ("suspended",): 2}


def test_suspended_licences_stay_counted_and_are_shown_apart() -> None:
    assert rows("count-by-destination") == {("QM",): 2, ("QP",): 2}
    said = {each.code: each.words for each in public.figure_of("count-by-destination", {}).caveats}
    assert "2 now suspended and 0 now revoked" in said["later-status"]
    before = str(len(story()) - 3)  # before the changes of status
    assert "later-status" not in codes("count-by-destination", asof=before)


def test_several_ratings_count_under_each_and_once_in_total() -> None:
    figure = public.figure_of("count-by-rating", {"destination": "QM"})
    assert {cell.key[0]: cell.count for cell in figure.rows} == {"ML1": 2, "6A003": 1}
    assert figure.total.count == 2
    assert "several-ratings" in {each.code for each in figure.caveats}


def test_military_other_and_one_that_dominates() -> None:
    assert rows("value-by-military") == {("military",): 3_010_00, ("other",): 500_00}
    assert "one-dominates" in codes("value-by-destination")
    assert "one-dominates" not in codes("count-by-destination")


def test_unknown_code_is_kept_as_written_and_said() -> None:
    tell(decided(30, line(rating="MILTA")))
    public.catch_up()
    assert ("MILTA",) in rows("count-by-rating")
    assert "not-in-the-list" in codes("count-by-rating")


def test_vintage_is_counted_as_of_then() -> None:
    old = public.figure_of("count-by-destination", {"asof": "5"})
    assert old.vintage.id == "5"
    assert {cell.key: cell.count for cell in old.rows} == {("QM",): 2}
    with pytest.raises(Invalid, match=r"entries, not 999"):
        public.figure_of("count-by-destination", {"asof": "999"})


def test_an_older_vintage_counts_no_later_correction_or_exclusion() -> None:
    before = str(len(story()))
    facts = {"field": "rating", "before": "ML1.a", "after": "ML21", "reason": "Mistyped.", "corrected_by": "x"}
    tell(
        FigureCorrected(on=NOW.date(), ref="XA-DEC 2031/000001", line=1, **facts),
        DecisionExcluded(on=NOW.date(), ref="XA-DEC 2031/000002", reason="A test.", excluded_by="x"),
    )
    public.catch_up()
    assert {"corrected", "excluded"} <= codes("count-by-destination")
    assert not {"corrected", "excluded"} & codes("count-by-destination", asof=before)


@pytest.mark.parametrize("name", ["value-by-exporter", "weight-by-year", "value-by-year-year", "value", "x"])
def test_what_cannot_be_asked_is_refused(name: str) -> None:
    if name == "value":
        assert public.figure_of(name, {}).query.id == "value-in-all"
        return
    with pytest.raises(Invalid):
        public.figure_of(name, {})


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ({"year": "20x1"}, "“20x1”"),
        ({"year": ","}, "No value is given"),
        ({"outcome": "lost"}, "“lost”"),
        ({"exporter": "1"}, "“exporter”"),
        ({"asof": "-1"}, "“-1”"),
        ({"destination": "Q\0"}, "“Q"),
        ({"quarter": "2031 Q1" * 50}, "longer than any quarter"),
    ],
)
def test_bad_restrictions_are_refused(where: dict[str, str], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        public.figure_of("value-by-year", where)


def test_figure_says_how_it_is_made_again() -> None:
    figure = public.figure_of("value-by-destination-year", {"military": "military"})
    assert figure.query.command() == "licet register figure --measure value --by destination,year --where 'military=military'"
    assert figure.definition.startswith("Value of licences issued, by destination and year of decision, rated military.")
    assert figure.to_json()["rows_sha256"] == figure.digest


def test_decisions_in_a_figure_and_in_the_list_agree() -> None:
    """Status decisions are counted by outcome, and are not in the list of decisions on applications: the figure says how many."""
    figure = public.figure_of("count-by-outcome", {})
    words = next(item.words for item in figure.caveats if item.code == "applications-and-licences")
    listed = public.listing({}).total
    excluded = sum(row.excluded for row in public.every_listed({}))
    on_licences = sum(cell.count or 0 for cell in figure.rows if cell.key[0] in public.STATUS_OUTCOMES)
    assert words.startswith(f"{listed - excluded} of these decisions are on applications")
    assert f"and {on_licences} are on licences" in words
    assert (figure.total.count, on_licences > 0) == (listed - excluded + on_licences, True)


def test_figure_counts_the_corrections_and_exclusions_that_concern_it() -> None:
    """The first decision, to Kasdara, moves to Port Sable; the fifth, to Port Sable, is left out."""
    size = str(public.log_state().read)
    tell(corrected(1, 0, "destination", "QM", "QP"), corrected(1, 2, "value_minor", "50000", "60000"), excluded(5))
    public.catch_up()
    said = {
        code: " ".join(item.words for item in public.figure_of("count-in-all", {"destination": code}).caveats)
        for code in ("QM", "QP", "QN")
    }
    assert "1 published correction is" in said["QM"], "the value was corrected once the decision had moved"
    assert "2 published corrections are" in said["QP"]
    assert ["left out" in said[code] for code in said] == [False, True, False]
    assert "correction" not in said["QN"]
    assert codes("count-in-all", destination="QP", asof=size).isdisjoint({"corrected", "excluded"})
    for rating, words in (("6A003", "2 published corrections are"), ("ML1", "1 published correction is")):
        assert words in " ".join(item.words for item in public.figure_of("value-in-all", {"rating": rating}).caveats), "by line"


def test_a_rating_below_an_entry_counts_only_what_lies_under_it() -> None:
    for number, (rating, value) in enumerate({"ML9.a": 100, "ML9.a.1": 20, "ML9.b": 3}.items(), 40):
        tell(*granted(number, line(rating=rating, value=value)))
    public.catch_up()
    expected = {"ML9": 123, "ML9.a": 120, "ml9b": 3, "ML9.a,ML9.b": 123}
    assert {rating: public.figure_of("value-in-all", {"rating": rating}).total.value_minor for rating in expected} == expected
