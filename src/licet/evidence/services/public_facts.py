"""Record, revise, move and withdraw proceedings and official lines: public facts, each change a version with its public reason."""

from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet

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
    draft = _prepare_proceeding(draft, now)
    entry = Proceeding(id=new_id(), destination=draft.destination, latest=1, recorded_at=now, recorded_by=actor.id)
    entry.reference = _next_reference(PROCEEDING, now)
    Proceeding.objects.bulk_create([entry])
    version = _write_proceeding_version(entry, draft, "", actor, now)
    policy.record_events(actor=actor, events=[telling.proceeding_recorded(version, now)], now=now)
    return version


@transaction.atomic
def revise_proceeding(
    *, actor: Actor, proceeding: str, draft: ProceedingDraft, reason: str, expected_version: int, now: Instant
) -> ProceedingVersion:
    """The next version of a proceeding (by reference): what was sought is issued or refused, or an error is mended. Leads.

    One recorded under the wrong destination is moved by naming the right one: the register then shows it there.
    """
    actor.require(Permission.PROCEEDING_RECORD)
    entry = _lock_entry(Proceeding.objects.filter(reference=proceeding), reason, expected_version)
    draft = _prepare_proceeding(draft, now)
    before = ProceedingVersion.objects.select_related("proceeding").get(proceeding=entry, number=expected_version)
    if before.to_domain() == draft and not before.withdrawn:
        raise Invalid(_SAME, place="reason")
    _count_version(entry)
    version = _write_proceeding_version(entry, draft, reason, actor, now)
    policy.record_events(actor=actor, events=[telling.proceeding_revised(version, now)], now=now)
    return version


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
    entry = _lock_entry(Proceeding.objects.filter(reference=proceeding), reason, expected_version)
    before = _proceeding_before(proceeding, expected_version)
    _refuse_withdrawn(before)
    _count_version(entry)
    version = _write_proceeding_version(entry, before.to_domain(), reason, actor, now, withdrawn=True)
    policy.record_events(actor=actor, events=[telling.proceeding_withdrawn(version, now)], now=now)
    return version


def _proceeding_before(reference: str, number: int) -> ProceedingVersion:
    versions = ProceedingVersion.objects.select_related("proceeding").filter(proceeding__reference=reference)
    if before := versions.filter(number=number).first():
        return before
    raise Conflict(_NO_SUCH_VERSION, place="expected_version") if versions.exists() else NotFound("proceeding")


def _prepare_proceeding(draft: ProceedingDraft, now: Instant) -> ProceedingDraft:
    policy.destination(draft.destination)
    draft = compose_texts(draft)
    draft = replace(draft, title=draft.title.strip(), court=draft.court.strip(), text=draft.text.strip())
    check_proceeding(draft, today=policy.today(now))
    cites(draft.spans)
    return draft


def _write_proceeding_version(
    entry: Proceeding, draft: ProceedingDraft, reason: str, actor: Actor, now: Instant, *, withdrawn: bool = False
) -> ProceedingVersion:
    days = {name: getattr(draft, f"{name}_on") for name in STEPS}
    version = ProceedingVersion(
        id=new_id(),
        proceeding=entry,
        number=entry.latest,
        moved_to=draft.destination if draft.destination != entry.destination else "",
        kind=draft.kind,
        title=draft.title,
        court=draft.court,
        text=draft.text,
        withdrawn=withdrawn,
        stage=draft.stage,
        **{f"{name}_on": known.first for name, known in days.items() if known},
        **{f"{name}_precision": known.precision for name, known in days.items() if known},
        asks=draft.asks,
        reason=reason.strip(),
        made_at=now,
        made_by=actor.id,
    )
    ProceedingVersion.objects.bulk_create([version])
    ProceedingSpan.objects.bulk_create(
        ProceedingSpan(id=new_id(), version=version, span_id=span, ordinal=ordinal) for ordinal, span in enumerate(draft.spans, 1)
    )
    return version


# --- official lines -------------------------------------------------------------------------------------------------
@transaction.atomic
def record_official_line(
    *, actor: Actor, draft: OfficialLineDraft, now: Instant, also_held: dict[str, Json] | None = None
) -> OfficialLineVersion:
    """Words that the authority said in public, held against what the record held on that day. Leads.

    ``also_held`` is what modules above knew then, such as ``{"assessed": 61, "assessment": "XA-ASM 2031/000001 v7"}``.
    """
    actor.require(Permission.OFFICIAL_LINE_RECORD)
    draft = _prepare_line(draft, now)
    entry = OfficialLine(id=new_id(), destination=draft.destination, latest=1, recorded_at=now, recorded_by=actor.id)
    entry.reference = _next_reference(LINE, now)
    OfficialLine.objects.bulk_create([entry])
    version = _write_line_version(entry, draft, also_held, "", actor, now)
    policy.record_events(actor=actor, events=[telling.line_recorded(version, now)], now=now)
    return version


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
    entry = _lock_entry(OfficialLine.objects.filter(reference=line), reason, expected_version)
    before = OfficialLineVersion.objects.select_related("line").get(line=entry, number=expected_version)
    draft = _prepare_line(draft, now, also_speaks=before.said_by)
    if before.to_domain() == draft and not before.withdrawn:
        raise Invalid(_SAME, place="reason")
    _count_version(entry)
    version = _write_line_version(entry, draft, also_held, reason, actor, now)
    policy.record_events(actor=actor, events=[telling.line_revised(version, now)], now=now)
    return version


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
    return revise_official_line(
        actor=actor,
        line=line,
        draft=before.to_domain().move_to(destination),
        reason=reason,
        expected_version=expected_version,
        now=now,
        also_held=also_held,
    )


@transaction.atomic
def withdraw_official_line(*, actor: Actor, line: str, reason: str, expected_version: int, now: Instant) -> OfficialLineVersion:
    """Say in public that the authority never said this, or not in public, and why. A later revision records it again. Leads."""
    actor.require(Permission.OFFICIAL_LINE_RECORD)
    entry = _lock_entry(OfficialLine.objects.filter(reference=line), reason, expected_version)
    before = _line_before(line, expected_version)
    _refuse_withdrawn(before)
    _count_version(entry)
    version = _write_line_version(entry, before.to_domain(), before.held, reason, actor, now, withdrawn=True)
    policy.record_events(actor=actor, events=[telling.line_withdrawn(version, now)], now=now)
    return version


def _line_before(reference: str, number: int) -> OfficialLineVersion:
    versions = OfficialLineVersion.objects.select_related("line").filter(line__reference=reference)
    if before := versions.filter(number=number).first():
        return before
    raise Conflict(_NO_SUCH_VERSION, place="expected_version") if versions.exists() else NotFound("official line")


def _prepare_line(draft: OfficialLineDraft, now: Instant, *, also_speaks: str = "") -> OfficialLineDraft:
    """``also_speaks`` stood in the version before: an office may have another name, or be none, since."""
    policy.destination(draft.destination)
    draft = compose_texts(draft)
    draft = replace(draft, said_by=draft.said_by.strip(), venue=draft.venue.strip(), words=draft.words.strip(), topic=draft.topic.strip())
    speakers = policy.pack().speakers
    check_line(
        draft, today=policy.today(now), speakers=(*speakers, also_speaks) if also_speaks and also_speaks not in speakers else speakers
    )
    return draft


def _write_line_version(
    entry: OfficialLine,
    draft: OfficialLineDraft,
    also_held: dict[str, Json] | None,
    reason: str,
    actor: Actor,
    now: Instant,
    *,
    withdrawn: bool = False,
) -> OfficialLineVersion:
    version = OfficialLineVersion(
        id=new_id(),
        line=entry,
        number=entry.latest,
        moved_to=draft.destination if draft.destination != entry.destination else "",
        withdrawn=withdrawn,
        topic=draft.topic,
        said_on=draft.said_on,
        said_by=draft.said_by,
        venue=draft.venue,
        words=draft.words,
        held=what_was_held(draft.destination, draft.said_on) | (also_held or {}),
        reason=reason.strip(),
        made_at=now,
        made_by=actor.id,
    )
    OfficialLineVersion.objects.bulk_create([version])
    return version


# --- both -----------------------------------------------------------------------------------------------------------
_SAME = "Nothing was changed: the version that stands says the same."
_NO_SUCH_VERSION = "The entry has no such version: open it again."


def _next_reference(kind: str, now: Instant) -> str:
    return str(next_references(authority=policy.pack().prefix, kind=kind, year=policy.today(now).year)[0])


def _refuse_withdrawn(before: ProceedingVersion | OfficialLineVersion) -> None:
    if before.withdrawn:
        raise Invalid("This entry is withdrawn already: revise it if it was right after all.", place="reason")


def _lock_entry[Entry: (Proceeding, OfficialLine)](entries: QuerySet[Entry], reason: str, expected_version: int) -> Entry:
    """The entry that is to be changed. Raises NotFound, MissingReasons, and Conflict where somebody revised it meanwhile."""
    entry = locked(entries).first()
    if entry is None:
        raise NotFound("entry")
    if not reason.strip():
        raise MissingReasons("Say why the entry is changed: the reason is published with it.", place="reason")
    if entry.latest != expected_version:
        raise Conflict(f"Somebody revised this entry since you opened it: version {entry.latest} stands.", place="expected_version")
    return entry


def _count_version(entry: Proceeding | OfficialLine) -> None:
    entry.latest += 1
    entry.save(update_fields=["latest"])
