"""A departure that waits for the minister: what is asked, in full, before anything else is opened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.assessments.public import ConclusionFacts
from licet.decisions.public import Act
from licet.kernel.scope import Scope
from licet.policy import public as policy
from licet.web.components.filters import day, listed
from licet.web.desk.presenting import concluded
from licet.web.desk.presenting.signed import assessed
from licet_verify import canonical


@dataclass(frozen=True, slots=True)
class Asked:
    """``conclusions`` are what is departed from: the assessment, what it concludes and what that stands on."""

    reference: str
    href: str
    title: str
    sentence: str
    rows: tuple[dict[str, str], ...]
    conclusions: tuple[dict[str, str], ...]


def versions_in(waiting: Iterable[Act]) -> set[str]:
    """The assessment versions that these departures are made from."""
    bodies: Iterable[Any] = (canonical.loads(act.signed_part) for act in waiting)
    return {item["version"] for body in bodies for item in assessed.named(body)}


def asked(act: Act, after_cutoff: Mapping[str, int]) -> Asked:
    """From the act itself, and from how many incidents happened after the cut-off of each assessment version: no query."""
    given = act.subject
    rows = (
        (_("Expires on"), day(date.fromisoformat(given["expires_on"]))),
        (_("Legal basis"), given["legal_basis"]),
        (_("Reasons"), given["reasons"]),
        (_("What the public is told"), given["publication"]),
    )
    return Asked(
        reference=act.reference,
        href=reverse("desk:act", args=[act.reference]),
        title=_("Departure from criteria %(codes)s") % {"codes": listed(given["criteria"])},
        sentence=Scope.from_json(given["scope"]).sentence(policy.destination_names()),
        rows=tuple({"key": key, "value": value} for key, value in rows),
        conclusions=_conclusions(canonical.loads(act.signed_part), after_cutoff),
    )


def _conclusions(body: Any, after_cutoff: Mapping[str, int]) -> tuple[dict[str, str], ...]:
    if not assessed.named(body):
        return ()
    rows = [{"key": key, "value": value} for key, value in assessed.rows(body)]
    return (*rows, *({"key": _("Not considered"), "value": words} for words in assessed.outside(body, after_cutoff)))


def conclusion_items(found: tuple[ConclusionFacts, ...], today: date) -> list[dict[str, str]]:
    """The conclusions that a departure being written would be made from, for the gate's list."""
    return [
        {
            "kind": concluded.FINDING_KIND[item.stands_as],
            "words": _("%(finding)s — %(said)s") % {"finding": concluded.finding(item.stands_as), "said": concluded.said(item)},
            "note": concluded.stands_on(item, today),
            "href": concluded.href(item),
        }
        for item in found
    ]
