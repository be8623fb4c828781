"""Scanning of what is uploaded. Where nothing scans, every file says so (pages show the words)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Verdict(StrEnum):
    CLEAN = "clean"
    REFUSED = "refused"
    NOT_SCANNED = "not scanned"


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scanner says; ``by`` names it, with the version of what it knows."""

    verdict: Verdict
    by: str
    detail: str = ""


class Scanner(Protocol):
    def scan(self, pieces: Iterable[bytes]) -> Scan:
        """Judge a file as it streams by."""
        ...


class NoScanner:
    """Nothing scans here, and it says so: a file is never called clean because nobody looked."""

    def scan(self, pieces: Iterable[bytes]) -> Scan:
        return Scan(Verdict.NOT_SCANNED, "none", "Licet has no scanner yet.")


def scanner() -> Scanner:
    """The scanner of this installation. There is none yet: `LICET_SCAN_URL` is reserved for it, and refused at start until then."""
    return NoScanner()
