"""What entries about evidence, assessments and concerns write into the register, in sets."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from licet.ledger.public import PublishedEntry
from licet.register import models
from licet.register.models.facts import Versioned
from licet.register.services.told import day_of, number_of, text_of


def _version(entry: PublishedEntry) -> dict[str, object]:
    return {
        "position": entry.position,
        "reference": entry.ref,
        "number": number_of(entry.published, "number") or 1,
        "destination": text_of(entry.published, "destination")[:8],
        "published_on": entry.on,
    }


def _keep[Row: Versioned](model: type[Row], rows: Sequence[Row]) -> None:
    """Add versions; of each thing every one but the newest ends where the next begins."""
    model._default_manager.bulk_create(rows)
    found: dict[str, list[Row]] = {}
    for row in model._default_manager.filter(reference__in={row.reference for row in rows}).order_by("position"):
        found.setdefault(row.reference, []).append(row)
    ended = []
    for versions in found.values():
        for row, after in pairwise(versions):
            if row.until != after.position:
                row.until = after.position
                ended.append(row)
    model._default_manager.bulk_update(ended, ["until"], batch_size=200)


def assessments(entries: Sequence[PublishedEntry]) -> None:
    rows = [
        models.PublishedAssessment(
            **_version(entry),
            conflict=text_of(entry.published, "conflict"),
            title=text_of(entry.published, "title"),
            evidence_until=day_of(entry.published, "evidence_until"),
            valid_from=day_of(entry.published, "valid_from"),
            review_by=day_of(entry.published, "review_by"),
            coverage=entry.published.get("coverage") or {},
            conclusions=entry.published.get("conclusions") or [],
            public_summary=text_of(entry.published, "public_summary"),
        )
        for entry in entries
    ]
    _keep(models.PublishedAssessment, rows)


def incidents(entries: Sequence[PublishedEntry]) -> None:
    rows = [
        models.PublishedIncident(
            **_version(entry),
            conflict=text_of(entry.published, "conflict"),
            date_from=text_of(entry.published, "date_from")[:10],
            date_to=text_of(entry.published, "date_to")[:10],
            precision=text_of(entry.published, "precision")[:40],
            objects_hit=entry.published.get("objects") or [],
            grade=text_of(entry.published, "grade")[:40],
            standing=text_of(entry.published, "standing")[:40],
        )
        for entry in entries
    ]
    _keep(models.PublishedIncident, rows)


def proceedings(entries: Sequence[PublishedEntry]) -> None:
    rows = [
        models.PublishedProceeding(
            **_version(entry),
            kind=text_of(entry.published, "proceeding")[:40],
            title=text_of(entry.published, "title"),
            court=text_of(entry.published, "court"),
            stage=text_of(entry.published, "stage")[:40],
            **{name: text_of(entry.published, name)[:10] or None for name in ("sought_on", "issued_on", "refused_on")},
            asks=text_of(entry.published, "asks")[:40],
            text=text_of(entry.published, "text"),
            withdrawn=entry.kind == "evidence:proceeding:withdrawn",
            reason=text_of(entry.published, "reason"),
        )
        for entry in entries
    ]
    _keep(models.PublishedProceeding, rows)


def official_lines(entries: Sequence[PublishedEntry]) -> None:
    rows = [
        models.PublishedLine(
            **_version(entry),
            said_on=day_of(entry.published, "said_on"),
            said_by=text_of(entry.published, "said_by"),
            venue=text_of(entry.published, "venue"),
            words=text_of(entry.published, "words"),
            held=entry.published.get("held") or {},
            withdrawn=entry.kind == "evidence:official-line:withdrawn",
            reason=text_of(entry.published, "reason"),
        )
        for entry in entries
    ]
    _keep(models.PublishedLine, rows)


def concern_figures(entries: Sequence[PublishedEntry]) -> None:
    models.ConcernFigures.objects.bulk_create(
        models.ConcernFigures(
            position=entry.position,
            first_day=day_of(entry.published, "first_day") or date.min,
            last_day=day_of(entry.published, "last_day") or entry.on,
            figures=entry.published.get("figures") or {},
        )
        for entry in entries
    )


def processing_times(entries: Sequence[PublishedEntry]) -> None:
    models.ProcessingTimes.objects.bulk_create(
        models.ProcessingTimes(
            position=entry.position,
            month=text_of(entry.published, "month")[:7],
            fewest=number_of(entry.published, "fewest") or 0,
            target_days=number_of(entry.published, "target_days") or 0,
            total=entry.published.get("total"),
            by_type=entry.published.get("by_type") or [],
        )
        for entry in entries
    )
