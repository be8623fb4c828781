"""What a handler does: acknowledge, put off with a reason, write, and answer every point at once."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from licet.concerns import domain
from licet.concerns.database import atomic
from licet.concerns.domain import Answer, Course, StepKind
from licet.concerns.selectors.opening import Opened, by_handler
from licet.concerns.services import attaching
from licet.concerns.services.writing import apply, check_revision, dated, write_step
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.event import Json


def acknowledge(*, actor: Actor, concern: str, today: date, words: str = "") -> None:
    """Tell the raiser that it was read. The clock for the answer goes on."""

    def act(opened: Opened, day: date) -> tuple[Course, dict[str, Json]]:
        return domain.acknowledge(opened.course, day), {"words": words.strip()}

    _do(actor, concern, today, StepKind.ACKNOWLEDGED, act)


def extend(*, actor: Actor, concern: str, days: int, reason: str, today: date, revision: int | None = None) -> date:
    """Put the answer off by some working days, by name and with a reason that the raiser reads. Returns the new last day."""
    said = domain.check_words(reason, "reason")

    def act(opened: Opened, day: date) -> tuple[Course, dict[str, Json]]:
        course = domain.extend(opened.course, opened.ladder, days)
        return course, {"days": days, "reason": said, "answer_by": course.rung.answer_by.isoformat()}

    return _do(actor, concern, today, StepKind.EXTENDED, act, revision).rung.answer_by


def answer(*, actor: Actor, concern: str, answers: Mapping[int, Answer], today: date, revision: int | None = None) -> None:
    """Answer every point that waits, all or none: act, refer, or disagree with reasons."""

    def act(opened: Opened, day: date) -> tuple[Course, dict[str, Json]]:
        checked = domain.check_answers(answers, opened.course.unanswered, today=today)
        content: dict[str, Json] = {str(number): _written(each) for number, each in checked.items()}
        return domain.answer(opened.course, checked, day), {"answers": content}

    _do(actor, concern, today, StepKind.ANSWERED, act, revision)


def _written(answer: Answer) -> dict[str, Json]:
    said: dict[str, Json] = {"kind": answer.kind.value, "words": answer.words, "who": answer.who}
    return said | ({"by": answer.by.isoformat()} if answer.by else {})


def say_done(*, actor: Actor, concern: str, point: int, words: str, today: date, revision: int | None = None) -> None:
    """Say that what was promised of a point was done, and what came of it. The raiser reads it and judges the point again.

    By whoever may handle the concern at a level that it reached: the level that made the promise, or one above.
    """
    said = domain.check_words(words, "words")

    def act(opened: Opened, day: date) -> tuple[Course, dict[str, Json]]:
        return domain.say_done(opened.course, point, day), {"point": point, "words": said}

    _do(actor, concern, today, StepKind.DONE, act, revision, here=False)


@atomic()
def write_to_raiser(*, actor: Actor, concern: str, words: str, today: date) -> None:
    """Ask the raiser something, or tell them. It answers no point and stops no clock."""
    said = domain.check_words(words, "words")
    opened = by_handler(actor, concern, lock=True, acting=True)
    content = {"by": actor.id, "name": actor.name, "words": said}
    write_step(opened.row, opened.key, StepKind.WROTE, content, level=opened.course.rung.level, day=dated(today))


def attachment_for_handler(*, actor: Actor, concern: str, number: int) -> Iterator[bytes]:
    """An attachment, for somebody who may handle the concern."""
    opened = by_handler(actor, concern)
    found = opened.row.attachments.filter(number=number).first()
    if found is None:
        raise NotFound("attachment")
    return attaching.read_attachment(opened.key, found)


@atomic()
def _do(
    actor: Actor,
    concern: str,
    today: date,
    kind: StepKind,
    act: Callable[[Opened, date], tuple[Course, dict[str, Json]]],
    revision: int | None = None,
    *,
    here: bool = True,
) -> Course:
    """One act of a handler: found, allowed, current; then the step and the course that follows. ``here``: at its present level only."""
    opened = by_handler(actor, concern, lock=True, acting=here)
    check_revision(opened.row, revision)
    day = dated(today)
    course, content = act(opened, day)
    said = {"by": actor.id, "name": actor.name} | content
    step = write_step(opened.row, opened.key, kind, said, level=opened.course.rung.level, day=day)
    apply(opened, course, day=day, step=step)
    return course
