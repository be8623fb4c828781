"""An outsider's attack on the public log: name, for each licence, the case that it came from.

The attacker holds the lines of `/log/entries` and nothing else of ours. Beside them they know what the baseline knows: on
which day each case was opened. (The day on which a licence was issued stands in the log.) Each strategy is one way to use
neighbours, order, equal values, sizes or counters of the entries. A strategy that finds nothing in the log falls back on
the days, so it is never worse off than a guess by days.

Nothing here imports Licet: the attack reads logs of every version alike.
"""

import json
import random
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import comb
from typing import Any

LICENCE = "licences:licence:issued"
BATCH = "ledger:internal-batch:recorded"
LONGEST_LAG = 120

type Names = dict[str, str]
"""For a licence's reference, the case that is named."""


@dataclass(frozen=True)
class Leaf:
    """One entry as an outsider reads it. `texts` are all strings in it, `commitments` those of its sealed fields."""

    position: int
    kind: str
    on: date
    ref: str
    published: Mapping[str, Any]
    commitments: frozenset[str]
    texts: frozenset[str]
    size: int


@dataclass(frozen=True)
class Attacker:
    """What an outsider has: the log, and the day on which each case was opened."""

    leaves: list[Leaf]
    opened: Mapping[str, date]

    @cached_property
    def licences(self) -> list[Leaf]:
        return [leaf for leaf in self.leaves if leaf.kind == LICENCE]

    @cached_property
    def cases_by_day(self) -> dict[date, list[str]]:
        found: defaultdict[date, list[str]] = defaultdict(list)
        for case, day in sorted(self.opened.items(), key=lambda item: (item[1], number_in(item[0]))):
            found[day].append(case)
        return found

    @cached_property
    def cases(self) -> list[str]:
        """Cases in the order of their opening, as their numbers give it away."""
        return [case for day in sorted(self.cases_by_day) for case in self.cases_by_day[day]]

    @cached_property
    def naming(self) -> dict[int, str]:
        """The entries that carry the reference of a case in clear, by position."""
        return {leaf.position: case for leaf in self.leaves if (case := next(iter(leaf.texts & self.opened.keys()), ""))}

    def by_day(self, licence: Leaf, lag: int) -> str:
        """Some case opened so many days before the licence: what the days alone allow to say."""
        cases = self.cases_by_day.get(licence.on - timedelta(days=lag), [])
        return random.Random(licence.ref).choice(cases) if cases else ""


def read(lines: Iterable[bytes]) -> list[Leaf]:
    """The entries of a download."""
    return [_leaf(json.loads(line)) for line in lines if line.strip()]


def _leaf(line: Mapping[str, Any]) -> Leaf:
    leaf = line["leaf"]
    return Leaf(
        position=line["position"],
        kind=leaf["kind"],
        on=date.fromisoformat(leaf["on"]),
        ref=leaf["ref"],
        published=leaf["published"],
        commitments=frozenset(leaf["sealed"].values()),
        texts=frozenset(_texts([leaf["ref"], leaf["published"]])),
        size=len(json.dumps(leaf)),
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def number_in(reference: str) -> int:
    """The counter in a reference such as `XA-IND 2031/000412`, with its year."""
    return int("".join(re.findall(r"\d+", reference)) or "0")


# --- neighbours -------------------------------------------------------------------------------------------------------
def nearest_before(attacker: Attacker) -> Names:
    """The last case reference before the licence."""
    return _nearest(attacker, sorted(attacker.naming), step=-1)


def nearest_after(attacker: Attacker) -> Names:
    """The first case reference after the licence."""
    return _nearest(attacker, sorted(attacker.naming), step=0)


def _nearest(attacker: Attacker, positions: list[int], *, step: int) -> Names:
    names: Names = {}
    for licence in attacker.licences:
        place = bisect_left(positions, licence.position) + step
        if 0 <= place < len(positions):
            names[licence.ref] = attacker.naming[positions[place]]
    return names


def nearest_of_each_kind(attacker: Attacker) -> Iterator[tuple[str, Names]]:
    """The last entry of each kind before the licence that carries a case reference."""
    for kind in sorted({leaf.kind for leaf in attacker.leaves if leaf.position in attacker.naming}):
        positions = [leaf.position for leaf in attacker.leaves if leaf.kind == kind and leaf.position in attacker.naming]
        yield f"nearest {kind}", _nearest(attacker, positions, step=-1)


def through_shared_references(attacker: Attacker) -> Names:
    """From the licence to its decision, to the act that the decision names, to the case reference beside that act."""
    about: defaultdict[str, list[Leaf]] = defaultdict(list)
    for leaf in attacker.leaves:
        about[leaf.ref].append(leaf)
    positions = sorted(attacker.naming)
    names: Names = {}
    for licence in attacker.licences:
        for decision in about.get(str(licence.published.get("decision")), []):
            for leaf in about.get(str(decision.published.get("act")), []):
                place = bisect_left(positions, leaf.position)
                if place:
                    names.setdefault(licence.ref, attacker.naming[positions[place - 1]])
    return names


# --- equal values and sizes -------------------------------------------------------------------------------------------
def equal_values(attacker: Attacker) -> Names:
    """An earlier entry that shares a value or commitment with the licence or its decision, if few others have it."""
    own = _own_leaves(attacker)
    holders: defaultdict[str, list[Leaf]] = defaultdict(list)
    for leaf in attacker.leaves:
        for text in leaf.texts | leaf.commitments:
            holders[text].append(leaf)
    names: Names = {}
    for licence in attacker.licences:
        mine = {leaf.position for leaf in own[licence.ref]}
        values = {text for leaf in own[licence.ref] for text in leaf.texts | leaf.commitments}
        rare = (leaf for text in values if len(holders[text]) <= 5 for leaf in holders[text])
        others = sorted(
            (leaf for leaf in rare if leaf.position not in mine and leaf.position < licence.position), key=lambda leaf: leaf.position
        )
        if name := next((name for leaf in others if (name := _case_of(attacker, leaf))), ""):
            names[licence.ref] = name
    return names


def equal_sizes(attacker: Attacker) -> Names:
    """The latest earlier entry that is exactly as long as the licence's decision, and that is of no decision."""
    own = _own_leaves(attacker)
    by_size: defaultdict[int, list[Leaf]] = defaultdict(list)
    for leaf in attacker.leaves:
        if leaf.kind not in (LICENCE, BATCH) and "signed_digest" not in leaf.published:
            by_size[leaf.size].append(leaf)
    names: Names = {}
    for licence in attacker.licences:
        sizes = {leaf.size for leaf in own[licence.ref]}
        earlier = [leaf for size in sizes for leaf in by_size[size] if leaf.position < licence.position]
        for leaf in sorted(earlier, key=lambda leaf: -leaf.position)[:20]:
            if name := _case_of(attacker, leaf):
                names.setdefault(licence.ref, name)
    return names


def _own_leaves(attacker: Attacker) -> dict[str, list[Leaf]]:
    decisions = {leaf.ref: leaf for leaf in attacker.leaves if "signed_digest" in leaf.published}
    return {
        licence.ref: [licence, *([decision] if (decision := decisions.get(str(licence.published.get("decision")))) else [])]
        for licence in attacker.licences
    }


def _case_of(attacker: Attacker, leaf: Leaf) -> str:
    """The case that an entry names, or the only one that was opened on its day."""
    if leaf.position in attacker.naming:
        return attacker.naming[leaf.position]
    same_day = attacker.cases_by_day.get(leaf.on, [])
    return same_day[0] if len(same_day) == 1 else ""


# --- order, counts, counters ------------------------------------------------------------------------------------------
def first_in_first_out(attacker: Attacker) -> Names:
    """The n-th licence of the log comes from the n-th case of those opened."""
    return {licence.ref: case for licence, case in zip(attacker.licences, attacker.cases, strict=False)}


def order_by_rank(attacker: Attacker) -> Names:
    """As first in, first out, but spread over all cases, since some lead to no licence."""
    share = len(attacker.cases) / max(len(attacker.licences), 1)
    return {licence.ref: attacker.cases[int(place * share)] for place, licence in enumerate(attacker.licences)}


def order_within_the_day(attacker: Attacker, lag: int) -> Names:
    """The n-th licence of a day comes from the n-th case of the day that lies the usual time before."""
    today: defaultdict[date, list[Leaf]] = defaultdict(list)
    for licence in attacker.licences:
        today[licence.on].append(licence)
    names: Names = {}
    for day, licences in today.items():
        cases = attacker.cases_by_day.get(day - timedelta(days=lag), [])
        for place, licence in enumerate(licences):
            if cases:
                names[licence.ref] = cases[place * len(cases) // len(licences)]
    return names


def hour_within_the_day(attacker: Attacker, lag: int) -> Names:
    """The batches between entries tell the hour of a licence: take the case opened at about that share of the day."""
    batches = Counter(leaf.on for leaf in attacker.leaves if leaf.kind == BATCH)
    before: Counter[date] = Counter()
    names: Names = {}
    for leaf in attacker.leaves:
        before[leaf.on] += leaf.kind == BATCH
        cases = attacker.cases_by_day.get(leaf.on - timedelta(days=lag), [])
        if leaf.kind == LICENCE and cases:
            names[leaf.ref] = cases[before[leaf.on] * len(cases) // (batches[leaf.on] + 1)]
    return names


def run_lengths(attacker: Attacker, lag: int) -> Names:
    """How many entries lie between this licence and the entry before it of the same kind picks the case within a day."""
    names: Names = {}
    last = 0
    for licence in attacker.licences:
        cases = attacker.cases_by_day.get(licence.on - timedelta(days=lag), [])
        if cases:
            names[licence.ref] = cases[(licence.position - last) % len(cases)]
        last = licence.position
    return names


def busy_days(attacker: Attacker) -> Names:
    """The day on which most entries were added per case opened, of those the usual time before, is the day of opening."""
    entries = Counter(leaf.on for leaf in attacker.leaves)
    names: Names = {}
    for licence in attacker.licences:
        days = [day for lag in range(1, LONGEST_LAG) if (day := licence.on - timedelta(days=lag)) in attacker.cases_by_day]
        if days:
            busiest = max(days, key=lambda day: entries[day] / len(attacker.cases_by_day[day]))
            names[licence.ref] = attacker.cases_by_day[busiest][0]
    return names


def counters(attacker: Attacker) -> Iterator[tuple[str, Names]]:
    """Numbers in references: those of the licence, its decision and any act that is named, in order, beside those of cases."""
    own = _own_leaves(attacker)
    numbered = {number_in(case): case for case in attacker.cases}
    for what in ("licence", "decision", "act"):
        numbers: dict[str, int] = {}
        for licence in attacker.licences:
            decision = own[licence.ref][-1]
            reference = {"licence": licence.ref, "decision": decision.ref, "act": str(decision.published.get("act") or "")}[what]
            numbers[licence.ref] = number_in(reference)
        yield f"same number as the {what}", {ref: numbered[number] for ref, number in numbers.items() if number in numbered}
        ranked = sorted(numbers, key=lambda ref: (numbers[ref], ref))
        share = len(attacker.cases) / max(len(ranked), 1)
        yield f"rank of the number of the {what}", {ref: attacker.cases[int(place * share)] for place, ref in enumerate(ranked)}


# --- all of it --------------------------------------------------------------------------------------------------------
def strategies(attacker: Attacker, lag: int) -> Iterator[tuple[str, Names]]:
    """Every strategy with what it names, the empty ones included. `lag` is the usual number of days to a licence."""
    yield "nearest case reference before", nearest_before(attacker)
    yield "nearest case reference after", nearest_after(attacker)
    yield from nearest_of_each_kind(attacker)
    yield "through the act that the decision names", through_shared_references(attacker)
    yield "equal values and commitments", equal_values(attacker)
    yield "equal sizes", equal_sizes(attacker)
    yield "first in, first out", first_in_first_out(attacker)
    yield "order by rank", order_by_rank(attacker)
    yield "busiest day", busy_days(attacker)
    yield from counters(attacker)
    sub_day: dict[str, Callable[[Attacker, int], Names]] = {
        "order within the day": order_within_the_day,
        "hour within the day": hour_within_the_day,
        "run lengths": run_lengths,
    }
    for name, strategy in sub_day.items():
        yield name, strategy(attacker, lag)


@dataclass(frozen=True)
class Outcome:
    """How often the attack was right, by strategy, and how often the best rule by days alone is expected to be right."""

    licences: int
    right: Mapping[str, int]
    by_days_alone: float
    """Expected, with the better of two rules: any case opened the usual number of days before, chosen in hindsight; or first
    in, first out, with the order inside a day by lot."""

    @property
    def best(self) -> tuple[str, int]:
        return max(self.right.items(), key=lambda item: item[1])

    @property
    def allowed(self) -> int:
        """As often as chance lets somebody be right who knows no more than the days (one-sided, 99 % for all strategies together)."""
        return most_by_chance(self.licences, self.by_days_alone / self.licences, 0.01 / len(self.right))


def attack(lines: Iterable[bytes], opened: Mapping[str, date], truth: Names) -> Outcome:
    """Run every strategy. `truth` serves to count, and to tell the attacker the most usual number of days to a licence."""
    attacker = Attacker(read(lines), opened)
    right_days = {licence.ref: opened[truth[licence.ref]] for licence in attacker.licences if licence.ref in truth}
    by_lag = {lag: _expected_at(attacker, right_days, lag) for lag in range(LONGEST_LAG)}
    lag = max(by_lag, key=lambda lag: by_lag[lag])
    right: dict[str, int] = {}
    for name, names in strategies(attacker, lag):
        whole = {licence.ref: names.get(licence.ref) or attacker.by_day(licence, lag) for licence in attacker.licences}
        right[name] = sum(whole[licence] == case for licence, case in truth.items() if licence in whole)
    return Outcome(len(truth), right, max(by_lag[lag], _expected_in_order(attacker, right_days)))


def _expected_at(attacker: Attacker, right_days: Mapping[str, date], lag: int) -> float:
    hits = (right_days[item.ref] for item in attacker.licences if right_days.get(item.ref) == item.on - timedelta(days=lag))
    return sum(1 / len(attacker.cases_by_day[day]) for day in hits)


def _expected_in_order(attacker: Attacker, right_days: Mapping[str, date]) -> float:
    """First in, first out: the licences of a day share the opening days of their ranks, in an order by lot."""
    openings = [day for day in sorted(attacker.cases_by_day) for _ in attacker.cases_by_day[day]]
    ranks: defaultdict[date, list[date]] = defaultdict(list)
    for licence, day in zip(attacker.licences, openings, strict=False):
        ranks[licence.on].append(day)
    expected = 0.0
    for licence in attacker.licences:
        days = ranks[licence.on]
        day = right_days.get(licence.ref)
        if days and day is not None:
            expected += days.count(day) / len(days) / len(attacker.cases_by_day[day])
    return expected


def most_by_chance(trials: int, chance: float, beyond: float) -> int:
    """The smallest number of successes that chance exceeds with a probability of at most `beyond` (binomial, one-sided)."""
    left, successes = 1.0, -1
    while left > beyond and successes < trials:
        successes += 1
        left -= comb(trials, successes) * chance**successes * (1 - chance) ** (trials - successes)
    return successes
