"""The list of decisions: searched and filtered by an index, with the answers that a look at every row would give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.module.register.published import corrected, decided, granted, line, status, tell

from licet.kernel.errors import Invalid
from licet.register import models, public

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _read() -> None:
    """Decisions of two years, with licences of each status, to three places, on several ratings."""
    tell(
        *granted(1, line(), to="QM"),
        *granted(2, line(rating="ML6.a"), line(rating="ML1.a"), to="QN"),
        *granted(12, line(rating="ML6"), to="QM", on=date(2032, 1, 5)),
        decided(412, line("refuse", "ML60", None, ["1a"]), to="QP"),
        decided(413, line("refuse", "6A003.b.4", None, ["2c"]), line("grant", "odd code (old)"), to="QP"),
        decided(20412, line("no licence required", None, None), to="QN", on=date(2032, 2, 1)),
        status(1, "suspended"),
        status(2, "revoked"),
    )
    public.catch_up()


def listed(**asked: str) -> set[str]:
    """References in the list; the total is that of the rows."""
    found = public.listing(asked)
    assert found.total == len(found.rows)
    return {row.reference for row in found.rows}


@pytest.mark.parametrize("at_once", [1, 2, 3, 6, 7])
def test_the_whole_list_comes_in_sets_of_any_size(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [row.reference for row in public.listing({}).rows]
    monkeypatch.setattr("licet.register.selectors.decisions.ROWS_AT_ONCE", at_once)
    assert [row.reference for row in public.every_listed({})] == whole
    assert len(whole) == len(set(whole)) == 6


def pieces(reference: str) -> Iterator[str]:
    """Everything that somebody may copy out of a reference."""
    for start in range(len(reference)):
        for end in range(start + 1, len(reference) + 1):
            yield reference[start:end]


@pytest.mark.parametrize("reference", ["XA-LIC 2031/000001", "XA-DEC 2031/000412", "XA-DEC 2032/020412"])
def test_every_piece_of_a_reference_finds_what_holds_it(reference: str) -> None:
    """And nothing else, but that words need not stand beside each other: a single figure may be the end of another word."""
    slugs: dict[str, set[str]] = {}
    for decision in models.RegisteredDecision.objects.all():
        licence = models.RegisteredLicence.objects.filter(decision=decision.reference).first()
        slugs[licence.reference if licence else decision.reference] = {decision.slug, *([licence.slug] if licence else [])}
    for piece in pieces(reference):
        written = "-".join(piece.replace("-", " ").replace("/", " ").split())
        if not written:
            continue
        holding = {name for name, of_it in slugs.items() if any(written.lower() in slug.lower() for slug in of_it)}
        found = listed(q=piece)
        assert found >= holding, piece
        assert listed(q=piece.lower()) == found, piece
        if written.count("-") == 0 or all(len(word) > 1 for word in written.split("-")):
            assert found == holding, piece


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ML6", {"XA-LIC 2031/000002", "XA-LIC 2032/000012"}),
        ("ml6.a", {"XA-LIC 2031/000002"}),
        ("6A003.b", {"XA-DEC 2031/000413"}),
        ("ML60", {"XA-DEC 2031/000412"}),
        ("odd code (old)", {"XA-DEC 2031/000413"}),
        ("ML6.a, ML1.a", {"XA-LIC 2031/000002"}),
        ("no such thing", set()),
        ("///", set()),
        ('"; DROP TABLE', set()),
        ("Россия'", set()),
    ],
)
def test_a_rating_finds_itself_and_what_stands_below_it_and_strange_words_find_nothing(typed: str, found: set[str]) -> None:
    assert listed(q=typed) == found


def test_a_destination_is_found_by_its_name() -> None:
    name = public.destination_names()["QP"]
    assert listed(q=name) == {"XA-DEC 2031/000412", "XA-DEC 2031/000413"}
    assert listed(q=name[: len(name) - 2]) == {"XA-DEC 2031/000412", "XA-DEC 2031/000413"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"destination": "QM"}, {"XA-LIC 2031/000001", "XA-LIC 2032/000012"}),
        ({"outcome": "refused"}, {"XA-DEC 2031/000412", "XA-DEC 2031/000413"}),
        ({"outcome": "issued"}, {"XA-LIC 2031/000001", "XA-LIC 2031/000002", "XA-LIC 2032/000012", "XA-DEC 2031/000413"}),
        ({"outcome": "no licence required"}, {"XA-DEC 2032/020412"}),
        ({"status": "suspended"}, {"XA-LIC 2031/000001"}),
        ({"status": "in force", "year": "2032"}, {"XA-LIC 2032/000012"}),
        ({"year": "2032"}, {"XA-LIC 2032/000012", "XA-DEC 2032/020412"}),
        ({"rating": "ml6"}, {"XA-LIC 2031/000002", "XA-LIC 2032/000012"}),
        ({"rating": "ML6", "destination": "QN"}, {"XA-LIC 2031/000002"}),
        ({"rating": "ML6", "status": "suspended"}, set()),
        ({"q": "412", "outcome": "refused"}, {"XA-DEC 2031/000412"}),
    ],
)
def test_filters_narrow_the_list_together(asked: dict[str, str], found: set[str]) -> None:
    assert listed(**asked) == found


@pytest.mark.parametrize(
    ("asked", "advice"),
    [
        ({"status": "suspnded"}, "The nearest: suspended."),
        ({"outcome": "suspended"}, "is not an outcome of an application"),
        ({"destination": "Kasdra"}, "The nearest: Kasdara (QM)"),
        ({"destination": "Korea"}, "KR (South Korea) or KP (North Korea)"),
        ({"rating": "ML99"}, "The nearest: ML9, ML19"),
        ({"year": "2031x"}, "four digits"),
        ({"q": "a" * 500}, "fewer words"),
    ],
)
def test_an_unknown_filter_is_refused_with_the_nearest(asked: dict[str, str], advice: str) -> None:
    with pytest.raises(Invalid, match=re.escape(advice)):
        public.listing(asked)


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ({"destination": "Kasdara"}, {"destination": "QM"}),
        ({"destination": "kasdaran republic"}, {"destination": "QM"}),
        ({"destination": "qmk"}, {"destination": "QM"}),
        ({"destination": "QM,Mirasol"}, {"destination": "QN, QM"}),
        ({"rating": "ml6a"}, {"rating": "ML6.a"}),
        ({"q": "ml6a"}, {"q": "ML6.a"}),
        ({"outcome": "Issued"}, {"outcome": "issued"}),
    ],
)
def test_any_usual_spelling_is_the_same(asked: dict[str, str], same: dict[str, str]) -> None:
    assert listed(**asked) == listed(**same) != set()


def test_a_category_and_words_for_goods_find_what_is_published_under_them() -> None:
    assert listed(rating="6A") == listed(q="6A") == {"XA-DEC 2031/000413"}
    assert listed(q="vehicle") == {"XA-LIC 2031/000002", "XA-LIC 2032/000012"}
    assert listed(q="vehicles") == listed(q="vehicle")


def test_the_list_follows_a_correction_and_a_change_of_status() -> None:
    tell(corrected(412, 0, "destination", "QP", "QM"), corrected(412, 1, "rating", "ML60", "ML4"))
    tell(status(1, "in force", source="suspended"))
    public.catch_up()
    assert listed(destination="QP") == {"XA-DEC 2031/000413"}
    assert "XA-DEC 2031/000412" in listed(destination="QM")
    assert listed(q="ML60") == set()
    with pytest.raises(Invalid, match="The nearest: ML6"):
        listed(rating="ML60")
    assert listed(rating="ML4") == {"XA-DEC 2031/000412"}
    assert listed(status="suspended") == set()
    assert "XA-LIC 2031/000001" in listed(status="in force")


def test_pages_go_both_ways_and_take_as_many_queries_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("licet.register.selectors.decisions.PAGE", 2)
    with CaptureQueriesContext(connection) as queries:
        first = public.listing({})
    assert len(queries) == 4
    second = public.listing({}, after=int(first.last or 0))
    third = public.listing({}, after=int(second.last or 0))
    back = public.listing({}, before=int(third.first or 0))
    places = [row.position for page in (first, second, third) for row in page.rows]
    assert (len(places), places) == (6, sorted(places, reverse=True))
    assert back.rows == second.rows
    assert (first.total, first.more_before, first.more_after) == (6, False, True)
    assert (third.more_before, third.more_after) == (True, False)


def test_the_list_is_answered_from_its_index() -> None:
    """No look at every row: neither engine may be asked for a piece of text anywhere in a column."""
    with CaptureQueriesContext(connection) as queries:
        public.listing({"q": "0412", "status": "suspended", "rating": "ML6"})
    assert queries
    assert not [query for query in queries if " LIKE " in query["sql"].upper()]


def test_a_destination_counts_its_licences_by_status() -> None:
    assert public.destination_page("QM").licences == {"in force": 1, "suspended": 1}
    assert public.destination_page("QP").licences == {}
