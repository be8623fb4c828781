"""Opening a name that only the first handler may know: two people, each with a reason that the raiser reads."""

from datetime import date

from licet.concerns import domain
from licet.concerns.database import atomic
from licet.concerns.domain import Naming, StepKind
from licet.concerns.models import Step
from licet.concerns.selectors.opening import Opened, by_handler
from licet.concerns.services.writing import dated, read_step, write_step
from licet.kernel.actor import Actor
from licet.kernel.errors import InvalidTransition, Refused


@atomic()
def ask_for_name(*, actor: Actor, concern: str, reason: str, today: date) -> None:
    """A handler of a further level asks that the name be opened to that level."""
    said = domain.check_words(reason, "reason")
    opened = by_handler(actor, concern, lock=True, acting=True)
    if opened.row.naming != Naming.HANDLER or name_is_open(opened):
        raise InvalidTransition("There is no name here that would have to be opened.")
    if asked(opened):
        raise InvalidTransition("The name was asked for at this level already; somebody else must agree.")
    _write(opened, StepKind.NAME_ASKED, actor, said, today)


@atomic()
def agree_to_open_name(*, actor: Actor, concern: str, reason: str, today: date) -> None:
    """A second person who handles the concern agrees, with a reason of their own. The raiser sees both."""
    said = domain.check_words(reason, "reason")
    opened = by_handler(actor, concern, lock=True)
    request = asked(opened)
    if request is None:
        raise InvalidTransition("Nobody asked for the name at this level.")
    if asked_by(opened, request, actor):
        raise Refused("Whoever asks for a name cannot agree to it: a second person must.")
    _write(opened, StepKind.NAME_OPENED, actor, said, today)


def name_is_open(opened: Opened) -> bool:
    """Whether handlers at the present level may read the name: always where it is given; at the first level; where two opened it."""
    if opened.row.naming == Naming.NAMED:
        return True
    at_first = opened.course.rung.level == opened.course.rungs[0].level
    return opened.row.naming == Naming.HANDLER and (at_first or _steps(opened, StepKind.NAME_OPENED) is not None)


def asked(opened: Opened) -> Step | None:
    """The request at the present level that nobody has agreed to."""
    return None if _steps(opened, StepKind.NAME_OPENED) else _steps(opened, StepKind.NAME_ASKED)


def asked_by(opened: Opened, request: Step, actor: Actor) -> bool:
    return read_step(opened.key, request)["by"] == actor.id


def _steps(opened: Opened, kind: StepKind) -> Step | None:
    return opened.row.steps.filter(kind=kind.value, level=opened.course.rung.level).first()


def _write(opened: Opened, kind: StepKind, actor: Actor, reason: str, today: date) -> None:
    content = {"by": actor.id, "name": actor.name, "reason": reason}
    write_step(opened.row, opened.key, kind, content, level=opened.course.rung.level, day=dated(today))
