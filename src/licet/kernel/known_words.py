"""What somebody typed against the words that are known: what is not known is refused, with the nearest words that are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from licet.kernel.errors import Invalid

_LIKE_ENOUGH: Final = 0.6
_MOST_NAMED: Final = 3
_LISTED_IN_FULL: Final = 12
_LONGEST_QUOTED: Final = 60


def find_nearest(typed: str, known: Iterable[str], *, least: float = _LIKE_ENOUGH) -> list[str]:
    """At most three known words that are spelled most like what was typed, the nearest first; ``least`` is how like, from 0 to 1.

    >>> find_nearest("destnation", ["year", "destination", "rating"])
    ['destination']
    """
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(typed.casefold())
    scored: list[tuple[float, str]] = []
    for word in known:
        matcher.set_seq1(word.casefold())
        if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least:
            scored.append((-matcher.ratio(), word))
    return [word for _, word in sorted(scored)[:_MOST_NAMED]]


def unknown_word(typed: str, known: Collection[str], *, what: str, place: str) -> Invalid:
    """The refusal of a word that is not known. ``what`` completes “is not …”.

    >>> unknown_word("isued", ["issued", "refused"], what="an outcome", place="outcome").message
    '“isued” is not an outcome. The nearest: issued.'
    """
    nearest = find_nearest(typed, known)
    if nearest:
        advice = f" The nearest: {', '.join(nearest)}."
    else:
        advice = f" Use {join_with_or(list(known))}." if 0 < len(known) <= _LISTED_IN_FULL else ""
    return Invalid(f"“{typed[:_LONGEST_QUOTED]}” is not {what}.{advice}", place=place)


def read_word(typed: str, known: Sequence[str], *, what: str, place: str) -> str:
    """The known word, all of them in small letters, that was typed in letters of either case. Raises :class:`Invalid`."""
    if typed.casefold() in known:
        return typed.casefold()
    raise unknown_word(typed, known, what=what, place=place)


def join_with_or(words: Sequence[str]) -> str:
    """
    >>> join_with_or(["value", "count"])
    'value or count'
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def check_parameters(sent: Mapping[str, Sequence[str]], known: Collection[str]) -> None:
    """Refuse a query with a parameter that nothing reads, or with one that is sent twice, of which only one could count."""
    for name, values in sent.items():
        if name not in known:
            if not known:
                raise Invalid(f"“{name[:_LONGEST_QUOTED]}” is not a parameter: none is read here.", place="query")
            raise unknown_word(name, known, what="a parameter that is read here", place="query")
        if len(values) > 1:
            raise Invalid(f"“{name}” is given {len(values)} times: give it once.", place=name)
