"""A case being told: what its story needs to know, and who handles it."""

from dataclasses import dataclass

from licet.casework.public import Case
from licet.demo.domain import Ending, Plan
from licet.demo.services.desk import Desk
from licet.demo.services.filing import exporter_of
from licet.demo.services.timeline import Pace
from licet.kernel.actor import Actor

OFFICERS = ("nora.tamsin", "idris.vell")
COUNTERSIGNERS = ("ruth.calder", "oskar.wenn")
SILENT = {Ending.NO_DEFENCE: "defence", Ending.ASKED: "defence", Ending.NO_DEVELOPMENT: "development"}


@dataclass
class Telling:
    """``m`` gives the moments of the story; ``officer`` is who handles the case now."""

    desk: Desk
    plan: Plan
    m: Pace
    officer: str
    countersigner: str

    @property
    def exporter(self) -> Actor:
        return self.desk[exporter_of(self.plan)]

    @property
    def case(self) -> Case:
        return self.desk.case(self.plan)

    @property
    def silent(self) -> str:
        """The department that has not answered when the story ends, if one has not."""
        return SILENT.get(self.plan.ending, "")
