"""What somebody still has on their desk: counted for the administrator who ends them, so that nothing is left lying."""

from dataclasses import dataclass

from licet.casework import public as casework
from licet.decisions.selectors.queue import count_acts_to_sign
from licet.kernel.actor import Actor
from licet.kernel.permission import Permission


@dataclass(frozen=True, slots=True)
class OpenWork:
    """``cases`` they are the officer of; ``acts`` of which they may give the next signature."""

    cases: int
    acts: int


def open_work_of(person: Actor, *, actor: Actor) -> OpenWork:
    """Figures alone: an administrator sees neither the cases nor the acts."""
    actor.require(Permission.USER_MANAGE)
    return OpenWork(cases=casework.count_open_cases_of(person.id), acts=count_acts_to_sign(actor=person))
