"""Search: the same words on both engines, and only what one may see."""

from __future__ import annotations

import pytest

from licet.kernel.permission import Permission
from licet.platform.search import ALL_ORGANISATIONS, Searchable, forget, index, search, words

pytestmark = pytest.mark.django_db
OFFICIAL = {Permission.CASE_READ, Permission.LICENCE_READ}


def case(ref: str, title: str, body: str = "", **more: str) -> Searchable:
    return Searchable(kind="case", ref=ref, permission=Permission.CASE_READ, title=title, body=body, **more)


def refs(query: str, **more: object) -> list[str]:
    given: dict[str, object] = {"permissions": OFFICIAL, "organisation": ALL_ORGANISATIONS} | more
    return [found.ref for found in search(query, **given)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("night sights", True),
        ("SIGHTS night", True),
        ("nigh", True),
        ("nigh sights", False),  # only the last word may be a beginning
        ("sight", True),
        ("capek", True),
        ("Čapek", True),
        ("moskva", True),
        ("Москва", True),
        ("Müller", True),
        ("6A003.b", True),
        ("6a003", True),
        ("QM-IND 2031/000412", True),
        ("000412", True),
        ("1e5", True),
        ("night owls", False),
        ("", False),
        ("  !? ", False),
        ("night\x00 sights", True),
        ('night" OR "owls', False),
        ("night NOT sights", False),
        ("night* & !sights :* '", True),
        ("title_words:night", False),
    ],
)
def test_search_finds_words(query: str, found: bool) -> None:
    index([case("QM-IND 2031/000412", "Čapek a syn", "Twelve night sights, 6A003.b.4, for Müller in Москва; model 1e5x")])
    assert refs(query) == (["QM-IND 2031/000412"] if found else [])


def test_search_shows_only_what_one_may_see() -> None:
    index(
        [
            case("A", "sights", organisation="ORG1", destination="QM"),
            case("B", "sights", organisation="ORG2", destination="QT"),
            case("C", "sights"),
            Searchable(kind="licence", ref="D", permission=Permission.LICENCE_READ, title="sights", organisation="ORG1"),
        ]
    )
    assert refs("sights") == ["D", "C", "B", "A"]
    assert refs("sights", organisation="ORG1") == ["D", "C", "A"]
    assert refs("sights", organisation="") == ["C"]
    assert refs("sights", permissions={Permission.LICENCE_READ}) == ["D"]
    assert refs("sights", permissions=set()) == []
    assert refs("sights", destination="QT") == ["B"]
    assert refs("sights", kinds=["licence"]) == ["D"]
    assert refs("sights", limit=2) == ["D", "C"]


def test_title_comes_first() -> None:
    index([case("A", "sights"), case("B", "scopes", "with sights"), case("C", "scopes")])
    assert refs("sights") == ["A", "B"]


def test_index_again_replaces_and_forget_removes() -> None:
    index([case("A", "sights"), case("B", "sights")])
    index([case("A", "scopes", organisation="ORG1")])
    assert (refs("sights"), refs("scopes")) == (["B"], ["A"])
    assert refs("scopes", organisation="ORG2") == []
    forget("case", ["A"])
    forget("licence", ["B"])
    assert (refs("sights"), refs("scopes")) == (["B"], [])


def test_index_takes_a_set_in_few_queries(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(4):
        index(case(f"R{number}", "sights") for number in range(500))
    assert len(refs("sights", limit=1000)) == 500


def test_search_costs_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    index([case("A", "sights")])
    with django_assert_num_queries(1):
        refs("sights")


def test_search_takes_monstrous_input() -> None:
    index([case("A", "x" * 5000, "word " * 100_000 + "😀 \x01 end")])
    assert refs("end") == ["A"]
    assert refs("x" * 5000) == ["A"]
    assert refs("word " * 5000) == ["A"]


def test_snippet_shows_the_first_wanted_word() -> None:
    index([case("A", "Title", "Dull words. " * 50 + "Then the night sights appear. " + "More. " * 50)])
    [found] = search("night", permissions=OFFICIAL, organisation=ALL_ORGANISATIONS)
    assert "night sights" in found.snippet
    assert found.snippet.startswith("… ")
    assert found.snippet.endswith(" …")
    assert len(found.snippet) < 260


def test_words_are_latin() -> None:
    assert words("Straße Ελλάδα 北京 ML1.b") == ["strasse", "ellada", "beijing", "ml1", "b"]
