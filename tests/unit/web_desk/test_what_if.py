"""What a drafted conclusion would change is counted under the words that are true of it."""

from __future__ import annotations

import pytest

from licet.decisions.public import Under
from licet.web.desk.presenting.assessments import what_if

NEW, AS_NOW, FREED = "newly under a clear risk", "under a clear risk as now", "no longer under a clear risk"
NONE = "no conclusion takes it"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (Under.NOTHING, Under.CLEAR_RISK, [NEW]),
        (Under.NO_CLEAR_RISK, Under.CLEAR_RISK, [NEW]),
        (Under.CLEAR_RISK, Under.CLEAR_RISK, [AS_NOW]),
        (Under.CLEAR_RISK, Under.NO_CLEAR_RISK, [FREED, "no clear risk"]),
        (Under.CLEAR_RISK, Under.NOTHING, [FREED, NONE]),
        (Under.NOTHING, Under.NOTHING, [NONE]),
        (Under.NOTHING, Under.NOT_DETERMINED, ["not determined"]),
        (Under.NO_CLEAR_RISK, Under.NO_CLEAR_RISK, ["no clear risk"]),
        (Under.NOTHING, Under.UNKNOWN, ["may be under a clear risk"]),
    ],
)
def test_each_line_is_counted_under_what_is_true_of_it(before: Under, after: Under, words: list[str]) -> None:
    assert [said for said, _kind, test in what_if.tests() if test(before, after)] == words
