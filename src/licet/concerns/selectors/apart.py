"""Concerns opened each for itself: one that cannot be opened keeps nobody from any other, and is shown and counted."""

from collections.abc import Iterable
from dataclasses import dataclass

from licet.concerns import sealing
from licet.concerns.domain import Status
from licet.concerns.models import Concern, LevelKey
from licet.concerns.sealing import CannotOpen, Part
from licet.concerns.selectors.opening import PARTS, Opened, box_of, by_system, key_by_level
from licet.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Broken:
    """A concern that nobody can open now: damaged, or sealed to a key that this process does not hold. ``why`` says what to do."""

    concern: str
    reference: str
    level: str
    topics: tuple[str, ...]
    why: str


def open_each(rows: Iterable[Concern]) -> tuple[list[Opened], list[Broken]]:
    """Those that open as far as a list needs it, their key and their parties, and those that do not."""
    opened, shut = list[Opened](), list[Broken]()
    for row in rows:
        try:
            one = by_system(row)
            one.require_whole()
        except CannotOpen as error:
            shut.append(broken(row, error))
        else:
            opened.append(one)
    return opened, shut


def broken(row: Concern, error: CannotOpen) -> Broken:
    return Broken(row.pk, row.notice, row.level, tuple(sorted(topic.topic for topic in row.topics.all())), str(error))


def cannot_be_opened() -> list[Broken]:
    """Of the concerns that have not ended. Time does nothing for them, and nobody is told of them, until they open again."""
    rows = Concern.objects.exclude(status=Status.CLOSED.value).order_by("pk").prefetch_related(*PARTS)
    return open_each(rows)[1]


def key_fits() -> bool | None:
    """Whether LICET_CONCERNS_KEY is the key of this procedure, tried on one sealed concern; None where nothing was sealed yet."""
    levels = list(LevelKey.objects.all())
    one = Concern.objects.order_by("pk").prefetch_related("wraps").first()
    if not levels and one is None:
        return None
    try:
        if any(sealing.level_public_bytes(kept.level) != bytes(kept.public) for kept in levels):
            return False
        if one is not None:
            sealing.open_box(key_by_level(one), box_of(one, Part.PARTIES, "parties"), one.parties)
    except Refused:
        return False
    return True
