"""A concern as somebody sees it who may handle it."""

from dataclasses import replace
from datetime import date

from licet.concerns.domain import Naming, Status
from licet.concerns.selectors import following_up, people, reading
from licet.concerns.selectors.opening import Opened, by_reader
from licet.concerns.selectors.seen import ConcernSeen
from licet.concerns.services import opening_names
from licet.kernel.actor import Actor


def access_concern(*, actor: Actor, concern: str, today: date | None = None) -> ConcernSeen:
    """Open a concern. Raises NotFound for anybody who may not: absent, forbidden, named and involved look the same.

    A level that it never reached, and that reads a yes, sees points, answers and words; no files, and a name only if it was given to all.
    """
    opened, levels = by_reader(actor, concern), people.levels_of(actor)
    seen = replace(
        reading.seen(opened, today=today),
        concern=opened.row.pk,
        revision=opened.row.revision,
        follow_ups=reading.follow_ups(opened, following_up.by_levels(opened.row, levels, opened.key.tag(actor.id))),
    )
    if not opened.reached(levels):
        return replace(seen, attachments=(), name_steps=(), name=opened.name if opened.row.naming == Naming.NAMED else "")
    return replace(seen, may=_may(opened, actor), name=opened.name if opening_names.name_is_open(opened) else "")


def _may(opened: Opened, actor: Actor) -> frozenset[str]:
    """``acknowledge``, ``extend``, ``answer``, ``say done``, ``write``, ``ask for name``, ``agree to name``."""
    course, rung = opened.course, opened.course.rung
    may = set[str]()
    here = rung.level in people.levels_of(actor)
    if here and course.status is Status.OPEN:
        may.add("answer")
        if rung.acknowledged_on is None:
            may.add("acknowledge")
        if rung.extended < opened.ladder.rules.extension_days:
            may.add("extend")
    if course.open_promises:
        may.add("say done")
    if here:
        may.add("write")
    if opened.row.naming == Naming.HANDLER and not opening_names.name_is_open(opened):
        request = opening_names.asked(opened)
        if request is None and here:
            may.add("ask for name")
        elif request is not None and not opening_names.asked_by(opened, request, actor):
            may.add("agree to name")
    return frozenset(may)
