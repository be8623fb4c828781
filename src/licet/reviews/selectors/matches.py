"""Whose parties are compared with watchlists again and again, and which possible matches among them nobody has settled."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection
from django.db.models import Exists, OuterRef

from licet.casework import public as casework
from licet.casework.public import Case
from licet.kernel.actor import Actor
from licet.kernel.permission import Permission
from licet.licences.public import Licence
from licet.reviews.selectors.reach import LIVE
from licet.screening import public as screening
from licet.screening.public import OpenHit, UnsettledHit


class MatchedOn(StrEnum):
    """What the party of a possible match stands on."""

    LICENCE = "licences"
    CASE = "cases"


@dataclass(frozen=True, slots=True)
class Match:
    """A possible match with its case, and the licence that was granted on it where that is live."""

    hit: OpenHit
    case: str
    case_reference: str
    licence: str


@dataclass(frozen=True, slots=True)
class Matches:
    """``after`` is the cursor of the next page, None on the last."""

    rows: tuple[Match, ...]
    after: str | None


def of_pending_cases(versions: Collection[str]) -> set[str]:
    """Of these application versions, those of cases still worked on: what their parties match bars the gate."""
    worked_on = [item.value for item in casework.WORKED_ON]
    return set(Case.objects.filter(version__in=versions, status__in=worked_on).values_list("version", flat=True))


def of_live_licences(versions: Collection[str]) -> set[str]:
    """Of these application versions, those on which a licence was granted that is in force or suspended."""
    return set(Licence.objects.filter(case__version__in=versions, status__in=LIVE).values_list("case__version", flat=True))


def _select_subjects(kind: MatchedOn) -> Exists:
    """That the subject of a hit is the version of a pending case, or of the case of a live licence: a decided case gets no other."""
    if kind is MatchedOn.CASE:
        worked_on = [item.value for item in casework.WORKED_ON]
        return Exists(Case.objects.filter(version=OuterRef("subject_ref"), status__in=worked_on))
    return Exists(Licence.objects.filter(case__version=OuterRef("subject_ref"), status__in=LIVE))


def _write_placeholders(values: Collection[str]) -> str:
    return ", ".join(["%s"] * len(values))


def match_counts(*, actor: Actor) -> dict[MatchedOn, int]:
    """How many possible matches nobody has settled. One query; NotAllowed for whoever may not read hits or cases.

    It is written by hand because a subject is only a reference, along which Django joins nothing: with subqueries it takes twice as long.
    """
    actor.require(Permission.CASE_READ)
    actor.require(Permission.HIT_READ)
    worked_on = [item.value for item in casework.WORKED_ON]
    sql = f"""
        SELECT COUNT(*) FILTER (WHERE licence.status IN ({_write_placeholders(LIVE)})),
            COUNT(*) FILTER (WHERE pending.status IN ({_write_placeholders(worked_on)}))
        FROM {UnsettledHit._meta.db_table} unsettled
        LEFT JOIN {Case._meta.db_table} pending ON pending.version_id = unsettled.subject_ref
        LEFT JOIN {Licence._meta.db_table} licence ON licence.case_id = pending.id"""  # noqa: S608  (names of our own tables)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*LIVE, *worked_on])
        on_licences, on_cases = cursor.fetchone()
    return {MatchedOn.LICENCE: on_licences, MatchedOn.CASE: on_cases}


def open_matches(
    *, actor: Actor, on: Collection[MatchedOn] = tuple(MatchedOn), after: Mapping[MatchedOn, str] | None = None, limit: int = 25
) -> dict[MatchedOn, Matches]:
    """The oldest first, each kind from its own cursor on. A query for each kind and one for all their cases."""
    actor.require(Permission.CASE_READ)
    cursors = after or {}
    pages = {kind: screening.open_hits(actor=actor, subjects=_select_subjects(kind), after=cursors.get(kind), limit=limit) for kind in on}
    cases = _find_cases({hit.subject_ref for page in pages.values() for hit in page.rows})
    return {kind: Matches(tuple(Match(hit, *cases[hit.subject_ref]) for hit in page.rows), page.after) for kind, page in pages.items()}


def _find_cases(versions: Collection[str]) -> dict[str, tuple[str, str, str]]:
    """Case, its reference, and its licence's if it has one. A decided case gets no further version: its present one was granted."""
    rows = Case.objects.filter(version__in=versions).values_list("version", "pk", "reference", "licence__reference")
    return {version: (case, reference, licence or "") for version, case, reference, licence in rows}
