"""What is raised and what is answered: numbered points, each answered, each judged by who raised it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from licet.kernel.errors import Invalid, InvalidMany

MOST_POINTS: Final = 20
MOST_WORDS: Final = 20_000
"""Letters in one text."""
MOST_IN_A_NAME: Final = 200
FEWEST_LETTERS: Final = 40
"""Letters and figures that an answer needs, each different word counted once: “noted” is no reason, however often it is repeated."""


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
    AnswerKind.ACT: "something will be done: what, by whom, by when; it stays open until somebody says that it was done",
    AnswerKind.REFER: "somebody else must deal with it: who, why they, what they were told",
    AnswerKind.DISAGREE: "the point is not accepted: the reasons, and what they rest on",
}


class Verdict(StrEnum):
    """What the raiser says of an answer. Nobody else can say it."""

    ANSWERS = "answers"
    DOES_NOT = "does not"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one point. ``words``: what will be done, why it is referred and what was passed on, or the reasons.

    ``who`` does it, or must deal with it; ``by`` is the last day of an act. Answers of earlier versions have neither.
    """

    kind: AnswerKind
    words: str
    who: str = ""
    by: date | None = None


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


def check_answers(answers: Mapping[int, Answer], unanswered: Iterable[int], *, today: date) -> dict[int, Answer]:
    """The answers by point, all or none: every point that waits, and no other, each with what its kind must say."""
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
    for number in asked:
        if number in answers:
            faults += _faults_of_answer(number, answers[number], today)
    if faults:
        raise InvalidMany(faults)
    return {number: _stripped(answers[number]) for number in asked}


def _stripped(answer: Answer) -> Answer:
    return Answer(AnswerKind(answer.kind), answer.words.strip(), answer.who.strip(), answer.by)


_MISSING: Final[Mapping[AnswerKind, str]] = {
    AnswerKind.ACT: "Point {number}: say what will be done. “{words}” does not say it.",
    AnswerKind.REFER: "Point {number}: say why somebody else must deal with it and what they were told. “{words}” does not say it.",
    AnswerKind.DISAGREE: "Point {number}: give the reasons and what they rest on. “{words}” is no reason.",
}


def _faults_of_answer(number: int, answer: Answer, today: date) -> Iterator[Invalid]:
    words, who, kind = answer.words.strip(), answer.who.strip(), AnswerKind(answer.kind)
    if fault := _fault(words, f"point {number}"):
        yield fault
    elif _count_letters(words) < FEWEST_LETTERS:
        yield Invalid(_MISSING[kind].format(number=number, words=words[:FEWEST_LETTERS]), place=f"point {number}")
    if kind is AnswerKind.DISAGREE and who:
        yield Invalid(f"Point {number}: where you disagree nobody acts. Leave this empty, or choose another answer.", place=f"who {number}")
    if kind is not AnswerKind.DISAGREE and not any(letter.isalpha() for letter in who):
        said = "who will do it" if kind is AnswerKind.ACT else "who must deal with it"
        yield Invalid(f"Point {number}: say {said}, by name or by post.", place=f"who {number}")
    if len(who) > MOST_IN_A_NAME:
        yield Invalid(f"Point {number}: this has {len(who):,} letters; at most {MOST_IN_A_NAME} are taken.", place=f"who {number}")
    if kind is AnswerKind.ACT and answer.by is None:
        yield Invalid(f"Point {number}: say by which day it will be done.", place=f"by {number}")
    if kind is AnswerKind.ACT and answer.by is not None and answer.by < today:
        yield Invalid(f"Point {number}: that day has passed. Give a day from today on.", place=f"by {number}")
    if kind is not AnswerKind.ACT and answer.by is not None:
        yield Invalid(f"Point {number}: only an act has a last day. Leave it empty, or choose “Act”.", place=f"by {number}")


def _count_letters(text: str) -> int:
    """Letters and figures of all different words."""
    return sum(map(len, set(re.findall(r"[^\W_]+", text.casefold()))))


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
