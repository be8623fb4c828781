"""What followed: triggers taken up or dismissed, a review from its question to its conclusion, another that is under way."""
# ruff: noqa: E501  (words of the record stand on one line)

from datetime import time, timedelta
from typing import Final

from licet.decisions import public as decisions
from licet.decisions.public import Departure
from licet.demo.services.desk import Desk
from licet.demo.services.timeline import Story, Timeline
from licet.kernel.instants import Instant
from licet.kernel.scope import Scope
from licet.notices import public as notices
from licet.notices.public import Marking
from licet.policy import public as policy
from licet.reviews import public as reviews
from licet.reviews.public import Outcome, OutcomeSet, Trigger, TriggerKind, TriggerState

# Days here lie at least five days after the conclusions on which they rest, so that no weekend or holiday turns the order round.
MORNING, NOON, LATE = time(9, 35), time(12, 40), time(16, 20)
MANAGER, MINISTER, SECOND = "helen.aster", "vivian.strand", "oskar.wenn"
AMBULANCES: Final = "destination=QM rating=ML6 end-use=medical-evacuation"
CLEAR_RISK: Final = "The assessment in force finds a clear risk for goods of this kind in these hands. The licence is suspended until a later one finds otherwise."
PRECAUTION: Final = (
    "Radios of the fire service were seen with patrols. Until it is shown who holds them, the licence is suspended as a precaution."
)
IMAGERS: Final = (
    "Nothing was determined of equipment for roads. The licence goes on while the assessment looks into it; its goods were delivered."
)
ARMOUR: Final = (
    "No clear risk takes body armour and bomb disposal suits. The assessment determines nothing of them; they protect whoever wears them."
)
DEPARTED: Final = "The minister departed from the conclusion for ambulances; her reasons are published."
SHOWN: Final = "Every radio was shown to our embassy in the hands of a named fire station; the conclusion on radios does not reach them."


def depart(desk: Desk, line: Timeline, proposed: int, signed: int, again: bool) -> Story:
    """The minister departs from the clear risk for vehicles, for ambulances alone; anew when a later version found it again."""
    yield (now := line.ago(proposed, MORNING))
    earlier = "My departure from version 3 ended when version 4 was concluded, which I have read. " if again else ""
    act = decisions.propose_departure(
        actor=desk["nora.tamsin"],
        criteria=("2c",),
        scope=Scope.parse(AMBULANCES),
        legal_basis=policy.pack().law.power_to_refuse,
        reasons=f"{earlier}The wounded of all sides depend on armoured ambulances on roads under fire. I accept the finding of a clear risk, "
        "and do not say that there is none. The embassy sees each vehicle every quarter; if it is refused a visit, I end this departure.",
        publication="The minister departed from criterion 2c for armoured ambulances to Kasdara. The clear risk stands; the need of the wounded "
        "overrides it, as long as each vehicle can be seen by the embassy of Valdren.",
        expires_on=policy.today(now) + timedelta(days=180),
        now=now,
    )
    yield (now := line.ago(signed, LATE))
    desk.sign(act, [MINISTER, SECOND], now, "I have read what was found and do not dispute it. The wounded cannot wait; I answer for it.")


def kasdara(desk: Desk, line: Timeline) -> Story:
    """From the third version's clear risk to suspensions, from these to the radios of the fire service, and to the conclusion."""
    yield (now := line.ago(127, MORNING))
    row = reviews.open_review(
        actor=desk[MANAGER],
        question="Which licences for Kasdara can stand, now that the central assessment finds a clear risk?",
        commissioned_by="the minister, Vivian Strand",
        commissioned_on=line.today - timedelta(days=128),
        scope=Scope.parse("destination=QM unknown=include"),
        triggers=_open_triggers(desk.assessments["sarra-valley"]),
        now=now,
    )
    yield (now := line.ago(122, NOON))
    reviews.freeze(actor=desk[MANAGER], review=row.reference, now=now)
    yield (now := line.ago(119, NOON))
    reviews.decide_outcomes(actor=desk[MANAGER], review=row.reference, sets=_outcomes(), now=now)
    yield (now := line.ago(118, MORNING))
    words = (
        "The clear risk found on the conduct of hostilities, relief and detention in the Sarra valley; each licence has reasons of its own."
    )
    _sign(desk, row.reference, words, now)
    yield (now := line.ago(117, NOON))
    _tell_lists(desk, now)
    yield from _progress(desk, line, row.reference)
    yield from _reinstate(desk, line, row.reference)
    yield (now := line.ago(62, LATE))
    reviews.conclude_review(actor=desk[MANAGER], review=row.reference, conclusion=CONCLUSION, now=now)


def _progress(desk: Desk, line: Timeline, review: str) -> Story:
    yield (now := line.ago(112, LATE))
    _update(
        desk,
        review,
        "Every exporter concerned has been told, and customs has acknowledged each suspension. We have asked Kasdara for the holders of radios by serial number.",
        now,
    )
    yield (now := line.ago(98, LATE))
    _update(
        desk,
        review,
        "The list of holders is late. We have asked again, and have said that without it the radios stay suspended.",
        now,
    )


def _reinstate(desk: Desk, line: Timeline, review: str) -> Story:
    """The radios of the fire service, once it was shown who holds them: a list frozen anew, and an act of its own."""
    yield (now := line.ago(86, MORNING))
    reviews.change_scope(actor=desk[MANAGER], review=review, scope=Scope.parse("destination=QM end-use=search-and-rescue"), now=now)
    yield (now := line.ago(85, NOON))
    reviews.freeze(actor=desk[MANAGER], review=review, now=now)
    found = OutcomeSet(outcome=Outcome.REINSTATE, reasons=SHOWN)
    reviews.decide_outcomes(actor=desk[MANAGER], review=review, sets=[found], now=now)
    yield (now := line.ago(84, MORNING))
    _sign(desk, review, "The holders of the fire service's radios have been established one by one.", now)
    yield (now := line.ago(76, LATE))
    _update(
        desk,
        review,
        "Two licences for radios of the fire service are in force again. We did not manage to see the imagers of the Roads Directorate; the assessment will return to them.",
        now,
    )


CONCLUSION: Final = (
    "Of the licences for Kasdara that were in force, those for radios, night vision, encryptors and training of its army and police are suspended. Those for the "
    "fire service's radios were suspended as a precaution and are in force again. Licences for body armour and bomb disposal suits stand although nothing could be "
    "determined of them, because they protect whoever wears them; two for ambulances stand by the minister's departure, which is published. One for thermal imagers stands although nothing could be determined; "
    "that is the weakest point of this review, and we say so. It took about nine weeks. The licences had been in force for up to ten months after the first incident that "
    "the assessment now calls a likely breach."
)


def _outcomes() -> list[OutcomeSet]:
    """First all are suspended whose goods the clear risk takes; what is left stands for its own reason."""
    taken = "destination=QM rating=ML11,ML15,ML21,5A002 end-use=army-equipment,internal-security,border-security,training"
    return [
        OutcomeSet(outcome=Outcome.SUSPEND, reasons=CLEAR_RISK, scope=Scope.parse(taken)),
        OutcomeSet(outcome=Outcome.SUSPEND, reasons=PRECAUTION, scope=Scope.parse("destination=QM end-use=search-and-rescue")),
        OutcomeSet(outcome=Outcome.MAINTAIN, reasons=ARMOUR, scope=Scope.parse("destination=QM rating=ML13")),
        OutcomeSet(outcome=Outcome.DEPARTURE, reasons=DEPARTED, scope=Scope.parse(AMBULANCES), departure=_departure()),
        OutcomeSet(outcome=Outcome.MAINTAIN, reasons=IMAGERS),
    ]


def _departure() -> str:
    """The reference of the departure for ambulances that was made last."""
    return Departure.objects.filter(scope=Scope.parse(AMBULANCES).to_json()).order_by("reference").values_list("reference", flat=True)[0]


def _sign(desk: Desk, review: str, reasons: str, now: Instant) -> None:
    act = reviews.propose_act(actor=desk[MANAGER], review=review, legal_basis=policy.pack().law.power_to_suspend, reasons=reasons, now=now)
    desk.sign(act, [MINISTER, SECOND], now + timedelta(hours=3))


MAILS: Final = (
    ("officials", Marking.OFFICIAL, "Licences for Kasdara: what was suspended and why", "Eleven licences were suspended in one act. Applications for the same goods are barred by the same conclusion.\n\nCases in hand are not to be closed for that reason alone: tell the exporter, and say what could open the gate."),
    ("missions", Marking.OFFICIAL_SENSITIVE, "Kasdara: what we ask of the embassy", "Please ask for the holders of radios of the fire service by serial number, and to see the ambulances inside.\n\nWhat you are refused is as much of use to us as what you are shown."),
    ("press", Marking.PUBLIC, "Licences for Kasdara suspended", "The minister has suspended eleven licences for Kasdara. The assessment, the act and the reasons are on the public register, where each can be checked."),
)  # fmt: skip


def _tell_lists(desk: Desk, now: Instant) -> None:
    """To each list what its readers may see, and no more."""
    for code, marking, title, words in MAILS:
        notices.write_to_list(actor=desk[MANAGER], code=code, title=title, words=words, marking=marking, key=f"kasdara-{code}", now=now)


def _update(desk: Desk, review: str, words: str, now: Instant) -> None:
    reviews.update(actor=desk[MANAGER], review=review, words=words, now=now)


def port_sable(desk: Desk, line: Timeline) -> Story:
    """Asked for by the tribunal's order and a clear risk; frozen, half decided, and still under way."""
    yield (now := line.ago(31, MORNING))
    row = reviews.open_review(
        actor=desk[MANAGER],
        question="May goods that serve the port of Port Sable stay licensed while relief is kept from the delta?",
        commissioned_by="the minister, Vivian Strand",
        commissioned_on=line.today - timedelta(days=32),
        scope=Scope.parse("destination=QO unknown=include"),
        triggers=[row.reference for row in Trigger.objects.filter(state=TriggerState.OPEN, scope__destination=["QO"])],
        now=now,
    )
    yield (now := line.ago(20, LATE))
    _update(
        desk,
        row.reference,
        "The Port Authority was asked who sees the picture of the harbour radar, and has not answered. Exporters were asked what they delivered and when.",
        now,
    )
    yield (now := line.ago(11, NOON))
    reviews.freeze(actor=desk[MANAGER], review=row.reference, now=now)
    yield (now := line.ago(8, NOON))
    rescue = OutcomeSet(
        outcome=Outcome.MAINTAIN,
        reasons="No clear risk takes salvage and rescue. The assessment determines nothing of them.",
        scope=Scope.parse("destination=QO end-use=salvage,search-and-rescue"),
    )
    reviews.decide_outcomes(actor=desk[MANAGER], review=row.reference, sets=[rescue], now=now)
    yield (now := line.ago(6, LATE))
    _update(
        desk,
        row.reference,
        "The High Court has asked by when this review will end. We have said: within four weeks. What remains to be decided are sonars and navigation units.",
        now,
    )


def _open_triggers(about: str) -> list[str]:
    return [row.reference for row in Trigger.objects.filter(state=TriggerState.OPEN, about=about)]


def dismiss(desk: Desk, line: Timeline, ago: int, about: str, reasons: str) -> Story:
    """The day after a version was concluded: what it raised and what asks for no review."""
    yield (now := line.ago(ago, MORNING))
    for reference in _open_triggers(desk.assessments[about]):
        reviews.dismiss_trigger(actor=desk[MANAGER], trigger=reference, reasons=reasons, now=now)


ASSESSED_NEXT: Final = "The version of the assessment that is being written takes this up; what it concludes raises a trigger of its own."
PROMISED: Final = "Those who promised to act have reported to me what they did: it asks for no review of a licence."
LOOKED_AT: Final = (432, 343, 300, 262, 208, 170, 145, 138, 96, 89, 41)
"""Days on which the manager looks at what came in by itself: incidents, expired evidence, and concerns answered with *act*."""


def look_at_new_facts(desk: Desk, line: Timeline) -> Story:
    for ago in LOOKED_AT:
        yield (now := line.ago(ago, NOON))
        kinds = (TriggerKind.INCIDENT, TriggerKind.EXPIRED, TriggerKind.CONCERN)
        for row in Trigger.objects.filter(state=TriggerState.OPEN, kind__in=kinds):
            reasons = PROMISED if row.kind == TriggerKind.CONCERN else ASSESSED_NEXT
            reviews.dismiss_trigger(actor=desk[MANAGER], trigger=row.reference, reasons=reasons, now=now)


def by_hand(desk: Desk, line: Timeline) -> Story:
    """An embassy's telegram, raised by the head of the unit on the last day; nobody has taken it up yet."""
    yield (now := line.at(0, NOON))
    words = "Telegram from our embassy in Kasdar: two of six bomb disposal suits are not at the engineers' school"
    reviews.raise_trigger(actor=desk["gerrit.maas"], title=words, scope=Scope.parse("destination=QM rating=ML13.d"), now=now)
