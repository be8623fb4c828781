"""Incidents for the desk, the API and the command line: lists with filters, one with its versions and who changed which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from licet.evidence.domain import Credibility, DatePrecision, Grade, IhlRule, IncidentDraft, ObjectHit, Reliability, Standing
from licet.evidence.domain.reading import Changed, changes
from licet.evidence.domain.unquoted import Unquoted, unquoted
from licet.evidence.models import Incident, IncidentSpan, IncidentVersion, Span
from licet.evidence.selectors.paging import read_place, write_place
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilters:
    """Empty: not asked for. ``text`` is looked for in title, place and summary."""

    destination: str = ""
    conflict: str = ""
    rule: IhlRule | None = None
    object_hit: ObjectHit | None = None
    grade: Grade | None = None
    standing: Standing | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class IncidentRow:
    reference: str
    version: str
    number: int
    destination: str
    conflict: str
    title: str
    place: str
    date_from: date
    date_to: date
    precision: DatePrecision
    objects: tuple[ObjectHit, ...]
    rules: tuple[IhlRule, ...]
    casualties: tuple[str, ...]
    grade: Grade
    standing: Standing
    marking: str


@dataclass(frozen=True, slots=True)
class IncidentList:
    """``after`` is the place of the next page, None on the last."""

    rows: tuple[IncidentRow, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """``ordinal`` is how the page names it: quote 1, quote 2. ``reliability`` as the source was judged then."""

    ordinal: int
    span: str
    quote: str
    document: str
    document_title: str
    document_on: date
    source: str
    reliability: str
    credibility: str

    @property
    def source_words(self) -> str:
        return f"{self.reliability}, {Reliability(self.reliability).words}"

    @property
    def said_words(self) -> str:
        return f"{self.credibility}, {Credibility(self.credibility).words}"


@dataclass(frozen=True, slots=True)
class DroppedQuote:
    """Words that the version before cites and this one no longer does."""

    span: str
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class VersionDetail:
    """``changed`` holds what differs from the version before, and ``dropped`` the quotes let go; both empty for the first.

    ``unquoted`` are the numbers and days that the quotes do not say.
    """

    id: str
    number: int
    draft: IncidentDraft
    precision: DatePrecision
    grade: Grade
    grade_why: str
    standing: Standing
    reason: str
    made_at: Instant
    made_by: str
    quotes: tuple[CitedQuote, ...]
    changed: tuple[Changed, ...]
    dropped: tuple[DroppedQuote, ...]
    unquoted: tuple[Unquoted, ...]


@dataclass(frozen=True, slots=True)
class IncidentDetail:
    """``versions`` newest first; the first stands."""

    id: str
    reference: str
    destination: str
    conflict: str
    versions: tuple[VersionDetail, ...]

    @property
    def current(self) -> VersionDetail:
        return self.versions[0]


def incident_list(
    *,
    actor: Actor,
    destination: str | None = None,
    conflict: str | None = None,
    filters: IncidentFilters | None = None,
    after: str | None = None,
    limit: int = 25,
) -> IncidentList:
    """Incidents as they stand, latest day first. One query."""
    actor.require(Permission.EVIDENCE_READ)
    rows = filtered(IncidentVersion.objects.filter(number=F("incident__latest")), filters or IncidentFilters())
    rows = rows.filter(**_given(incident__destination=destination, incident__conflict=conflict))
    if after:
        on, key = read_place(after)
        rows = rows.filter(Q(date_from__lt=on) | Q(date_from=on, pk__lt=key))
    found = list(rows.select_related("incident").order_by("-date_from", "-pk")[: limit + 1])
    page = found[:limit]
    return IncidentList(tuple(map(_row, page)), write_place(page[-1].date_from, page[-1].pk) if len(found) > limit else None)


def access_incident(*, actor: Actor, incident: str) -> IncidentDetail:
    """An incident by reference or id, with every version. Three queries. Raises NotFound."""
    actor.require(Permission.EVIDENCE_READ)
    row = Incident.objects.filter(Q(reference=incident) | Q(pk=incident)).first()
    if row is None:
        raise NotFound("incident", named=incident)
    versions = list(row.versions.order_by("number"))
    quotes = _quotes(versions)
    found: list[VersionDetail] = []
    for version in versions:
        found.append(_version(version, quotes.get(version.pk, ()), found[-1] if found else None))
    return IncidentDetail(row.id, row.reference, row.destination, row.conflict, tuple(reversed(found)))


def conflicts() -> tuple[tuple[str, str], ...]:
    """(destination, conflict) of which there are incidents. One query."""
    return tuple(Incident.objects.order_by("destination", "conflict").values_list("destination", "conflict").distinct())


def filtered(rows: QuerySet[IncidentVersion, IncidentVersion], filters: IncidentFilters) -> QuerySet[IncidentVersion, IncidentVersion]:
    """Of these versions, those that are asked for."""
    rows = rows.filter(
        **_given(
            incident__destination=filters.destination,
            incident__conflict=filters.conflict,
            rules__contains=filters.rule and f"|{filters.rule}|",
            objects_hit__contains=filters.object_hit and f"|{filters.object_hit}|",
            grade=filters.grade and filters.grade.value,
            standing=filters.standing and filters.standing.value,
            date_to__gte=filters.since,
            date_from__lte=filters.until,
        )
    )
    for word in filters.text.split():
        rows = rows.filter(Q(title__icontains=word) | Q(content__place__icontains=word) | Q(content__summary__icontains=word))
    return rows


def _given(**asked: object) -> dict[str, object]:
    return {name: value for name, value in asked.items() if value}


def _row(version: IncidentVersion) -> IncidentRow:
    draft, incident = version.to_domain(), version.incident
    return IncidentRow(
        reference=incident.reference,
        version=version.id,
        number=version.number,
        destination=incident.destination,
        conflict=incident.conflict,
        title=version.title,
        place=draft.place,
        date_from=version.date_from,
        date_to=version.date_to,
        precision=DatePrecision(version.precision),
        objects=tuple(item for item in ObjectHit if item in draft.objects),
        rules=tuple(item for item in IhlRule if item in draft.rules),
        casualties=tuple(row.words for row in draft.casualties),
        grade=Grade(version.grade),
        standing=Standing(version.standing),
        marking=draft.marking,
    )


def _quotes(versions: Sequence[IncidentVersion]) -> dict[str, tuple[CitedQuote, ...]]:
    rows = IncidentSpan.objects.filter(version__in=[row.pk for row in versions]).order_by("ordinal")
    rows = rows.select_related("span__document__source").defer("span__document__text")
    found: dict[str, tuple[CitedQuote, ...]] = {}
    for row in rows:
        found[row.version_id] = (*found.get(row.version_id, ()), _quote(row, row.span))
    return found


def _quote(row: IncidentSpan, span: Span) -> CitedQuote:
    document = span.document
    return CitedQuote(
        ordinal=row.ordinal,
        span=span.id,
        quote=span.quote,
        document=document.id,
        document_title=document.title,
        document_on=document.dated_on,
        source=document.source.name,
        reliability=row.reliability,
        credibility=row.credibility,
    )


def _version(row: IncidentVersion, quotes: tuple[CitedQuote, ...], before: VersionDetail | None) -> VersionDetail:
    draft = row.to_domain()
    texts = {item.span: item.quote for item in (*quotes, *(before.quotes if before else ()))}
    return VersionDetail(
        id=row.id,
        number=row.number,
        draft=draft,
        precision=DatePrecision(row.precision),
        grade=Grade(row.grade),
        grade_why=row.grade_why,
        standing=Standing(row.standing),
        reason=row.reason,
        made_at=row.made_at,
        made_by=row.made_by,
        quotes=quotes,
        changed=changes(before.draft, draft, texts) if before else (),
        dropped=tuple(DroppedQuote(item.span, texts[item.span], item.why) for item in draft.dropped),
        unquoted=unquoted(draft, texts),
    )
