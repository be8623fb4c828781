from datetime import date
from xml.etree import ElementTree

import pytest

from licet.web.components.charts import Bar, Moment, Period, bars, series, timeline_picture
from licet.web.components.charts.series import _round_up

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '"><script>alert(1)</script>'


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


@pytest.mark.parametrize(
    "picture",
    [
        bars([Bar(HOSTILE, 3, HOSTILE, href=HOSTILE)], title=HOSTILE),
        series([Period(HOSTILE, (1, 2))], parts=[HOSTILE, "b"], title=HOSTILE),
        timeline_picture([Moment(date(2031, 1, 1), HOSTILE)], title=HOSTILE, description="d"),
    ],
)
def test_text_is_escaped_and_there_is_no_style_attribute(picture: str) -> None:
    tree = drawn(picture)
    assert not list(tree.iter(f"{SVG}script"))
    assert all("style" not in element.attrib for element in tree.iter())


def test_picture_has_a_name_and_tells_its_numbers() -> None:
    tree = drawn(series([Period("2030", (40, 3))], parts=["issued", "refused"], title="By year"))
    assert tree.find(f"{SVG}title").text == "By year"  # type: ignore[union-attr]
    assert tree.find(f"{SVG}desc").text == "2030: 40 issued, 3 refused"  # type: ignore[union-attr]
    assert tree.attrib["role"] == "img"


def test_bar_without_a_value_is_hatched_not_zero() -> None:
    picture = bars([Bar("Kasdara", 10, "10"), Bar("Mirasol", None, "")], title="T")
    assert "url(#c-t-none)" in picture
    assert "no value recorded" in picture


def test_bars_are_in_proportion() -> None:
    boxes = drawn(bars([Bar("a", 10, "10"), Bar("b", 5, "5")], title="T")).findall(f"{SVG}rect")
    assert float(boxes[0].attrib["width"]) == pytest.approx(2 * float(boxes[1].attrib["width"]))


def test_period_without_record_is_hatched() -> None:
    assert "url(#c-t-none)" in series([Period("2030", None)], parts=["issued"], title="T")


def test_more_parts_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 3"):
        series([Period("2030", (1, 1, 1, 1))], parts=list("abcd"), title="T")


@pytest.mark.parametrize("most", [1, 3, 4, 5, 7, 9, 10, 11, 99, 101, 1204, 99_999])
def test_scale_holds_the_largest(most: int) -> None:
    assert most <= _round_up(most) <= max(4, 2 * most + most)
    assert _round_up(most) % 4 == 0, "a quarter of a thing is none"


@pytest.mark.parametrize("picture", [bars([], title="T"), series([], parts=["a"], title="T"), timeline_picture([], title="T")])
def test_an_empty_picture_still_has_its_title(picture: str) -> None:
    assert "T" in list(drawn(picture).itertext())
