"""What the raiser does when coming back with the code. Nobody else can do any of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from licet.concerns import domain, sealing
from licet.concerns.database import atomic
from licet.concerns.domain import Climb, Receipt, Status, StepKind, Verdict
from licet.concerns.selectors import following_up, people, reading
from licet.concerns.selectors.opening import Opened, by_code, levels_able
from licet.concerns.selectors.seen import ConcernSeen
from licet.concerns.services import attaching
from licet.concerns.services.writing import apply, dated, write_step
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.event import Json

type Code = Receipt | str


def come_back(receipt: Code, today: date | None = None) -> ConcernSeen:
    """The concern as its raiser sees it. Looking leaves no trace. Raises NotFound for a code that opens nothing."""
    opened = by_code(receipt)
    given = receipt if isinstance(receipt, Receipt) else domain.parse_receipt(receipt)
    seen = reading.seen(opened, today=today)
    return replace(
        seen,
        may=reading.raiser_may(opened),
        name=opened.name,
        colleagues_code=sealing.colleagues_code(given),
        follow_ups=reading.follow_ups(opened, following_up.by_code(opened.row, given)),
        asked=reading.asked(opened, today),
    )


def attachment_of_raiser(receipt: Code, number: int) -> Iterator[bytes]:
    """An attachment again, for the raiser."""
    opened = by_code(receipt)
    found = opened.row.attachments.filter(number=number).first()
    if found is None:
        raise NotFound("attachment")
    return attaching.read_attachment(opened.key, found)


@atomic()
def give_verdicts(receipt: Code, verdicts: Mapping[int, Verdict | str], words: str = "", *, today: date) -> None:
    """Say of every answered point whether the answer answers it. One that does not takes the concern up by itself."""
    opened = by_code(receipt, lock=True)
    said = {number: _verdict(verdict) for number, verdict in verdicts.items()}
    day = dated(today)
    course = domain.judge(opened.course, said, opened.ladder, day=day, able=_able(opened, day))
    content: dict[str, Json] = {"verdicts": {str(number): verdict.value for number, verdict in said.items()}, "words": _optional(words)}
    step = write_step(opened.row, opened.key, StepKind.JUDGED, content, level=opened.course.rung.level, day=day)
    if course.status is not Status.ANSWERED:  # else it waits for what was promised
        kind = StepKind.CLOSED if course.status is Status.CLOSED else StepKind.CLIMBED
        why = course.closing.value if course.closing else Climb.CONTESTED.value
        step = write_step(opened.row, opened.key, kind, {"why": why}, level=opened.course.rung.level, day=day)
    apply(opened, course, day=day, step=step)


@atomic()
def add_words(receipt: Code, words: str, *, today: date) -> None:
    """Add something. It is kept beside the points and changes no clock."""
    opened = by_code(receipt, lock=True)
    content = {"words": domain.check_words(words, "words")}
    step = write_step(opened.row, opened.key, StepKind.ADDED, content, level=opened.course.rung.level, day=dated(today))
    opened.row.revision = step  # an answer written without them is not sent before they were read
    opened.row.save(update_fields=["revision"])


@atomic()
def escalate_as_of_right(receipt: Code, words: str = "", *, today: date) -> None:
    """Take it to the next level, without anybody's consent. Answers not yet judged count as contested."""
    opened = by_code(receipt, lock=True)
    day = dated(today)
    course = domain.climb_of_right(opened.course, opened.ladder, day=day, able=_able(opened, day))
    contested: dict[str, Json] = {str(number): Verdict.DOES_NOT.value for number in opened.course.unsettled}
    content: dict[str, Json] = {"why": Climb.OF_RIGHT.value, "verdicts": contested, "words": _optional(words)}
    step = write_step(opened.row, opened.key, StepKind.CLIMBED, content, level=opened.course.rung.level, day=day)
    apply(opened, course, day=day, step=step)


@atomic()
def withdraw(receipt: Code, words: str = "", *, today: date) -> None:
    """Take the concern back. What was written stays, and the figures count it."""
    opened = by_code(receipt, lock=True)
    day = dated(today)
    course = domain.withdraw(opened.course)
    step = write_step(opened.row, opened.key, StepKind.WITHDRAWN, {"words": _optional(words)}, level=opened.course.rung.level, day=day)
    apply(opened, course, day=day, step=step)


def _verdict(said: Verdict | str) -> Verdict:
    if said not in set(Verdict):
        raise Invalid("Say “answers” or “does not” of each answered point.", place="points")
    return Verdict(said)


def _able(opened: Opened, day: date) -> frozenset[str]:
    return levels_able(opened, people.handlers(day))


def _optional(words: str) -> str:
    return domain.check_words(words, "words") if words.strip() else ""
