"""Accepting by name what a *no clear risk* lacks of the full requirement: an author does it before, the concluder when concluding."""

from collections.abc import Collection

from django.db import transaction

from licet.assessments.domain import Warned
from licet.assessments.models import DraftRevision
from licet.assessments.selectors.access import latest_revision
from licet.assessments.selectors.covering import coverage_among
from licet.assessments.selectors.quoting import quoted
from licet.assessments.selectors.warning import Standing, warnings_of
from licet.assessments.services.drafting import StaleAssessment, assessment_to_change, save_revision
from licet.evidence import public as evidence
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, InvalidTransition
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.policy import public as policy


@transaction.atomic
def accept_shortfalls(*, actor: Actor, assessment: str, expected_revision: int, accepted: Collection[str], now: Instant) -> DraftRevision:
    """Accept warnings about a basis by their keys, as :func:`licet.assessments.public.before_concluding` gives them.

    Saved as a revision that changes no words. Whoever accepts is an author of the version and does not conclude it.
    Raises NotFound, StaleAssessment, InvalidTransition where nothing is drafted, Invalid for a key that is no such warning now.
    """
    row = assessment_to_change(actor=actor, assessment=assessment, permission=Permission.ASSESSMENT_EDIT)
    latest = latest_revision(row)
    if latest.number != expected_revision:
        raise StaleAssessment(mine=latest.to_domain(), latest=latest, reference=row.reference)
    if latest.version_number != row.drafting:
        raise InvalidTransition(f"Nothing was drafted since version {latest.version_number} was concluded.", place=row.reference)
    content = latest.to_domain()
    incidents = evidence.current_versions(destination=row.destination, conflict=row.conflict)
    standing = Standing(incidents, coverage_among(incidents, content), latest.saved_at)
    warnings = warnings_of(row.destination, content, quoted(content), standing)
    to_accept = {item.key: item for item in warnings if item.code is Warned.BASIS}
    if not accepted or not set(accepted) <= set(to_accept):
        raise Invalid("Accept warnings that the draft has now: read the draft again.", place="accepted")
    reason = f"Accepts what is missing: {' '.join(to_accept[key].place + '.' for key in sorted(accepted))}"
    event = save_revision(row, content, reason=reason, accepted=sorted(accepted), actor=actor, now=now)
    policy.record_events(actor=actor, events=[event], now=now)
    return latest_revision(row)
