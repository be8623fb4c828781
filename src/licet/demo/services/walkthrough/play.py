"""A walkthrough as it is played: its clock, its people, and each step with what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from licet.demo.domain import Plan
from licet.demo.services.desk import Desk
from licet.demo.services.stories import COUNTERSIGNERS, OFFICERS, Telling
from licet.kernel.errors import LicetError
from licet.kernel.event import Json
from licet.kernel.instants import Instant

type Found = tuple[Mapping[str, Json], Mapping[str, Json]]
"""Ids of what came into being, and what else is worth saying."""


@dataclass(frozen=True, slots=True)
class Step:
    """``refused`` are the words of a refusal; ``ok`` whether it came out as it should, and ``wrong`` how it did not."""

    step: str
    ok: bool
    ids: Mapping[str, Json] = field(default_factory=dict)
    found: Mapping[str, Json] = field(default_factory=dict)
    refused: str | None = None
    wrong: str = ""

    def to_json(self) -> dict[str, Json]:
        said: dict[str, Json] = {
            "step": self.step,
            "ok": self.ok,
            "ids": dict(self.ids),
            "found": dict(self.found),
            "refused": self.refused,
        }
        return said | ({"wrong": self.wrong} if self.wrong else {})


@dataclass
class Play:
    """``tell`` hears of each step at once. Every act is a second later than the one before."""

    began: Instant
    tell: Callable[[Step], None]
    steps: list[Step] = field(default_factory=list)
    desk: Desk = field(default_factory=lambda: Desk({}))
    stopped: int = 0
    _seconds: int = 0

    def now(self) -> Instant:
        self._seconds += 1
        return self.began + timedelta(seconds=self._seconds)

    def __call__(self, day: float) -> Instant:
        """As the pace of a story that is told at one go."""
        return self.now()

    def on(self, before: int) -> Instant:
        return self.now()

    def telling(self, plan: Plan) -> Telling:
        return Telling(self.desk, plan, self, OFFICERS[0], COUNTERSIGNERS[0])

    def do(self, step: str, act: Callable[[], Found]) -> None:
        """A step that must succeed."""
        try:
            ids, found = act()
        except Exception as error:
            self._add(Step(step, False, refused=str(error), wrong=f"It should have been done ({type(error).__name__})."))
        else:
            self._add(Step(step, True, ids, found))

    def refuse(self, step: str, act: Callable[[], object], words: str, ids: Mapping[str, Json] | None = None) -> None:
        """A step that must be refused, in a sentence that holds ``words``."""
        try:
            act()
        except LicetError as error:
            right = words in str(error)
            wrong = "" if right else f"It was refused for another reason than “{words}”."
            self._add(Step(step, right, ids or {}, refused=str(error), wrong=wrong))
        except Exception as error:
            self._add(Step(step, False, refused=str(error), wrong=f"It failed instead of being refused ({type(error).__name__})."))
        else:
            self._add(Step(step, False, ids or {}, wrong="It was not refused."))

    def _add(self, step: Step) -> None:
        self.steps.append(step)
        self.tell(step)


class Unexpected(LicetError):
    """Something came out otherwise than it should."""


def expect(right: bool, words: str) -> None:
    """Raise :class:`Unexpected` unless it is right."""
    if not right:
        raise Unexpected(words)
