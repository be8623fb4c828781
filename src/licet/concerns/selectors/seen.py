"""What a raiser, a handler or a colleague sees of a concern."""

from dataclasses import dataclass, field
from datetime import date

from licet.concerns.domain import AnswerKind, Climb, Closing, Naming, Receipt, Standing, Status, Treated, Verdict
from licet.concerns.services.attaching import AttachmentSeen


@dataclass(frozen=True, slots=True)
class AnswerSeen:
    """One answer to one point: by whom, from which level; ``verdict`` once the raiser has said.

    ``who`` does it or must deal with it, ``promised_by`` is the last day of an act: empty and None in answers of earlier versions.
    ``done`` is what was said when it was done. ``waits`` to be done; ``overdue`` if its day has passed.
    """

    level: str
    day: date
    by: str
    kind: AnswerKind
    words: str
    who: str = ""
    promised_by: date | None = None
    verdict: Verdict | None = None
    done: "WordsSeen | None" = None
    waits: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class PointSeen:
    number: int
    text: str
    standing: Standing
    answers: tuple[AnswerSeen, ...]


@dataclass(frozen=True, slots=True)
class WordsSeen:
    """What was written besides answers: by the raiser (``by`` is empty) or by a handler."""

    day: date
    level: str
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class ExtensionSeen:
    day: date
    by: str
    days: int
    reason: str
    answer_by: date


@dataclass(frozen=True, slots=True)
class RungSeen:
    """A level with its days; ``reached`` is False for levels still above."""

    level: str
    title: str
    outside: bool
    reached: bool
    since: date | None = None
    acknowledge_by: date | None = None
    answer_by: date | None = None
    acknowledged_on: date | None = None
    answered_on: date | None = None
    left_on: date | None = None
    left_why: Climb | None = None
    overdue: bool = False
    extensions: tuple[ExtensionSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class NameStep:
    """A request to open a name, or its opening: who, when, why. The raiser sees every one."""

    day: date
    by: str
    reason: str
    opened: bool


@dataclass(frozen=True, slots=True)
class FollowUpAsked:
    """What the raiser is asked now; ``readers`` and ``not_read_by`` by their titles. ``nobody``: none who may read it is in office."""

    after_days: int
    readers: tuple[str, ...]
    not_read_by: tuple[str, ...]
    nobody: bool


@dataclass(frozen=True, slots=True)
class FollowUpSeen:
    """What the raiser said of how they were treated afterwards, for them and for the levels that read it (``readers``, by title).

    ``reply`` once somebody there said that they read it. ``waits``: a yes to which nobody has.
    """

    follow_up: str
    after_days: int
    day: date
    said: Treated
    words: str
    readers: tuple[str, ...]
    reply: WordsSeen | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """That a step was filed by its day: its commitment, and the way from it to the root in the log entry ``ref``."""

    day: date
    ref: str
    commitment: str
    index: int
    size: int
    path: tuple[str, ...]
    root: str


@dataclass(frozen=True, slots=True)
class ConcernSeen:
    """A concern, opened. ``may`` names what the one who looks can do now.

    For a raiser ``colleagues_code`` is what they may pass on; for a handler ``concern`` and ``revision`` are what their forms
    carry, and ``name`` is the raiser's where the handler may know it. ``follow_ups`` are those that whoever looks may read.
    """

    reference: str
    filed_on: date
    topics: tuple[str, ...]
    status: Status
    closing: Closing | None
    closed_on: date | None
    naming: Naming
    verified: bool
    points: tuple[PointSeen, ...]
    words: tuple[WordsSeen, ...]
    ladder: tuple[RungSeen, ...]
    co_signatures: int
    attachments: tuple[AttachmentSeen, ...]
    name_steps: tuple[NameStep, ...]
    may: frozenset[str]
    name: str = ""
    concern: str = ""
    revision: int = 0
    colleagues_code: Receipt | None = field(default=None, repr=False)
    follow_ups: tuple[FollowUpSeen, ...] = ()
    asked: FollowUpAsked | None = None
    proofs: tuple[Proof, ...] = ()

    @property
    def rung(self) -> RungSeen:
        """Where it stands."""
        return next(rung for rung in reversed(self.ladder) if rung.reached)

    @property
    def promised(self) -> tuple[PointSeen, ...]:
        """Points of which something was promised that is still to be done."""
        return tuple(point for point in self.points if any(answer.waits for answer in point.answers))
