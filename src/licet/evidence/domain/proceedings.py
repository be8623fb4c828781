"""Proceedings of courts, and what the authority has said in public: facts with their days."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from licet.kernel.days import KnownDay
from licet.kernel.errors import Invalid, InvalidMany

LONGEST_TITLE: Final = 200
LONGEST_TEXT: Final = 8_000
LONGEST_LINE: Final = 4_000
_TOPIC = re.compile(r"(destination:[A-Z]{2}|(case|assessment|review):[A-Z]{2}-[A-Z]{1,4} \d{4}/\d{6,})")


class ProceedingKind(StrEnum):
    ARREST_WARRANT = "arrest warrant"
    COURT_ORDER = "court order"
    PROVISIONAL_MEASURES = "provisional measures"
    UNDERTAKING = "undertaking to a court"
    ADVISORY_OPINION = "advisory opinion"
    JUDGMENT = "judgment"
    INVESTIGATION = "investigation"


class Stage(StrEnum):
    """How far it has come; follows from the days that are recorded."""

    SOUGHT = "sought"
    ISSUED = "issued"
    REFUSED = "refused"


class Asks(StrEnum):
    """What it asks of the authority, in the view of who recorded it."""

    NOTHING = "nothing yet"
    REVIEW = "a review"
    HOLD = "a hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingDraft:
    """``spans`` are quotes that it stands on, if documents hold any."""

    destination: str
    kind: ProceedingKind
    title: str
    court: str
    text: str
    sought_on: KnownDay | None = None
    issued_on: KnownDay | None = None
    refused_on: KnownDay | None = None
    asks: Asks = Asks.NOTHING
    spans: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage:
        if self.issued_on:
            return Stage.ISSUED
        return Stage.REFUSED if self.refused_on else Stage.SOUGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialLineDraft:
    """Words that the authority used in public. ``said_by`` is an office, ``venue`` where; ``topic`` what it was about."""

    destination: str
    topic: str
    said_on: date
    said_by: str
    venue: str
    words: str

    def move_to(self, destination: str) -> "OfficialLineDraft":
        """The same words under another destination; a topic that names the old one follows."""
        topic = f"destination:{destination}" if self.topic == f"destination:{self.destination}" else self.topic
        return replace(self, destination=destination, topic=topic)


def topics_of_line(destination: str, topic: str) -> tuple[str, ...]:
    """What concerns may be about that whoever publishes a line should know of; none while its destination is not chosen.

    >>> topics_of_line("QM", "review:XA-REV 2031/000001")
    ('destination:QM', 'review:XA-REV 2031/000001')
    """
    return tuple(dict.fromkeys(name for name in (f"destination:{destination}", topic) if name)) if destination else ()


def check_proceeding(draft: ProceedingDraft, *, today: date) -> None:
    """Raises :class:`InvalidMany` with every fault, each naming its field."""
    _refuse(
        [
            *_filled(("title", draft.title, LONGEST_TITLE), ("court", draft.court, LONGEST_TITLE), ("text", draft.text, LONGEST_TEXT)),
            *_days(draft, today),
            *([Invalid("Cite each quote once.", place="spans")] if len(set(draft.spans)) < len(draft.spans) else []),
        ]
    )


def check_line(draft: OfficialLineDraft, *, today: date, speakers: Collection[str]) -> None:
    """Raises :class:`InvalidMany` with every fault, each naming its field. ``speakers`` are the offices that speak for the authority."""
    faults = list(
        _filled(("said_by", draft.said_by, LONGEST_TITLE), ("venue", draft.venue, LONGEST_TITLE), ("words", draft.words, LONGEST_LINE))
    )
    if not _TOPIC.fullmatch(draft.topic):
        faults.append(
            Invalid("Name the topic as in “destination:QM”, “case:XA-IND 2031/000001”, “assessment:…” or “review:…”.", place="topic")
        )
    if draft.said_by and draft.said_by not in speakers:
        faults.append(
            Invalid(
                f"“{draft.said_by}” does not speak for the authority: {', '.join(speakers)} do. "
                "What another state or a party said is evidence: take in the document and quote it in an incident.",
                place="said_by",
            )
        )
    if draft.said_on > today:
        faults.append(Invalid(f"The words cannot have been said after today, {today}.", place="said_on"))
    _refuse(faults)


def _days(draft: ProceedingDraft, today: date) -> Iterator[Invalid]:
    known = (("sought_on", draft.sought_on), ("issued_on", draft.issued_on), ("refused_on", draft.refused_on))
    if not any(on for _, on in known):
        yield Invalid("Give the day on which it was sought, issued or refused.", place="sought_on")
    if draft.issued_on and draft.refused_on:
        yield Invalid("It was issued or refused, not both: record what was refused as a proceeding of its own.", place="refused_on")
    for name, on in known:
        if on and on.first > today:
            yield Invalid(f"The day cannot lie after today, {today}.", place=name)
        if on and draft.sought_on and on.last < draft.sought_on.first:
            yield Invalid(f"{on} is before the day on which it was sought, {draft.sought_on}.", place=name)


def _filled(*fields: tuple[str, str, int]) -> Iterator[Invalid]:
    for name, value, most in fields:
        if not value.strip():
            yield Invalid("This cannot be empty.", place=name)
        elif len(value) > most:
            yield Invalid(f"Write {most:,} characters at most.", place=name)


def _refuse(faults: list[Invalid]) -> None:
    if faults:
        raise InvalidMany(faults)
