"""Record, revise, move and withdraw proceedings and official lines: public facts, each change a version with its public reason."""

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
from licet.kernel.visible_text import compose_texts
from licet.platform.ids import new_id
from licet.platform.locking import locked
from licet.platform.references import next_references
from licet.policy import public as policy

PROCEEDING, LINE = "PRO", "LIN"
STEPS = ("sought", "issued", "refused")
"""What a proceeding has days of."""


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
    if before.to_domain() == draft and not before.withdrawn:
        raise Invalid(_SAME, place="reason")
    assert row is not None
    row.latest = expected_version + 1
    row.save(update_fields=["latest"])
    made = _proceeding(row, draft, words, actor, now)
    policy.tell(actor=actor, events=[telling.proceeding_revised(made, now)], now=now)
    return made


@transaction.atomic
def move_proceeding(
    *, actor: Actor, proceeding: str, destination: str, reason: str, expected_version: int, now: Instant
) -> ProceedingVersion:
    """As :func:`revise_proceeding`, where nothing is wrong but the destination. Leads."""
    actor.require(Permission.PROCEEDING_RECORD)
    before = _proceeding_before(proceeding, expected_version)
    _refuse_withdrawn(before)
    draft = replace(before.to_domain(), destination=destination)
    return revise_proceeding(actor=actor, proceeding=proceeding, draft=draft, reason=reason, expected_version=expected_version, now=now)


@transaction.atomic
def withdraw_proceeding(*, actor: Actor, proceeding: str, reason: str, expected_version: int, now: Instant) -> ProceedingVersion:
    """Say in public that the proceeding should never have been recorded, and why. A later revision records it again. Leads."""
    actor.require(Permission.PROCEEDING_RECORD)
    row = locked(Proceeding.objects.filter(reference=proceeding)).first()
    words = _may_revise(row, reason, expected_version)
    assert row is not None
    before = _proceeding_before(proceeding, expected_version)
    _refuse_withdrawn(before)
    row.latest = expected_version + 1
    row.save(update_fields=["latest"])
    made = _proceeding(row, before.to_domain(), words, actor, now, withdrawn=True)
    policy.tell(actor=actor, events=[telling.proceeding_withdrawn(made, now)], now=now)
    return made


def _proceeding_before(reference: str, number: int) -> ProceedingVersion:
    versions = ProceedingVersion.objects.select_related("proceeding").filter(proceeding__reference=reference)
    if before := versions.filter(number=number).first():
        return before
    raise Conflict(_NO_SUCH_VERSION, place="expected_version") if versions.exists() else NotFound("proceeding")


def _checked_proceeding(draft: ProceedingDraft, now: Instant) -> ProceedingDraft:
    policy.destination(draft.destination)
    draft = compose_texts(draft)
    draft = replace(draft, title=draft.title.strip(), court=draft.court.strip(), text=draft.text.strip())
    check_proceeding(draft, today=policy.today(now))
    cites(draft.spans)
    return draft


def _proceeding(
    row: Proceeding, draft: ProceedingDraft, reason: str, actor: Actor, now: Instant, *, withdrawn: bool = False
) -> ProceedingVersion:
    days = {name: getattr(draft, f"{name}_on") for name in STEPS}
    made = ProceedingVersion(
        id=new_id(),
        proceeding=row,
        number=row.latest,
        moved_to=draft.destination if draft.destination != row.destination else "",
        kind=draft.kind,
        title=draft.title,
        court=draft.court,
        text=draft.text,
        withdrawn=withdrawn,
        stage=draft.stage,
        **{f"{name}_on": known.first for name, known in days.items() if known},
        **{f"{name}_precision": known.precision for name, known in days.items() if known},
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
    before = OfficialLineVersion.objects.select_related("line").get(line=row, number=expected_version)
    draft = _checked_line(draft, now, also_speaks=before.said_by)
    if before.to_domain() == draft and not before.withdrawn:
        raise Invalid(_SAME, place="reason")
    assert row is not None
    row.latest = expected_version + 1
    row.save(update_fields=["latest"])
    made = _line(row, draft, also_held, words, actor, now)
    policy.tell(actor=actor, events=[telling.line_revised(made, now)], now=now)
    return made


@transaction.atomic
def move_official_line(
    *,
    actor: Actor,
    line: str,
    destination: str,
    reason: str,
    expected_version: int,
    now: Instant,
    also_held: dict[str, Json] | None = None,
) -> OfficialLineVersion:
    """As :func:`revise_official_line`, where nothing is wrong but the destination. A topic that names the old one follows. Leads."""
    actor.require(Permission.OFFICIAL_LINE_RECORD)
    before = _line_before(line, expected_version)
    _refuse_withdrawn(before)
    draft = before.to_domain()
    topic = f"destination:{destination}" if draft.topic == f"destination:{draft.destination}" else draft.topic
    return revise_official_line(
        actor=actor,
        line=line,
        draft=replace(draft, destination=destination, topic=topic),
        reason=reason,
        expected_version=expected_version,
        now=now,
        also_held=also_held,
    )


@transaction.atomic
def withdraw_official_line(*, actor: Actor, line: str, reason: str, expected_version: int, now: Instant) -> OfficialLineVersion:
    """Say in public that the authority never said this, or not in public, and why. A later revision records it again. Leads."""
    actor.require(Permission.OFFICIAL_LINE_RECORD)
    row = locked(OfficialLine.objects.filter(reference=line)).first()
    words = _may_revise(row, reason, expected_version)
    assert row is not None
    before = _line_before(line, expected_version)
    _refuse_withdrawn(before)
    row.latest = expected_version + 1
    row.save(update_fields=["latest"])
    made = _line(row, before.to_domain(), before.held, words, actor, now, withdrawn=True)
    policy.tell(actor=actor, events=[telling.line_withdrawn(made, now)], now=now)
    return made


def _line_before(reference: str, number: int) -> OfficialLineVersion:
    versions = OfficialLineVersion.objects.select_related("line").filter(line__reference=reference)
    if before := versions.filter(number=number).first():
        return before
    raise Conflict(_NO_SUCH_VERSION, place="expected_version") if versions.exists() else NotFound("official line")


def _checked_line(draft: OfficialLineDraft, now: Instant, *, also_speaks: str = "") -> OfficialLineDraft:
    """``also_speaks`` stood in the version before: an office may have another name, or be none, since."""
    policy.destination(draft.destination)
    draft = compose_texts(draft)
    draft = replace(draft, said_by=draft.said_by.strip(), venue=draft.venue.strip(), words=draft.words.strip(), topic=draft.topic.strip())
    speakers = policy.pack().speakers
    check_line(
        draft, today=policy.today(now), speakers=(*speakers, also_speaks) if also_speaks and also_speaks not in speakers else speakers
    )
    return draft


def _line(
    row: OfficialLine,
    draft: OfficialLineDraft,
    also_held: dict[str, Json] | None,
    reason: str,
    actor: Actor,
    now: Instant,
    *,
    withdrawn: bool = False,
) -> OfficialLineVersion:
    made = OfficialLineVersion(
        id=new_id(),
        line=row,
        number=row.latest,
        moved_to=draft.destination if draft.destination != row.destination else "",
        withdrawn=withdrawn,
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
_NO_SUCH_VERSION = "The entry has no such version: open it again."


def _reference(kind: str, now: Instant) -> str:
    return str(next_references(authority=policy.pack().prefix, kind=kind, year=policy.today(now).year)[0])


def _refuse_withdrawn(before: ProceedingVersion | OfficialLineVersion) -> None:
    if before.withdrawn:
        raise Invalid("This entry is withdrawn already: revise it if it was right after all.", place="reason")


def _may_revise(row: Proceeding | OfficialLine | None, reason: str, expected: int) -> str:
    """The reason, stripped; refuses what is not there, was revised meanwhile, or has no reason."""
    if row is None:
        raise NotFound("entry")
    if not reason.strip():
        raise MissingReasons("Say why the entry is changed: the reason is published with it.", place="reason")
    if row.latest != expected:
        raise Conflict(f"Somebody revised this entry since you opened it: version {row.latest} stands.", place="expected_version")
    return reason.strip()
