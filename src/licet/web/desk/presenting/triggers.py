"""Triggers in words, with their ladder."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.policy import public as policy
from licet.reviews.public import CauseGone, Trigger, TriggerKind, TriggerState, sentence_of
from licet.web.components.filters import day

CAUSE_PAGES = {TriggerKind.PROCEEDING: "desk:proceeding", TriggerKind.INCIDENT: "desk:incident"}


def trigger(item: Trigger, today: date, gone: CauseGone | None = None) -> dict[str, Any]:
    """``gone`` is what became of its cause, where that no longer counts."""
    level = policy.pack().trigger_levels[item.level]
    overdue = item.state == TriggerState.OPEN and item.due_on < today
    return {
        "reference": item.reference,
        "href": reverse("desk:trigger", args=[item.reference]),
        "kind": trigger_kind(item.kind),
        "title": item.title,
        "sentence": sentence_of(item.to_scope(), item.named),
        "raised_on": item.raised_on,
        "due_on": item.due_on,
        "level": level.title,
        "overdue": overdue,
        "state": trigger_state(item.state),
        "state_kind": "barred" if overdue else {"open": "missing", "taken": "open", "dismissed": "held"}[item.state],
        "open": item.state == TriggerState.OPEN,
        "licences": item.licences,
        "licences_unknown": item.licences_unknown,
        "cases": item.cases,
        "cases_unknown": item.cases_unknown,
        "words": item.closing_words,
        "review": item.review.reference if item.review else "",
        "named": item.named,
        "gone": cause_gone(gone) if gone else "",
        "about": item.about,
        "about_href": reverse(CAUSE_PAGES[TriggerKind(item.kind)], args=[item.about]) if item.kind in CAUSE_PAGES else "",
    }


def cause_gone(gone: CauseGone) -> str:
    """“XA-PRO 2031/000001, which raised this, was withdrawn on 12 May 2031: another person was meant.”"""
    told = {"about": gone.about, "day": day(gone.on), "why": gone.reason}
    if gone.moved_to:
        told["place"] = policy.destination_name(gone.moved_to)
        return _("%(about)s, which raised this, was moved to %(place)s on %(day)s: %(why)s") % told
    return _("%(about)s, which raised this, was withdrawn on %(day)s: %(why)s") % told


def trigger_kind(value: str) -> str:
    return {
        TriggerKind.CONCLUSION: _("conclusion of an assessment"),
        TriggerKind.HIT: _("confirmed match with a watchlist"),
        TriggerKind.PROCEEDING: _("proceeding"),
        TriggerKind.INCIDENT: _("incident"),
        TriggerKind.EXPIRED: _("evidence that is too old"),
        TriggerKind.CONCERN: _("concern answered with “act”"),
        TriggerKind.BY_HAND: _("raised by hand"),
    }[TriggerKind(value)]


def trigger_state(value: str) -> str:
    return {TriggerState.OPEN: _("open"), TriggerState.TAKEN: _("taken up"), TriggerState.DISMISSED: _("dismissed")}[TriggerState(value)]
