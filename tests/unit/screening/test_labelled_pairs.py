"""The engine on the development half of the labelled pairs (docs/decisions/0061): a change that loses is seen."""

import csv
from pathlib import Path

from licet.screening.domain.matching import DEFAULT_THRESHOLD, candidates, compare
from licet.screening.domain.names import normal_form, tokens


def score(one: str, other: str) -> int:
    passed = candidates(normal_form(one), [normal_form(other)])
    return compare(tokens(one), tokens(other))[0] if passed else 0


def test_precision_and_recall_at_the_threshold(test_data: Path) -> None:
    with (test_data / "screening" / "name-pairs-dev.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    truth = [row["is_match"] == "true" for row in rows]
    found = [score(row["name1"], row["name2"]) >= DEFAULT_THRESHOLD for row in rows]
    right = sum(both for both in map(all, zip(truth, found, strict=True)))
    precision, recall = right / sum(found), right / sum(truth)
    assert (len(rows), sum(truth)) == (413, 227)
    assert precision >= 0.70
    assert recall >= 0.785
