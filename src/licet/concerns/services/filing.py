"""Filing a concern: checked as a whole, sealed, kept in one transaction; the raiser gets a code.

A form that is sent twice files once: its code follows from the form's token and from what was written (``sealing/sendings.py``).
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from django.db import Error as DatabaseError
from django.db import IntegrityError
from django.db.models import Model

from licet.concerns import domain, sealing
from licet.concerns.database import atomic
from licet.concerns.domain import Course, Naming, Parties, Receipt, Standing, StepKind
from licet.concerns.models import Concern, LevelKey, Point, Step, Topic, Wrap
from licet.concerns.sealing import Box, ContentKey, Part
from licet.concerns.selectors import people
from licet.concerns.selectors.opening import COLLEAGUES, RAISER, box_of, by_code
from licet.concerns.services import attaching, hourly
from licet.concerns.services.attaching import Attached
from licet.concerns.services.writing import dated, day_of, rung_row, sealed_step
from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid, LicetError, NotFound, Refused
from licet.kernel.event import Json
from licet.platform import clock
from licet.platform.ids import new_id

NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Filed:
    """``receipt`` is the way back, shown once and kept nowhere; ``reference_for_raiser`` is what the log and signers know of it."""

    receipt: Receipt = field(repr=False)
    reference_for_raiser: str
    level: str
    answer_by: date


def file_concern(
    *,
    topics: Sequence[str],
    points: Sequence[str],
    naming: Naming,
    raiser: Actor | None = None,
    name: str = "",
    complained_of: Collection[str] = (),
    attachments: Sequence[Attached] = (),
    form_token: str = "",
    today: date,
) -> Filed:
    """Raise a concern. ``raiser`` only where somebody chose to file signed in; their id is kept, sealed, only if they are named.

    ``form_token``: random, of the form that is sent; the same form sent again gives the same code and files nothing. Without one
    every call files. Raises Invalid or InvalidMany for input that cannot be taken, and keeps nothing then.
    """
    kept_topics = domain.check_topics(topics, {code for code, _ in people.destinations()})
    texts = domain.check_points(points)
    shown_name = _name(naming, name, raiser)
    known = raiser.id if raiser and naming is not Naming.NOBODY else ""
    parties = Parties(people.check_known(complained_of, today), known)
    content: dict[str, Json] = {
        "topics": list(kept_topics),
        "points": list(texts),
        "naming": naming.value,
        "name": shown_name,
        "complained_of": list[Json](sorted(complained_of)),
        "raiser": raiser.id if raiser else "",
        "attachments": [attaching.digest_of(file) for file in attachments] if form_token else [],
    }
    receipt, filed = _find_receipt(form_token, content)
    if filed is not None:
        return filed
    keys = level_keys(today)
    day = day_of(today)
    course = domain.begin(people.ladder(), points=len(texts), day=day, able=_able(parties, kept_topics, day))
    key = sealing.new_content_key()
    row = _row(naming, course, parties, shown_name, key, day, verified=raiser is not None and raiser.organisation is None)
    files = attaching.keep_attachments(row, key, attachments, day=day)
    row.lookup = receipt.lookup
    rows: list[Sequence[Model]] = [
        [row],
        _wraps(row, key, receipt, keys),
        [Topic(id=new_id(), concern=row, topic=topic) for topic in kept_topics],
        [_point(row, key, number, text) for number, text in enumerate(texts, start=1)],
        [rung_row(row, 1, course)],
        files,
        [_first_step(row, key, course, points=len(texts), attachments=len(files))],
    ]
    row.held = raiser is None and hourly.is_beyond(people.ladder().rules.filings_per_hour, clock.now())
    try:
        _keep(rows, day)
    except BaseException as error:
        attaching.remove(files)
        if isinstance(error, IntegrityError) and (filed := _filed_before(receipt)):  # sent twice at once
            return filed
        raise
    return Filed(receipt, row.notice, course.rung.level, course.rung.answer_by)


@atomic()
def _keep(rows: Sequence[Sequence[Model]], day: date) -> None:
    """All rows of a filing, or none. Everything was sealed before, so that others wait for the writing alone."""
    if dated(day) != day:  # else it would be told apart from all others of its day, as come while the batch was made
        raise Conflict("The day of the procedure ended while this was sent. Send it again.")
    for kind in rows:
        if kind:
            type(kind[0])._default_manager.bulk_create(kind)


def _first_step(row: Concern, key: ContentKey, course: Course, **content: int) -> Step:
    return sealed_step(row, key, StepKind.FILED, content, level=course.rung.level, day=row.filed_on, number=1)


def _find_receipt(form_token: str, content: Mapping[str, Json]) -> tuple[Receipt, Filed | None]:
    """The code of this sending, whose first letters find no other concern; with what was filed under it, if it was sent before."""
    token = form_token or new_id()
    for attempt in count():
        receipt = domain.new_receipt(sealing.code_bytes(token, content, attempt))
        if not Concern.objects.filter(lookup=receipt.lookup).exists():  # asked first: the same form may be kept between two questions
            return receipt, None
        if filed := _filed_before(receipt):
            return receipt, filed
    raise AssertionError("counting has no end")


def _filed_before(receipt: Receipt) -> Filed | None:
    """What the same form filed when it was sent before."""
    try:
        opened = by_code(receipt)
    except NotFound:
        return None
    return Filed(receipt, opened.row.notice, opened.course.rung.level, opened.course.rung.answer_by)


def _row(naming: Naming, course: Course, parties: Parties, name: str, key: ContentKey, day: date, *, verified: bool) -> Concern:
    row = Concern(
        id=new_id(),
        notice=new_id(),
        filed_on=day,
        naming=naming.value,
        verified=verified,
        status=course.status.value,
        level=course.rung.level,
        owed=course.owed,
    )
    who = {"complained_of": sorted(parties.complained_of), "raiser": parties.raiser}
    row.parties = sealing.seal_box(key, box_of(row, Part.PARTIES, "parties"), who)
    row.name = sealing.seal_box(key, box_of(row, Part.NAME, "name"), {"name": name}) if name else None
    return row


def _point(row: Concern, key: ContentKey, number: int, text: str) -> Point:
    point = new_id()
    words = sealing.seal_box(key, Box(Part.POINTS, "point", "words", point), text)
    return Point(id=point, concern=row, number=number, words=words, standing=Standing.WAITING.value)


def _wraps(row: Concern, key: ContentKey, receipt: Receipt, keys: Mapping[str, bytes]) -> list[Wrap]:
    wraps = [
        Wrap(whom=f"level:{level}", sealed=sealing.wrap_for_level(key, concern=row.pk, level=level, public=public))
        for level, public in keys.items()
    ]
    colleagues = key.only(Part.POINTS, Part.COSIGNATURES)
    wraps.append(Wrap(whom=RAISER, sealed=sealing.wrap_for_code(key, receipt, concern=row.pk, use=RAISER)))
    code = sealing.colleagues_code(receipt)
    wraps.append(Wrap(whom=COLLEAGUES, sealed=sealing.wrap_for_code(colleagues, code, concern=row.pk, use=COLLEAGUES)))
    for wrap in wraps:
        wrap.id, wrap.concern = new_id(), row
    return wraps


def level_keys(today: date) -> dict[str, bytes]:
    """Level to public key. Made when first asked for; a level whose kept key is not that of LICET_CONCERNS_KEY is refused."""
    kept = {row.level: bytes(row.public) for row in LevelKey.objects.all()}
    held = {level.id: sealing.level_public_bytes(level.id) for level in people.ladder().rules.levels}
    if any(kept.get(level, public) != public for level, public in held.items()):
        raise Refused(
            "LICET_CONCERNS_KEY is not the key under which concerns were filed here, so nobody could read a new one. "
            "Set the key of this installation again, or restore it from a backup."
        )
    if missing := [LevelKey(level=level, public=public, made_on=today) for level, public in held.items() if level not in kept]:
        LevelKey.objects.bulk_create(missing, ignore_conflicts=True)
    return held


def _able(parties: Parties, topics: Sequence[str], day: date) -> frozenset[str]:
    """Levels that can handle it. A filing is never lost because this cannot be known: what is due looks again each day."""
    answering = people.handlers(day)
    with suppress(LicetError, DatabaseError):
        parties = Parties(parties.complained_of, parties.raiser, people.involved(topics))
    return people.able(parties, answering)


def _name(naming: Naming, name: str, raiser: Actor | None) -> str:
    """The name that is sealed in: none for nobody; that of the person signed in, where there is one."""
    if naming is Naming.NOBODY:
        return ""
    given = raiser.name if raiser else name.strip()
    if not given:
        raise Invalid("Write your name, or choose that nobody may know it.", place="name")
    return given[:NAME_LENGTH]
