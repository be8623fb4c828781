"""Opening the assessment of a destination and conflict: there is one, and it is kept in versions."""

import re

from django.db import transaction

from licet.assessments import domain
from licet.assessments.models import Assessment
from licet.assessments.services.drafting import save_revision
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.visible_text import read_visible_text
from licet.platform.ids import new_id
from licet.platform.locking import take_turn
from licet.platform.references import next_references
from licet.policy import public as policy

_SLUG = re.compile(r"(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*")


@transaction.atomic
def open_assessment(*, actor: Actor, destination: str, conflict: str, title: str, now: Instant) -> Assessment:
    """Raises Conflict where there is one already: it goes on in its next version."""
    actor.require(Permission.ASSESSMENT_EDIT)
    policy.destination(destination)
    if not _SLUG.fullmatch(conflict):
        raise Invalid("A conflict is named by small letters, figures and hyphens, such as “sarra-valley”.", place="conflict")
    words = read_visible_text(title, what="the title", place="title")
    if not words or len(words) > domain.LONGEST_NAME:
        raise Invalid(f"Give it a title of one line, up to {domain.LONGEST_NAME} letters.", place="title")
    take_turn(f"assessments:open:{destination}:{conflict}")
    known = Assessment.objects.filter(destination=destination, conflict=conflict).first()
    if known is not None:
        raise Conflict(f"{known.reference} assesses this conflict already: write its next version.", place="conflict")
    row = Assessment(
        id=new_id(),
        reference=str(next_references(authority=policy.pack().prefix, kind="ASM", year=policy.today(now).year)[0]),
        destination=destination,
        conflict=conflict,
        title=words,
        revision=0,
        drafting=1,
        opened_at=now,
        opened_by=actor.id,
        changed_at=now,
        changed_by=actor.id,
    )
    Assessment.objects.bulk_create([row])
    event = save_revision(row, domain.VersionDraft(), reason="Opened.", actor=actor, now=now)
    policy.record_events(actor=actor, events=[event], now=now)
    return row
