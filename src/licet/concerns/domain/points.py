"""What is raised and what is answered: numbered points, each answered, each judged by who raised it (record.md I11)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from licet.kernel.errors import Invalid, InvalidMany

MOST_POINTS: Final = 20
MOST_WORDS: Final = 20_000
"""Letters in one text."""


class Standing(StrEnum):
    """How one point stands."""

    WAITING = "waiting for an answer"
    ANSWERED = "answered"
    ACCEPTED = "answers the point"
    CONTESTED = "does not answer the point"


UNANSWERED: Final = frozenset({Standing.WAITING, Standing.CONTESTED})


class AnswerKind(StrEnum):
    """What an answer does. An acknowledgement is none of these."""

    ACT = "act"
    REFER = "refer"
    DISAGREE = "disagree"


MEANING: Final[Mapping[AnswerKind, str]] = {
    AnswerKind.ACT: "something was or will be done: what, by whom, by when",
    AnswerKind.REFER: "somebody else must deal with it: who, why they, what they were told",
    AnswerKind.DISAGREE: "the point is not taken: the reasons, and what they stand on",
}


class Verdict(StrEnum):
    """What the raiser says of an answer. Nobody else can say it."""

    ANSWERS = "answers"
    DOES_NOT = "does not"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one point. Its words are never empty."""

    kind: AnswerKind
    words: str


def check_points(points: Sequence[str]) -> tuple[str, ...]:
    """The points as they are kept. Raises :class:`InvalidMany` naming each empty or overlong one, or :class:`Invalid` for none."""
    if not points:
        raise Invalid("Write one point at least: each gets an answer of its own.", place="points")
    if len(points) > MOST_POINTS:
        raise Invalid(f"A concern has at most {MOST_POINTS} points; raise the others in a second one.", place="points")
    faults = [fault for number, text in enumerate(points, start=1) if (fault := _fault(text, f"point {number}"))]
    if faults:
        raise InvalidMany(faults)
    return tuple(text.strip() for text in points)


def check_answers(answers: Mapping[int, Answer], unanswered: Iterable[int]) -> dict[int, Answer]:
    """The answers by point, all or none: every point that waits, and no other, each with words (record.md I11)."""
    asked = sorted(unanswered)
    faults = [
        Invalid(f"Point {number} has no answer; all are answered together.", place=f"point {number}")
        for number in asked
        if number not in answers
    ]
    faults += [
        Invalid(f"There is no point {number} that waits for an answer.", place=f"point {number}")
        for number in sorted(set(answers) - set(asked))
    ]
    faults += [fault for number in asked if number in answers and (fault := _fault(answers[number].words, f"point {number}"))]
    if faults:
        raise InvalidMany(faults)
    return {number: Answer(AnswerKind(answers[number].kind), answers[number].words.strip()) for number in asked}


def check_words(text: str, place: str) -> str:
    """Words that must not be empty."""
    if fault := _fault(text, place):
        raise fault
    return text.strip()


def _fault(text: str, place: str) -> Invalid | None:
    if not text.strip():
        return Invalid("This is empty: write it out, or take it away.", place=place)
    if len(text) > MOST_WORDS:
        return Invalid(f"This has {len(text):,} letters; at most {MOST_WORDS:,} are taken.", place=place)
    return None
