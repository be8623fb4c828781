"""The events of public facts."""

from typing import Any

from licet.evidence.events import (
    OfficialLineRecorded,
    OfficialLineRevised,
    OfficialLineWithdrawn,
    ProceedingRecorded,
    ProceedingRevised,
    ProceedingWithdrawn,
)
from licet.evidence.models import OfficialLineVersion, ProceedingVersion
from licet.kernel.instants import Instant
from licet.policy import public as policy


def proceeding_recorded(made: ProceedingVersion, now: Instant) -> ProceedingRecorded:
    return ProceedingRecorded(**_proceeding(made, now))


def proceeding_revised(made: ProceedingVersion, now: Instant) -> ProceedingRevised:
    return ProceedingRevised(**_proceeding(made, now), reason=made.reason)


def proceeding_withdrawn(made: ProceedingVersion, now: Instant) -> ProceedingWithdrawn:
    return ProceedingWithdrawn(**_proceeding(made, now), reason=made.reason)


def line_recorded(made: OfficialLineVersion, now: Instant) -> OfficialLineRecorded:
    return OfficialLineRecorded(**_line(made, now))


def line_revised(made: OfficialLineVersion, now: Instant) -> OfficialLineRevised:
    return OfficialLineRevised(**_line(made, now), reason=made.reason)


def line_withdrawn(made: OfficialLineVersion, now: Instant) -> OfficialLineWithdrawn:
    return OfficialLineWithdrawn(**_line(made, now), reason=made.reason)


def _proceeding(made: ProceedingVersion, now: Instant) -> dict[str, Any]:
    days = {name: str(known) if known else None for name, known in made.days.items()}
    return days | {
        "on": policy.today(now),
        "ref": made.proceeding.reference,
        "version": made.id,
        "number": made.number,
        "destination": made.destination,
        "proceeding": made.kind,
        "title": made.title,
        "court": made.court,
        "stage": made.stage,
        "asks": made.asks,
        "text": made.text,
        "by": made.made_by,
    }


def _line(made: OfficialLineVersion, now: Instant) -> dict[str, Any]:
    return {
        "on": policy.today(now),
        "ref": made.line.reference,
        "version": made.id,
        "number": made.number,
        "destination": made.destination,
        "topic": made.topic,
        "said_on": made.said_on.isoformat(),
        "said_by": made.said_by,
        "venue": made.venue,
        "words": made.words,
        "held": {name: value for name, value in made.held.items() if name != "versions"},
        "by": made.made_by,
    }
