"""Load a list: read and check the whole file first, then write one version in one transaction, or nothing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Invalid
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.ids import new_id
from licet.platform.locking import take_turn
from licet.policy.public import record_events, today
from licet.screening.domain.listed import Entry, ListFile
from licet.screening.domain.names import normal_form
from licet.screening.events import ListVersionLoaded
from licet.screening.models import EntryName, ListEntry, ListVersion, Watchlist
from licet.screening.selectors.lists import versions_in_force
from licet.screening.selectors.policy import country_codes
from licet.screening.services import read_csv, read_un
from licet.screening.services.reading import Opened, opened

UN_LIST = "un-consolidated"
LIST_NAME = re.compile(r"(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*")
BATCH = 1000
MOST_GONE = 10
LARGEST_SHARE_GONE = 0.25
"""A file that lacks more entries of the version in force than both of these is loaded only if that is meant."""

type Progress = Callable[[int], None]
type Reader = Callable[[Opened, Progress | None], ListFile]


@dataclass(frozen=True, slots=True)
class Loaded:
    """``known``: these bytes are the version in force already, and nothing was written. ``incomparable`` names have no
    letter or figure in normal form. ``unseen``: references of entries from which characters that nobody sees were left out."""

    watchlist: str
    version: str
    number: int
    published_on: date | None
    sha256: str
    entry_count: int
    name_count: int
    incomparable: int
    known: bool
    unseen: tuple[str, ...] = ()


def load_un(*, actor: Actor, path: Path, now: Instant, fewer_meant: bool = False, progress: Progress | None = None) -> Loaded:
    """Load the UN consolidated list (XML). Leads: publishes and appends to the ledger by itself.

    Raises Invalid with place and reason; Conflict for a file older than the version in force, or, unless ``fewer_meant``, for one that
    lacks many of its entries.
    """
    return _load(actor, path, UN_LIST, Watchlist.Kind.UN, read_un.read, read_un.PARSER_VERSION, None, now, fewer_meant, progress)


def load_csv(
    *,
    actor: Actor,
    path: Path,
    name: str,
    now: Instant,
    published_on: date | None = None,
    fewer_meant: bool = False,
    progress: Progress | None = None,
) -> Loaded:
    """Load a list from CSV (columns: README); ``name`` is what policy packs ask for. As :func:`load_un`, InvalidMany for rows."""
    return _load(
        actor, path, name.strip(), Watchlist.Kind.CSV, read_csv.read, read_csv.PARSER_VERSION, published_on, now, fewer_meant, progress
    )


def _load(
    actor: Actor,
    path: Path,
    name: str,
    kind: Watchlist.Kind,
    reader: Reader,
    parser: str,
    published_on: date | None,
    now: Instant,
    fewer_meant: bool,
    progress: Progress | None,
) -> Loaded:
    actor.require(Permission.LIST_LOAD)
    if not LIST_NAME.fullmatch(name):
        raise Invalid("A list's name is of small letters, figures and hyphens, such as “demo-watchlist”.", place="name")
    with opened(path) as file:
        known = _known(name, kind, file.sha256, parser)
        if known:
            return known
        read = reader(file, progress)
        _refuse_future(read.published_on or published_on, now)
        if not fewer_meant:
            _refuse_shrunken(name, read)
        version = ListVersion(
            id=new_id(),
            published_on=read.published_on or published_on,
            sha256=file.sha256,
            parser_version=parser,
            entry_count=len(read.entries),
            name_count=read.name_count,
            loaded_at=now,
            loaded_by=actor.id,
        )
    return replace(_store(actor, name, kind, version, *_rows(version, read.entries), now), unseen=read.unseen)


def _known(name: str, kind: Watchlist.Kind, sha256: str, parser: str) -> Loaded | None:
    """The version in force, if it has these bytes. An older version is not brought back by loading it again."""
    versions = ListVersion.objects.filter(watchlist__name=name).select_related("watchlist")
    current = _version_in_force(name)
    if current is None:
        return None
    if current.watchlist.kind != kind:
        raise Invalid(f"“{name}” is a list of kind {current.watchlist.kind}, not {kind}: choose another name.", place="name")
    same = versions.filter(sha256=sha256, parser_version=parser).first()
    if same and same.number != current.number:
        raise Conflict(
            f"This file was loaded before as version {same.number} of “{name}”, and version {current.number} is in force. "
            f"To return to it: licet screening bring-back {name} {same.number}.",
            place="file",
        )
    incomparable = EntryName.objects.filter(entry__version=same, form="").count() if same else 0
    return _loaded(name, same, incomparable, known=True) if same else None


@transaction.atomic
def _store(
    actor: Actor,
    name: str,
    kind: Watchlist.Kind,
    version: ListVersion,
    entries: Sequence[ListEntry],
    names: Sequence[EntryName],
    now: Instant,
) -> Loaded:
    take_turn(f"screening:list:{name}")
    known = _known(name, kind, version.sha256, version.parser_version)  # somebody may have loaded it meanwhile
    if known:
        return known
    version.watchlist, _ = Watchlist.objects.get_or_create(
        name=name, defaults={"id": new_id(), "kind": kind, "created_at": now, "created_by": actor.id}
    )
    version.number = _next_number(name, version, now)
    ListVersion.objects.bulk_create([version])
    ListEntry.objects.bulk_create(entries, batch_size=BATCH)
    EntryName.objects.bulk_create(names, batch_size=BATCH)
    record_events(actor=actor, events=[_event(version, actor, now)], now=now)
    return _loaded(name, version, sum(not row.form for row in names), known=False)


def _next_number(name: str, version: ListVersion, now: Instant) -> int:
    current = _version_in_force(name)
    day = current.published_on if current else None
    if version.published_on and day and version.published_on < day and not _is_future(day, now):
        raise Conflict(
            f"This file was published on {version.published_on}; the list in force is of {day}. Load the newer file.",
            place="file",
        )
    highest = ListVersion.objects.filter(watchlist=version.watchlist).aggregate(number=Max("number"))["number"]
    return (highest or 0) + 1


def _version_in_force(name: str) -> ListVersion | None:
    return versions_in_force().filter(watchlist__name=name).select_related("watchlist").first()


def _is_future(day: date, now: Instant) -> bool:
    """Whether no clock on earth has reached the day yet."""
    return day > today(now) + timedelta(days=1)


def _refuse_future(day: date | None, now: Instant) -> None:
    """A list of a day to come would keep out every list until then."""
    if day and _is_future(day, now):
        raise Invalid(f"The list says that it was published on {day}, which is in the future: get the file again.", place="file")


def _refuse_shrunken(name: str, read: ListFile) -> None:
    """A cut or mistaken file must not replace a good list without anybody's noticing."""
    current = _version_in_force(name)
    before = set(current.entries.values_list("ref", flat=True)) if current else set()
    gone = before - {entry.ref for entry in read.entries}
    if len(gone) > MOST_GONE and len(gone) > len(before) * LARGEST_SHARE_GONE:
        raise Conflict(
            f"{len(gone):,} of the {len(before):,} entries in force are missing from this file, which has {len(read.entries):,}. "
            "If the list has really shrunk, load it with --fewer.",
            place="file",
        )


def _rows(version: ListVersion, entries: Sequence[Entry]) -> tuple[list[ListEntry], list[EntryName]]:
    """All rows of a version, built before the transaction begins."""
    rows = [_entry_row(version, number, entry) for number, entry in enumerate(entries, 1)]
    names = [
        EntryName(id=new_id(), entry=row, name=name.name, kind=name.kind, quality=name.quality, form=normal_form(name.name))
        for row, entry in zip(rows, entries, strict=True)
        for name in entry.names
    ]
    return rows, names


def _entry_row(version: ListVersion, number: int, entry: Entry) -> ListEntry:
    return ListEntry(
        id=new_id(),
        version=version,
        number=number,
        ref=entry.ref,
        type=entry.type or "",
        name=entry.primary,
        countries=list(entry.countries),
        country_codes=country_codes(entry.countries),
        born=[[years.first, years.last] for years in entry.born],
        programme=entry.programme,
        listed_on=entry.listed_on,
        remarks=entry.remarks,
        fingerprint=entry.fingerprint,
    )


def _loaded(name: str, version: ListVersion, incomparable: int, *, known: bool) -> Loaded:
    return Loaded(
        watchlist=name,
        version=version.id,
        number=version.number,
        published_on=version.published_on,
        sha256=version.sha256,
        entry_count=version.entry_count,
        name_count=version.name_count,
        incomparable=incomparable,
        known=known,
    )


def _event(version: ListVersion, actor: Actor, now: Instant) -> ListVersionLoaded:
    return ListVersionLoaded(
        on=today(now),
        ref=version.id,
        watchlist=version.watchlist.name,
        number=version.number,
        published_on=version.published_on.isoformat() if version.published_on else None,
        sha256=version.sha256,
        parser_version=version.parser_version,
        entry_count=version.entry_count,
        name_count=version.name_count,
        by=actor.id,
    )
