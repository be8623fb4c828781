"""An outsider's attack on the public log: say of which licences a party is on a watchlist, and which files the authority reads.

The attacker holds the lines of `/log/entries`, and has downloaded every list and every collection of documents that an authority
might use. Each way leads from something in the log that speaks of a match to the licences that were suspended or revoked after it.

Nothing here imports Licet: the attack reads logs of every version alike.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from tests.attacks.log import Leaf, number_in, read

ENDED = "licences:licence:status-changed"


def recognised_files(lines: Iterable[bytes], files: Mapping[str, bytes]) -> set[str]:
    """Names of the downloaded files that an entry gives away, by digest or by numbers that only this file has."""
    leaves = read(lines)
    texts = set().union(*(leaf.texts for leaf in leaves))
    sizes = {name: {len(data), data.count(b"\n")} for name, data in files.items()}
    numbers = [set(_numbers(leaf)) for leaf in leaves if leaf.kind.startswith(("screening:", "evidence:corpus:"))]
    by_size = {name for name, own in sizes.items() if any(own & counted for counted in numbers)}
    return {name for name, data in files.items() if sha256(data).hexdigest() in texts} | by_size


def _numbers(leaf: Leaf) -> Iterator[int]:
    """Counts in an entry, and one more of each: a file has a line of headings."""
    for value in leaf.published.values():
        if isinstance(value, int):
            yield from (value, value + 1)


def licences_said_to_have_a_listed_party(lines: Iterable[bytes]) -> dict[str, str]:
    """For a licence's reference, how the attacker came to say that one of its parties is listed."""
    leaves = read(lines)
    said: dict[str, str] = {}
    for way, reviews in (
        ("its review took up what is called a watchlist hit", _reviews_of_named_hits(leaves)),
        ("its review took up something that the log does not show", _reviews_of_absent_triggers(leaves)),
        ("its review was opened beside a number that is missing", _reviews_beside_a_gap(leaves)),
        ("its review was opened after a list had come into force", _reviews_after_a_list(leaves)),
        ("its review was opened after a trigger that says less than others", _reviews_after_a_quiet_trigger(leaves)),
    ):
        for licence in _licences_of(leaves, reviews):
            said.setdefault(licence, way)
    return said


def _triggers_named_by(leaf: Leaf) -> list[str]:
    return [text for text in leaf.texts if re.match(r".*-(TRG|MTR) ", text)]


def _reviews_of(leaves: list[Leaf], triggers: Iterable[str]) -> set[str]:
    """Reviews that name one of these triggers, or that one of their entries names."""
    wanted = set(triggers)
    found = {leaf.ref for leaf in leaves if leaf.kind == "reviews:review:opened" and wanted & leaf.texts}
    return found | {str(leaf.published.get("review")) for leaf in leaves if leaf.ref in wanted and leaf.published.get("review")}


def _reviews_of_named_hits(leaves: list[Leaf]) -> set[str]:
    hits = [leaf.ref for leaf in leaves if any(re.search("watchlist|match", text) for text in (leaf.kind, *leaf.texts))]
    return _reviews_of(leaves, hits)


def _reviews_of_absent_triggers(leaves: list[Leaf]) -> set[str]:
    shown = {leaf.ref for leaf in leaves if leaf.kind.endswith(":raised")}
    named = {text for leaf in leaves if leaf.kind.startswith("reviews:") for text in _triggers_named_by(leaf)}
    return _reviews_of(leaves, named - shown)


def _reviews_beside_a_gap(leaves: list[Leaf]) -> set[str]:
    """The next review after a trigger whose number does not follow that of the trigger before it."""
    last, found = 0, set[str]()
    gap = False
    for leaf in leaves:
        if leaf.kind.endswith(":raised") and "-TRG " in leaf.ref:
            number = number_in(leaf.ref) % 1_000_000
            gap, last = gap or number > last + 1, number
        elif leaf.kind == "reviews:review:opened" and gap:
            found.add(leaf.ref)
            gap = False
    return found


def _reviews_after_a_list(leaves: list[Leaf]) -> set[str]:
    """The next review after a list came into force, the first list apart: that one may have been loaded with the installation."""
    lists, found, armed = 0, set[str](), False
    for leaf in leaves:
        if leaf.kind.startswith("screening:"):
            lists += 1
            armed = lists > 1
        elif leaf.kind == "reviews:review:opened" and armed:
            found.add(leaf.ref)
            armed = False
    return found


def _reviews_after_a_quiet_trigger(leaves: list[Leaf]) -> set[str]:
    """A trigger with fewer published fields than others of the log is of another kind."""
    raised = [leaf for leaf in leaves if leaf.kind.endswith(":raised")]
    most = max((len(leaf.published) for leaf in raised), default=0)
    return _reviews_of(leaves, (leaf.ref for leaf in raised if len(leaf.published) < most))


def _licences_of(leaves: list[Leaf], reviews: set[str]) -> Iterator[str]:
    """From a review to the acts by which it was applied, to the licences that these ended."""
    by_act: defaultdict[str, set[str]] = defaultdict(set)
    for leaf in leaves:
        if leaf.kind == ENDED:
            by_act[str(leaf.published.get("act"))].add(leaf.ref)
    for leaf in leaves:
        if leaf.kind == "reviews:review:applied" and leaf.ref in reviews:
            yield from sorted(by_act[str(leaf.published.get("act"))])
