"""What screening tells. Names of parties and listed people are never published."""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLoaded(Event):
    """A version of a watchlist came into force. ``ref`` is the version's id; ``published_on`` an ISO day, or None.

    Stores made before December 2026 have this kind. The digest and the counts of a list that anybody can download name the list
    and its version, although ``watchlist`` is sealed.
    """

    kind: ClassVar[str] = "screening:list:loaded"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"sha256", "published_on", "entry_count", "name_count", "parser_version"})

    watchlist: str
    number: int
    published_on: str | None
    sha256: str
    parser_version: str
    entry_count: int
    name_count: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVersionLoaded(ListLoaded):
    """As :class:`ListLoaded`, but internal: on what day which list came into force would tell why a licence was
    suspended soon after (docs/decisions/0250)."""

    kind: ClassVar[str] = "screening:list-version:loaded"
    is_public: ClassVar[bool] = False
    published: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionInForceAgain(Event):
    """An earlier version of a watchlist was put in force again. ``ref`` is the version's id; ``replaced`` the number that was in force."""

    kind: ClassVar[str] = "screening:list-version:brought-back"

    watchlist: str
    number: int
    replaced: int
    reasons: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartiesScreened(Event):
    """``ref`` is the run's id. ``lists`` are the SHA-256 of the versions used: nothing else of a run is published."""

    kind: ClassVar[str] = "screening:parties:screened"
    published: ClassVar[frozenset[str]] = frozenset({"lists"})

    subject: str
    lists: list[str]
    parties: int
    hits: int
    open_hits: int
    threshold: int
    rule_version: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HitAdjudicated(Event):
    """``ref`` is the adjudication's id; everything is sealed. ``reasons_sha256`` is over the reasons in UTF-8."""

    kind: ClassVar[str] = "screening:hit:adjudicated"

    subject: str
    hit: str
    version: int
    outcome: str
    reasons_sha256: str
    by: str
