"""What a draft would do to live licences and open cases, in counts and values: said before anybody concludes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from licet.assessments.public import DraftedConclusion
from licet.decisions.public import Under, WhatIf, freed, newly_barred
from licet.kernel.money import Money
from licet.policy import public as policy
from licet.web.components.filters import money
from licet.web.desk.presenting.assessments import words as said

type Test = Callable[[Under, Under], bool]


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    words: str
    kind: str
    licences: int
    licence_lines: int
    value: str
    cases: int
    case_lines: int


@dataclass(frozen=True, slots=True)
class DraftedCard:
    """A drafted conclusion as the gate would read it; ``lacks`` is what keeps a *no clear risk* below the minimum."""

    word: str
    kind: str
    sentence: str
    lacks: tuple[str, ...]


def conclusions(drafted: Sequence[DraftedConclusion]) -> list[DraftedCard]:
    names = policy.destination_names()
    return [DraftedCard(*said.conclusion(item.finding), item.scope.sentence(names), item.lacks) for item in drafted]


def tests() -> list[tuple[str, str, Test]]:
    """What is counted, with its sign. Leaving a clear risk is no finding of no risk."""
    return [
        (_("newly under a clear risk"), "barred", newly_barred),
        (_("under a clear risk as now"), "barred", lambda before, after: before is after is Under.CLEAR_RISK),
        (_("no longer under a clear risk"), "notice", freed),
        (_("may be under a clear risk"), "missing", lambda before, after: after is Under.UNKNOWN),
        (_("not determined"), "missing", lambda before, after: after is Under.NOT_DETERMINED),
        (_("no clear risk"), "open", lambda before, after: after is Under.NO_CLEAR_RISK),
        (_("no conclusion takes it"), "notice", lambda before, after: after is Under.NOTHING),
    ]


def rows(licences: WhatIf, cases: WhatIf) -> list[WhatIfRow]:
    return [
        WhatIfRow(words, kind, licences.whole(test), licences.lines(test), _value(licences, test), cases.whole(test), cases.lines(test))
        for words, kind, test in tests()
    ]


def takes_nothing(licences: WhatIf, cases: WhatIf) -> bool:
    """Whether no line there is now falls under any conclusion of the draft."""
    return not any(found.lines(lambda before, after: after is not Under.NOTHING) for found in (licences, cases))


def takes_everything(licences: WhatIf, cases: WhatIf) -> bool:
    """Whether every line there is now would stand under a clear risk."""
    wholes = [found.lines(lambda before, after: True) for found in (licences, cases)]
    barred = [found.lines(lambda before, after: after is Under.CLEAR_RISK) for found in (licences, cases)]
    return wholes == barred and any(wholes)


def _value(found: WhatIf, test: Test) -> str:
    """The value of the lines that have one; how many have none is said beside."""
    if not found.lines(test):
        return "–"
    bare = sum(item.without_value for item in found.moved if test(item.before, item.after))
    priced = found.lines(test) - bare
    value = money(Money(found.value_minor(test), policy.pack().currency)) if priced else _("no value recorded")
    return _("%(value)s, %(count)s lines without a value") % {"value": value, "count": bare} if bare and priced else value
