"""Possible matches as rows of a list: who is like whom, how much and why, and on which licence or case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.policy import public as policy
from licet.reviews.public import Match
from licet.screening import public as screening
from licet.screening.public import ListInForce
from licet.web.components.filters import day, listed


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class MatchRow:
    """``on`` is the licence and the case, or the case alone."""

    party: str
    href: str
    country: str
    matched: str
    listed_as: str
    score: str
    why: tuple[str, ...]
    on: tuple[Link, ...]
    since: datetime
    looked_at: bool


def match(item: Match) -> MatchRow:
    hit = item.hit
    licence = [Link(item.licence, reverse("desk:licence", args=[item.licence]))] if item.licence else []
    return MatchRow(
        party=hit.party.name,
        href=reverse("desk:hit", args=[item.case, hit.id]),
        country=policy.destination_name(hit.party.country) if hit.party.country else "",
        matched=hit.matched_name,
        listed_as=_("%(list)s, version %(version)s, entry %(ref)s")
        % {"list": hit.watchlist, "version": hit.list_version, "ref": hit.entry_ref},
        score=screening.hundredths(hit.explanation.score),
        why=tuple(screening.in_words(hit.explanation, brief=True)),
        on=(*licence, Link(item.case_reference, reverse("desk:case", args=[item.case]))),
        since=hit.since,
        looked_at=hit.looked_at,
    )


def in_force(lists: Sequence[ListInForce]) -> str:
    """The lists in force, each with its version and since when it is loaded; empty if none is."""
    said = _("%(list)s, version %(version)s, loaded on %(day)s")
    return listed(said % {"list": each.watchlist, "version": each.number, "day": day(each.loaded_at)} for each in lists)
