"""Record incidents from quoted words, and revise them: each change is a version with its author and reason."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from licet.evidence.domain import IncidentDraft, Standing
from licet.evidence.domain.codec import unchanged, write_incident
from licet.evidence.domain.incidents import check
from licet.evidence.events import IncidentRecorded, IncidentRevised
from licet.evidence.models import Incident, IncidentSpan, IncidentVersion
from licet.evidence.services.judging import Cites, cites, graded
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, MissingReasons, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.visible_text import compose_texts
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.platform.references import next_references
from licet.policy import public as policy
from licet_verify import canonical

REFERENCE = "INC"


def record_incident(*, actor: Actor, draft: IncidentDraft, now: Instant) -> IncidentVersion:
    """The first version of a new incident. Leads. Raises InvalidMany with every fault of the draft, or NotFound for a span."""
    return record_incidents(actor=actor, drafts=[draft], now=now)[0]


@transaction.atomic
def record_incidents(*, actor: Actor, drafts: Sequence[IncidentDraft], now: Instant) -> list[IncidentVersion]:
    """As :func:`record_incident` for a set: all or none, in a fixed number of queries."""
    actor.require(Permission.INCIDENT_RECORD)
    versions = _write_incidents(actor, drafts, now)
    policy.record_events(actor=actor, events=[IncidentRecorded(**_told(version, actor, now)) for version in versions], now=now)
    return versions


def _write_incidents(actor: Actor, drafts: Sequence[IncidentDraft], now: Instant) -> list[IncidentVersion]:
    drafts = [compose_texts(draft) for draft in drafts]
    for draft in drafts:
        _check(draft, now)
    cited = cites(item.span for draft in drafts for item in draft.cited)
    today = policy.today(now)
    references = next_references(authority=policy.pack().prefix, kind=REFERENCE, year=today.year, count=len(drafts))
    incidents = [
        Incident(
            id=new_id(),
            reference=str(reference),
            destination=draft.destination,
            conflict=draft.conflict,
            latest=1,
            recorded_at=now,
            recorded_by=actor.id,
        )
        for reference, draft in zip(references, drafts, strict=True)
    ]
    versions = [_version(incident, 1, draft, cited, "", actor, now) for incident, draft in zip(incidents, drafts, strict=True)]
    Incident.objects.bulk_create(incidents)
    _keep(versions, cited)
    return versions


@transaction.atomic
def revise_incident(
    *, actor: Actor, incident: str, draft: IncidentDraft, reason: str, expected_version: int, now: Instant
) -> IncidentVersion:
    """The next version of an incident (by reference or id). ``expected_version`` is the number the actor started from.

    A quote that stood in the version before is cited again, or dropped with its reason; the version before keeps it.
    Leads. Raises NotFound, MissingReasons, Conflict when somebody revised it meanwhile, InvalidMany for the draft, and
    Invalid where nothing changed or the incident would move to another destination or conflict.
    """
    actor.require(Permission.INCIDENT_RECORD)
    version, event = _write_next_version(actor, incident, draft, reason, expected_version, now)
    policy.record_events(actor=actor, events=[event], now=now)
    return version


@transaction.atomic
def set_incident_aside(*, actor: Actor, incident: str, reason: str, expected_version: int, now: Instant) -> IncidentVersion:
    """As :func:`revise_incident`, where nothing changes but that it counts no more. Leads."""
    actor.require(Permission.INCIDENT_RECORD)
    draft = _set_aside(_standing_version(incident).to_domain(), reason)
    return revise_incident(actor=actor, incident=incident, draft=draft, reason=reason, expected_version=expected_version, now=now)


@transaction.atomic
def move_incident(
    *, actor: Actor, incident: str, destination: str, conflict: str, reason: str, expected_version: int, now: Instant
) -> IncidentVersion:
    """Record an incident anew where it belongs, and set aside the one recorded under the wrong destination or conflict.

    Assessments quote versions, so that the old one stays where they found it, names the new one, and warns them. Leads.
    Returns the first version of the new incident. Raises as :func:`revise_incident` does.
    """
    actor.require(Permission.INCIDENT_RECORD)
    before = _standing_version(incident)
    if (before.incident.destination, before.incident.conflict) == (destination, conflict):
        raise Invalid("The incident is recorded under this destination and conflict already.", place="destination")
    if before.standing == Standing.SET_ASIDE:
        raise Invalid("The incident is set aside: nothing of it counts that could be moved.", place="destination")
    draft = before.to_domain()
    [moved] = _write_incidents(actor, [replace(draft, destination=destination, conflict=conflict, dropped=())], now)
    full_reason = f"{reason.strip()} (recorded anew as {moved.incident.reference})" if reason.strip() else ""
    _, event = _write_next_version(actor, incident, _set_aside(draft, full_reason), full_reason, expected_version, now)
    policy.record_events(actor=actor, events=[IncidentRecorded(**_told(moved, actor, now)), event], now=now)
    return moved


def _standing_version(incident: str) -> IncidentVersion:
    versions = IncidentVersion.objects.select_related("incident").filter(number=F("incident__latest"))
    if version := versions.filter(Q(incident__reference=incident) | Q(incident=incident)).first():
        return version
    raise NotFound("incident")


def _set_aside(draft: IncidentDraft, reason: str) -> IncidentDraft:
    return replace(draft, standing=Standing.SET_ASIDE, standing_reason=reason.strip(), dropped=())


def _write_next_version(
    actor: Actor, incident: str, draft: IncidentDraft, reason: str, expected_version: int, now: Instant
) -> tuple[IncidentVersion, IncidentRevised]:
    entry = locked(Incident.objects.filter(reference=incident)).first() or locked(Incident.objects.filter(pk=incident)).first()
    if entry is None:
        raise NotFound("incident")
    if not reason.strip():
        raise MissingReasons("Say why the incident is revised.", place="reason")
    if entry.latest != expected_version:
        raise Conflict(f"Somebody revised this incident since you opened it: version {entry.latest} stands.", place="expected_version")
    if (draft.destination, draft.conflict) != (entry.destination, entry.conflict):
        raise Invalid(
            "An incident keeps its destination and conflict in every version: move it, and it is recorded anew where it belongs.",
            place="conflict",
        )
    draft, before = compose_texts(draft), IncidentVersion.objects.get(incident=entry, number=entry.latest)
    _check(draft, now, before.to_domain())
    cited = cites(item.span for item in draft.cited)
    version = _version(entry, entry.latest + 1, draft, cited, reason.strip(), actor, now)
    if unchanged(version.content, before.content):
        raise Invalid("Nothing was changed: the version that stands says the same.", place="reason")
    Incident.objects.filter(pk=entry.pk).update(latest=version.number)
    entry.latest = version.number
    _keep([version], cited)
    digest = hashlib.sha256(version.reason.encode()).hexdigest()
    return version, IncidentRevised(**_told(version, actor, now), replaces=before.id, reason_sha256=digest)


def _check(draft: IncidentDraft, now: Instant, before: IncidentDraft | None = None) -> None:
    policy.destination(draft.destination)
    check(draft, today=policy.today(now), before=before)


def _version(row: Incident, number: int, draft: IncidentDraft, cited: Cites, reason: str, actor: Actor, now: Instant) -> IncidentVersion:
    found = graded(draft, cited)
    content = write_incident(draft)
    return IncidentVersion(
        id=new_id(),
        incident=row,
        number=number,
        title=draft.title.strip(),
        date_from=draft.date_from,
        date_to=draft.date_to,
        precision=draft.precision,
        rules=_between_bars(content["rules"]),
        objects_hit=_between_bars(content["objects"]),
        grade=found.grade,
        grade_why=found.why,
        standing=draft.standing,
        content=content,
        reason=reason,
        made_at=now,
        made_by=actor.id,
    )


def _between_bars(values: Any) -> str:
    return "".join(f"|{value}" for value in values) + "|"


def _keep(versions: Sequence[IncidentVersion], cited: Cites) -> None:
    IncidentVersion.objects.bulk_create(versions)
    IncidentSpan.objects.bulk_create(
        IncidentSpan(
            id=new_id(),
            version=version,
            span_id=item["span"],
            ordinal=ordinal,
            credibility=item["credibility"],
            reliability=cited[item["span"]].reliability,
        )
        for version in versions
        for ordinal, item in enumerate(version.content["cited"], 1)
    )


def _told(version: IncidentVersion, actor: Actor, now: Instant) -> dict[str, Any]:
    content = version.content
    return {
        "on": policy.today(now),
        "ref": version.incident.reference,
        "version": version.id,
        "number": version.number,
        "destination": version.incident.destination,
        "conflict": version.incident.conflict,
        "date_from": version.date_from.isoformat(),
        "date_to": version.date_to.isoformat(),
        "precision": version.precision,
        "objects": content["objects"],
        "rules": content["rules"],
        "grade": version.grade,
        "standing": Standing(version.standing).value,
        "marking": content["marking"],
        "content_sha256": canonical.digest(content),
        "by": actor.id,
    }
