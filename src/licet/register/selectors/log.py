"""The log as the register shows it: everything an outsider needs to check it, passed on byte by byte."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from licet.kernel.errors import NotFound
from licet.ledger import public as ledger
from licet.ledger.public import PublishedEntry, SignedCheckpoint
from licet.register.models import Progress, RegisterComparison
from licet_verify.build import pyz_bytes


@dataclass(frozen=True, slots=True)
class LogState:
    """``size`` entries in the log, ``read`` of them shown here, ``checkpoint`` the newest signed state, ``key`` the verifier's.

    ``comparison`` is the last one of the register with the log, None where there was none yet.
    """

    size: int
    read: int
    skipped: int
    checkpoint: SignedCheckpoint | None
    key: str
    origin: str
    comparison: RegisterComparison | None


def log_state(read: int | None = None) -> LogState:
    """Four queries; three where the caller has found how far the register read."""
    progress = Progress.objects.first() if read is None else Progress(size=read, skipped=0)
    key = ledger.verifier_key()
    size, skipped = (progress.size, progress.skipped) if progress else (0, 0)
    return LogState(ledger.size(), size, skipped, ledger.checkpoint_latest(), str(key), key.name, last_comparison())


def last_comparison() -> RegisterComparison | None:
    """The last comparison of the register with the log."""
    return RegisterComparison.objects.order_by("-pk").first()


def checkpoint_note() -> str:
    """The newest checkpoint as it was signed. Raises NotFound while there is none."""
    latest = ledger.checkpoint_latest()
    if latest is None:
        raise NotFound("signed checkpoint yet")
    return latest.note


def entries(start: int, limit: int | None = None) -> Iterator[bytes]:
    """The download that ``licet_verify log`` checks: a line for each entry from ``start``."""
    return ledger.entries(start, limit)


INTERNAL_BATCH = "ledger:internal-batch:recorded"
"""The hourly entry that covers what is not public. There is nothing to read in it but a root."""

SEARCHED = 200


def recent_entries(size: int, count: int) -> list[PublishedEntry]:
    """The newest entries, newest first, without the hourly ones: those among the last 200 at most."""
    newest = list(ledger.published(after=max(size - SEARCHED, 0) - 1, limit=SEARCHED))
    return [entry for entry in reversed(newest) if entry.kind != INTERNAL_BATCH][:count]


def entries_read(*, after: int, limit: int) -> list[PublishedEntry]:
    """Entries as they were published, in order, from the one after ``after``."""
    return list(ledger.published(after=after, limit=limit))


def entries_about(references: list[str]) -> list[PublishedEntry]:
    """What the log says of these references, in order: one query for each."""
    found = [entry for reference in references if reference for entry in ledger.find(reference)]
    return sorted(found, key=lambda entry: entry.position)


def entry(position: int) -> tuple[PublishedEntry, str]:
    """An entry and its leaf exactly as it was hashed. Raises NotFound."""
    leaf = ledger.leaf(position).decode()
    found = next(iter(ledger.published(after=position - 1, limit=1)), None)
    if found is None:
        raise NotFound("entry of the log")
    return found, leaf


def leaf(position: int) -> bytes:
    return ledger.leaf(position)


def proof(position: int) -> str:
    """The ``.tlog-proof`` of an entry. Raises NotFound while no checkpoint covers it."""
    return str(ledger.proof_file(position))


@cache
def verifier_program() -> bytes:
    """``licet_verify.pyz``: the same bytes from the same source."""
    return pyz_bytes()
