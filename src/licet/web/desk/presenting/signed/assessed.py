"""Central assessments as they stand in what is signed: versions, evidence cut-off, coverage, and the texts that were read."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from licet.assessments.public import ConclusionFinding, Coverage
from licet.kernel.scope import Scope
from licet.policy import public as policy
from licet.web.components.filters import day
from licet.web.desk.presenting import concluded

type Body = Mapping[str, Any]


def named(body: Body) -> list[Body]:
    """The versions that a signed part names; none where it says *no central assessment*."""
    said = body.get("assessment")
    return said if isinstance(said, list) else []


def title(item: Body) -> str:
    facts = {"destination": policy.destination_name(item["destination"]), "number": item["number"], "reference": item["assessment"]}
    return _("%(destination)s assessment v%(number)s, %(reference)s") % facts


def rows(body: Body) -> list[tuple[str, str]]:
    """For each version what it concludes of which scope, and what that stands on. Ages stand in the envelope, not here."""
    if not named(body):
        return [(_("Assessment"), _("no central assessment"))]
    return [(title(item), f"{_conclusions(item)} {_stands_on(item)}") for item in named(body)]


def _conclusions(item: Body) -> str:
    names = policy.destination_names()
    return " ".join(_conclusion(each, names) for each in item["conclusions"])


def _conclusion(each: Body, names: Mapping[str, str]) -> str:
    """With what it lacks of the full requirement, where two people accepted that."""
    said = f"{concluded.finding(ConclusionFinding(each['finding'])).capitalize()}: {Scope.from_json(each['scope']).sentence(names)}"
    return f"{said} ({concluded.short_of(each['short_of'])})" if each.get("short_of") else said


def outside(body: Body, counts: Mapping[str, int]) -> list[str]:
    """For signers: how many incidents happened after the cut-off of each version that is quoted; ``counts`` by version."""
    return [f"{title(item)}: {concluded.after_cutoff(counts[item['version']])}" for item in named(body) if counts.get(item["version"])]


def _stands_on(item: Body) -> str:
    until = _("Evidence to %(day)s") % {"day": day(date.fromisoformat(item["evidence_until"]))}
    counted = item["coverage"]
    found = Coverage(counted["registered"], counted["triaged"], counted["assessed"], tuple(counted["undetermined"].items()))
    return f"{until} · {concluded.coverage(found)}."


def texts(body: Body, read: Callable[[Any], str]) -> list[tuple[str, str]]:
    """Each version's whole text, as it was read."""
    return [(_("%(title)s, as it was read") % {"title": title(item)}, read(item["text"])) for item in named(body)]
