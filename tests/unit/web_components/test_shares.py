"""A bar cut into parts: what could not be determined is grey hatching, whatever its size."""

from __future__ import annotations

import re

import pytest

from licet.web.components.charts import Period, Share, series, shares


def _widths(picture: str) -> list[float]:
    bar = picture.split("</defs>")[1].split("<text")[0]
    return [float(width) for width in re.findall(r'<rect (?:class="fill-1"|fill="[^"]+") x="[^"]+" y="4" width="([^"]+)"', bar)]


def test_parts_fill_the_bar_in_their_proportion() -> None:
    picture = shares([Share("assessed", 17), Share("undetermined", 44, "none"), Share("not triaged", 89, "2")], title="Coverage")
    assert _widths(picture) == pytest.approx([638 * count / 150 for count in (17, 44, 89)], abs=0.01)
    assert "url(#c-coverage-none)" in picture
    assert "undetermined: 44 (29 %)" in picture


def test_a_part_without_any_is_in_the_legend_only() -> None:
    picture = shares([Share("assessed", 0), Share("undetermined", 3, "none")], title="Coverage")
    assert len(_widths(picture)) == 1
    assert "assessed: 0 (0 %)" in picture


def test_nothing_registered_is_said() -> None:
    assert "nothing is registered yet" in shares([Share("assessed", 0)], title="Coverage")


def test_words_are_escaped() -> None:
    assert "<b>" not in shares([Share("<b>", 1)], title="<b>")


def test_columns_may_be_hatched_grey() -> None:
    picture = series([Period("2031-04", (1, 2, 3))], parts=["a", "b", "c"], title="Months", kinds=("1", "none", "2"))
    assert "url(#c-months-none)" in picture
    assert "url(#c-months-3)" not in picture
