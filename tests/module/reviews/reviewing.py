"""Short ways through a review, for its tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.module.assessments.builders import Assessing, a_conclusion
from tests.world import NOW, World, lines_of

from licet.assessments import public as assessments
from licet.assessments.models import Assessment, AssessmentVersion
from licet.casework import public as casework
from licet.casework.public import RatingDraft
from licet.decisions import public as decisions
from licet.decisions.public import Act, ActKind, Departure
from licet.kernel.event import Json
from licet.kernel.facts import EndUserClass
from licet.kernel.scope import Scope
from licet.ledger import public as ledger
from licet.licences import public as licences
from licet.licences.public import Licence
from licet.platform import clock, outbox
from licet.policy import public as policy
from licet.reviews import public as reviews
from licet.reviews.public import Frozen, Outcome, OutcomeSet, Review

LATER = NOW + timedelta(hours=9)


def opened(world: World, scope: str = "destination=QN", **options: Any) -> Review:
    given: dict[str, Any] = {
        "question": "Do the licences to Norvia still stand?",
        "commissioned_by": "the Minister",
        "commissioned_on": NOW.date(),
        "scope": Scope.parse(scope),
        "now": world.now(),
    }
    return reviews.open_review(actor=world["manager"], **given | options)


def frozen(world: World, review: Review, **options: Any) -> Frozen:
    return reviews.freeze(actor=world["manager"], review=review.reference, now=world.now(), even_everything=True, **options)


def decide(world: World, review: Review, *sets: OutcomeSet) -> int:
    return reviews.decide_outcomes(actor=world["manager"], review=review.reference, sets=sets, now=world.now())


def all_get(outcome: Outcome, reasons: str = "Because of what was found.", **more: Any) -> OutcomeSet:
    return OutcomeSet(outcome=outcome, reasons=reasons, **more)


def proposed(world: World, review: Review, *sets: OutcomeSet) -> Act:
    decide(world, review, *sets)
    return reviews.propose_act(
        actor=world["manager"], review=review.reference, legal_basis="Section 9.", reasons="The review found it.", now=world.now()
    )


def applied(world: World, review: Review, *sets: OutcomeSet) -> Act:
    act = proposed(world, review, *sets)
    world.sign(act, "minister", "countersigner")
    return act


def concluded(
    assessing: Assessing, finding: str, scope: str = "destination=QN rating=ML", row: Assessment | None = None, **changes: Any
) -> AssessmentVersion:
    """A version with one conclusion, concluded by somebody else than its author."""
    row = row or assessing.open(destination="QN", conflict="northern-border")
    conclusion = a_conclusion(scope, assessments.ConclusionFinding(finding))
    assessing.draft(row, incidents=(), conclusions=(conclusion, *changes.pop("more", ())), **changes)
    return assessing.conclude(row, read=True)


def departed(world: World, scope: str = "destination=QN rating=ML11", **options: Any) -> Departure:
    criterion = next(item.code for item in policy.criteria_in_force(NOW.date()).asked if item.ihl)
    act = decisions.propose_departure(
        actor=world["officer"],
        criteria=(criterion,),
        scope=Scope.parse(scope),
        legal_basis="Section 5.",
        reasons="A programme of many states stands on it.",
        publication="The minister departed from the criterion for radios.",
        expires_on=NOW.date() + timedelta(days=90),
        now=world.now(),
        **options,
    )
    world.sign(act, "minister", "countersigner")
    return Departure.objects.latest("reference")


def suspend(world: World, *references: str) -> None:
    """As a precaution, by an act of its own."""
    act = licences.propose_status_change(
        actor=world["manager"], kind=ActKind.SUSPEND, licences=references, legal_basis="S. 9.", reasons="Precaution.", now=world.now()
    )
    world.sign(act, "manager", "countersigner")


def reinstate(world: World, *references: str, departure: str = "") -> Act:
    """Proposed without a review."""
    return licences.propose_status_change(
        actor=world["manager"],
        kind=ActKind.REINSTATE,
        licences=references,
        legal_basis="S. 9.",
        reasons="Cleared.",
        now=world.now(),
        departure=departure,
    )


def delivered() -> None:
    """What follows the events told so far, done now."""
    with clock.at(LATER):
        outbox.deliver_pending()


def told(kind: str) -> list[dict[str, Json]]:
    return [dict(entry.published) for entry in ledger.published() if entry.kind == kind]


def granted_for_unknown_pool(world: World) -> Licence:
    """A licence of which nobody knows whether its goods go to a shared pool."""
    case = world.case()
    for line in lines_of(case):
        rating = RatingDraft(
            controlled=True,
            reasons="As described.",
            rating="ML11",
            end_use=frozenset({"roads"}),
            end_user=EndUserClass.OTHER_GOVERNMENT,
            incorporation=False,
            pool=None,
        )
        casework.rate_line(actor=world["assessor"], case=case.pk, line=line, rating=rating, now=world.now())
    world.advise(case)
    world.sign(world.propose(case), "officer", "countersigner")
    return Licence.objects.get(case=case)
