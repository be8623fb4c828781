"""Whether the raiser was treated worse for it: said by them when they come back, read above the level that answered.

It is no answer to a point, opens no point again and moves no clock.
"""

import base64
import hashlib
from datetime import date, timedelta

from licet.concerns import domain, sealing
from licet.concerns.database import atomic
from licet.concerns.domain import Receipt, StepKind, Treated
from licet.concerns.models import ProtectionFollowUp
from licet.concerns.sealing import ContentKey, Part
from licet.concerns.selectors import following_up, people
from licet.concerns.selectors.opening import Opened, by_code, by_reader
from licet.concerns.selectors.reading import acted
from licet.concerns.services.filing import level_keys
from licet.concerns.services.writing import dated, write_step
from licet.kernel.actor import Actor
from licet.kernel.errors import InvalidTransition, NotFound
from licet.kernel.event import Json
from licet.platform.ids import new_id


@atomic()
def answer_follow_up(receipt: Receipt | str, said: Treated | str, words: str = "", *, today: date) -> None:
    """Say whether anyone treated the raiser worse. Kept under a key of its own, which the level that answered does not hold."""
    code = receipt if isinstance(receipt, Receipt) else domain.parse_receipt(receipt)
    opened = by_code(code, lock=True)
    treated, kept = domain.check_follow_up(said, words)
    row = _due(opened, today)
    key = sealing.new_content_key().only(Part.STEPS)
    told = {"said": treated.value, "words": kept}
    row.answer = sealing.seal_box(key, following_up.box_of(row, "answer"), told, block=following_up.WIDE)
    row.wraps = _wraps(row, key, domain.follow_up_readers(opened.course, opened.ladder), code, today)
    row.kept_from = b"".join(sorted(opened.key.tag(person) for person in acted(opened)))
    row.save(force_insert=True)
    # The step is opened by every level, so it holds the digest alone: what the batch commits to covers the words.
    content: dict[str, Json] = {"after_days": row.after_days, "sealed": hashlib.sha256(row.answer).hexdigest()}
    write_step(opened.row, opened.key, StepKind.FOLLOWED_UP, content, level=opened.course.rung.level, day=row.day)


@atomic()
def read_follow_up(*, actor: Actor, concern: str, follow_up: str, words: str, today: date) -> None:
    """Say that a yes was read, once, in words that the raiser sees when they come back. The concern stays as it is.

    ``follow_up`` is its id: closed anew, a concern is asked about again after the same number of days.
    """
    said = domain.check_words(words, "words")
    opened, levels = by_reader(actor, concern, lock=True), people.levels_of(actor)
    told = following_up.by_levels(opened.row, levels, opened.key.tag(actor.id))
    found = next((each for each in told if each.row.pk == follow_up), None)
    if found is None:
        raise NotFound("follow-up")
    if not found.waits:
        raise InvalidTransition("Nothing waits here: it is no yes, or somebody said already that they read it.")
    day = dated(today)
    reply = {"by": actor.id, "name": actor.name, "words": said}
    sealed = sealing.seal_box(found.key, following_up.box_of(found.row, "reply"), reply)
    content: dict[str, Json] = {"follow_up": found.row.pk, "sealed": base64.b64encode(sealed).decode()}
    level = next(each for each in following_up.readers(found.row) if each in levels)
    write_step(opened.row, opened.key, StepKind.FOLLOW_UP_READ, content, level=level, day=day)
    ProtectionFollowUp.objects.filter(pk=found.row.pk).update(read_on=day)


def _due(opened: Opened, today: date) -> ProtectionFollowUp:
    """A row for the follow-up that is due. Under the lock, so that two tabs do not both say it."""
    closed_on = opened.row.closed_on
    after = opened.follow_up_due(today)
    if after is None or closed_on is None:
        raise InvalidTransition("Nothing is asked of you now: it was answered already, or its day has not come.")
    due_on = closed_on + timedelta(days=after)
    return ProtectionFollowUp(id=new_id(), concern=opened.row, after_days=after, due_on=due_on, day=dated(today))


def _wraps(row: ProtectionFollowUp, key: ContentKey, readers: tuple[str, ...], code: Receipt, today: date) -> bytes:
    keys = level_keys(today)
    wraps = {level: sealing.wrap_for_level(key, concern=row.pk, level=level, public=keys[level]) for level in readers}
    wraps[following_up.CODE] = sealing.wrap_for_code(key, code, concern=row.pk, use=following_up.USE)
    return following_up.written(wraps)
