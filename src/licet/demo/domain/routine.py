"""Cases that went their way without much ado: most of the grants, those to the gendarmerie of Zephra, and three old ones."""
# ruff: noqa: E501  (four destinations a row)

from collections.abc import Iterator
from typing import Final

from licet.demo.domain.plan import Plan

_ROUTINE: Final = (
    "sights-mirasol", "sonar-sable", "ball-ilvermoor", "imagers-mirasol", "arms-tervane", "acc-ilvermoor", "suits-tervane", "imagers-zephra",
    "radios-mirasol", "links-sable", "engines-tervane", "short-ilvermoor", "armour-mirasol", "ins-ilvermoor", "trainer-tervane", "acc-zephra",
    "handhelds-mirasol", "rov-sable", "helmets-tervane", "blank-ilvermoor", "boats-mirasol", "sights-ilvermoor", "radios-tervane", "sonar-zephra",
    "sonar-mirasol", "ins-sable", "night-tervane", "range-ilvermoor", "ball-mirasol", "soft-ilvermoor", "imagers-sable", "trainer-zephra",
    "ambulance-ilvermoor", "vests-ilvermoor",
)  # fmt: skip
"""Each once, then the first again."""

EARLY: Final = 6
"""So many of them lie before the last fourteen months, so that the years before are not empty."""

_TURNS: Final[dict[int, frozenset[str]]] = {
    2: frozenset({"readvised"}), 5: frozenset({"rerated"}), 7: frozenset({"recused"}), 10: frozenset({"handed over"}),
    13: frozenset({"sent back"}), 16: frozenset({"amended"}), 20: frozenset({"readvised"}), 23: frozenset({"rerated"}),
    27: frozenset({"handed over"}), 31: frozenset({"assigned"}),
}  # fmt: skip
_CONDITIONS: Final[dict[int, str]] = {
    0: "Report each delivery to the authority within 10 working days.",
    6: "The end user confirms receipt of each suit by serial number.",
    12: "The armour stays with the unit named; it is not passed on.",
    18: "Delivery in two lots; the second after confirmation of the first.",
    26: "Each monocular is registered by serial number with the end user.",
    29: "The software runs only on trainers already delivered.",
}
_QUESTIONS: Final[dict[int, str]] = {
    4: "Which AV-6 vehicles are the parts for, and where are these stationed?",
    9: "Who keeps the encryption keys after delivery?",
    15: "Which aircraft carry the units in which the accelerometers are used?",
    21: "How many sights does the end user hold already?",
    30: "Who operates the imagers, and where are they kept?",
}

_GENDARMERIE: Final = ("handhelds-zephra", "arms-zephra", "helmets-zephra", "vests-zephra")
"""The licences that were later suspended: ten, of these trades in turn."""


def _routine() -> Iterator[Plan]:
    for number in range(39):
        start = 525 - number * 40 if number < EARLY else 288 - (number - EARLY) * 262 // (39 - EARLY)
        marks = _TURNS.get(number, frozenset()) | (frozenset({"closed"}) if number % 2 == 0 and start > 110 else frozenset())
        said = _CONDITIONS.get(number, "")
        yield Plan(
            key=f"routine-{number:02}",
            trade=_ROUTINE[number % len(_ROUTINE)],
            start=start,
            scale=100 + (number * 37) % 90 if number >= 8 else 100,
            marks=marks,
            question=_QUESTIONS.get(number, ""),
            conditions=(said,) if said else (),
        )


def _gendarmerie() -> Iterator[Plan]:
    for number in range(10):
        yield Plan(key=f"gendarmerie-{number}", trade=_GENDARMERIE[number % 4], start=284 - number * 13, scale=100 + number * 5)


def _expired() -> Iterator[Plan]:
    for number, trade in enumerate(("blank-ilvermoor", "ball-mirasol", "short-ilvermoor")):
        yield Plan(key=f"expired-{number}", trade=trade, start=558 - number * 7, scale=60, marks=frozenset({"closed"}))


ROUTINE: Final = (*_routine(), *_gendarmerie(), *_expired())
