"""From the exporter's form to an officer; and back, where the exporter withdraws."""

from licet.casework import public as casework
from licet.demo.services import filing
from licet.demo.services.stories.telling import OFFICERS, Telling
from licet.demo.services.timeline import Story
from licet.kernel.instants import Instant

RECUSAL = "My brother works for the exporter."
HANDING = "I am away for the next three weeks; the file is complete up to the ratings."


def arrive(t: Telling) -> Story:
    yield (now := t.m(0))
    row = filing.write(t.exporter, t.plan, now)
    t.desk.cases[t.plan.key] = str(filing.send(t.exporter, row, now).pk)


def handle(t: Telling) -> Story:
    """Taken, or assigned; handed over, or given up by somebody who cannot be impartial."""
    yield (now := t.m(1))
    _give(t, now)
    if t.plan.marks & {"recused", "handed over"}:
        yield (now := t.m(1))
        _pass_on(t, now)


def _give(t: Telling, now: Instant) -> None:
    case, officer = t.case, t.desk[t.officer]
    if "assigned" in t.plan.marks:
        manager, words = t.desk["helen.aster"], "Knows the fleet."
        casework.assign(actor=manager, case=case.pk, to=officer.id, revision=case.revision, now=now, reasons=words)
    else:
        casework.take(actor=officer, case=case.pk, revision=case.revision, now=now)


def _pass_on(t: Telling, now: Instant) -> None:
    case, officer = t.case, t.desk[t.officer]
    t.officer = OFFICERS[1 - OFFICERS.index(t.officer)]
    other = t.desk[t.officer]
    if "recused" in t.plan.marks:
        casework.recuse(actor=officer, case=case.pk, reasons=RECUSAL, now=now)
        casework.take(actor=other, case=case.pk, revision=t.case.revision, now=now)
    else:
        casework.hand_over(actor=officer, case=case.pk, to=other.id, reasons=HANDING, revision=case.revision, now=now)


def withdraw(t: Telling) -> Story:
    yield (now := t.m(4))
    casework.withdraw(actor=t.exporter, case=t.case.pk, reasons="The customer cancelled the order.", now=now)
    yield from close(t)


def close(t: Telling) -> Story:
    """Put the file away, some weeks later."""
    if "closed" in t.plan.marks:
        yield (now := t.m(45))
        casework.close(actor=t.desk[t.officer], case=t.case.pk, revision=t.case.revision, now=now)
