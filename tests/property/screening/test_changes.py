"""Looking only at what changed on a list finds nobody the less than comparing with all of it again (decision 0198)."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from licet.screening.domain.changes import changes, key_of
from licet.screening.domain.listed import NameKind, PartyName
from licet.screening.domain.matching import Corpus, ListedName, screen
from licet.screening.domain.names import normal_form

NAMES = st.sampled_from(["Vantar Omel", "Wantar Omell", "Sedra Quill"])  # the first two are like only where no country differs
COUNTRIES = st.sampled_from([frozenset({"QM"}), frozenset({"QN"})])
ENTRIES = st.dictionaries(st.integers(0, 2), st.tuples(NAMES, COUNTRIES), max_size=3)
PARTIES = st.lists(st.builds(PartyName, st.just("p"), NAMES, st.sampled_from(["QM", "QN", None])), min_size=1, max_size=4)


def corpus_of(entries: dict[int, tuple[str, frozenset[str]]], version: str) -> Corpus:
    """The fingerprint says all but the codes of the countries, which may be read otherwise when a list is loaded again."""
    listed = [
        ListedName(f"{version}{ref}", f"{version}{ref}", name, NameKind.PRIMARY, "", None, codes, (), f"{ref} {name}")
        for ref, (name, codes) in entries.items()
    ]
    return Corpus(tuple(normal_form(each.name) for each in listed), tuple(listed))


def pairs(parties: list[PartyName], *lists: Corpus) -> set[tuple[int, str]]:
    return {(n, match.listed.fingerprint) for each in lists for n, found in enumerate(screen(parties, each)) for match in found}


@example({0: ("Vantar Omel", frozenset())}, {}, {0: ("Vantar Omel", frozenset({"QM"}))}, [PartyName("p", "Wantar Omell", "QN")])
@given(ENTRIES, ENTRIES, ENTRIES, PARTIES)
def test_whoever_is_not_touched_by_the_changes_has_the_same_matches(
    first: dict[int, tuple[str, frozenset[str]]],
    second: dict[int, tuple[str, frozenset[str]]],
    other: dict[int, tuple[str, frozenset[str]]],
    parties: list[PartyName],
) -> None:
    before, now, beside = corpus_of(first, "a"), corpus_of(second, "b"), corpus_of(other, "c")
    found = changes([key_of(name) for each in (before, beside) for name in each.names], (now, beside))
    old = pairs(parties, before, beside)
    touched = any(entry not in found.kept for _, entry in old) or any(screen(parties, found.added))
    assert touched or pairs(parties, now, beside) == old


@given(ENTRIES)
def test_the_same_list_again_changes_nothing(entries: dict[int, tuple[str, frozenset[str]]]) -> None:
    found = changes([key_of(name) for name in corpus_of(entries, "a").names], [corpus_of(entries, "b")])
    assert found.added.names == ()
    assert found.kept == {f"{ref} {name}" for ref, (name, _) in entries.items()}
