"""Triggers in words, with their ladder."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.policy import public as policy
from licet.reviews.public import Trigger, TriggerKind, TriggerState, sentence_of


def trigger(item: Trigger, today: date) -> dict[str, Any]:
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
    }


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
