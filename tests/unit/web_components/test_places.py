"""Incidents on a picture: where they lie, what their marks lead to, and that no state is told by colour alone."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from licet.web.components.charts import Edge, Kind, Period, Spot, places, series
from licet.web.components.charts.places import Places

SVG = "{http://www.w3.org/2000/svg}"
KINDS = (
    Kind("breach", "1", "diamond"),
    Kind("unlikely", "3", "hexagon"),
    Kind("undetermined", "none", "square"),
    Kind("not assessed", "2", "triangle"),
)
HERE = Spot(key="a", latitude=-47.0, longitude=-123.0, kind=2, words="A shell, undetermined", href="/a")
FAR = replace(HERE, key="b", latitude=-46.0, kind=0, words="A clinic, breach", href="/b")
HOSTILE = '"><script>alert(1)</script>'


def shown(*spots: Spot) -> Places:
    return places(spots, kinds=KINDS, title="Map", description="Where they happened.")


def tree(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def links(picture: str) -> dict[str, ElementTree.Element]:
    return {link.attrib["href"]: link for link in tree(picture).iter(f"{SVG}a")}


def test_a_mark_of_one_leads_to_it_and_is_called_by_its_words() -> None:
    found = shown(HERE, FAR)
    assert {href: link.attrib["aria-label"] for href, link in links(found.picture).items()} == {
        "/a": "A shell, undetermined",
        "/b": "A clinic, breach",
    }
    assert [row.spots for row in found.rows] == [(FAR,), (HERE,)], "from north to south"


def test_marks_that_fall_together_are_one_with_the_number_written() -> None:
    found = shown(HERE, replace(HERE, key="c", kind=0), FAR)
    mark = links(found.picture)["#place-2"]
    assert mark.attrib["aria-label"] == "2 incidents: 1 breach, 1 undetermined"
    assert [text.text for text in mark.iter(f"{SVG}text")] == ["2"]
    assert {row.anchor: len(row.spots) for row in found.rows} == {"place-1": 1, "place-2": 2}


def test_what_is_known_to_the_region_only_is_a_hollow_ring_and_no_point() -> None:
    found = shown(replace(HERE, area=True), HERE)
    assert [(row.area, len(row.spots)) for row in found.rows] == [(True, 1), (False, 1)], "a ring never joins a point"
    ring = links(shown(replace(HERE, area=True)).picture)["/a"]
    drawn = [path.attrib["d"] for path in ring.iter(f"{SVG}path") if "fill" in path.attrib]
    assert [path.count("M") for path in drawn] == [2], "a hole is cut into it"
    assert links(shown(HERE).picture)["/a"].find(f"{SVG}path").attrib["d"].count("M") == 1  # type: ignore[union-attr]


def test_what_is_not_known_to_the_point_has_a_broken_ring() -> None:
    assert links(shown(replace(HERE, near=True)).picture)["/a"].find(f"{SVG}circle[@class='halo']") is not None
    assert links(shown(HERE).picture)["/a"].find(f"{SVG}circle") is None


def test_undetermined_is_grey_hatching_and_each_state_has_its_shape_and_word() -> None:
    alone = [links(shown(replace(HERE, kind=kind)).picture)["/a"] for kind in range(4)]
    fills = [next(iter(mark.iter(f"{SVG}path"))).attrib.get("fill", "plain") for mark in alone]
    assert fills == ["plain", "url(#c-map-3)", "url(#c-map-none)", "url(#c-map-2)"]
    corners = [next(iter(mark.iter(f"{SVG}path"))).attrib["d"].count("L") for mark in alone]
    assert corners == [3, 5, 3, 2]
    for kind in KINDS:
        assert f">{kind.words}</text>" in shown(HERE).picture


def test_degrees_and_kilometres_are_written_and_no_map_lies_under_it() -> None:
    picture = shown(HERE, FAR).picture
    for words in ("46.5° S", "47° S", "123° W", "20 km", "known to the district or region only"):
        assert words in picture
    assert "<image" not in picture
    assert tree(picture).attrib["role"] == "group", "an image has no links in it"


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"), [(0.0, 0.0, ("0°",)), (10.0, 180.0, ("180°", "10° N")), (10.0, -179.9, ("179.9° W",))]
)
def test_equator_and_date_line_have_no_side(latitude: float, longitude: float, words: tuple[str, ...]) -> None:
    picture = shown(replace(HERE, latitude=latitude, longitude=longitude)).picture
    for said in words:
        assert f">{said}</text>" in picture


def test_texts_are_escaped_and_there_is_no_style_attribute() -> None:
    found = tree(shown(replace(HERE, words=HOSTILE, href=HOSTILE)).picture)
    assert not list(found.iter(f"{SVG}script"))
    assert all("style" not in element.attrib for element in found.iter())


def test_parts_of_a_column_lead_somewhere_and_the_cut_off_is_marked() -> None:
    columns = [Period("2031-04", (1, 2), ("/one", "#two")), Period("2031-05", (0, 1), ("", "/three"))]
    picture = series(columns, parts=["breach", "undetermined"], kinds=("1", "none"), title="T", edge=Edge(1.5, "evidence to 15 May"))
    assert {href: link.attrib["aria-label"] for href, link in links(picture).items()} == {
        "/one": "2031-04: 1 breach",
        "#two": "2031-04: 2 undetermined",
        "/three": "2031-05: 1 undetermined",
    }
    (cut,) = [line for line in tree(picture).iter(f"{SVG}line") if line.attrib["class"] == "cut"]
    assert float(cut.attrib["x1"]) == pytest.approx(56 + (640 - 56) * 0.75)
    assert "evidence to 15 May" in picture


def test_a_long_legend_goes_on_in_the_next_line() -> None:
    picture = series(
        [Period("2031", (1, 1, 1))], parts=["likely or possible breach", "breach unlikely, or none", "undetermined"], title="T"
    )
    lines = {text.text: float(text.attrib["y"]) for text in tree(picture).iter(f"{SVG}text")}
    assert lines["undetermined"] > lines["likely or possible breach"]
    assert float(tree(picture).attrib["height"]) == 276 + 24
