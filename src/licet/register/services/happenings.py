"""The feed: what happened, newest first, one line for each thing that a reader would tell apart."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from licet.kernel.event import Json
from licet.ledger.public import PublishedEntry
from licet.register import domain
from licet.register.models import Happening

LONGEST = 300
_WORDS = {
    "decisions:hold:placed": ("hold placed", "title"),
    "decisions:hold:lifted": ("hold lifted", "title"),
    "decisions:departure:made": ("departure", "legal_basis"),
    "register:figure:corrected": ("correction", "reason"),
    "register:decision:excluded": ("exclusion", "reason"),
    "register:import:made": ("import", "source"),
    "register:file:imported": ("import", "source"),
    "evidence:proceeding:recorded": ("proceeding", "title"),
    "evidence:proceeding:revised": ("proceeding", "title"),
    "evidence:proceeding:withdrawn": ("proceeding withdrawn", "reason"),
    "evidence:official-line:recorded": ("official line", "words"),
    "evidence:official-line:withdrawn": ("official line withdrawn", "reason"),
    "assessments:version:concluded": ("assessment", "title"),
    "reviews:review:opened": ("review opened", "question"),
    "reviews:review:frozen": ("review frozen", "sentence"),
    "reviews:review:updated": ("review updated", "words"),
    "reviews:review:applied": ("review applied", "act"),
    "reviews:review:concluded": ("review concluded", "conclusion"),
    "concerns:figures:published": ("concern figures", ""),
}


def tell(batch: Sequence[PublishedEntry]) -> None:
    """Add what this set tells. A line that an earlier set began grows, and moves up."""
    found: dict[str, Happening] = {}
    for row in _lines(batch):
        if row.key in found:
            row.count += found[row.key].count
        found[row.key] = row
    for earlier in Happening.objects.filter(key__in=[key for key in found if key.startswith("act ")]):
        found[earlier.key].count += earlier.count
    Happening.objects.filter(key__in=[key for key in found if key.startswith("act ")]).delete()
    Happening.objects.bulk_create(found.values())


def _lines(batch: Sequence[PublishedEntry]) -> Iterator[Happening]:
    for entry in batch:
        if entry.kind in {"decisions:case-decision:made", "decisions:decision:made"}:
            yield _decision(entry)
        elif entry.kind in _WORDS:
            what, field = _WORDS[entry.kind]
            words, where = _text(entry.published, field), _text(entry.published, "destination")
            yield _row(f"entry {entry.position}", entry, what, words=shortened(words), destination=where[:8])
        elif entry.kind == "licences:licence:status-changed" and _text(entry.published, "target") == "expired":
            yield _row(f"act {entry.on} expired", entry, "expired")


def _decision(entry: PublishedEntry) -> Happening:
    told = entry.published
    licence, act, outcome = (_text(told, name) for name in ("licence", "act", "outcome"))
    reading = domain.read_decision(told, entry.on, _as_written)
    key = f"act {act} {outcome}" if licence and act else f"entry {entry.position}"
    return _row(key, entry, outcome, reference=licence or entry.ref, destination=reading.destination, words=reading.ratings)


def shortened(words: str) -> str:
    """What a line of the feed has room for; the whole stands where it leads to."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def _as_written(written: str | None, on: date) -> domain.Rated:
    return domain.Rated(written or domain.NOT_RATED, "", "", True)


def _row(key: str, entry: PublishedEntry, what: str, *, reference: str = "", destination: str = "", words: str = "") -> Happening:
    return Happening(
        key=key[:200],
        position=entry.position,
        happened_on=entry.on,
        what=what,
        reference=reference or entry.ref,
        slug=domain.slug(entry.ref),
        destination=destination,
        words=words,
        count=1,
    )


def _text(told: Mapping[str, Json], name: str) -> str:
    return str(told.get(name) or "")
