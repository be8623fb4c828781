"""Opening a concern: by the raiser's code, by the colleagues' code, or by a level's key for a handler who may."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import QuerySet, prefetch_related_objects

from licet.concerns import domain, sealing
from licet.concerns.domain import Course, Ladder, Naming, Parties, Receipt, Standing, Status
from licet.concerns.models import Concern, Point, Rung, Wrap
from licet.concerns.sealing import Box, CannotOpen, ContentKey, Part
from licet.concerns.selectors import following_up, people
from licet.kernel.actor import Actor
from licet.kernel.errors import InvalidTransition, NotFound
from licet.platform.locking import locked

PARTS = ("wraps", "topics", "points", "rungs", "co_signatures", "follow_ups")
"""What a concern is opened from: one query each, for one concern or for a list."""

RAISER, COLLEAGUES = "code", "colleagues"
# What a code that finds nothing is tried on, so that it costs the work of one that does.
_NOTHING = bytes(12 + 6 * 32 + 16)


@dataclass(frozen=True, slots=True)
class Opened:
    """A concern with the key to it, as it stands."""

    row: Concern
    key: ContentKey = field(repr=False)
    course: Course
    ladder: Ladder
    topics: tuple[str, ...]

    @property
    def parties(self) -> Parties:
        """Who never handles it: named, raiser, and whoever took part."""
        return self.parties_with(people.involved(self.topics))

    def parties_with(self, involved: frozenset[str]) -> Parties:
        """The same, where the caller asked for many at once who took part."""
        return replace(self.named, involved=involved)

    @property
    def named(self) -> Parties:
        """Who is named in it, and its raiser where that is known: without asking who took part."""
        kept = sealing.open_box(self.key, box_of(self.row, Part.PARTIES, "parties"), self.row.parties)
        return Parties(frozenset(kept["complained_of"]), kept["raiser"])

    def require_whole(self) -> None:
        """Raises CannotOpen where it cannot be known who must not handle it, or the pack lost its level: then nobody does."""
        sealing.open_box(self.key, box_of(self.row, Part.PARTIES, "parties"), self.row.parties)
        level = self.course.rung.level
        if level not in {each.id for each in self.ladder.rules.levels}:
            raise CannotOpen(f"This concern stands at the level “{level}”, which the pack in force does not have. Put the level back.")

    def reached(self, levels: Collection[str]) -> bool:
        """Whether it stood at one of these levels."""
        return any(rung.level in levels for rung in self.course.rungs)

    def follow_up_due(self, today: date) -> int | None:
        """Days after closing of what the raiser is asked now."""
        closings = ((row.after_days, row.due_on - timedelta(days=row.after_days)) for row in self.row.follow_ups.all())
        answered = {after for after, closed_on in closings if closed_on == self.row.closed_on}
        return domain.follow_up_due(self.row.closed_on, self.ladder.rules.follow_up_days, answered, today)

    @property
    def name(self) -> str:
        if self.row.naming == Naming.NOBODY or self.row.name is None:
            return ""
        return str(sealing.open_box(self.key, box_of(self.row, Part.NAME, "name"), self.row.name)["name"])


def box_of(row: Concern, part: Part, column: str) -> Box:
    return Box(part, "concern", column, row.pk)


def by_code(code: Receipt | str, *, lock: bool = False) -> Opened:
    """The raiser's way in. A code that is wrong, and one that never was, cost and say the same: :class:`NotFound`."""
    receipt = code if isinstance(code, Receipt) else domain.parse_receipt(code)
    row, key = _try(receipt, RAISER)
    if row is None or key is None:
        raise NotFound("concern for this code")
    return _opened(_locked(row) if lock else row, key)


def by_colleagues_code(code: Receipt | str) -> tuple[Concern, ContentKey]:
    """What a colleague who signs too may open: the points, and the key under which they count once."""
    receipt = code if isinstance(code, Receipt) else domain.parse_receipt(code)
    row, key = _try(receipt, COLLEAGUES, Part.POINTS, Part.COSIGNATURES)
    if row is None or key is None:
        raise NotFound("concern for this code")
    return row, key


def by_handler(actor: Actor, concern: str, *, lock: bool = False, acting: bool = False) -> Opened:
    """A handler's way in: somebody who answers at a level it reached and is not involved; else :class:`NotFound`.

    ``acting``: only at the level where it stands now.
    """
    opened = _found(actor, concern, lock, Opened.reached)
    if acting and opened.course.rung.level not in people.levels_of(actor):
        raise InvalidTransition("This concern has gone on to the next level: it is answered there.")
    return opened


def by_reader(actor: Actor, concern: str, *, lock: bool = False) -> Opened:
    """As :func:`by_handler`, and for whoever answers at a level to which a yes is sealed: that they were treated worse."""

    def sees(opened: Opened, levels: frozenset[str]) -> bool:
        return opened.reached(levels) or following_up.reads_a_yes(opened.row, levels, opened.key.tag(actor.id))

    return _found(actor, concern, lock, sees)


def _found(actor: Actor, concern: str, lock: bool, sees: Callable[[Opened, frozenset[str]], bool]) -> Opened:
    levels = people.levels_of(actor)
    row = Concern.objects.filter(pk=concern).first() if levels else None
    if row is None:
        raise NotFound("concern")
    if lock:
        row = _locked(row)
    opened = _opened(row, key_by_level(row))
    if not sees(opened, levels) or not may_handle(opened, actor):
        raise NotFound("concern")
    return opened


def may_handle(opened: Opened, actor: Actor, *, took_part: bool | None = None) -> bool:
    """Whether somebody who answers at its level may. ``took_part`` where the caller knows it of the actor already."""
    if took_part is None:
        return bool(able_among(opened, {actor.id}))
    return not took_part and bool(_not_in(opened, opened.named, {actor.id}))


def able_among(opened: Opened, users: Collection[str], *, involved: frozenset[str] | None = None) -> frozenset[str]:
    """Of these people, those neither named, nor involved, nor the raiser, nor among who signed it too."""
    return _not_in(opened, _parties(opened, involved), users)


def levels_able(opened: Opened, answering: Mapping[str, frozenset[str]], *, involved: frozenset[str] | None = None) -> frozenset[str]:
    """Levels at which somebody may handle it; one whose only handler signed it too is passed over like one that is involved."""
    parties = _parties(opened, involved)
    return frozenset(level for level, users in answering.items() if _not_in(opened, parties, users))


def _parties(opened: Opened, involved: frozenset[str] | None) -> Parties:
    return opened.parties if involved is None else opened.parties_with(involved)


def _not_in(opened: Opened, parties: Parties, users: Collection[str]) -> frozenset[str]:
    signed_too = {bytes(each.tag) for each in opened.row.co_signatures.all()}
    return frozenset(user for user in users if parties.may_handle(user) and opened.key.tag(user) not in signed_too)


def by_system(row: Concern, *, lock: bool = False) -> Opened:
    """For what falls due: nobody looks at the words."""
    row = _locked(row) if lock else row
    return _opened(row, key_by_level(row))


def key_by_level(row: Concern) -> ContentKey:
    """The content key by the key of the level where it stands; by another level's, if policy made a level after the filing."""
    wraps = {wrap.whom.removeprefix("level:"): wrap for wrap in row.wraps.all() if wrap.whom.startswith("level:")}
    if not wraps:
        raise CannotOpen("The sealed keys of this concern are missing. Restore the database of the procedure from a backup.")
    level = row.level if row.level in wraps else min(wraps)
    return sealing.open_with_level(wraps[level].sealed, concern=row.pk, level=level)


def open_concerns() -> QuerySet[Concern, Concern]:
    """Those that wait for an answer."""
    return Concern.objects.filter(status=Status.OPEN.value)


def _try(receipt: Receipt, use: str, *parts: Part) -> tuple[Concern | None, ContentKey | None]:
    wrap = Wrap.objects.select_related("concern").filter(concern__lookup=receipt.lookup, whom=use).first()
    concern, sealed = (wrap.concern.pk, wrap.sealed) if wrap else ("nothing", _NOTHING)
    key = sealing.open_with_code(sealed, receipt, concern=concern, use=use, parts=parts)
    return (wrap.concern if wrap else None), key


def _locked(row: Concern) -> Concern:
    return locked(Concern.objects.filter(pk=row.pk)).get()


def _opened(row: Concern, key: ContentKey) -> Opened:
    prefetch_related_objects([row], *PARTS)
    return Opened(row, key, course_of(row), people.ladder(), tuple(sorted(topic.topic for topic in row.topics.all())))


def course_of(row: Concern) -> Course:
    """The course as it is kept."""
    points = {point.number: Standing(point.standing) for point in sorted(row.points.all(), key=_number)}
    rungs = tuple(rung.to_domain() for rung in sorted(row.rungs.all(), key=_number))
    promises = {point.number: domain.Promise(point.promised_by, point.done_on) for point in row.points.all() if point.promised_by}
    return Course(Status(row.status), points, rungs, domain.Closing(row.closing) if row.closing else None, promises)


def _number(row: Point | Rung) -> int:
    return row.number
