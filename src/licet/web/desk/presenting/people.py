"""Parties, and what screening found of them, with why (open hits bar the gate)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.casework.public import CaseDetail
from licet.policy import public as policy
from licet.screening import public as screening
from licet.screening.public import HitState, HitView
from licet.web.components.filters import day, listed
from licet.web.desk.presenting import words

STATES = {HitState.OPEN: "missing", HitState.CONFIRMED: "barred", HitState.CLEARED: "open"}


def state_word(state: HitState) -> str:
    return {HitState.OPEN: _("possible match"), HitState.CONFIRMED: _("same person"), HitState.CLEARED: _("not the same")}[state]


def outcome_words(value: str) -> str:
    return {
        screening.Outcome.SAME: _("It is the same"),
        screening.Outcome.NOT_SAME: _("It is not the same"),
        screening.Outcome.CANNOT_TELL: _("Cannot tell: it stays open"),
    }[screening.Outcome(value)]


@dataclass(frozen=True, slots=True)
class HitCard:
    href: str
    kind: str
    word: str
    matched: str
    listed_as: str
    score: str
    why: tuple[str, ...]
    facts: list[dict[str, str]]
    found: str
    found_by: str
    found_at: datetime | None


@dataclass(frozen=True, slots=True)
class PartyCard:
    name: str
    rows: list[dict[str, str]]
    hits: tuple[HitCard, ...]


def parties(detail: CaseDetail, hits: Sequence[HitView], names: Mapping[str, str]) -> tuple[PartyCard, ...]:
    """Each party with its hits. A hit whose party is not named any more cannot be: runs are of this version."""
    return tuple(
        PartyCard(
            name=item.name,
            rows=[
                _row(_("Role"), words.role(item.role)),
                _row(_("Address"), item.address),
                _row(_("Country"), policy.destination_name(item.country)),
                *([_row(_("Class of end user (exporter)"), words.end_user(item.end_user_class))] if item.end_user_class else []),
            ],
            hits=tuple(
                hit_card(detail.case.pk, hit, names)
                for hit in hits
                if (hit.party.name, hit.party.country, hit.party.address) == (item.name, item.country, item.address)
            ),
        )
        for item in detail.draft.parties
    )


def hit_card(case: str, hit: HitView, names: Mapping[str, str]) -> HitCard:
    found = hit.adjudication
    return HitCard(
        href=reverse("desk:hit", args=[case, hit.id]),
        kind=STATES[hit.state],
        word=state_word(hit.state),
        matched=hit.matched_name,
        listed_as=_("%(list)s, version %(version)s, entry %(ref)s")
        % {"list": hit.watchlist, "version": hit.list_version, "ref": hit.entry_ref},
        score=screening.hundredths(hit.score),
        why=tuple(screening.in_words(hit.explanation)),
        facts=_facts(hit),
        found=f"{outcome_words(found.outcome)}. {found.reasons}" if found else "",
        found_by=names.get(found.by, found.by) if found else "",
        found_at=found.at if found else None,
    )


def _facts(hit: HitView) -> list[dict[str, str]]:
    rows = [
        _row(_("Name on the list"), hit.entry_name),
        _row(_("Name that was matched"), f"{hit.matched_name} ({hit.matched_kind})"),
        _row(_("Type"), hit.entry_type),
        _row(_("Countries"), listed(policy.destination_name(code) for code in hit.countries) or _("not said")),
        _row(_("Programme"), hit.programme or _("not said")),
    ]
    return [*rows, _row(_("Remarks"), hit.remarks)] if hit.remarks else rows


def _row(key: str, value: str) -> dict[str, str]:
    return {"key": key, "value": value, "href": "", "action": ""}


def lists_words(lists: Sequence[screening.ListUsed]) -> str:
    return listed(f"{item.watchlist}, {_('version')} {item.number}" for item in lists)


def run_words(standing: screening.Standing) -> list[dict[str, str]]:
    """What the parties were screened against, or that they were not: said aloud."""
    if standing.run is None:
        return [{"kind": "missing", "words": _("The parties of this version were never screened.")}]
    if not standing.lists:
        return [{"kind": "missing", "words": _("They were screened when no list was loaded: that is no screening.")}]
    facts = {"day": day(standing.screened_at), "lists": lists_words(standing.lists)}
    said = [{"kind": "open", "word": _("screened"), "words": _("Screened on %(day)s against %(lists)s.") % facts}]
    if standing.compared_at != standing.screened_at:
        facts = {"day": day(standing.compared_at), "lists": lists_words(standing.compared_lists)}
        words = _("Compared again on %(day)s with %(lists)s: the same matches.") % facts
        said.append({"kind": "open", "word": _("compared"), "words": words})
    if standing.lists_left_out:
        left = _("Left out, though policy asks for them: %(lists)s.") % {"lists": listed(standing.lists_left_out)}
        said.append({"kind": "missing", "words": left})
    return said
