"""The open concerns that signers must know of, found by what an act or a case is about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from licet.decisions import domain
from licet.decisions.models import Act, Hold
from licet.decisions.selectors.gate import AtGate
from licet.decisions.selectors.signed_part import assessed_in
from licet.kernel.errors import Refused
from licet.kernel.scope import Scope
from licet_verify import canonical


def concerns_about(act: Act) -> domain.Shown:
    """Open concerns about what the act is about, to the day. If they cannot be read nobody may sign."""
    return open_concerns(topics(act))


def concerns_at(at: AtGate) -> domain.Shown:
    """The same for a case at the gate, before anything is put up for signature."""
    countries = {party.country for line in at.facts.lines for party in line.countries}
    assessments = {item.assessment for item in at.used()}
    return open_concerns(_topics(f"case:{at.facts.reference}", countries, assessments))


def open_concerns(about: Sequence[str]) -> domain.Shown:
    """Open concerns about these topics, such as “destination:QM”. Refused where they cannot be read: then nobody acts unaware."""
    adapter: domain.OpenConcerns = import_string(settings.LICET_OPEN_CONCERNS)()
    try:
        return adapter.about(about)
    except (OSError, RuntimeError) as error:
        raise Refused(f"Open concerns cannot be read, so nobody can sign now ({error}). Try again later.") from error


def topics(act: Act) -> tuple[str, ...]:
    """What concerns may be about: the case or the act, its destinations, the assessments it stands on, its review, its licences.

    What leads to those licences is asked about, too: by the adapter, for decisions know no way from a licence to its case.
    """
    body: Any = canonical.loads(act.signed_part)
    first = f"case:{act.case.reference}" if act.case else f"act:{act.reference}"
    review = (f"review:{body['review']}",) if "review" in body else ()
    licences = [item["reference"] for item in body.get("licences", ())]
    if "published" in body:  # a correction or an exclusion
        licences += filter(None, [body["published"]["licence"]])
    assessments = {item["assessment"] for item in assessed_in(body)}
    return (*_topics(first, _destinations(act, body), assessments), *review, *(f"licence:{reference}" for reference in licences))


def _topics(first: str, countries: Iterable[str], assessments: Iterable[str]) -> tuple[str, ...]:
    destinations = (f"destination:{code}" for code in sorted(countries))
    return (first, *destinations, *(f"assessment:{reference}" for reference in sorted(assessments)))


def _destinations(act: Act, body: Mapping[str, Any]) -> set[str]:
    """The countries of a case's parties; of other acts those that their scope names, or that of the hold they lift, and of the
    licences they change.
    """
    if act.case:
        return {part.rpartition(":")[2] for part in act.case.country_key.strip("/").split("/") if part}
    scope = body.get("scope") or body.get("frozen", {}).get("scope")
    if "hold" in body:
        scope = Hold.objects.values_list("scope", flat=True).get(reference=body["hold"])
    named = {value.rpartition(":")[2] for value in Scope.from_json(scope).destination} if scope else set()
    return named | set(body.get("countries", ()))
