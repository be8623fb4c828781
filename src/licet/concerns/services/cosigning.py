"""Colleagues sign too: the count is visible, the names are not."""

from dataclasses import dataclass

from licet.concerns.database import atomic
from licet.concerns.domain import Receipt, Status
from licet.concerns.models import Concern, CoSignature
from licet.concerns.sealing import ContentKey
from licet.concerns.selectors.opening import by_colleagues_code
from licet.concerns.selectors.reading import points_of
from licet.kernel.actor import Actor
from licet.kernel.errors import InvalidTransition, NotAllowed
from licet.platform.ids import new_id


@dataclass(frozen=True, slots=True)
class ToCoSign:
    """What a colleague reads before signing: the points and topics, which nobody can change."""

    reference: str
    topics: tuple[str, ...]
    points: tuple[str, ...]
    co_signatures: int
    signed: bool


def read_to_co_sign(code: Receipt | str, *, actor: Actor | None = None) -> ToCoSign:
    """The points, for a colleague who holds the colleagues' code. Raises NotFound for any other code."""
    row, key = by_colleagues_code(code)
    return _seen(row, key, actor)


@atomic()
def co_sign(code: Receipt | str, *, actor: Actor) -> ToCoSign:
    """Sign too. Each official counts once; signing again changes nothing. No day is kept, and no name."""
    row, key = by_colleagues_code(code)
    if actor.department is None:
        raise NotAllowed("Only an official of the authority can sign a colleague's concern.")
    if row.status == Status.CLOSED:
        raise InvalidTransition("This concern is closed; nobody can sign it now.")
    tag = key.tag(actor.id)
    CoSignature.objects.bulk_create([CoSignature(id=new_id(), concern=row, tag=tag)], ignore_conflicts=True)  # two clicks count once
    return _seen(row, key, actor)


def _seen(row: Concern, key: ContentKey, actor: Actor | None) -> ToCoSign:
    return ToCoSign(
        reference=row.notice,
        topics=tuple(row.topics.order_by("topic").values_list("topic", flat=True)),
        points=tuple(points_of(key, list(row.points.order_by("number")))),
        co_signatures=row.co_signatures.count(),
        signed=actor is not None and row.co_signatures.filter(tag=key.tag(actor.id)).exists(),
    )
