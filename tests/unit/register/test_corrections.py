"""What may be put right in a published decision, and which figures follow."""

from dataclasses import replace

import pytest

from licet.kernel.errors import Invalid, NotFound, Refused
from licet.register.domain import NOT_RATED, Rated, ReadLine
from licet.register.domain.corrections import (
    CorrectionFacts,
    Published,
    YearKey,
    YearSums,
    check_exclusion,
    compare_figures,
    find_correction,
)


def a_line(number: int, outcome: str, rating: str = "ML4", value: int | None = 100) -> ReadLine:
    no_value = "" if value is not None else "not applicable"
    return ReadLine(number, outcome, Rated(rating, rating, "military", True), value, no_value, ())


PUBLISHED = Published(
    decision="XA-DEC 2031/000001",
    licence="XA-LIC 2031/000001",
    destination="QM",
    currency="EUR",
    excluded=None,
    lines=(
        a_line(1, "issued"),
        a_line(2, "refused", value=None),
        a_line(3, "no licence required", NOT_RATED, None),
        a_line(4, "issued", value=None),
    ),
)


@pytest.mark.parametrize(
    ("line", "field", "after", "correction"),
    [
        (0, "destination", "QP", CorrectionFacts(0, "destination", "QM", "QP")),
        (1, "rating", "ML5", CorrectionFacts(1, "rating", "ML4", "ML5")),
        (1, "value", "90", CorrectionFacts(1, "value_minor", "100", "90")),
        (1, "value", "", CorrectionFacts(1, "value_minor", "100", "")),
        (1, "value", "0", CorrectionFacts(1, "value_minor", "100", "0")),
        (2, "Rating", "ML5", CorrectionFacts(2, "rating", "ML4", "ML5")),
        (4, "value", "90", CorrectionFacts(4, "value_minor", "", "90")),
    ],
)
def test_correction_says_what_was_published_and_what_is_right(line: int, field: str, after: str, correction: CorrectionFacts) -> None:
    assert find_correction(PUBLISHED, line=line, field=field, after=after) == correction


@pytest.mark.parametrize(
    ("line", "field", "after", "words"),
    [
        (1, "outcome", "refused", "“outcome” is not a field that can be corrected"),
        (1, "destination", "QP", "belongs to the whole decision"),
        (0, "value", "90", "belongs to the whole decision"),
        (0, "destination", "", "Name the destination"),
        (0, "destination", "QM", "already published"),
        (1, "rating", "", "Name the rating"),
        (1, "rating", "ML4", "already published"),
        (1, "value", "100", "already published"),
        (2, "value", "90", "Line 2 has the outcome “refused”"),
        (3, "value", "90", "Line 3 has the outcome “no licence required”"),
        (3, "rating", "ML4", "Line 3 needed no licence"),
        (4, "value", "", "already published"),
    ],
)
def test_correction_that_a_line_cannot_have_is_refused(line: int, field: str, after: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        find_correction(PUBLISHED, line=line, field=field, after=after)


def test_line_that_is_not_there_cannot_be_corrected() -> None:
    with pytest.raises(NotFound):
        find_correction(PUBLISHED, line=5, field="value", after="90")


def test_destination_that_the_authority_withholds_is_not_published_by_a_correction() -> None:
    with pytest.raises(Invalid, match="is not published"):
        find_correction(replace(PUBLISHED, destination=""), line=0, field="destination", after="QP")


def test_decision_is_left_out_once() -> None:
    check_exclusion(PUBLISHED)
    with pytest.raises(Refused, match="Entry 7 of the log"):
        check_exclusion(replace(PUBLISHED, excluded=7))


def test_figures_that_change_are_named_with_both_numbers_and_others_are_not() -> None:
    kasdara, rated = YearKey(2031, "issued", "QM", ""), YearKey(2031, "issued", "", "ML4")
    today = {kasdara: YearSums(2, 1, 100), rated: YearSums(5, 5, 900)}
    changes = compare_figures(today, {kasdara: YearSums(1, 1, 100), rated: YearSums(1, 1, 100)}, {rated: YearSums(1, 1, 100)})
    assert [(change.query.id, dict(change.query.where)["destination"], change.before, change.after) for change in changes] == [
        ("value-in-all", ("QM",), 100, None),
        ("count-in-all", ("QM",), 2, 1),
    ], "no value is left for Kasdara, and that is not zero"
