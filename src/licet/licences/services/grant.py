"""From a decision on a case to the licence, its letters and what customs is told, in one transaction."""

from collections.abc import Sequence

from licet.casework import public as casework
from licet.decisions import public as decisions
from licet.decisions.public import CaseDecided, LineDecision, Outcome
from licet.kernel.actor import Actor
from licet.kernel.check_code import CODE_BYTES, check_digest, encode_check_code
from licet.kernel.errors import Refused
from licet.kernel.event import Event
from licet.kernel.facts import LineFacts
from licet.kernel.instants import Instant
from licet.kernel.money import Money, NoValue
from licet.licences import domain
from licet.licences.domain import LicenceStatus
from licet.licences.events import LicenceIssued
from licet.licences.models import Condition, CustomsMessage, Licence, LicenceLine, StatusChange
from licet.licences.services.customs import insert_message
from licet.licences.services.letters import case_letters
from licet.licences.services.listing import list_licences_again
from licet.notices import public as notices
from licet.platform.ids import new_id, random_bytes
from licet.platform.references import next_references
from licet.platform.scope_query import columns
from licet.policy import public as policy


def grant(actor: Actor, act: decisions.Act, now: Instant) -> list[Event]:
    """Decide the case of a completely signed act and issue what it grants. Not leading.

    The gate is read again here, in the deciding transaction: the signatures alone do not open it.
    """
    case = str(act.case_id)
    at = decisions.at_gate([case], today=policy.today(now))[case]
    lines = decisions.lines_of(act)
    if found := decisions.objections(lines, at.facts.lines, at.result):
        raise Refused("This cannot be decided so. " + " ".join(found), bars=found, place=at.facts.reference)
    decided = decisions.decide_case(act=act, at=at, now=now)
    moved = casework.move(actor=actor, case=at.facts.case, transition="decide", now=now, words=f"Decided: {decided.outcome}.")
    granted = [item for item in decided.lines if item.outcome in decisions.GRANTS]
    licence = _issue(actor, decided, granted, at.facts.lines, now) if granted else None
    letters = case_letters(decided, licence)
    written = notices.write(actor=actor, messages=letters, now=now, act=decided.decision.reference)
    issued = [_issued(licence, decided)] if licence else []
    return [*moved, *decided.events, *issued, *written.events]


def _issue(actor: Actor, decided: CaseDecided, granted: Sequence[LineDecision], facts: Sequence[LineFacts], now: Instant) -> Licence:
    pack, contents, today = policy.pack(), decided.contents, policy.today(now)
    kind = pack.licence_type(contents.licence_type)
    validity = domain.validity(today, kind.validity_months)
    licence = Licence.objects.create(
        id=new_id(),
        reference=str(next_references(authority=pack.prefix, kind="LIC", year=today.year)[0]),
        case_id=contents.case,
        decision=decided.decision,
        organisation_id=contents.organisation,
        licence_type=contents.licence_type,
        status=LicenceStatus.IN_FORCE,
        valid_from=validity.first,
        valid_until=validity.last,
        check_code=encode_check_code(random_bytes(CODE_BYTES)),
        issued_at=now,
        issued_by=actor.id,
    )
    lines = _lines(licence, decided, granted, {item.line: item for item in facts})
    LicenceLine.objects.bulk_create(lines)
    Condition.objects.bulk_create(_conditions(licence, lines, granted))
    StatusChange.objects.create(
        id=new_id(),
        licence=licence,
        target=LicenceStatus.IN_FORCE,
        decision=decided.decision,
        changed_on=today,
        changed_at=now,
        changed_by=actor.id,
    )
    list_licences_again([licence.pk])
    CustomsMessage.objects.create(**insert_message(licence, lines, contents, key=f"{licence.id}:issued", actor=actor, now=now))
    return licence


def _lines(licence: Licence, decided: CaseDecided, granted: Sequence[LineDecision], facts: dict[str, LineFacts]) -> list[LicenceLine]:
    rows = []
    for number, item in enumerate(granted, 1):
        asked = decided.contents.line(item.line)
        value = asked.value
        rows.append(
            LicenceLine(
                id=new_id(),
                licence=licence,
                line_id=item.line,
                number=number,
                description=asked.name,
                amount=asked.quantity.text,
                unit=asked.quantity.unit,
                value_minor=value.minor if isinstance(value, Money) else None,
                currency=policy.pack().currency,
                no_value=value.value if isinstance(value, NoValue) else "",
                **columns(facts[item.line]),
            )
        )
    return rows


def _conditions(licence: Licence, lines: Sequence[LicenceLine], granted: Sequence[LineDecision]) -> list[Condition]:
    by_line = {row.line_id: row for row in lines}
    words = [(by_line[item.line], text) for item in granted if item.outcome is Outcome.GRANT_WITH_CONDITIONS for text in item.conditions]
    return [Condition(id=new_id(), licence=licence, line=row, number=number, words=text) for number, (row, text) in enumerate(words, 1)]


def _issued(licence: Licence, decided: CaseDecided) -> LicenceIssued:
    return LicenceIssued(
        on=licence.valid_from,
        ref=licence.reference,
        decision=decided.decision.reference,
        licence_type=licence.licence_type,
        valid_from=licence.valid_from.isoformat(),
        valid_until=licence.valid_until.isoformat(),
        check_code_sha256=check_digest(licence.check_code),
        exporter=decided.contents.exporter,
    )
