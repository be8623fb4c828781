"""Sending an application to the authority: opens the case, or brings a further version into it. Leads."""

from django.db import transaction

from licet.applications import public as applications
from licet.applications.public import Submitted
from licet.casework import domain
from licet.casework.events import CaseOpened
from licet.casework.models import Case
from licet.casework.selectors.access import visible_cases
from licet.casework.selectors.gate import described
from licet.casework.services.acting import after, change, note
from licet.casework.services.asking import ask_departments, standing_summary
from licet.kernel.actor import Actor, system
from licet.kernel.event import Event, Json
from licet.kernel.facts import LineFacts
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.notices import public as notices
from licet.platform.ids import new_id
from licet.platform.locking import locked, take_turn
from licet.platform.references import next_references
from licet.platform.scope_query import columns
from licet.policy import public as policy
from licet.policy.public import LetterName
from licet.screening import public as screening
from licet.screening.public import PartyName

SCREENER = system("screening", Permission.RUN_MAKE)
"""The run is the system's act: the exporter who sends an application makes none, and may read none."""


@transaction.atomic
def submit(*, actor: Actor, application: str, revision: int, now: Instant) -> Case:
    """Send the application as it was saved under ``revision``; returns its case.

    The first submission opens the case with its reference and clock. A later one is a further version: its lines are rated
    and advised anew, and what was found of the version before stays readable with it (decision 0070). Raises NotFound,
    Conflict, InvalidMany naming all that is missing, InvalidTransition once the case is for signature or beyond.
    """
    actor.require(Permission.APPLICATION_SUBMIT)
    take_turn(f"casework:submit:{application}")  # two first submissions at once open one case
    case = locked(visible_cases(actor=actor, permission=Permission.APPLICATION_SUBMIT).filter(application=application)).first()
    reference = case.reference if case else _next_reference(actor, application, now)
    sent = applications.submit(actor=actor, application=application, revision=revision, reference=reference, now=now)
    events = list(sent.events)
    if case:
        _next_version(case, sent)
    else:
        case = _open(actor, sent, reference, now)
        events.insert(0, _opened(case, sent, now))
        events += notices.write(actor=actor, messages=[_acknowledgement(case, now)], now=now, act=case.reference).events
    events += _screen(sent, now)
    events += ask_departments(case, [described(line, case=case) for line in sent.lines], actor=actor, now=now)
    change(case, actor=actor, now=now, version=sent.version, status=case.status, country_key=case.country_key, **standing_summary(case))
    note(case, actor=actor, now=now, kind="submitted", words=f"Version {sent.version.number} was sent.", shown=True)
    policy.record_events(actor=actor, events=events, now=now)
    return case


def _next_reference(actor: Actor, application: str, now: Instant) -> str:
    row = applications.access_application(actor=actor, application=application, permission=Permission.APPLICATION_SUBMIT)
    given = next_references(authority=policy.pack().prefix, kind=row.licence_type, year=policy.today(now).year)
    return str(given[0])


def _open(actor: Actor, sent: Submitted, reference: str, now: Instant) -> Case:
    calendar = policy.working_calendar()
    case = Case(
        id=new_id(),
        reference=reference,
        application=sent.application,
        version=sent.version,
        organisation_id=sent.application.organisation_id,
        licence_type=sent.application.licence_type,
        status=domain.TRANSITIONS.target(domain.CaseStatus.DRAFT, "submit").value,
        criteria_set=policy.criteria_in_force(policy.today(now)).info.version,
        country_key=_country_key(sent),
        revision=0,
        received_at=now,
        received_by=actor.id,
        target_on=policy.deadline("decision-target").due(calendar, calendar.receipt_day(now)),
        changed_at=now,
        changed_by=actor.id,
    )
    Case.objects.bulk_create([case])
    return case


def _opened(case: Case, sent: Submitted, now: Instant) -> CaseOpened:
    destinations: list[Json] = [{"role": item.role.value, "country": item.country} for item in sent.countries]
    return CaseOpened(
        on=policy.today(now),
        ref=case.reference,
        licence_type=case.licence_type,
        criteria_set=case.criteria_set,
        destinations=destinations,
    )


def _acknowledgement(case: Case, now: Instant) -> notices.MessageDraft:
    holder, today = case.organisation, policy.today(now)
    letter = notices.pack_letter(
        LetterName.ACKNOWLEDGEMENT,
        reference=case.reference,
        holder=holder,
        on=today,
        received_on=policy.working_calendar().receipt_day(now),
        target_on=case.target_on,
    )
    key = f"{LetterName.ACKNOWLEDGEMENT}:{case.pk}"
    return notices.MessageDraft(letter=letter, organisation=holder.pk, key=key, case=case.reference, email=holder.email)


def _next_version(case: Case, sent: Submitted) -> None:
    case.status = after(case, domain.resubmission(domain.CaseStatus(case.status))).value
    case.version, case.country_key = sent.version, _country_key(sent)


def _country_key(sent: Submitted) -> str:
    key: str = columns(LineFacts("", 0, "", sent.countries))["country_key"]
    return key


def _screen(sent: Submitted, now: Instant) -> tuple[Event, ...]:
    """Every party against every list in force, for this version (open hits bar the gate)."""
    parties = [PartyName(ref=party.pk, name=party.name, country=party.country, address=party.address) for party in sent.parties]
    return screening.screen_parties(
        actor=SCREENER,
        subject_ref=sent.version.pk,
        parties=parties,
        now=now,
        threshold=policy.pack().screening.threshold * 10,  # the pack says of 100, screening per mille
    ).events
