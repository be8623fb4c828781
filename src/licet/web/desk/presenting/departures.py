"""A departure that waits for the minister: what is asked, in full, before anything else is opened (pages.md)."""

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
    """``risks`` are the clear risks departed from: the assessment, what it concludes and what that stands on."""

    reference: str
    href: str
    title: str
    sentence: str
    rows: tuple[dict[str, str], ...]
    risks: tuple[dict[str, str], ...]


def asked(act: Act) -> Asked:
    """From the act itself: no query."""
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
        risks=_risks(canonical.loads(act.signed_part)),
    )


def _risks(body: Any) -> tuple[dict[str, str], ...]:
    if not assessed.named(body):
        return ()
    return tuple({"key": key, "value": value} for key, value in assessed.rows(body))


def risk_items(risks: tuple[ConclusionFacts, ...], today: date) -> list[dict[str, str]]:
    """The clear risks that a departure being written would be made from, for the gate's list."""
    return [
        {
            "kind": "barred",
            "words": _("%(finding)s — %(said)s") % {"finding": concluded.finding(item.finding), "said": concluded.said(item)},
            "note": concluded.stands_on(item, today),
            "href": concluded.href(item),
        }
        for item in risks
    ]
