"""How a document is put together from what happened and from the ways of its writer. Pure, and the same every time.

Each writer has stocks of sentences (`corpus/*.toml`). A stock is dealt like a deck of cards: nothing comes twice before all
has come once. Numbers in a sentence, {n:3-9}, follow from the document's key.
"""

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from licet.demo.domain.happenings import AUTHORITIES, MISSION, MONITOR, NEWS, OFFICE, Happening, Theatre, day_month

type Stock = Sequence[str]
type Stocks = Mapping[str, Any]

CONTEXT: Final = {
    "health care": "health",
    "medical transport": "health",
    "homes": "homes",
    "camp of displaced people": "homes",
    "relief convoy or store": "relief",
    "place of detention": "detention",
    "education": "school",
    "place of worship": "school",
    "cultural property": "school",
    "water or power supply": "supply",
    "food production or store": "supply",
}


def pick(key: str, most: int) -> int:
    """A number from 0 to below ``most`` that follows from ``key``."""
    return zlib.crc32(key.encode()) % most


class Numbers:
    """{n:3-9} in a sentence: a number between the two, another one each time, the same for the same key."""

    def __init__(self, key: str) -> None:
        self.key, self.drawn = key, 0

    def __format__(self, spec: str) -> str:
        low, high = (int(part) for part in spec.split("-"))
        self.drawn += 1
        return spelled(low + pick(f"{self.key} {self.drawn}", high - low + 1))


def spelled(number: int) -> str:
    """Below ten in letters, as careful writers do."""
    return SMALL[number] if number < len(SMALL) else f"{number:,}"


SMALL: Final = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass
class Decks:
    """``before`` counts what stands on the monitors' lists already: by place and by what was hit."""

    stocks: Stocks
    dealt: Counter[str] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)

    def has(self, name: str) -> bool:
        return self._stock(name) is not None

    def _stock(self, name: str) -> Any:
        stock: Any = self.stocks
        for part in name.split("."):
            stock = stock.get(part) if stock else None
        return stock

    def deal(self, name: str) -> str:
        """The next card of a stock, named as in “monitor.context.health”."""
        stock = self._stock(name)
        turn, place = divmod(self.dealt[name], len(stock))
        self.dealt[name] += 1
        order = sorted(range(len(stock)), key=lambda each: pick(f"{name} {turn} {each}", 1 << 32))
        return str(stock[order[place]])


@dataclass(frozen=True, slots=True)
class Composed:
    """``quotes`` are the words of ``text`` on which incidents stand: (key of the happening, words)."""

    source: str
    day: int
    key: str
    title: str
    text: str
    quotes: tuple[tuple[str, str], ...] = ()


@dataclass
class Writer:
    """Writes what one kind of writer says of one happening. ``day`` is how long before the last the paper is dated."""

    decks: Decks
    item: Happening
    today: date
    day: int
    kind: str
    again: bool

    def write(self) -> Composed:
        key = f"{self.item.key}-{self.kind}{'-again' if self.again else ''}"
        self.fields = self._fields(key)
        parts = {MONITOR: self._monitor, NEWS: self._news, MISSION: self._mission, OFFICE: self._office, AUTHORITIES: self._answer}
        written = "\n\n".join(" ".join(part for part in paragraph if part) for paragraph in parts[self.kind]())
        title = self._say(self.title())
        quotes = ((self.item.key, self.words),) if self.kind != AUTHORITIES else ()
        return Composed(self.item.theatre.sources[self.kind], self.day, key, title, written, quotes)

    @property
    def words(self) -> str:
        return self.item.told(self.item.second if self.again else self.item.account, self.today)

    def _fields(self, key: str) -> dict[str, Any]:
        item, theatre = self.item, self.item.theatre
        on, written = item.on(self.today), date.fromordinal(self.today.toordinal() - self.day)
        others = [town for town in theatre.towns if town != item.place]
        speaker = f"a speaker of {theatre.others}" if item.by == theatre.others else theatre.spokesman
        return theatre.words() | {
            "n": Numbers(key),
            "place": item.place,
            "place_caps": item.place.upper(),
            "other": others[pick(key, len(others))],
            "date": day_month(on),
            "day": f"{on:%A}",
            "docdate": day_month(written),
            "docday": f"{written:%A}",
            "thing": item.thing,
            "the_thing": f"the {item.thing}",
            "reply": item.told(item.reply, self.today).removesuffix("."),
            "spokesman": speaker,
            "spokesman_cap": speaker[0].upper() + speaker[1:],
            "nth_place": spelled(self.decks.before[item.place] + 1),
            "nth_kind": spelled(self.decks.before[item.hit] + 1),
        }

    def _say(self, words: str) -> str:
        return capital(words.format_map(self.fields))

    def deal(self, *names: str) -> list[str]:
        return [self._say(self.decks.deal(name)) for name in names]

    def title(self) -> str:
        if self.kind == NEWS:
            return self.decks.deal(self._stock("news.headline"))
        return self.decks.deal("monitor.updates" if self.again and self.kind == MONITOR else f"{FILES[self.kind]}.titles")

    def _stock(self, name: str) -> str:
        """The stock for what was hit; another where somebody died, if there is one."""
        stock = f"{name}.{CONTEXT.get(self.item.hit, 'other')}"
        return f"{stock}_dead" if self.item.killed and self.item.killed[0] and self.decks.has(f"{stock}_dead") else stock

    def _apt(self, name: str) -> str:
        """The stock of this name for what was hit, or else the one for anything."""
        apt = f"{name}_{CONTEXT.get(self.item.hit, 'other')}"
        return apt if self.decks.has(apt) else name

    def _monitor(self) -> Iterator[list[str]]:
        traced = "monitor.trace" if self.item.traced else "monitor.method"
        if self.again:
            yield [*self.deal("monitor.again"), self.words]
            yield self.deal(traced, self._stock("monitor.context"))
        else:
            yield [*self.deal("monitor.openers"), self.words]
            yield self.deal("monitor.method", *([traced] if self.item.traced else []))
            yield self.deal(self._stock("monitor.context"))
        yield self.deal("monitor.end_again" if self.again else "monitor.end_first", "monitor.end")

    def _news(self) -> Iterator[list[str]]:
        local = f"news.parts.background_{self.item.theatre.destination.lower()}"
        dateline = self._say(self.decks.deal("news.parts.datelines"))
        yield [dateline + (" ".join(self.deal("news.parts.again")) + " " if self.again else "") + self.words]
        yield self.deal("news.parts.voices_hit" if self.item.traced and pick(self.item.key, 3) == 0 else "news.parts.voices")
        if self.item.reply and (self.item.by == self.item.theatre.others or not answered(self.item)):
            yield [self._said()]
        yield self.deal("news.parts.background" if pick(self.item.key, 5) > 1 else local, "news.parts.asides")

    def _said(self) -> str:
        """The party's answer, as a newspaper brings it; the full stop stands within the quote."""
        return self._say(self.decks.deal("news.parts.said").replace("{reply}”", "{reply}.”").replace(".” said", ",” said"))

    def _mission(self) -> Iterator[list[str]]:
        if self.again:
            yield [*self.deal("mission.again"), self.words]
            yield self.deal("mission.heard", "mission.limits")
        else:
            yield self.deal("mission.first")
            yield [*self.deal("mission.told"), self.words]
            yield self.deal(*(["mission.seen"] if self.item.traced else []), "mission.heard", "mission.limits")
        yield self.deal("mission.next")

    def _office(self) -> Iterator[list[str]]:
        yield [*self.deal("office.again" if self.again else "office.first"), self.words]
        yield self.deal(self._apt("office.needs"), "office.needs")
        yield self.deal("office.access", "office.closing")

    def _answer(self) -> Iterator[list[str]]:
        yield [*self.deal("ministry.first"), f"“{self.item.told(self.item.reply, self.today)}”"]
        yield self.deal(self._apt("ministry.body"), "ministry.body")
        yield self.deal("ministry.closing")


FILES: Final = {MONITOR: "monitor", NEWS: "news", MISSION: "mission", OFFICE: "office", AUTHORITIES: "ministry"}


def answered(item: Happening) -> bool:
    """Whether the authority answered with a statement of its own; else its words stand in a newspaper."""
    return bool(item.reply) and item.by != item.theatre.others and pick(item.key, 100) < 60


def report(decks: Decks, theatre: Theatre, number: int, day: int) -> Composed:
    """A situation report: an overview, and four of its sections."""
    key = f"{theatre.conflict}-report-{number}"
    towns = sorted(theatre.towns, key=lambda town: pick(f"{key} {town}", 1 << 32))
    fields = theatre.words() | {"number": str(number), "place": towns[0], "other": towns[1]} | _amounts(key)

    def say(name: str) -> str:
        words = decks.deal(f"office.report.{name}").format_map(fields)
        return ". ".join(capital(part) for part in words.split(". "))

    sections = ["food", "health", "water", "shelter", "protection"]
    kept = [name for name in sections if name != sections[number % len(sections)]]
    text = "\n\n".join(say(name) for name in ("overview", *kept, "access_report"))
    return Composed(theatre.sources[OFFICE], day, key, say("titles"), text)


def _amounts(key: str) -> dict[str, Any]:
    """Of a report: how many are in need, in urgent need, reached."""
    need = 140 + pick(f"{key} a", 90)
    shown = {"a": need, "b": need * 3 // 10, "c": need * (20 + pick(f"{key} c", 30)) // 100}
    return {name: f"{count},000" for name, count in shown.items()} | {"n": Numbers(key)}


def capital(words: str) -> str:
    """With a capital letter where a sentence begins with a number in letters or with a place such as “the hulk”."""
    return words[:1].upper() + words[1:]
