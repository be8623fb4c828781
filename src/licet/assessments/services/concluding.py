"""Concluding a version: a second person, nothing missing, warnings read; then it is frozen as rows and told."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from licet.assessments import domain
from licet.assessments.domain import Coverage, ToRead, VersionDraft, Warned
from licet.assessments.events import VersionConcluded
from licet.assessments.models import Assessment, AssessmentVersion
from licet.assessments.selectors.access import latest_revision, saves_of_draft
from licet.assessments.selectors.covering import coverage_among
from licet.assessments.selectors.quoting import quoted
from licet.assessments.selectors.warning import Standing, missing, short_of_full, warnings_of, without_basis
from licet.assessments.services.drafting import LONGEST_REASON, StaleAssessment, assessment_to_change, checked
from licet.assessments.services.freezing import freeze
from licet.evidence import public as evidence
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, InvalidMany, InvalidTransition, MissingReasons, Refused
from licet.kernel.event import Json
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.ids import new_id
from licet.platform.locking import take_turn
from licet.policy import public as policy
from licet_verify import canonical

MOST_PUBLISHED = 56_000
"""Bytes of what is published of a version: a leaf of the log holds 65,535 with its sealed fields."""


@transaction.atomic
def conclude(
    *, actor: Actor, assessment: str, expected_revision: int, now: Instant, warned: Collection[str] = (), reason: str = ""
) -> AssessmentVersion:
    """Conclude the draft as it was saved under ``expected_revision``. ``warned`` are the keys of the warnings that the actor has
    read (:func:`licet.assessments.public.before_concluding` gives them): one that came since is not among them, and refuses.
    ``reason`` says why the version was made; empty, the last save's.

    Raises NotFound, StaleAssessment, InvalidTransition where nothing is drafted, InvalidMany naming all that is missing, and
    Refused: ``two-people`` for whoever saved any draft of it, ``no-clear-risk-basis`` for a *no clear risk* below the pack's minimum,
    or the kinds of warnings that were not read or that no author has accepted.
    """
    take_turn("licences:sign")  # a grant and a conclusion are never made at once: the later sees the earlier
    row = assessment_to_change(actor=actor, assessment=assessment, permission=Permission.ASSESSMENT_CONCLUDE)
    if len(reason) > LONGEST_REASON:
        raise MissingReasons(f"Say in up to {LONGEST_REASON:,} letters why this version is made.", place="reason")
    latest = latest_revision(row)
    if latest.number != expected_revision:
        raise StaleAssessment(mine=latest.to_domain(), latest=latest, reference=row.reference)
    if latest.version_number != row.drafting:
        raise InvalidTransition(f"Nothing was drafted since version {latest.version_number} was concluded.", place=row.reference)
    _refuse_the_past(row, now)
    saves = saves_of_draft(row)
    domain.refuse_author(actor.id, saves.authors, row.reference)
    content = checked(row, latest.to_domain(), now)
    known = quoted(content)
    left = list(missing(content, known, policy.today(now)))
    if left:
        raise InvalidMany(left)
    content = replace(content, public_summary=content.public_summary.strip())
    incidents = evidence.current_versions(destination=row.destination, conflict=row.conflict)
    covered = coverage_among(incidents, content)
    refuse_without_basis(content, covered)
    standing = Standing(incidents, covered, saves.written_at or latest.saved_at)
    warnings = tuple(warnings_of(row.destination, content, known, standing))
    domain.refuse_unread(warnings, warned, row.reference)
    _refuse_unaccepted(warnings, saves.accepted, row.reference)
    made = _version(row, content, covered, authors=saves.authors, reason=reason.strip() or latest.reason, actor=actor, now=now)
    short = short_of_full(content, covered)
    signed = {number: (*saves.accepted[_key_of(number, lacks)], actor.id) for number, lacks in short.items()}
    event = _event(row, made, content, short)
    freeze(made, content, covered, short, signed)
    row.drafting, row.changed_at, row.changed_by = row.drafting + 1, now, actor.id
    row.save(update_fields=["drafting", "changed_at", "changed_by"])
    policy.record_events(actor=actor, events=[event], now=now)
    return made


def refuse_without_basis(content: VersionDraft, covered: Coverage) -> None:
    """Raises Refused (rule ``no-clear-risk-basis``), naming each conclusion and everything that it lacks."""
    lacking = list(without_basis(content, covered))
    if lacking:
        raise Refused(" ".join(map(str, lacking)), bars=(domain.BASIS_RULE,), place="conclusions")


def _refuse_unaccepted(warnings: Iterable[ToRead], accepted: Mapping[str, Collection[str]], place: str) -> None:
    """What a *no clear risk* lacks of the full requirement is accepted by two people: an author, and whoever concludes."""
    left = [item.place for item in warnings if item.code is Warned.BASIS and item.key not in accepted]
    if left:
        words = f"Nobody who wrote this version has accepted by name what it lacks: {'; '.join(left)}. Ask an author to accept it first."
        raise Refused(words, bars=(Warned.BASIS.value,), place=place)


def _key_of(number: int, lacks: tuple[str, ...]) -> str:
    return ToRead(Warned.BASIS, domain.warning_key(number, lacks), "").key


def _refuse_the_past(row: Assessment, now: Instant) -> None:
    """What was known on a past day never changes: not even where the machine's clock was set back."""
    last = row.versions.order_by("-number").values_list("number", "recorded_on").first()
    if last and last[1] > policy.today(now):
        raise InvalidTransition(
            f"Today is {policy.today(now)}, but version {last[0]} was concluded on {last[1]}: look at the clock of this machine.",
            place=row.reference,
        )


def _version(
    row: Assessment, content: VersionDraft, covered: Coverage, *, authors: Sequence[str], reason: str, actor: Actor, now: Instant
) -> AssessmentVersion:
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


def _event(row: Assessment, made: AssessmentVersion, content: VersionDraft, short: Mapping[int, Sequence[str]]) -> VersionConcluded:
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
        conclusions=list(_published(content, short)),
        public_summary=made.public_summary,
        text_sha256=made.text_sha256,
        reason=made.reason,
        authors=list(made.authors),
        concluded_by=made.concluded_by,
    )
    if len(canonical.dumps(event.published_fields())) > MOST_PUBLISHED:
        raise Invalid("The scopes and the public summary are too long for one entry of the log: shorten them.", place="conclusions")
    return event


def _published(content: VersionDraft, short: Mapping[int, Sequence[str]]) -> Iterator[Json]:
    names = policy.destination_names()
    for number, item in enumerate(content.conclusions, 1):
        said: dict[str, Json] = {"finding": item.finding.value, "scope": item.scope.to_json(), "scope_text": item.scope.sentence(names)}
        yield said | ({"short_of": [*short[number]]} if number in short else {})
