"""What is said of an application: which trade, how long ago, how far it came, and what departments found that is not routine.

Days are working days before the last one of the demonstration. What is not said here is routine: the exporter applies,
the officer takes the case, it is rated, departments find no bar, two people sign.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SUSPENDED_AT: Final = 120
HELD_AT: Final = 118
REINSTATED_AT: Final = 60
DEPARTED_AT: Final = 58
REVOKED_AT: Final = 33


class Ending(StrEnum):
    """How far a case came. What is decided follows from ratings and findings, line by line."""

    DECIDED = "decided"
    SUBMITTED = "nobody took it"
    UNRATED = "not rated"
    ASKED = "waits for the exporter"
    NO_DEFENCE = "waits for Defence"
    NO_DEVELOPMENT = "waits for Development"
    FOUND = "all was found, nothing proposed"
    OPEN_HIT = "a possible match is open"
    REFERRED = "lies with the minister"
    PROPOSED = "waits for the decider"
    SIGNED = "waits for the last signature"
    VOID = "a signature fell"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A finding that is not routine, by ``department`` ("" for each that is asked) on ``line`` (0 for all)."""

    criterion: str
    finding: str
    words: str
    department: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``marks`` are turns that the case took; ``said`` what departments found that is not routine; ``question`` an enquiry."""

    key: str
    trade: str
    start: int
    ending: Ending = Ending.DECIDED
    scale: int = 100
    marks: frozenset[str] = frozenset()
    said: tuple[Said, ...] = ()
    question: str = ""
    consignee: str = ""
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """An application that was not sent: ``parts`` of it are filled in, in the order of the portal's task list."""

    trade: str
    start: int
    parts: int
