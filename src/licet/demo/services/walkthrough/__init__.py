"""The walkthrough: the main job from end to end, what must be refused, and the record in a stranger's hands."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from licet.demo.domain import EXPORTERS, PERSONS
from licet.demo.services.founding import found
from licet.demo.services.walkthrough.changing import Changing
from licet.demo.services.walkthrough.grant import Main
from licet.demo.services.walkthrough.outside import Outside, damages
from licet.demo.services.walkthrough.play import Found, Play, Step
from licet.demo.services.walkthrough.record import check_code, import_values, in_register, suspend_many
from licet.demo.services.walkthrough.suspending import Suspending
from licet.kernel.errors import Refused
from licet.kernel.event import Json
from licet.ledger import public as ledger
from licet.platform import clock
from licet.platform.environment import only_where_pretending
from licet.policy import public as policy

__all__ = ["Step", "walkthrough"]

BEFORE = timedelta(days=90)
"""So long before the walkthrough its people took office: concerns that were raised before today need somebody to answer them."""


def walkthrough(licences_csv: Path | None, documents: Path | None, progress: Callable[[Step], None]) -> list[dict[str, Json]]:
    """Play the main job in the present store, which must be empty; each step as JSON, in order.

    ``progress`` hears of each step at once. Every step has ``ok``: whether it came out as it should, a refusal included.
    ``documents``, a file in the tagged format, is what makes the facts change; without it, the twenty licences are suspended by
    an act of their own. Raises Refused in production and for a store with a record.
    """
    only_where_pretending("The walkthrough")
    if ledger.has_record():
        raise Refused("The walkthrough needs an empty store: this one holds a record already.")
    play = Play(clock.now(), progress)
    play.do("authority set up", lambda: _found(play))
    if licences_csv is not None:
        play.do("published values imported", lambda: import_values(play, licences_csv))
    Main(play).run()
    play.do("licence in the register", lambda: in_register(play))
    play.do("check code confirmed", lambda: check_code(play))
    if documents is None:
        play.do("twenty licences suspended in one act", lambda: suspend_many(play))
    else:
        changing = Changing(play, documents)
        changing.run()
        Suspending(play, changing).run()
    with TemporaryDirectory(prefix="licet-walkthrough-") as folder:
        _from_outside(Outside(play, Path(folder)))
    return [step.to_json() for step in play.steps]


def _found(play: Play) -> Found:
    play.desk.actors = found(play.now() - BEFORE)
    return {"authority": policy.pack().info.version, "log": ledger.verifier_key().name}, {
        "people": len(PERSONS),
        "exporters": len(EXPORTERS),
    }


def _from_outside(outside: Outside) -> None:
    outside.play.do("log verified by a separate program", outside.whole)
    outside.play.do("decision record verified by it", outside.record)
    for step, change, words in damages(ledger.size()):
        outside.damage(step, change, words)
