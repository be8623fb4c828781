"""What is told of triggers and reviews. The public reads the question, who asked, the scope, the progress and the outcome.

A trigger that comes from a match of a party with a watchlist is internal, from when it is raised to when it is closed. The
review that takes it up names the licences that it suspends, so any word of the match would tell who is on their papers
(docs/decisions/0250).
"""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRaised(Event):
    """A fact was connected to what it touches. Stores made before December 2026 have this kind, with every count in clear.

    They have it for matches with a watchlist, too, whose ``about`` is empty. :class:`FactTriggerRaised` and
    :class:`MatchTriggerRaised` are recorded instead.
    """

    kind: ClassVar[str] = "reviews:trigger:raised"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"trigger_kind", "about", "due_on", "licences", "licences_unknown", "cases"})

    trigger_kind: str
    about: str
    due_on: str
    licences: int
    licences_unknown: int
    cases: int
    title: str
    scope: dict[str, Json]
    raised_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTriggerRaised(Event):
    """A fact other than a match was connected to what it touches. ``about`` is empty for a concern, which is never named.

    ``licences`` is None for fewer than ``fewest``. Applications that wait for a decision are not public, so their number stays
    sealed, as does the number of licences of which a sealed fact would have to be known.
    """

    kind: ClassVar[str] = "reviews:fact-trigger:raised"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"trigger_kind", "about", "due_on", "licences", "fewest"})

    trigger_kind: str
    about: str
    due_on: str
    licences: int | None
    fewest: int
    licences_counted: int
    licences_unknown: int
    cases: int
    title: str
    scope: dict[str, Json]
    raised_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchTriggerRaised(Event):
    """A party of live licences was found to be on a watchlist. ``licences`` counts them."""

    kind: ClassVar[str] = "reviews:match-trigger:raised"

    about: str
    due_on: str
    licences: int
    title: str
    raised_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerClimbed(Event):
    """Nobody took it up in time: it lies with the next level now."""

    kind: ClassVar[str] = "reviews:trigger:climbed"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"level", "due_on"})

    level: str
    due_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerClosed(Event):
    """It was taken up by ``review``, or dismissed with ``words``."""

    kind: ClassVar[str] = "reviews:trigger:closed"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"state", "review"})

    state: str
    review: str
    words: str
    closed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchTriggerClimbed(TriggerClimbed):
    """As :class:`TriggerClimbed`, of a match, and internal."""

    kind: ClassVar[str] = "reviews:match-trigger:climbed"
    is_public: ClassVar[bool] = False
    published: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchTriggerClosed(TriggerClosed):
    """As :class:`TriggerClosed`, of a match, and internal."""

    kind: ClassVar[str] = "reviews:match-trigger:closed"
    is_public: ClassVar[bool] = False
    published: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOpened(Event):
    """``sentence`` is the scope in English, with the number of licences that were named one by one.

    ``triggers`` are the public ones that it takes up. That it took up a match is told by :class:`MatchTriggerClosed` alone.
    """

    kind: ClassVar[str] = "reviews:review:opened"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"question", "commissioned_by", "commissioned_on", "scope", "sentence", "triggers"})

    question: str
    commissioned_by: str
    commissioned_on: str
    scope: dict[str, Json]
    sentence: str
    triggers: list[Json]
    named: list[Json]
    opened_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFrozen(Event):
    """The list of licences is fixed. ``unknown`` could not be told and are not in it."""

    kind: ClassVar[str] = "reviews:review:frozen"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"number", "scope", "sentence", "digest", "licences", "unknown"})

    number: int
    scope: dict[str, Json]
    sentence: str
    digest: str
    licences: int
    unknown: int
    frozen_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewUpdated(Event):
    """Progress, in the words that the public reads."""

    kind: ClassVar[str] = "reviews:review:updated"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"number", "words"})

    number: int
    words: str
    updated_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewApplied(Event):
    """What was signed was done: ``outcomes`` is outcome to number of licences."""

    kind: ClassVar[str] = "reviews:review:applied"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"number", "act", "digest", "outcomes", "departures"})

    number: int
    act: str
    digest: str
    outcomes: dict[str, Json]
    departures: list[Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewConcluded(Event):
    """Its answer. ``outcomes`` adds up all that it did."""

    kind: ClassVar[str] = "reviews:review:concluded"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"conclusion", "outcomes"})

    conclusion: str
    outcomes: dict[str, Json]
    concluded_by: str
