"""Holds and departures as the board shows them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.decisions.public import Departure, DepartureFacts, Hold
from licet.kernel.scope import Scope
from licet.policy import public as policy
from licet.web.components.filters import day, listed
from licet.web.desk.presenting import words


def hold_row(item: Hold) -> dict[str, Any]:
    scope = Scope.from_json(item.scope)
    return {
        "reference": item.reference,
        "href": reverse("desk:hold", args=[item.reference]),
        "kind": words.hold_kind(item.kind),
        "title": item.title,
        "sentence": scope.sentence(policy.destination_names()),
        "text": scope.to_text() or _("(every line)"),
        "placed_on": item.placed_on,
        "lifted_on": item.lifted_on,
        "legal_basis": item.legal_basis,
        "reasons": item.reasons,
        "placed_act": item.placed_act.reference,
        "lifted_act": item.lifted_act.reference if item.lifted_act else "",
    }


def departure_choices(departures: Iterable[DepartureFacts]) -> list[tuple[str, str]]:
    """For a form that names one: each with its scope and its last day."""
    said = _("%(reference)s: %(sentence)s Until %(day)s.")
    names = policy.destination_names()
    facts = ({"reference": item.reference, "sentence": item.scope.sentence(names), "day": day(item.expires_on)} for item in departures)
    return [(item["reference"], said % item) for item in facts]


def departure_row(item: Departure) -> dict[str, Any]:
    return {
        "reference": item.reference,
        "href": reverse("desk:departure", args=[item.reference]),
        "criteria": listed(item.criteria),
        "sentence": Scope.from_json(item.scope).sentence(policy.destination_names()),
        "made_on": item.made_on,
        "expires_on": item.expires_on,
        "legal_basis": item.legal_basis,
        "reasons": item.reasons,
        "publication": item.publication,
        "act": item.act.reference,
        "conclusions": listed(each["about"] for each in item.conclusions or ()),
    }
