"""What follows a new fact below: the triggers that it raises, once each. And what falls due. Safe to repeat."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from licet.assessments import public as assessments
from licet.assessments.public import ConclusionFacts, StaleWhy
from licet.evidence import public as evidence
from licet.evidence.public import Asks
from licet.kernel.actor import system
from licet.kernel.event import Json
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.platform import clock
from licet.platform.outbox import Told
from licet.policy import public as policy
from licet.policy.public import IncidentThreshold
from licet.reviews import domain
from licet.reviews.domain import Concluded, TriggerKind, TriggerState
from licet.reviews.models import Trigger
from licet.reviews.selectors.concerned import concerned_by
from licet.reviews.selectors.parties import live_licences_of_party, live_licences_on
from licet.reviews.services.rescreening import rescreen
from licet.reviews.services.triggers import TriggerDraft, climb_due, raise_triggers
from licet.screening import public as screening
from licet.screening.public import HitView

WORKER = system("worker", Permission.TRIGGER_RAISE, Permission.HIT_READ)
RUN_DUE = system("run-due", Permission.TRIGGER_CLIMB, Permission.TRIGGER_RAISE, Permission.RUN_MAKE)


def triggers_due(*, now: Instant) -> int:
    """Overdue triggers climb; returns how many did."""
    return climb_due(actor=RUN_DUE, now=now)


def expired_due(*, now: Instant) -> int:
    """A trigger for each assessment in force that became stale: nobody looked at the evidence again in time. Returns how many."""
    today, limits = policy.today(now), policy.pack().assessment_limits
    stale = {
        item.version: (item, why) for item in assessments.conclusions_in_force(today) if (why := assessments.stale(item, limits, today))
    }
    drafts = [_of_expired(item, why) for item, why in stale.values()]
    known = set(Trigger.objects.filter(key__in=[draft.key for draft in drafts]).values_list("key", flat=True))
    new = [draft for draft in drafts if draft.key not in known]
    return len(raise_triggers(actor=RUN_DUE, drafts=new, now=now)) if new else 0


def _of_expired(item: ConclusionFacts, why: Sequence[StaleWhy]) -> TriggerDraft:
    place = policy.destination_name(item.destination)
    return TriggerDraft(
        kind=TriggerKind.EXPIRED,
        key=f"expired {item.assessment} v{item.number}",
        about=item.assessment,
        title=f"{place}: assessment {item.assessment}, version {item.number}, is stale: {' and '.join(each.value for each in why)}",
        scope=Scope(destination=(item.destination,)),
    )


def rescreen_due(*, now: Instant) -> int:
    """Parties of pending cases and live licences are compared with the lists in force; returns how many have other matches now."""
    return rescreen(actor=RUN_DUE, now=now).runs


def conclusions_told(events: Sequence[Told]) -> None:
    """Handles a concluded assessment version: a trigger for each conclusion that is news, or that is gone."""
    for event in events:
        drafts = [_of_conclusion(event, item) for item in domain.to_raise(_told_before(event.ref), _concluded(event))]
        raise_triggers(actor=WORKER, drafts=drafts, now=clock.now())


def _concluded(event: Told) -> tuple[Concluded, ...]:
    given: Json = event.body["conclusions"]
    assert isinstance(given, list)
    return tuple(_one(item) for item in given if isinstance(item, dict))


def _one(item: Mapping[str, Json]) -> Concluded:
    scope = item["scope"]
    assert isinstance(scope, dict)
    return Concluded(Scope.from_json(scope).to_text(), str(item["finding"]))


def _told_before(assessment: str) -> dict[str, str]:
    """The last finding that a trigger told of each scope."""
    rows = Trigger.objects.filter(kind=TriggerKind.CONCLUSION, about=assessment).order_by("reference")
    return {row.to_scope().to_text(): row.finding for row in rows}


def _of_conclusion(event: Told, item: Concluded) -> TriggerDraft:
    scope = hashlib.sha256(item.scope.encode()).hexdigest()[:16]
    return TriggerDraft(
        kind=TriggerKind.CONCLUSION,
        key=f"conclusion {event.ref} v{event.body['number']} {scope}",
        about=event.ref,
        title=f"{event.body['title']}, version {event.body['number']}: {item.finding}",
        finding=item.finding,
        scope=Scope.parse(item.scope),
    )


def hits_told(events: Sequence[Told]) -> None:
    """Handles adjudicated hits: a trigger for a confirmed one on a party of a live licence."""
    confirmed = [event for event in events if event.body["outcome"] == screening.Outcome.SAME.value]
    drafts = [draft for event in confirmed if (draft := _of_hit(event))]
    raise_triggers(actor=WORKER, drafts=drafts, now=clock.now())


def _of_hit(event: Told) -> TriggerDraft | None:
    hit = screening.access_hit(actor=WORKER, hit=str(event.body["hit"]))
    return _of_confirmed(hit, str(event.body["version"]))


def runs_told(events: Sequence[Told]) -> None:
    """Handles screened parties: a trigger where a live licence has a match now that was confirmed before, on another case.

    Nobody adjudicates such a hit, for the finding is carried; yet that it touches this licence is news.
    """
    live = [event for event in events if event.body["hits"] != event.body["open_hits"] and live_licences_on(str(event.body["subject"]))]
    hits = screening.newly_confirmed(actor=WORKER, runs=[event.ref for event in live])
    raise_triggers(actor=WORKER, drafts=[draft for hit in hits if (draft := _of_confirmed(hit, "carried"))], now=clock.now())


def _of_confirmed(hit: HitView, how: str) -> TriggerDraft | None:
    licences = live_licences_of_party(hit.party.name, hit.party.country or "", version=hit.subject_ref)
    if not licences:
        return None
    return TriggerDraft(
        kind=TriggerKind.HIT,
        key=f"hit {hit.id} {how}",
        about=hit.id,
        title=f"A party of a licence is on the list {hit.watchlist}: {hit.party.name}",
        named=licences,
    )


def incidents_told(events: Sequence[Told]) -> None:
    """Handles incidents recorded or revised: a trigger where one reaches a threshold of the pack that it had not reached before."""
    thresholds = policy.pack().incident_thresholds
    if thresholds:
        versions = evidence.IncidentVersion.objects.select_related("incident").in_bulk([str(event.body["version"]) for event in events])
        for event in events:
            draft = _of_incident(versions[str(event.body["version"])], thresholds)
            raise_triggers(actor=WORKER, drafts=[draft] if draft else [], now=clock.now())


def _of_incident(version: evidence.IncidentVersion, thresholds: Sequence[IncidentThreshold]) -> TriggerDraft | None:
    incident, told = version.incident, version.to_domain()
    reached = {item.id: item for item in domain.reached(told, thresholds)}
    raised = Trigger.objects.filter(kind=TriggerKind.INCIDENT, about=incident.reference).values_list("key", flat=True)
    before = {name for key in raised for name in key.rpartition(" ")[2].split("+")}
    if not set(reached) - before:
        return None
    place = policy.destination_name(incident.destination)
    harmed = "; ".join(row.words for row in told.casualties) or "no number known"
    return TriggerDraft(
        kind=TriggerKind.INCIDENT,
        key=f"incident {incident.reference} v{version.number} {'+'.join(reached)}",
        about=incident.reference,
        title=f"{place}: {incident.reference}, {harmed}: {'; '.join(item.why for item in reached.values())}",
        scope=Scope(destination=(incident.destination,)),
    )


def concerns_acted(told: Sequence[tuple[str, int, Sequence[str]]], *, now: Instant) -> None:
    """A trigger for each concern that was answered with *act*: by its opaque reference, the number of the answer, and its topics.

    A case stands for its licence or its countries, an assessment for its destination; a review has a trigger of its own. One
    that leads to none of these raises none: a scope that names nothing would take every licence.
    """
    raise_triggers(actor=RUN_DUE, drafts=[draft for each in told for draft in _of_concern(*each)], now=now)


def _of_concern(notice: str, number: int, topics: Sequence[str]) -> Iterator[TriggerDraft]:
    concerned = concerned_by(topics)
    if places := concerned.destinations:
        about = ", ".join([*map(policy.destination_name, places), *concerned.licences])
        yield _draft_for_answer(notice, f"{notice} {number}", about, Scope(destination=places), ())
    elif concerned.licences:
        yield _draft_for_answer(notice, f"{notice} {number}", ", ".join(concerned.licences), Scope(), concerned.licences)
    for review in concerned.reviews:
        key = f"{notice} {number} {review.reference}"
        yield _draft_for_answer(notice, key, review.reference, review.to_scope(), tuple(review.named))


def _draft_for_answer(notice: str, key: str, about: str, scope: Scope, named: Sequence[str]) -> TriggerDraft:
    return TriggerDraft(
        kind=TriggerKind.CONCERN,
        key=f"concern {key}",
        about=notice,
        title=f"A concern ({about}) was answered with “act”: what was promised may touch licences",
        scope=scope,
        named=tuple(named),
    )


def proceedings_told(events: Sequence[Told]) -> None:
    """Handles proceedings recorded or revised that ask for a review or a hold: a trigger when what they ask, how far they have
    come, or the destination is news, and when one that was withdrawn is recorded again.
    """
    drafts = [draft for event in events if (draft := _of_proceeding(event))]
    raise_triggers(actor=WORKER, drafts=drafts, now=clock.now())


def _of_proceeding(event: Told) -> TriggerDraft | None:
    body = event.body
    if body["asks"] == Asks.NOTHING.value:
        return None
    finding = f"{body['asks']}, {body['stage']}"
    last = Trigger.objects.filter(kind=TriggerKind.PROCEEDING, about=event.ref).order_by("reference").last()
    scope = Scope(destination=(str(body["destination"]),))
    if last and last.finding == finding and last.to_scope() == scope and not _restores(event, last):
        return None
    place = policy.destination_name(str(body["destination"]))
    return TriggerDraft(
        kind=TriggerKind.PROCEEDING,
        key=f"proceeding {event.ref} v{body['number']}",
        about=event.ref,
        title=f"{place}: {body['proceeding']} {body['stage']}, asks for {body['asks']}: {body['title']}",
        finding=finding,
        scope=scope,
    )


def _restores(event: Told, last: Trigger) -> bool:
    """Whether a version takes back a withdrawal, and nobody has the last trigger before them any more."""
    versions = evidence.ProceedingVersion.objects.filter(proceeding__reference=event.ref)
    return last.state != TriggerState.OPEN and versions.filter(number=int(str(event.body["number"])) - 1, withdrawn=True).exists()
