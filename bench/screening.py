"""`bin/bench screening`: pairs a second with scores and explanations, against the bare rapidfuzz pass of the same run; then what
`bench/rescreening.py` measures.

The list and the asked names are invented from syllables by a fixed seed; a tenth of those asked are listed names with one
letter changed, which is far more than a licensing authority meets. Both sides take turns; the median of each counts.
The peer is `rapidfuzz.process.extract` over the same normal forms: `cdist` needs numpy, which Licet does not depend on.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from bench.alone import run_alone
from licet.screening.domain.listed import NameKind, PartyName
from licet.screening.domain.matching import Corpus, ListedName, candidates, screen
from licet.screening.domain.names import normal_form, tokens

LISTED, ASKED, ROUNDS, SEED = 50_000, 300, 5, 2031
ONSETS = tuple("bdfghjklmnprstvyz")
VOWELS = ("a", "e", "i", "o", "u", "aa", "ei")
CODAS = ("", "n", "r", "l", "m", "d", "sh")


def measure_all() -> list[dict[str, Any]]:
    """The results of `--json`."""
    corpus, parties = _invent_lists()
    ours, peer = _time_in_turns(lambda: _screen_parties(corpus, parties), lambda: _find_candidates(corpus, parties))
    return [
        {
            "name": f"screening of {ASKED} names against {LISTED} with explanations",
            "value": round(LISTED * ASKED / ours),
            "unit": "pairs/s",
            "peer": "rapidfuzz.process.extract over the same normal forms",
            "peer_kind": "run",
            "ratio": round(peer / ours, 3),
            "target": 0.5,
            "met": peer / ours >= 0.5,
        },
        *run_alone(str(Path(__file__).with_name("rescreening.py"))),
    ]


def _invent_lists() -> tuple[Corpus, list[PartyName]]:
    chance = random.Random(SEED)
    words = _invent_words(chance)
    names = [" ".join(chance.choice(words) for _ in range(chance.randint(2, 4))) for _ in range(LISTED)]
    listed = [ListedName(str(n), str(n), name, NameKind.PRIMARY, "", None, frozenset(), (), str(n)) for n, name in enumerate(names)]
    asked = [" ".join(chance.choice(words) for _ in range(3)) for _ in range(ASKED - ASKED // 10)]
    asked += [_change_letter(chance.choice(names), chance) for _ in range(ASKED // 10)]
    return Corpus(tuple(map(normal_form, names)), tuple(listed)), [PartyName(str(n), name) for n, name in enumerate(asked)]


def _invent_words(chance: random.Random) -> list[str]:
    return ["".join(chance.choice(part) for _ in range(chance.randint(1, 3)) for part in (ONSETS, VOWELS, CODAS)) for _ in range(8_000)]


def invent_names(chance: random.Random, count: int) -> list[str]:
    """So many names of two to four words of their own."""
    words = _invent_words(chance)
    return [" ".join(chance.choice(words) for _ in range(chance.randint(2, 4))) for _ in range(count)]


def _change_letter(name: str, chance: random.Random) -> str:
    place = chance.randrange(len(name))
    return name[:place] + chance.choice("aeiounr") + name[place + 1 :]


def _screen_parties(corpus: Corpus, parties: list[PartyName]) -> None:
    tokens.cache_clear()  # every list is met for the first time
    screen(parties, corpus)


def _find_candidates(corpus: Corpus, parties: list[PartyName]) -> None:
    for party in parties:
        candidates(party.form, corpus.forms)


def _time_in_turns(ours: Callable[[], None], peer: Callable[[], None]) -> tuple[float, float]:
    """Median CPU seconds of each, in turns."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for times, work in zip(taken, (ours, peer), strict=True):
            began = process_time()
            work()
            times.append(process_time() - began)
    return median(taken[0]), median(taken[1])


if __name__ == "__main__":
    print(json.dumps(measure_all()))
