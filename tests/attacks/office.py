"""A licensing office for an attack: 1,300 cases over four months, as the real services record them, in an order by lot.

The events are of the real classes and go through the real `policy.record_events`; only what the services would compute is invented.
About 1,000 of the cases end in a licence, the others are refused, withdrawn or not decided yet.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from django.db import transaction

from licet.applications.events import ApplicationSubmitted, ApplicationWithdrawn
from licet.casework.events import (
    AdviceGiven,
    AdviceRequested,
    CaseClosed,
    CaseHandled,
    CaseMoved,
    CaseOpened,
    EnquiryAnswered,
    EnquiryAsked,
    LineRated,
)
from licet.decisions.events import ActProposed, ActSigned, CaseDecisionMade
from licet.documents.events import DocumentAdded
from licet.kernel.actor import system
from licet.kernel.event import Event
from licet.kernel.permission import Permission
from licet.licences.events import LicenceIssued
from licet.notices.events import MessageRendered, MessagesWritten
from licet.policy import public as policy
from licet.screening.events import PartiesScreened

FIRST_DAY = date(2031, 2, 3)
DAYS = 120
OFFICE_HOURS = range(8, 17)
ACTOR = system("run-due", Permission.CHECKPOINT_SIGN)
COUNTRIES = ("QM", "QN", "QO", "QP", "QR")
RATINGS = ("ML1.a", "ML5.b", "ML10.a", "ML15.c", "5A002")

type DecisionOnCase = Callable[..., Event]


@dataclass
class Office:
    """What happened: when each case was opened, and from which case each licence came."""

    opened: dict[str, date] = field(default_factory=dict)
    truth: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Act:
    """One transaction of the office, before it has a day: how many working hours after the one before it comes."""

    after: int
    events: Callable[[date], list[Event]]


class Files:
    """The sequences of events of one case after another, with the counters that references come from."""

    def __init__(self, office: Office, lot: random.Random, decision: DecisionOnCase) -> None:
        self.office, self.lot, self.decision = office, lot, decision
        self.numbers: defaultdict[str, int] = defaultdict(int)

    def reference(self, kind: str) -> str:
        self.numbers[kind] += 1
        return f"XA-{kind} 2031/{self.numbers[kind]:06}"

    def case(self) -> Iterator[Act]:
        """Every transaction of one case, in order."""
        lot, reference, act = self.lot, "", ""

        def open_case(on: date) -> list[Event]:
            nonlocal reference
            reference = self.reference("IND")
            self.office.opened[reference] = on
            return [
                ApplicationSubmitted(
                    on=on, ref=reference, version=1, sha256=_digest(lot), organisation="Orlan Optics", submitted_by="user:a"
                ),
                CaseOpened(on=on, ref=reference, licence_type="individual", criteria_set="uk-selc-2021/1", destinations=["QM"]),
                PartiesScreened(
                    on=on,
                    ref=_digest(lot)[:26],
                    subject=reference,
                    lists=["a" * 64],
                    parties=3,
                    hits=0,
                    open_hits=0,
                    threshold=90,
                    rule_version="1",
                    by="x",
                ),
                AdviceRequested(on=on, ref=reference, asked=[]),
            ]

        yield Act(lot.randrange(1, 9), open_case)
        yield Act(
            lot.randrange(1, 30), lambda on: [CaseHandled(on=on, ref=reference, how="take", person="user:b", to="user:b", reasons="")]
        )
        for number in range(lot.randrange(1, 4)):
            yield Act(lot.randrange(1, 20), lambda on, number=number: [_rated(on, reference, number)])  # type: ignore[misc]
        for number in range(lot.randrange(2, 5)):
            yield Act(lot.randrange(1, 40), lambda on, number=number: [_advised(on, reference, number)])  # type: ignore[misc]
        if lot.random() < 0.3:
            yield Act(lot.randrange(1, 20), lambda on: [_asked(on, reference), _letters(on, reference)])
            yield Act(lot.randrange(10, 60), lambda on: [EnquiryAnswered(on=on, ref=reference, number=1, answer="x", answered_by="user:a")])
        if lot.random() < 0.08:
            yield Act(
                1, lambda on: [ApplicationWithdrawn(on=on, ref=reference, reasons="x", withdrawn_by="user:a"), _closed(on, reference)]
            )
            return

        def propose(on: date) -> list[Event]:
            nonlocal act
            act = self.reference("ACT")
            return [
                _moved(on, reference, "propose", "for signature"),
                ActProposed(on=on, ref=act, act_kind="decide", digest="d", proposed_by="user:b"),
            ]

        yield Act(lot.randrange(1, 30), propose)
        yield Act(lot.randrange(1, 10), lambda on: [_signed(on, act, "case-officer")])
        granted = lot.random() < 0.86
        yield Act(lot.randrange(1, 30), lambda on: self._decide(on, reference, act, granted=granted))
        message = _digest(lot)[:26]
        yield Act(
            0,
            lambda on: [_document(on, message, lot), MessageRendered(on=on, ref=message, document="x", sha256=_digest(lot), template="1")],
        )

    def _decide(self, on: date, case: str, act: str, *, granted: bool) -> list[Event]:
        decision = self.reference("DEC")
        events = [
            _signed(on, act, "countersigner"),
            _moved(on, case, "decide", "decided"),
            self._decision(on, decision, case, act, granted=granted),
        ]
        if granted:
            licence = self.reference("LIC")
            self.office.truth[licence] = case
            events.append(_issued(on, licence, decision, self.lot))
        return [*events, _letters(on, decision)]

    def _decision(self, on: date, decision: str, case: str, act: str, *, granted: bool) -> Event:
        value = self.lot.randrange(1, 10_000) * 100
        country, rating = self.lot.choice(COUNTRIES), self.lot.choice(RATINGS)
        line = {"outcome": "grant" if granted else "refuse", "rating": rating, "value_minor": value, "no_value": "", "criteria": []}
        return self.decision(
            on=on,
            ref=decision,
            outcome="granted" if granted else "refused",
            licence_type="individual",
            countries=[{"role": "end-user", "country": country}],
            lines=[line],
            value_minor=value if granted else None,
            currency="EUR",
            no_value="" if granted else "not applicable",
            criteria=[] if granted else ["2c"],
            signed_digest=_digest(self.lot),
            envelope_digest=_digest(self.lot),
            withheld=["exporter", "parties", "descriptions", "end_use"],
            act=act,
            case=case,
            exporter="Orlan Optics",
            parties=[],
            descriptions=[],
            end_use="border posts",
            signers=[],
        )


def run_office(seed: int, *, cases: int = 1300, decision: DecisionOnCase = CaseDecisionMade, batches: bool = True) -> Office:
    """Let the office work: every hour has its acts in an order by lot, and after every hour comes the batch."""
    lot, office = random.Random(seed), Office()
    files = Files(office, lot, decision)
    hours = [(FIRST_DAY + timedelta(days=day), hour) for day in range(DAYS) for hour in range(24)]
    at_work = [place for place, (day, hour) in enumerate(hours) if day.weekday() < 5 and hour in OFFICE_HOURS]
    begins = sorted(lot.randrange(len(at_work) * 3 // 4) for _ in range(cases))
    plan: defaultdict[int, list[list[Act]]] = defaultdict(list)
    for begin in begins:
        plan[begin].append(list(files.case()))
    turns = {place: turn for turn, place in enumerate(at_work)}
    for place, (day, hour) in enumerate(hours):
        if place in turns:
            _work(plan, turns[place], day, hour, lot)
        if batches:
            policy.record_internal_batch(actor=ACTOR, now=_moment(day, hour) + timedelta(hours=1))
    return office


def _work(plan: defaultdict[int, list[list[Act]]], turn: int, day: date, hour: int, lot: random.Random) -> None:
    waiting = plan.pop(turn, [])
    lot.shuffle(waiting)
    events: list[Event] = []
    for acts in waiting:
        events += acts.pop(0).events(day)
        while acts and not acts[0].after:
            events += acts.pop(0).events(day)
        if acts:
            plan[turn + acts[0].after].append(acts)
    if events:
        with transaction.atomic():
            policy.record_events(actor=ACTOR, events=events, now=_moment(day, hour))


def _moment(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)


def _digest(lot: random.Random) -> str:
    return sha256(lot.randbytes(16)).hexdigest()


def _rated(on: date, case: str, number: int) -> Event:
    return LineRated(
        on=on, ref=case, line=f"l{number}", version=1, rating="ML1.a", controlled=True, end_use=[], reasons="x", rated_by="user:b"
    )


def _advised(on: date, case: str, number: int) -> Event:
    return AdviceGiven(
        on=on,
        ref=case,
        line="l",
        criterion=f"{number}",
        department="d",
        level="lead",
        finding="no objection",
        reasons_sha256="",
        version=1,
        given_by="x",
    )


def _asked(on: date, case: str) -> Event:
    return EnquiryAsked(on=on, ref=case, number=1, question="x", asked_by="user:b")


def _moved(on: date, case: str, how: str, status: str) -> Event:
    return CaseMoved(on=on, ref=case, how=how, status=status, words="", moved_by="user:b")


def _closed(on: date, case: str) -> Event:
    return CaseClosed(on=on, ref=case, closed_by="user:b")


def _signed(on: date, act: str, role: str) -> Event:
    return ActSigned(on=on, ref=act, role=role, digest="d", means="password", signed_by="user:c")


def _letters(on: date, ref: str) -> Event:
    return MessagesWritten(on=on, ref=ref, count=1, messages=[])


def _document(on: date, message: str, lot: random.Random) -> Event:
    return DocumentAdded(on=on, ref=message, sha256=_digest(lot), size=9, content_type="application/pdf", filename="f", owner="x")


def _issued(on: date, licence: str, decision: str, lot: random.Random) -> Event:
    return LicenceIssued(
        on=on,
        ref=licence,
        decision=decision,
        licence_type="individual",
        valid_from=on.isoformat(),
        valid_until=on.replace(year=on.year + 2).isoformat(),
        check_code_sha256=_digest(lot),
        exporter="Orlan Optics",
    )
