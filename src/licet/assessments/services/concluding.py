"""Concluding a version: a second person, nothing missing, warnings read; then it is frozen as rows and told."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from django.db import transaction

from licet.assessments import domain
from licet.assessments.domain import VersionDraft
from licet.assessments.events import VersionConcluded
from licet.assessments.models import Assessment, AssessmentVersion
from licet.assessments.selectors.access import authors_of_draft, latest_revision
from licet.assessments.selectors.covering import coverage_of
from licet.assessments.selectors.quoting import quoted
from licet.assessments.selectors.warning import missing, warnings_of
from licet.assessments.services.drafting import LONGEST_REASON, StaleAssessment, assessment_to_change, checked
from licet.assessments.services.freezing import freeze
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, InvalidMany, InvalidTransition, MissingReasons
from licet.kernel.event import Json
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.ids import new_id
from licet.platform.locking import take_turn
from licet.policy import public as policy
from licet_verify import canonical

MOST_PUBLISHED = 56_000
"""Bytes of what is published of a version: a leaf of the log holds 65,535 with its sealed fields (joints 19)."""


@transaction.atomic
def conclude(
    *, actor: Actor, assessment: str, expected_revision: int, now: Instant, warned: Collection[str] = (), reason: str = ""
) -> AssessmentVersion:
    """Conclude the draft as it was saved under ``expected_revision``. ``warned`` are the keys of the warnings that the actor has
    read (:func:`licet.assessments.public.before_concluding` gives them): one that came since is not among them, and refuses.
    ``reason`` says why the version was made; empty, the last save's.

    Raises NotFound, StaleAssessment, InvalidTransition where nothing is drafted, InvalidMany naming all that is missing, and
    Refused: ``two-people`` for whoever saved any draft of it, or the kinds of warnings that were not read.
    """
    take_turn("licences:sign")  # a grant and a conclusion are never made at once: the later sees the earlier (record.md I1, I10)
    row = assessment_to_change(actor=actor, assessment=assessment, permission=Permission.ASSESSMENT_CONCLUDE)
    if len(reason) > LONGEST_REASON:
        raise MissingReasons(f"Say in up to {LONGEST_REASON:,} letters why this version is made.", place="reason")
    latest = latest_revision(row)
    if latest.number != expected_revision:
        raise StaleAssessment(mine=latest.to_domain(), latest=latest, reference=row.reference)
    if latest.version_number != row.drafting:
        raise InvalidTransition(f"Nothing was drafted since version {latest.version_number} was concluded.", place=row.reference)
    _refuse_the_past(row, now)
    authors = authors_of_draft(row)
    domain.refuse_author(actor.id, authors, row.reference)
    content = checked(row, latest.to_domain(), now)
    known = quoted(content)
    left = list(missing(content, known, policy.today(now)))
    if left:
        raise InvalidMany(left)
    content = replace(content, public_summary=content.public_summary.strip())
    domain.refuse_unread(tuple(warnings_of(row, latest, content, known)), warned, row.reference)
    made = _version(row, content, authors=authors, reason=reason.strip() or latest.reason, actor=actor, now=now)
    event = _event(row, made, content)
    freeze(made, content)
    row.drafting, row.changed_at, row.changed_by = row.drafting + 1, now, actor.id
    row.save(update_fields=["drafting", "changed_at", "changed_by"])
    policy.tell(actor=actor, events=[event], now=now)
    return made


def _refuse_the_past(row: Assessment, now: Instant) -> None:
    """What was known on a past day never changes: not even where the machine's clock was set back."""
    last = row.versions.order_by("-number").values_list("number", "recorded_on").first()
    if last and last[1] > policy.today(now):
        raise InvalidTransition(
            f"Today is {policy.today(now)}, but version {last[0]} was concluded on {last[1]}: look at the clock of this machine.",
            place=row.reference,
        )


def _version(
    row: Assessment, content: VersionDraft, *, authors: Sequence[str], reason: str, actor: Actor, now: Instant
) -> AssessmentVersion:
    covered = coverage_of(row.destination, row.conflict, content)
    title = f"{row.reference} {row.title}, version {row.drafting}"
    text = domain.whole(title, content, covered, policy.destination_names())
    return AssessmentVersion(
        id=new_id(),
        assessment=row,
        number=row.drafting,
        **{name: getattr(content, name) for name in ("evidence_until", "valid_from", "review_by")},  # none is empty: no gaps
        recorded_on=policy.today(now),
        public_summary=content.public_summary,
        reason=reason,
        authors=list(authors),
        coverage=covered.to_json(),
        content=domain.to_json(content),
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        concluded_at=now,
        concluded_by=actor.id,
    )


def _event(row: Assessment, made: AssessmentVersion, content: VersionDraft) -> VersionConcluded:
    event = VersionConcluded(
        on=made.recorded_on,
        ref=row.reference,
        destination=row.destination,
        conflict=row.conflict,
        title=row.title,
        number=made.number,
        evidence_until=made.evidence_until.isoformat(),
        valid_from=made.valid_from.isoformat(),
        review_by=made.review_by.isoformat(),
        coverage=made.coverage,
        conclusions=list(_published(content)),
        public_summary=made.public_summary,
        text_sha256=made.text_sha256,
        reason=made.reason,
        authors=list(made.authors),
        concluded_by=made.concluded_by,
    )
    if len(canonical.dumps(event.published_fields())) > MOST_PUBLISHED:
        raise Invalid("The scopes and the public summary are too long for one entry of the log: shorten them.", place="conclusions")
    return event


def _published(content: VersionDraft) -> Iterator[Json]:
    names = policy.destination_names()
    for item in content.conclusions:
        yield {"finding": item.finding.value, "scope": item.scope.to_json(), "scope_text": item.scope.sentence(names)}
