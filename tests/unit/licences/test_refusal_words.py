"""What a letter of refusal says that was found: of which lines, and what follows."""

from itertools import product

import pytest

from licet.casework.public import Finding
from licet.licences.services.refusal_words import finding_pattern, lines_in_words
from licet.policy.public import TestKind


@pytest.mark.parametrize(("test", "finding"), list(product(TestKind, [*Finding, None])))
def test_every_finding_names_the_lines_that_it_is_about(test: TestKind, finding: Finding | None) -> None:
    assert finding_pattern(test, finding).count("{lines}") == 1


def test_a_central_assessment_is_named() -> None:
    pattern = finding_pattern(TestKind.CLEAR_RISK, Finding.BARS, "XA-ASM 2031/000001")
    assert "XA-ASM 2031/000001" in pattern
    assert pattern.count("{lines}") == 1


def test_lines_are_named_by_number_and_goods_in_order() -> None:
    assert lines_in_words([(4, "visor"), (1, "riot shield")]) == "lines 1 (riot shield) and 4 (visor)"
