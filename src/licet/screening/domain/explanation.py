"""Why a name was found: the pairs of words and every qualifier. The score follows from them, and from nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Pair:
    """A word asked and the word of the list it was laid beside; None where a word stood alone. Likeness per mille."""

    asked: str | None
    listed: str | None
    likeness: int

    @property
    def letters(self) -> int:
        return len(self.asked or "") + len(self.listed or "")


@dataclass(frozen=True, slots=True)
class Qualifier:
    """``agrees`` is None where either side does not say; ``effect`` per mille is zero or less."""

    what: str
    agrees: bool | None
    effect: int
    asked: str | None
    listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """``joined``: the score comes from the names run together, which is higher than word by word."""

    name_score: int
    pairs: tuple[Pair, ...]
    qualifiers: tuple[Qualifier, ...]
    threshold: int
    rule_version: str
    joined: bool = False

    @property
    def score(self) -> int:
        return max(0, self.name_score + sum(qualifier.effect for qualifier in self.qualifiers))

    def to_json(self) -> dict[str, Any]:
        return {
            "score": self.score,
            "name_score": self.name_score,
            "joined": self.joined,
            "threshold": self.threshold,
            "rule_version": self.rule_version,
            "pairs": [[pair.asked, pair.listed, pair.likeness] for pair in self.pairs],
            "qualifiers": [[q.what, q.agrees, q.effect, q.asked, list(q.listed)] for q in self.qualifiers],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Explanation":
        return cls(
            data["name_score"],
            tuple(Pair(*pair) for pair in data["pairs"]),
            tuple(Qualifier(what, agrees, effect, asked, tuple(listed)) for what, agrees, effect, asked, listed in data["qualifiers"]),
            data["threshold"],
            data["rule_version"],
            data["joined"],
        )


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of an explanation: which sentence, and what stands in it. Surfaces put it in the reader's language."""

    code: str
    values: dict[str, str | int]


def reasons(explanation: Explanation) -> Iterator[Reason]:
    """The explanation line by line: words, how they were put together, what lowered the score."""
    for pair in explanation.pairs:
        yield _of_pair(pair)
    if explanation.joined:
        yield Reason("joined", {"score": explanation.name_score})
    for qualifier in explanation.qualifiers:
        yield _of_qualifier(qualifier)
    if explanation.score < explanation.threshold:
        yield Reason("identical-kept", {"score": explanation.score, "threshold": explanation.threshold})


def _of_pair(pair: Pair) -> Reason:
    if pair.asked is None:
        return Reason("listed-alone", {"listed": pair.listed or ""})
    if pair.listed is None:
        return Reason("asked-alone", {"asked": pair.asked})
    code = "same-word" if pair.asked == pair.listed else "like-word"
    return Reason(code, {"asked": pair.asked, "listed": pair.listed, "likeness": pair.likeness})


def _of_qualifier(qualifier: Qualifier) -> Reason:
    state = {None: "unknown", True: "agrees", False: "differs"}[qualifier.agrees]
    values: dict[str, str | int] = {"asked": qualifier.asked or "", "listed": ", ".join(qualifier.listed), "effect": qualifier.effect}
    return Reason(f"{qualifier.what}-{state}", values)
