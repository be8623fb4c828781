"""The demonstration authority in an empty store: one transaction, one seed, one order of time."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction

from licet.casework import public as casework
from licet.concerns import public as concerns
from licet.demo.domain import DRAFTS, KASDARA, PLANS, TOUR, TOURED, DraftPlan, Plan
from licet.demo.services import acts, conflicts, filing, founding
from licet.demo.services.desk import Desk
from licet.demo.services.stories import COUNTERSIGNERS, OFFICERS, Telling, story
from licet.demo.services.timeline import Moments, Story, Timeline
from licet.kernel.actor import system
from licet.kernel.errors import Refused
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.ledger import public as ledger
from licet.licences import public as licences
from licet.people import public as people
from licet.platform import clock, ids, outbox, tasks
from licet.platform.environment import only_where_pretending
from licet.policy import public as policy
from licet.register import public as register
from licet.reviews import public as reviews

LENGTH = 566
"""Working days: somewhat more than 24 months, so that some licences have expired, and 14 months of ordinary business."""
SEED = "licet/demonstration/{day}"
RUNS = system("run-due", Permission.CHECKPOINT_SIGN, Permission.PROCESSING_TIMES_PUBLISH)
DAILY = ("licences.", "reviews.")
"""What is told each evening; summaries for lists are made once, at the end."""
ONCE_SERVED = ("notices.",)
"""Documents and mail are made when the demonstration is first served: they print the address at which that is."""

type Report = Callable[[str], None]


def load(now: Instant | None = None, *, report: Report | None = None) -> bool:
    """Build the demonstration in an empty store; False if it is there already.

    Everything follows from the day of ``now``: two loads on one day make the same log. Raises Refused in production and
    for a store that holds something else.
    """
    only_where_pretending("The demonstration authority")
    now, say = now or clock.now(), report or _silence
    if is_loaded():
        return False
    _refuse_used()
    say("Loading the demonstration authority: two years of an invented ministry …")
    with ids.seeded(SEED.format(day=policy.today(now)).encode()):
        with transaction.atomic(), transaction.atomic(using="concerns"), tasks.told_by_caller():
            _tell_all(now)
        ledger.sign_checkpoint(actor=RUNS, now=now)
    read = register.catch_up()
    say(f"Loaded: {len(PLANS) + len(KASDARA) + len(DRAFTS)} applications, {read.size:,} entries in the log.")
    return True


def _silence(_: str) -> None:
    return None


def is_loaded() -> bool:
    """Whether this store holds the demonstration."""
    return any(user.username == TOURED[0] for user in people.demonstration_people())


def _refuse_used() -> None:
    if ledger.has_record():
        raise Refused("This store holds a record already, and the demonstration needs an empty one. Name another LICET_HOME.")


def _tell_all(now: Instant) -> None:
    line = Timeline(policy.working_calendar(), policy.today(now), LENGTH)
    desk = Desk(founding.found(line.now))
    for number, plan in enumerate(PLANS):
        line.begin(story(_telling(desk, line, plan, number)))
    for number, plan in enumerate(KASDARA):
        line.begin(story(_telling(desk, line, plan, number)))
    for draft in DRAFTS:
        line.begin(_draft(desk, line, draft))
    for act in (acts.suspend, acts.hold, acts.depart, acts.ask_for_departure, acts.renew_watchlist):
        line.begin(act(desk, line))
    for told in conflicts.stories(desk, line):
        line.begin(told)
    line.begin(acts.revoke(desk, line, "routine-26", SOLD_ON, 0))
    line.begin(acts.revoke(desk, line, "routine-09", DISSOLVED, 4))
    with clock.at(line.now):  # every act is told its own moment; by today's clock the list that signers are shown would be old
        line.run(evening)
    at_the_end = [(item.kind, item.name, item.handler) for item in outbox.subscriptions() if not item.name.startswith(ONCE_SERVED)]
    with clock.at(line.now), outbox.subscribed(*at_the_end):
        outbox.deliver_pending(now=line.now)
    policy.record_internal_batch(actor=RUNS, now=morning(line.today))
    concerns.daily_batch(morning(line.today))  # a weekend lies between, or a holiday: the list that signers are shown is of the day before


SOLD_ON = "Monoculars of this licence were found with a trader in Port Sable: the end user's undertaking was broken."
DISSOLVED = "The encryptors' keys were copied by a contractor; the end user asks that deliveries cease."


def _telling(desk: Desk, line: Timeline, plan: Plan, number: int) -> Telling:
    pace = 1.0 if plan.start < 60 else (0.9, 1.1, 1.3, 1.6)[number % 4]
    turn = 0 if plan.key == TOUR else number  # the tour's case is that of the tour's officer
    return Telling(desk, plan, Moments(line, plan.key, plan.start, pace), OFFICERS[turn % 2], COUNTERSIGNERS[turn // 2 % 2])


def _draft(desk: Desk, line: Timeline, draft: DraftPlan) -> Story:
    yield (now := line.at(draft.start, time(11, 20)))
    filing.begin(desk[filing.exporter_of(draft)], draft, now)


def evening(now: Instant) -> None:
    """What follows the acts of a day, and what time does: letters, mail, customs, expiries."""
    told = [(item.kind, item.name, item.handler) for item in outbox.subscriptions() if item.name.startswith(DAILY)]
    with clock.at(now), outbox.subscribed(*told):
        licences.licences_due(now=now)
        outbox.deliver_pending(now=now)
        reviews.expired_due(now=now)
        reviews.triggers_due(now=now)
        concerns.escalate_due(policy.today(now))
        concerns.daily_batch(now, partial(reviews.concerns_acted, now=now))
        casework.publish_processing_times(actor=RUNS, now=now)
        policy.record_internal_batch(actor=RUNS, now=now)  # once a day here: two years of hours would bury the log's other entries


def morning(today: date) -> Instant:
    """The first moment of a day in the authority's zone, whatever the hour of the load."""
    return datetime.combine(today, time(), ZoneInfo(policy.working_calendar().zone))
