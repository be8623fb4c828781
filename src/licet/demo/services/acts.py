"""What concerns no single case: the suspension of many licences, a hold, a departure, revocations, a newer watchlist."""

from datetime import time, timedelta

from licet.decisions import public as decisions
from licet.decisions.public import Act, ActKind, HoldKind
from licet.demo.domain.plan import DEPARTED_AT, HELD_AT, REINSTATED_AT, REVOKED_AT, SUSPENDED_AT
from licet.demo.services import founding
from licet.demo.services.desk import Desk
from licet.demo.services.timeline import Story, Timeline
from licet.kernel.instants import Instant
from licet.kernel.scope import Scope
from licet.licences import public as licences
from licet.licences.public import LicenceStatus
from licet.policy import public as policy
from licet.reviews import public as reviews

MORNING, NOON = time(9, 5), time(12, 10)
MANAGER, MINISTER, SECOND = "helen.aster", "vivian.strand", "oskar.wenn"
GENDARMERIE = "destination=QR end-user=police"
CROWD = (
    "Mobile squadrons of the Zephran Gendarmerie fired on a crowd in the capital. Until the inquiry has reported, the authority "
    "cannot say that goods for the Gendarmerie would not be used in the same way."
)


def suspend(desk: Desk, line: Timeline) -> Story:
    """All licences to the gendarmerie in one act; two months later, those for protective equipment are in force again."""
    yield (now := line.at(SUSPENDED_AT, MORNING))
    act = _change(desk, ActKind.SUSPEND, GENDARMERIE, LicenceStatus.IN_FORCE, CROWD, now)
    yield (now := line.at(SUSPENDED_AT, NOON))
    desk.sign(act, [MANAGER, SECOND], now)
    yield (now := line.at(REINSTATED_AT, MORNING))
    words = "Helmets and body armour protect and harm nobody; the inquiry names neither. The other licences stay suspended."
    act = _change(desk, ActKind.REINSTATE, f"{GENDARMERIE} rating=ML13", LicenceStatus.SUSPENDED, words, now)
    yield (now := line.at(REINSTATED_AT - 1, MORNING))
    desk.sign(act, [MANAGER, SECOND], now)


def _change(desk: Desk, kind: ActKind, scope: str, status: LicenceStatus, reasons: str, now: Instant) -> Act:
    found = licences.licences_in_scope(actor=desk[MANAGER], scope=Scope.parse(scope), status=status)
    law = policy.pack().law
    return licences.propose_status_change(
        actor=desk[MANAGER],
        kind=kind,
        licences=found.references,
        legal_basis=law.power_to_revoke if kind is ActKind.REVOKE else law.power_to_suspend,
        reasons=reasons,
        scope=Scope.parse(scope),
        now=now,
    )


def hold(desk: Desk, line: Timeline) -> Story:
    """A pause on what squadrons could use against a crowd; it is still in force."""
    yield (now := line.at(HELD_AT, MORNING))
    act = decisions.propose_hold(
        actor=desk[MANAGER],
        kind=HoldKind.PAUSE,
        title="Pause: vehicles, arms, ammunition and radios for the police of Zephra",
        scope=Scope.parse(f"{GENDARMERIE} rating=ML1,ML3,ML6,ML11"),
        legal_basis=policy.pack().law.power_to_refuse,
        reasons=CROWD,
        now=now,
    )
    yield (now := line.at(HELD_AT, NOON))
    desk.sign(act, [MANAGER, SECOND], now)


def depart(desk: Desk, line: Timeline) -> Story:
    """The minister departs from criterion 4 for demining vehicles, until a day."""
    yield (now := line.at(DEPARTED_AT, MORNING))
    act = decisions.propose_departure(
        actor=desk["nora.tamsin"],
        criteria=("4",),
        scope=Scope.parse("destination=QP rating=ML6 end-use=demining"),
        legal_basis=policy.pack().law.power_to_refuse,
        reasons="The vehicles clear mines from fields to which 11,000 people return. The Centre is civilian and inspected by its donors. "
        "That need overrides the risk, which the undertaking narrows; the finding that a risk exists stands.",
        publication="The minister departed from criterion 4 for demining vehicles to Tervane, because the clearance of returnees' fields "
        "overrides the risk found.",
        expires_on=policy.today(now) + timedelta(days=365),
        now=now,
    )
    yield (now := line.at(DEPARTED_AT - 2, MORNING))
    desk.sign(act, [MINISTER, SECOND], now, "People who go home to their fields should not wait for us. I answer for it.")


def ask_for_departure(desk: Desk, line: Timeline) -> Story:
    """One that the minister has not signed."""
    yield (now := line.at(2, MORNING))
    decisions.propose_departure(
        actor=desk["idris.vell"],
        criteria=("4",),
        scope=Scope.parse("destination=QP rating=ML6 end-use=vehicle-support"),
        legal_basis=policy.pack().law.power_to_refuse,
        reasons="Brakes and steering of AV-6 that carry the army's medical service wear out. The exporter asks whether parts for safety "
        "could be licensed although criterion 4 bars.",
        publication="The minister departed from criterion 4 for safety parts of vehicles of Tervane's medical service.",
        expires_on=policy.today(now) + timedelta(days=180),
        now=now,
    )


def revoke(desk: Desk, line: Timeline, case: str, reasons: str, later: int) -> Story:
    """One licence, named by the key of its case."""
    yield (now := line.at(REVOKED_AT - later, MORNING))
    licence = licences.Licence.objects.get(case=desk.cases[case])
    act = licences.propose_status_change(
        actor=desk[MANAGER],
        kind=ActKind.REVOKE,
        licences=[licence.reference],
        legal_basis=policy.pack().law.power_to_revoke,
        reasons=reasons,
        now=now,
    )
    yield (now := line.at(REVOKED_AT - later - 1, MORNING))
    desk.sign(act, [MANAGER, SECOND], now)


def renew_watchlist(desk: Desk, line: Timeline) -> Story:
    """A newer list, with which pending cases and live licences are compared; a party of one licence is like a name on it."""
    yield (now := line.at(26, MORNING))
    founding.load_watchlist(actor=desk["milo.sarne"], rows=founding.LATER_LIST, now=now)
    reviews.rescreen_due(now=now)
