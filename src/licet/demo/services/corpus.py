"""The papers of the two conflicts, from the words in `corpus/`: composed for a day, and as files in the tagged format."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from licet.demo.domain.composing import Composed, Decks, Writer, answered, pick, report
from licet.demo.domain.happenings import (
    AUTHORITIES,
    COURTS,
    DELTA,
    MISSION,
    MONITOR,
    NEWS,
    OFFICE,
    SARRA,
    THEATRES,
    Happening,
    Paper,
    happening,
)

FOLDER: Final = Path(__file__).resolve().parents[1] / "corpus"
DOCUMENTS: Final = 400
LATEST: Final = 5
"""How many days before the last the latest paper is dated: holidays never keep the office closed for longer before the last intake."""
STOCKS: Final = ("monitor", "news", "mission", "office", "ministry")
SHARES: Final = {
    SARRA.conflict: ((MONITOR, 45), (NEWS, 28), (MISSION, 13), (OFFICE, 14)),
    DELTA.conflict: ((MONITOR, 50), (NEWS, 28), (OFFICE, 22)),
}
"""How often each writer is the first to tell of an incident, in per cent."""


@dataclass(frozen=True, slots=True)
class Document:
    """A record of a corpus, with the words on which incidents stand: (key of the happening, words)."""

    source: str
    number: int
    on: date
    key: str
    title: str
    text: str
    quotes: tuple[tuple[str, str], ...]

    def tagged(self) -> str:
        return (
            f"F-N-S-T-A-R-T. {self.number} F-N-E-N-D. D-A-T-E-S-T-A-R-T. {self.on} D-A-T-E-E-N-D.\n"
            f"T-I-T-L-E-S-T-A-R-T. {self.title} T-I-T-L-E-E-N-D.\nT-E-X-T-S-T-A-R-T. {self.text} T-E-X-T-E-N-D.\n"
        )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def happenings() -> tuple[Happening, ...]:
    """All incidents of both conflicts, the oldest first."""
    found = [
        happening(theatre, row)
        for name, theatre in THEATRES.items()
        for path in sorted(FOLDER.glob(f"{name}-*.toml"))
        for row in _read(path.stem)["incident"]
    ]
    return tuple(sorted(found, key=lambda item: (-item.day, item.key)))


@cache
def papers() -> tuple[Paper, ...]:
    """What was written as a whole."""
    return (*_papers("courts", COURTS), *_papers("statements", AUTHORITIES), *_papers("features", NEWS))


@cache
def places() -> Mapping[str, Any]:
    """Latitude and longitude of each invented place, by conflict."""
    return _read("places")


def _papers(name: str, kind: str) -> Iterator[Paper]:
    for row in _read(name)["paper"]:
        theatre = DELTA if row.get("source") == "port-sable" else SARRA
        yield Paper(row["key"], kind, theatre, row["day"], row["title"], row["text"])


@cache
def documents(today: date) -> tuple[Document, ...]:
    """All 400, each with the number that it has in its corpus; the oldest first."""
    decks = Decks({name: _read(name) for name in STOCKS})
    made = [*_on_incidents(decks, today)]
    made += [Composed(item.theatre.sources[item.kind], item.day, item.key, item.title, item.text) for item in papers()]
    made += _reports(decks, DOCUMENTS - len(made))
    made.sort(key=lambda item: (-item.day, item.key))
    numbers: dict[str, int] = defaultdict(int)
    found = []
    for item in made:
        numbers[item.source] += 1
        on = today - timedelta(days=item.day)
        found.append(Document(item.source, numbers[item.source], on, item.key, item.title, item.text, item.quotes))
    return tuple(found)


def _on_incidents(decks: Decks, today: date) -> Iterator[Composed]:
    for item in happenings():
        first = _kind(item, "first", "")
        day = max(LATEST, item.day - pick(f"{item.key} lag", 3))
        yield Writer(decks, item, today, day, first, again=False).write()
        if item.second:
            later = max(LATEST, day - 2 - pick(f"{item.key} later", 9))
            yield Writer(decks, item, today, later, _kind(item, "second", first), again=True).write()
        if answered(item):
            yield Writer(decks, item, today, max(LATEST, day - pick(f"{item.key} answer", 5)), AUTHORITIES, again=False).write()
        decks.before[item.place] += 1
        decks.before[item.hit] += 1


def _kind(item: Happening, turn: str, taken: str) -> str:
    """Who tells of it: a party's answer that is no statement of its own needs a newspaper; nobody tells of it twice."""
    needs_paper = bool(item.reply) and not answered(item)
    if needs_paper and turn == ("second" if item.second else "first"):
        return NEWS
    shares = [(kind, share) for kind, share in SHARES[item.theatre.conflict] if kind != taken and not (needs_paper and kind == NEWS)]
    drawn = pick(f"{item.key} {turn}", sum(share for _, share in shares))
    for kind, share in shares:
        if drawn < share:
            return kind
        drawn -= share
    return shares[-1][0]


def _reports(decks: Decks, count: int) -> Iterator[Composed]:
    """Situation reports of both conflicts, two thirds of them on the Sarra valley, evenly over its time."""
    delta = count // 3
    for theatre, many, began in ((SARRA, count - delta, 540), (DELTA, delta, 330)):
        for number in range(1, many + 1):
            yield report(decks, theatre, number, began - (began - LATEST) * (number - 1) // max(many - 1, 1))


def by_source(today: date) -> Mapping[str, Sequence[Document]]:
    """The documents of each corpus, in the order of their numbers."""
    found: dict[str, list[Document]] = defaultdict(list)
    for item in documents(today):
        found[item.source].append(item)
    return found


CUT: Final = "F-N-S-T-A-R-T. {number} F-N-E-N-D. D-A-T-E-S-T-A-R-T. {on} D-A-T-E-E-N-D.\nT-I-T-L-E-S-T-A-R-T. Correction to yesterday's\n"
"""A record that was cut short on its way, as happens: intake reports it and loses nothing else."""


def file_of(documents: Sequence[Document], *, cut: bool = False) -> bytes:
    """A corpus file; with ``cut``, its last record but one is followed by one that was cut short."""
    written = [item.tagged() for item in documents]
    if cut and written:
        last = documents[-1]
        written.insert(-1, CUT.format(number=last.number + 1000, on=last.on))
    return "".join(written).encode()
