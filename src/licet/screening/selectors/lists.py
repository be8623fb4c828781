"""Lists in force, and their names as the engine wants them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.screening.domain.changes import EntryKey
from licet.screening.domain.listed import PartyName, refuse_incomparable
from licet.screening.domain.matching import Corpus, Match, screen
from licet.screening.models import EntryName, ListEntry, ListVersion, VersionBroughtBack
from licet.screening.selectors.policy import authority_threshold

CORPORA_KEPT = 8


@dataclass(frozen=True, slots=True)
class ListInForce:
    """The version of one list that is in force. ``published_on`` is None where the publisher does not say."""

    id: str
    watchlist: str
    kind: str
    number: int
    published_on: date | None
    sha256: str
    parser_version: str
    entry_count: int
    name_count: int
    loaded_at: Instant
    loaded_by: str

    def frozen(self) -> dict[str, Any]:
        """What a run keeps of it."""
        facts = asdict(self)
        kept = {key: facts[key] for key in ("id", "watchlist", "number", "sha256")}
        return kept | {"published_on": self.published_on and self.published_on.isoformat()}


def lists_in_force() -> tuple[ListInForce, ...]:
    """Every list with the version in force, by name, in one query; empty if none was ever loaded."""
    return tuple(_in_force(row) for row in versions_in_force().select_related("watchlist").order_by("watchlist__name"))


def versions_in_force() -> QuerySet[ListVersion]:
    """Of each list the newest version, or the one that was brought back since that was loaded."""
    again = VersionBroughtBack.objects.filter(version__watchlist=OuterRef("watchlist"), after=Subquery(_newest_of("version__watchlist")))
    chosen = again.order_by("-number").values("version__number")[:1]
    return ListVersion.objects.filter(number=Coalesce(Subquery(chosen), Subquery(_newest_of("watchlist"))))


def _newest_of(path: str) -> QuerySet[ListVersion, Any]:
    """The highest number of the list at ``path`` of the outer query."""
    return ListVersion.objects.filter(watchlist=OuterRef(path)).order_by("-number").values("number")[:1]


def access_lists(*, actor: Actor) -> tuple[ListInForce, ...]:
    actor.require(Permission.HIT_READ)
    return lists_in_force()


def _in_force(row: ListVersion) -> ListInForce:
    return ListInForce(
        id=row.id,
        watchlist=row.watchlist.name,
        kind=row.watchlist.kind,
        number=row.number,
        published_on=row.published_on,
        sha256=row.sha256,
        parser_version=row.parser_version,
        entry_count=row.entry_count,
        name_count=row.name_count,
        loaded_at=row.loaded_at,
        loaded_by=row.loaded_by,
    )


@lru_cache(maxsize=CORPORA_KEPT)
def corpus(version_id: str) -> Corpus:
    """The names of one version. A version never changes, so each process reads it once."""
    rows = EntryName.objects.filter(entry__version_id=version_id).exclude(form="").select_related("entry")
    rows = rows.only(
        "name", "kind", "quality", "form", *(f"entry__{column}" for column in ("type", "country_codes", "born", "fingerprint"))
    )
    names = sorted(rows, key=lambda row: row.id)
    return Corpus(tuple(row.form for row in names), tuple(row.to_domain() for row in names))


@lru_cache(maxsize=CORPORA_KEPT)
def entry_keys(version_id: str) -> frozenset[EntryKey]:
    """The entries of one version, also of one that is no longer in force, as far as a comparison sees them."""
    rows = ListEntry.objects.filter(version=version_id).values_list("fingerprint", "country_codes")
    return frozenset((fingerprint, frozenset(codes)) for fingerprint, codes in rows)


def matches(parties: Sequence[PartyName], lists: Sequence[ListInForce], threshold: int) -> list[list[Match]]:
    """For each party its matches on all these lists, best first."""
    found: list[list[Match]] = [[] for _ in parties]
    for each in lists:
        for mine, more in zip(found, screen(parties, corpus(each.id), threshold), strict=True):
            mine.extend(more)
    return [sorted(mine, key=lambda match: (-match.score, match.listed.name_id)) for mine in found]


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer that is not recorded. ``lists`` empty: nothing was compared, so nothing is said."""

    lists: tuple[ListInForce, ...]
    matches: tuple[Match, ...]
    refs: dict[str, str]


def check_name(*, actor: Actor, party: PartyName, threshold: int | None = None) -> Checked:
    """Ask about one name without recording a run. ``refs`` gives "list: reference" of each matched entry."""
    actor.require(Permission.HIT_READ)
    refuse_incomparable([party])
    lists = lists_in_force()
    found = matches([party], lists, authority_threshold() if threshold is None else threshold)[0]
    rows = EntryName.objects.filter(id__in=[match.listed.name_id for match in found])
    refs = rows.values_list("id", "entry__version__watchlist__name", "entry__ref")
    return Checked(lists, tuple(found), {name: f"{watchlist}: {ref}" for name, watchlist, ref in refs})
