"""What the authority finds: matches, ratings, a question and its answer, advice."""

from licet.casework import public as casework
from licet.demo.domain import Ending
from licet.demo.services import filing
from licet.demo.services.stories.telling import Telling
from licet.demo.services.timeline import Story
from licet.kernel.instants import Instant
from licet.screening import public as screening
from licet.screening.public import Outcome

DEPARTMENTS = ("foreign-affairs", "technical-assessment", "development", "defence")
FIRST_LOOK = {"acc": "7A003", "ins": "7A001.a", "radio": "ML11", "br90": "5A001.b", "soft": "ML21.b", "a127": "ML3.b", "sonar": "6A001.b"}
ANSWER = "The goods replace what is worn out, one for one; the list by serial number is in the undertaking. They stay with the unit named."
CLEARED = "Other register number, other owner, other port: the firms share two words of their names."
CONFIRMED = "Same name, same register number and the same owner as on the list."


def find(t: Telling) -> Story:
    yield (now := t.m(2))
    _adjudicate(t, now)
    yield from _rate(t)
    if "amended" in t.plan.marks:
        yield from _amend(t)
    if t.plan.question and t.plan.ending is not Ending.ASKED:
        yield from _ask(t)
    yield from _advise(t)
    if t.plan.ending is Ending.ASKED:
        yield from _ask(t)


def _adjudicate(t: Telling, now: Instant) -> None:
    if t.plan.ending is Ending.OPEN_HIT:
        return
    outcome, reasons = (Outcome.SAME, CONFIRMED) if t.plan.key == "confirmed-hit" else (Outcome.NOT_SAME, CLEARED)
    for hit in screening.hits_for(t.case.version_id):
        screening.lead_adjudication(actor=t.desk["milo.sarne"], hit=hit.id, outcome=outcome, reasons=reasons, now=now)


def _rate(t: Telling) -> Story:
    yield (now := t.m(3))
    rerated = "rerated" in t.plan.marks
    t.desk.rate(t.plan, now, first=FIRST_LOOK if rerated else None)
    if rerated:
        yield (now := t.m(4))
        t.desk.rate(t.plan, now, started_from=1)


def _amend(t: Telling) -> Story:
    yield (now := t.m(4))
    filing.amend(t.exporter, t.case, t.plan, now)
    yield (now := t.m(4))
    t.desk.rate(t.plan, now)


def _ask(t: Telling) -> Story:
    yield (now := t.m(8 if t.plan.ending is Ending.ASKED else 4))
    case, officer = t.case, t.desk[t.officer]
    asked = casework.ask_exporter(actor=officer, case=case.pk, question=t.plan.question, revision=case.revision, now=now)
    if t.plan.ending is not Ending.ASKED:
        t.m.stopped += 5
        yield (now := t.m(4))
        casework.answer_enquiry(actor=t.exporter, case=case.pk, enquiry=asked.number, answer=ANSWER, now=now)


def _advise(t: Telling) -> Story:
    unsure = "readvised" in t.plan.marks
    for number, department in enumerate(DEPARTMENTS):
        yield (now := t.m(4 + number))
        if department != t.silent:
            t.desk.advise(t.plan, department, now, unsure=unsure)
    if unsure:
        yield (now := t.m(9))
        t.desk.advise(t.plan, "foreign-affairs", now, only="2c", started_from=1)
