"""Put an earlier version of a list in force again: the way back from a file that should not have been loaded."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, MissingReasons, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.visible_text import read_visible_text
from licet.platform.ids import new_id
from licet.platform.locking import take_turn
from licet.policy.public import record_events, today
from licet.screening.events import VersionInForceAgain
from licet.screening.models import ListVersion, VersionBroughtBack
from licet.screening.selectors.lists import versions_in_force


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """``number`` is in force now; before it was ``replaced``."""

    watchlist: str
    number: int
    replaced: int


@transaction.atomic
def bring_back(*, actor: Actor, watchlist: str, number: int, reasons: str, now: Instant) -> BroughtBack:
    """The next file that is loaded replaces it as any other version. Leads. Raises NotFound, MissingReasons or Conflict."""
    actor.require(Permission.LIST_LOAD)
    words = read_visible_text(reasons, what="the reasons", place="reasons", many_lines=True)
    if not words:
        raise MissingReasons("Say why the version in force is not the right one.", place="reasons")
    take_turn(f"screening:list:{watchlist}")
    versions = ListVersion.objects.filter(watchlist__name=watchlist)
    version = versions.filter(number=number).first()
    if version is None:
        raise NotFound("version of a list", named=f"{watchlist} {number}")
    replaced = versions_in_force().values_list("number", flat=True).get(watchlist=version.watchlist_id)
    if replaced == number:
        raise Conflict(f"Version {number} of “{watchlist}” is in force already.", place="version")
    newest = versions.aggregate(number=Max("number"))["number"]
    row = VersionBroughtBack(
        id=new_id(),
        number=VersionBroughtBack.objects.filter(version__watchlist=version.watchlist_id).count() + 1,
        version=version,
        after=newest,
        reasons=words,
        brought_back_at=now,
        brought_back_by=actor.id,
    )
    VersionBroughtBack.objects.bulk_create([row])
    event = VersionInForceAgain(
        on=today(now), ref=version.id, watchlist=watchlist, number=number, replaced=replaced, reasons=words, by=actor.id
    )
    record_events(actor=actor, events=[event], now=now)
    return BroughtBack(watchlist, number, replaced)
