"""Saving a draft: each save is a revision with author and reason, and nothing is written over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from licet.assessments import domain
from licet.assessments.domain import Quoted, VersionDraft
from licet.assessments.events import VersionDrafted
from licet.assessments.models import Assessment, DraftRevision
from licet.assessments.selectors.access import latest_revision, visible_assessments
from licet.assessments.selectors.citing import finding_of_another_version
from licet.assessments.selectors.quoting import quoted
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, InvalidMany, MissingReasons, NotFound
from licet.kernel.event import Json
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.visible_text import compose_texts
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.policy import public as policy
from licet_verify import canonical

LONGEST_REASON = 2_000


class StaleAssessment(Conflict):
    """Somebody saved the draft meanwhile: ``mine`` was not written, ``theirs`` stands under ``revision``."""

    def __init__(self, *, mine: VersionDraft, latest: DraftRevision, reference: str) -> None:
        super().__init__(
            f"Somebody saved this draft since you opened it (revision {latest.number}). Compare both, then save yours again.",
            place=reference,
        )
        self.mine, self.theirs, self.revision, self.saved_by = mine, latest.to_domain(), latest.number, latest.saved_by


def read_content(data: Json) -> VersionDraft:
    """The content that a program or a file sends, with destinations by code or name. Raises Invalid with the place of the fault."""
    return domain.from_json(data, policy.read_destination)


@transaction.atomic
def draft_version(
    *, actor: Actor, assessment: str, content: VersionDraft, reason: str, expected_revision: int, now: Instant
) -> DraftRevision:
    """Save the whole content as the next revision of the draft. ``assessment`` is its id or reference.

    Raises NotFound, MissingReasons, StaleAssessment, InvalidMany naming every fault, Refused (rule ``own-findings-only``) for a
    citation of another version's finding. The first save after a conclusion begins the next version.
    """
    row = assessment_to_change(actor=actor, assessment=assessment, permission=Permission.ASSESSMENT_EDIT)
    why = reason.strip()
    if not why or len(why) > LONGEST_REASON:
        raise MissingReasons(f"Say in up to {LONGEST_REASON:,} letters what you changed and why.", place="reason")
    latest = latest_revision(row)
    if latest.number != expected_revision:
        raise StaleAssessment(mine=content, latest=latest, reference=row.reference)
    kept = checked(row, content, now)
    if kept == latest.to_domain() and latest.version_number == row.drafting:
        raise Invalid("Nothing was changed: the draft reads so already.", place="content")
    event = save_revision(row, kept, reason=why, actor=actor, now=now)
    policy.record_events(actor=actor, events=[event], now=now)
    return latest_revision(row)


def assessment_to_change(*, actor: Actor, assessment: str, permission: Permission) -> Assessment:
    """The assessment, locked."""
    actor.require(permission)
    found = locked(visible_assessments(actor=actor, assessment=assessment)).first()
    if found is None:
        raise NotFound("assessment", named=assessment)
    return found


def checked(row: Assessment, content: VersionDraft, now: Instant) -> VersionDraft:
    """The content as it will be kept: incidents named, citations as keys; or all its faults."""
    content = compose_texts(content)
    known = quoted(content)
    strange = list(_misquoted(row, content, known))
    if strange:
        raise InvalidMany(strange)
    named = _with_incidents(content, known)
    wrong = [*domain.faults(named, policy.today(now)), *_faults_of_scopes(named)]
    if wrong:
        raise InvalidMany(wrong)
    return replace(named, conclusions=tuple(_cited(row, named)))


def save_revision(
    row: Assessment, content: VersionDraft, *, reason: str, actor: Actor, now: Instant, accepted: Sequence[str] = ()
) -> VersionDrafted:
    """Write the next revision under the caller's lock; its event is the caller's to tell. ``accepted`` are keys of warnings."""
    row.revision += 1
    row.changed_at, row.changed_by = now, actor.id
    row.save(update_fields=["revision", "changed_at", "changed_by"])
    made = DraftRevision(
        id=new_id(),
        assessment=row,
        number=row.revision,
        version_number=row.drafting,
        content=domain.to_json(content),
        accepted=list(accepted),
        reason=reason,
        saved_at=now,
        saved_by=actor.id,
    )
    DraftRevision.objects.bulk_create([made])
    return VersionDrafted(
        on=policy.today(now),
        ref=row.reference,
        number=made.version_number,
        revision=made.number,
        content_sha256=canonical.digest(made.content),
        reason=reason,
        saved_by=actor.id,
    )


def _misquoted(row: Assessment, content: VersionDraft, known: Mapping[str, Quoted]) -> Iterable[Invalid]:
    ids = {item.incident_version for item in content.incidents}
    return domain.misquoted(ids, known, destination=row.destination, conflict=row.conflict, title=row.title)


def _with_incidents(content: VersionDraft, known: Mapping[str, Quoted]) -> VersionDraft:
    """Each finding with the reference and number of the incident version that it quotes."""
    quotes = ((item, known[item.incident_version]) for item in content.incidents)
    rows = [replace(item, incident=quote.incident, number=quote.number) for item, quote in quotes]
    return replace(content, incidents=tuple(sorted(rows, key=lambda item: item.key)))


def _faults_of_scopes(content: VersionDraft) -> Iterable[Invalid]:
    for number, item in enumerate(content.conclusions, 1):
        try:
            policy.check_scope(item.scope)
        except Invalid as error:
            yield Invalid(error.message, place=f"conclusion {number} scope")


def _cited(row: Assessment, content: VersionDraft) -> Iterable[domain.ConclusionDraft]:
    keys = content.keys()
    for number, item in enumerate(content.conclusions, 1):
        place = f"conclusion {number}"
        for cite in item.cites:
            elsewhere = finding_of_another_version(cite)
            if elsewhere:
                raise domain.make_citation_refusal(*elsewhere, row.drafting, place)
        cites = [domain.own_key(cite, assessment=row.reference, number=row.drafting, keys=keys, place=place) for cite in item.cites]
        yield replace(item, cites=tuple(dict.fromkeys(cites)))
