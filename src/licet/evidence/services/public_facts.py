"""Record and revise proceedings and official lines: public facts, each change a version with its public reason."""

from dataclasses import replace

from django.db import transaction

from licet.evidence.domain import OfficialLineDraft, ProceedingDraft
from licet.evidence.domain.proceedings import check_line, check_proceeding
from licet.evidence.models import OfficialLine, OfficialLineVersion, Proceeding, ProceedingSpan, ProceedingVersion
from licet.evidence.services import telling
from licet.evidence.services.held import what_was_held
from licet.evidence.services.judging import cites
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, MissingReasons, NotFound
from licet.kernel.event import Json
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.platform.references import next_references
from licet.policy import public as policy

PROCEEDING, LINE = "PRO", "LIN"


# --- proceedings ----------------------------------------------------------------------------------------------------
@transaction.atomic
def record_proceeding(*, actor: Actor, draft: ProceedingDraft, now: Instant) -> ProceedingVersion:
    """A new proceeding. Leads. Raises InvalidMany with every fault of the draft."""
    actor.require(Permission.PROCEEDING_RECORD)
    draft = _checked_proceeding(draft, now)
    row = Proceeding(id=new_id(), destination=draft.destination, latest=1, recorded_at=now, recorded_by=actor.id)
    row.reference = _reference(PROCEEDING, now)
    Proceeding.objects.bulk_create([row])
    made = _proceeding(row, draft, "", actor, now)
    policy.tell(actor=actor, events=[telling.proceeding_recorded(made, now)], now=now)
    return made


@transaction.atomic
def revise_proceeding(
    *, actor: Actor, proceeding: str, draft: ProceedingDraft, reason: str, expected_version: int, now: Instant
) -> ProceedingVersion:
    """The next version of a proceeding (by reference): what was sought is issued or refused, or an error is mended. Leads.

    One recorded under the wrong destination is moved by naming the right one: the register then shows it there.
    """
    actor.require(Permission.PROCEEDING_RECORD)
    row = locked(Proceeding.objects.filter(reference=proceeding)).first()
    words = _may_revise(row, reason, expected_version)
    draft = _checked_proceeding(draft, now)
    before = ProceedingVersion.objects.select_related("proceeding").get(proceeding=row, number=expected_version)
    if before.to_domain() == draft:
        raise Invalid(_SAME, place="reason")
    assert row is not None
    row.latest = expected_version + 1
    row.save(update_fields=["latest"])
    made = _proceeding(row, draft, words, actor, now)
    policy.tell(actor=actor, events=[telling.proceeding_revised(made, now)], now=now)
    return made


def _checked_proceeding(draft: ProceedingDraft, now: Instant) -> ProceedingDraft:
    policy.destination(draft.destination)
    draft = replace(draft, title=draft.title.strip(), court=draft.court.strip(), text=draft.text.strip())
    check_proceeding(draft, today=policy.today(now))
    cites(draft.spans)
    return draft


def _proceeding(row: Proceeding, draft: ProceedingDraft, reason: str, actor: Actor, now: Instant) -> ProceedingVersion:
    made = ProceedingVersion(
        id=new_id(),
        proceeding=row,
        number=row.latest,
        moved_to=draft.destination if draft.destination != row.destination else "",
        kind=draft.kind,
        title=draft.title,
        court=draft.court,
        text=draft.text,
        stage=draft.stage,
        sought_on=draft.sought_on,
        issued_on=draft.issued_on,
        refused_on=draft.refused_on,
        asks=draft.asks,
        reason=reason,
        made_at=now,
        made_by=actor.id,
    )
    ProceedingVersion.objects.bulk_create([made])
    ProceedingSpan.objects.bulk_create(
        ProceedingSpan(id=new_id(), version=made, span_id=span, ordinal=ordinal) for ordinal, span in enumerate(draft.spans, 1)
    )
    return made


# --- official lines -------------------------------------------------------------------------------------------------
@transaction.atomic
def record_official_line(
    *, actor: Actor, draft: OfficialLineDraft, now: Instant, also_held: dict[str, Json] | None = None
) -> OfficialLineVersion:
    """Words that the authority said in public, held against what the record held on that day. Leads.

    ``also_held`` is what modules above knew then, such as ``{"assessed": 61, "assessment": "XA-ASM 2031/000001 v7"}``.
    """
    actor.require(Permission.OFFICIAL_LINE_RECORD)
    draft = _checked_line(draft, now)
    row = OfficialLine(id=new_id(), destination=draft.destination, latest=1, recorded_at=now, recorded_by=actor.id)
    row.reference = _reference(LINE, now)
    OfficialLine.objects.bulk_create([row])
    made = _line(row, draft, also_held, "", actor, now)
    policy.tell(actor=actor, events=[telling.line_recorded(made, now)], now=now)
    return made


@transaction.atomic
def revise_official_line(
    *,
    actor: Actor,
    line: str,
    draft: OfficialLineDraft,
    reason: str,
    expected_version: int,
    now: Instant,
    also_held: dict[str, Json] | None = None,
) -> OfficialLineVersion:
    """A correction of how an official line was recorded (by reference). New words on another day are a new line. Leads.

    It is moved to another destination as a proceeding is.
    """
    actor.require(Permission.OFFICIAL_LINE_RECORD)
    row = locked(OfficialLine.objects.filter(reference=line)).first()
    words = _may_revise(row, reason, expected_version)
    draft = _checked_line(draft, now)
    before = OfficialLineVersion.objects.select_related("line").get(line=row, number=expected_version)
    if before.to_domain() == draft:
        raise Invalid(_SAME, place="reason")
    assert row is not None
    row.latest = expected_version + 1
    row.save(update_fields=["latest"])
    made = _line(row, draft, also_held, words, actor, now)
    policy.tell(actor=actor, events=[telling.line_revised(made, now)], now=now)
    return made


def _checked_line(draft: OfficialLineDraft, now: Instant) -> OfficialLineDraft:
    policy.destination(draft.destination)
    draft = replace(draft, said_by=draft.said_by.strip(), venue=draft.venue.strip(), words=draft.words.strip(), topic=draft.topic.strip())
    check_line(draft, today=policy.today(now))
    return draft


def _line(
    row: OfficialLine, draft: OfficialLineDraft, also_held: dict[str, Json] | None, reason: str, actor: Actor, now: Instant
) -> OfficialLineVersion:
    made = OfficialLineVersion(
        id=new_id(),
        line=row,
        number=row.latest,
        moved_to=draft.destination if draft.destination != row.destination else "",
        topic=draft.topic,
        said_on=draft.said_on,
        said_by=draft.said_by,
        venue=draft.venue,
        words=draft.words,
        held=what_was_held(draft.destination, draft.said_on) | (also_held or {}),
        reason=reason,
        made_at=now,
        made_by=actor.id,
    )
    OfficialLineVersion.objects.bulk_create([made])
    return made


# --- both -----------------------------------------------------------------------------------------------------------
_SAME = "Nothing was changed: the version that stands says the same."


def _reference(kind: str, now: Instant) -> str:
    return str(next_references(authority=policy.pack().prefix, kind=kind, year=policy.today(now).year)[0])


def _may_revise(row: Proceeding | OfficialLine | None, reason: str, expected: int) -> str:
    """The reason, stripped; refuses what is not there, was revised meanwhile, or has no reason."""
    if row is None:
        raise NotFound("entry")
    if not reason.strip():
        raise MissingReasons("Say why the entry is revised: the reason is published with it.", place="reason")
    if row.latest != expected:
        raise Conflict(f"Somebody revised this entry since you opened it: version {row.latest} stands.", place="expected_version")
    return reason.strip()
