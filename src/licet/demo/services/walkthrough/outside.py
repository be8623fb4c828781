"""The log in the hands of a separate program: as it is, and damaged."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import licet_verify
from licet.decisions import public as decisions
from licet.decisions.public import Decision
from licet.demo.services.walkthrough.grant import PLAN
from licet.demo.services.walkthrough.play import Found, Play, expect
from licet.kernel.errors import Refused
from licet.ledger import public as ledger


class Outside:
    """The log as a stranger downloads it, and a program that shares no process with the authority's."""

    def __init__(self, play: Play, folder: Path) -> None:
        self.play, self.folder = play, folder
        self.log, self.checkpoint, self.key = folder / "log.jsonl", folder / "checkpoint", folder / "key"

    def download(self) -> None:
        latest = ledger.checkpoint_latest()
        expect(latest is not None, "There is no signed checkpoint.")
        self.log.write_bytes(b"".join(ledger.entries(0)))
        self.checkpoint.write_text(latest.note if latest else "", encoding="utf-8")
        self.key.write_text(str(ledger.verifier_key()), encoding="utf-8")

    def verifier(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        source = str(Path(licet_verify.__file__).resolve().parents[1])
        command = [sys.executable, "-m", "licet_verify", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=self.folder, env={"PYTHONPATH": source})

    def check(self, log: Path) -> subprocess.CompletedProcess[str]:
        return self.verifier("log", str(log), "--checkpoint", str(self.checkpoint), "--key", str(self.key))

    def whole(self) -> Found:
        self.download()
        done = self.check(self.log)
        expect(done.returncode == 0, f"licet_verify found wanting what should hold: {done.stderr.strip()}")
        return {"entries": ledger.size()}, {"licet_verify": done.stdout.strip()}

    def record(self) -> Found:
        """The decision's frozen record with the texts that were read."""
        decision = Decision.objects.get(case=self.play.desk.case(PLAN))
        path = self.folder / "decision.json"
        path.write_bytes(decisions.record_file(decision))
        done = self.verifier("record", str(path), "--key", str(self.key))
        expect(done.returncode == 0, f"licet_verify found wanting what should hold: {done.stderr.strip()}")
        return {"decision": decision.reference}, {"licet_verify": done.stdout.strip()}

    def damage(self, step: str, change: Callable[[list[bytes]], None], words: str) -> None:
        """A copy that was tampered with must be refused, and the place named."""
        self.play.refuse(step, lambda: self._damaged(change), words, {"copy of": "log.jsonl"})

    def _damaged(self, change: Callable[[list[bytes]], None]) -> None:
        lines = self.log.read_bytes().splitlines(keepends=True)
        change(lines)
        copy = self.folder / "copy.jsonl"
        copy.write_bytes(b"".join(lines))
        done = self.check(copy)
        if done.returncode == 1:
            raise Refused(done.stderr.strip())


def flip(place: int) -> Callable[[list[bytes]], None]:
    """One bit of one letter in the middle of an entry."""

    def change(lines: list[bytes]) -> None:
        line = bytearray(lines[place])
        line[len(line) // 2] ^= 1
        lines[place] = bytes(line)

    return change


def remove(place: int) -> Callable[[list[bytes]], None]:
    def change(lines: list[bytes]) -> None:
        del lines[place]

    return change


def swap(place: int, other: int) -> Callable[[list[bytes]], None]:
    def change(lines: list[bytes]) -> None:
        lines[place], lines[other] = lines[other], lines[place]

    return change


def damages(size: int) -> Sequence[tuple[str, Callable[[list[bytes]], None], str]]:
    """Three ways to tamper with a log of ``size`` entries, each with the place that must be named."""
    third, half, late = size // 3, size // 2, size * 3 // 4
    return (
        ("one byte of a copy flipped", flip(third), f"entry {third} was changed"),
        ("one entry of a copy removed", remove(half), f"entry {half} is missing"),
        ("two entries of a copy swapped", swap(half, late), f"entries {half} and {late} changed places"),
    )
