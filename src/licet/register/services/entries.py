"""What each kind of entry writes into the register. Every function takes a set of entries in the log's order."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from licet.kernel.event import Json
from licet.kernel.rating import RatingCode
from licet.ledger.public import PublishedEntry
from licet.policy import public as policy
from licet.register import domain, models
from licet.register.domain import NO_LICENCE_REQUIRED, REFUSED, Rated, ReadLine

NO_VALUE_BY_OUTCOME = frozenset({REFUSED, NO_LICENCE_REQUIRED})


@lru_cache(maxsize=20_000)
def rate(written: str | None, on: date) -> Rated:
    """A rating by the authority's control list; a code that is not in it is kept as written."""
    if written is None:
        return Rated(domain.NOT_RATED, domain.NOT_RATED, "not known", True)
    found = policy.read_rating(written, on)
    if isinstance(found, policy.NoEntry):
        return Rated(written, written, "not known", False)
    code = RatingCode.parse(written)
    return Rated(str(code), code.head, "military" if found.military else "other", True)


def decisions(entries: Sequence[PublishedEntry]) -> None:
    readings = [(entry, domain.read_decision(entry.published, entry.on, rate)) for entry in entries]
    models.RegisteredDecision.objects.bulk_create([_decision(entry, reading) for entry, reading in readings])
    models.RegisteredLine.objects.bulk_create(
        [_line(entry, reading.destination, line) for entry, reading in readings for line in reading.lines], batch_size=1000
    )


def _decision(entry: PublishedEntry, reading: domain.Reading) -> models.RegisteredDecision:
    told = entry.published
    value = told.get("value_minor")
    withheld = told.get("withheld")
    return models.RegisteredDecision(
        reference=entry.ref,
        slug=domain.slug(entry.ref),
        position=entry.position,
        decided_on=entry.on,
        outcome=_text(told, "outcome"),
        licence_type=_text(told, "licence_type"),
        destination=reading.destination,
        countries=told.get("countries") or [],
        ratings=reading.ratings,
        criteria=told.get("criteria") or [],
        value_minor=value if isinstance(value, int) else None,
        currency=_text(told, "currency"),
        no_value="" if isinstance(value, int) else _text(told, "no_value") or "not recorded",
        licence=_text(told, "licence"),
        act=_text(told, "act"),
        signed_digest=_text(told, "signed_digest"),
        envelope_digest=_text(told, "envelope_digest"),
        withheld=sorted({*(str(each) for each in withheld if each), *entry.withheld} if isinstance(withheld, list) else entry.withheld),
        pack=entry.pack,
    )


def _line(entry: PublishedEntry, destination: str, line: ReadLine) -> models.RegisteredLine:
    due = line.outcome not in NO_VALUE_BY_OUTCOME
    return models.RegisteredLine(
        decision=entry.ref,
        number=line.number,
        since=entry.position,
        year=entry.on.year,
        quarter=domain.quarter_of(entry.on),
        outcome=line.outcome,
        destination=destination,
        rating=line.rated.rating,
        head=line.rated.head,
        military=line.rated.kind,
        listed=line.rated.listed,
        value_minor=line.value_minor if due else None,
        no_value=line.no_value if due else "not applicable",
        currency=_text(entry.published, "currency"),
        criteria=list(line.criteria),
    )


def licences(entries: Sequence[PublishedEntry]) -> None:
    models.RegisteredLicence.objects.bulk_create(
        models.RegisteredLicence(
            reference=entry.ref,
            slug=domain.slug(entry.ref),
            position=entry.position,
            decision=_text(entry.published, "decision"),
            licence_type=_text(entry.published, "licence_type"),
            issued_on=entry.on,
            valid_from=_day(entry.published, "valid_from") or entry.on,
            valid_until=_day(entry.published, "valid_until") or entry.on,
            check_code_sha256=_text(entry.published, "check_code_sha256"),
            status="in force",
            status_on=entry.on,
        )
        for entry in entries
    )


def statuses(entries: Sequence[PublishedEntry]) -> None:
    models.StatusEntry.objects.bulk_create(
        models.StatusEntry(
            position=entry.position,
            licence=entry.ref,
            source=_text(entry.published, "source"),
            target=_text(entry.published, "target"),
            changed_on=entry.on,
            decision=_text(entry.published, "decision"),
            act=_text(entry.published, "act"),
        )
        for entry in entries
    )
    newest = {entry.ref: entry for entry in entries}
    rows = list(models.RegisteredLicence.objects.filter(reference__in=newest))
    for row in rows:
        row.status, row.status_on = _text(newest[row.reference].published, "target"), newest[row.reference].on
    models.RegisteredLicence.objects.bulk_update(rows, ["status", "status_on"], batch_size=200)


def holds(entries: Sequence[PublishedEntry]) -> None:
    models.Hold.objects.bulk_create(
        models.Hold(
            position=entry.position,
            reference=entry.ref,
            hold_kind=_text(entry.published, "hold_kind"),
            title=_text(entry.published, "title"),
            scope=entry.published.get("scope") or {},
            legal_basis=_text(entry.published, "legal_basis"),
            placed_on=entry.on,
        )
        for entry in entries
    )


def lifted(entries: Sequence[PublishedEntry]) -> None:
    for entry in entries:  # few, ever
        placed = models.Hold.objects.filter(reference=entry.ref, position__lt=entry.position, lifted_on=None)
        placed.update(lifted_on=entry.on, lifted_position=entry.position)


def departures(entries: Sequence[PublishedEntry]) -> None:
    models.Departure.objects.bulk_create(
        models.Departure(
            position=entry.position,
            reference=entry.ref,
            criteria=entry.published.get("criteria") or [],
            scope=entry.published.get("scope") or {},
            legal_basis=_text(entry.published, "legal_basis"),
            publication=_text(entry.published, "publication"),
            made_on=entry.on,
            expires_on=_day(entry.published, "expires_on"),
        )
        for entry in entries
    )


def corrections(entries: Sequence[PublishedEntry]) -> None:
    for entry in entries:  # each takes the place of what stood there before it
        told = entry.published
        row = models.Correction(
            position=entry.position,
            decision=entry.ref,
            line=int(str(told.get("line") or 0)),
            field=_text(told, "field"),
            before=_text(told, "before"),
            after=_text(told, "after"),
            reason=_text(told, "reason"),
            corrected_on=entry.on,
        )
        row.save(force_insert=True)
        _apply(row)


def _apply(correction: models.Correction) -> None:
    """A new version of the lines concerned from the correction's entry on; the old one stays for earlier vintages."""
    lines = models.RegisteredLine.objects.filter(decision=correction.decision, until=None)
    if correction.line:
        lines = lines.filter(number=correction.line)
    old = list(lines)
    lines.update(until=correction.position)
    for line in old:
        line.since, line.until = correction.position, None
        change_line(line, correction.field, correction.after)
    models.RegisteredLine.objects.bulk_create(old)
    _sum_up(correction.decision)


def _sum_up(decision: str) -> None:
    """What the decision shows in lists follows from its lines as they stand."""
    lines = list(models.RegisteredLine.objects.filter(decision=decision, until=None).order_by("number"))
    for row in models.RegisteredDecision.objects.filter(reference=decision) if lines else ():
        values = [line.value_minor for line in lines if line.value_minor is not None]
        row.destination = lines[0].destination
        row.ratings = ", ".join(dict.fromkeys(line.rating for line in lines if line.rating != domain.NOT_RATED))
        row.value_minor, row.no_value = (sum(values), "") if values else (None, row.no_value or "not recorded")
        row.save(force_update=True)


def change_line(line: models.RegisteredLine, field: str, after: str) -> None:
    """Give a line the value that a correction gives it. Does not save."""
    if field == "destination":
        line.destination = after
    elif field == "value_minor":
        line.value_minor, line.no_value = (int(after), "") if after else (None, "not recorded")
    elif field == "rating":
        read = rate(after or None, date(line.year, 12, 31))
        line.rating, line.head, line.military, line.listed = read.rating, read.head, read.kind, read.listed


def exclusions(entries: Sequence[PublishedEntry]) -> None:
    for entry in entries:
        reason = _text(entry.published, "reason")
        models.Exclusion.objects.create(position=entry.position, decision=entry.ref, reason=reason, excluded_on=entry.on)
        models.RegisteredDecision.objects.filter(reference=entry.ref, excluded=None).update(excluded=entry.position)
        models.RegisteredLine.objects.filter(decision=entry.ref, excluded=None).update(excluded=entry.position)


def imports(entries: Sequence[PublishedEntry]) -> None:
    models.PublishedImport.objects.bulk_create(
        models.PublishedImport(
            position=entry.position,
            reference=entry.ref,
            source=_text(entry.published, "source"),
            sha256=_text(entry.published, "sha256"),
            imported_on=entry.on,
            facts=dict(entry.published),
        )
        for entry in entries
    )


def _text(told: Mapping[str, Json], name: str) -> str:
    return str(told.get(name) or "")


def _day(told: Mapping[str, Json], name: str) -> date | None:
    text = _text(told, name)
    return date.fromisoformat(text) if text else None
