"""What is due by the clock, in order. Each part is idempotent, fails alone, and says how many things it did."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Thread
from time import monotonic, sleep

from licet.kernel.actor import system
from licet.kernel.errors import LicetError
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform import clock

EVERY = 60.0  # seconds between two rounds of a worker
RECORD_EVERY = 30.0  # seconds: a long round says in between that it is alive

log = logging.getLogger(__name__)

_SILENCE = system("run-due", Permission.CASE_CLOSE)


def expire_licences(now: Instant) -> int:
    """Licences whose last day has passed."""
    from licet.licences.public import licences_due

    return licences_due(now=now)


def announce_expiry(now: Instant) -> int:
    """Letters to holders of licences whose last day is near."""
    from licet.licences.public import announce_expiry_due

    return announce_expiry_due(now=now)


def remind_exporters(now: Instant) -> int:
    """Questions that exporters are reminded of, once each."""
    from licet.casework.public import remind_unanswered

    return remind_unanswered(actor=_SILENCE, now=now)


def close_unanswered_cases(now: Instant) -> int:
    """Cases whose exporter was reminded of a question and did not answer in time."""
    from licet.casework.public import close_unanswered

    return close_unanswered(actor=_SILENCE, now=now)


def read_customs_replies(now: Instant) -> int:
    """Replies in the folder that customs writes to. One that is refused stays there, and fails this part until somebody looks."""
    from licet.licences.public import replies_due

    return replies_due()


def compare_parties(now: Instant) -> int:
    """Pending cases and live licences whose parties match otherwise on the lists in force."""
    from licet.reviews.public import rescreen_due

    return rescreen_due(now=now)


def count_gates(now: Instant) -> int:
    """Cases whose gate is counted anew because a day has begun: departures end, evidence grows old."""
    from licet.decisions.public import gates_due

    return gates_due(now=now)


def climb_triggers(now: Instant) -> int:
    """Triggers that nobody took up in time go to the next level."""
    from licet.reviews.public import triggers_due

    return triggers_due(now=now)


def raise_expired(now: Instant) -> int:
    """Assessments in force whose evidence is too old, or whose review day has passed, raise a trigger."""
    from licet.reviews.public import expired_due

    return expired_due(now=now)


def climb_concerns(now: Instant) -> int:
    """Concerns that nobody answered in time, at the next level now. A process without their key leaves them to one that has it."""
    from licet.concerns.public import escalate_due, key_held
    from licet.policy.public import today

    return escalate_due(today(now)) if key_held() else 0


def carry_concerns(now: Instant) -> int:
    """The daily batch of the concerns procedure, once after its hour."""
    from licet.concerns.public import daily_batch, key_held
    from licet.reviews.public import concerns_acted

    return daily_batch(now, partial(concerns_acted, now=now)).done if key_held() else 0


def concerns_closed_to_all(now: Instant) -> int:
    """Concerns that nobody can open now; `licet concern overdue` says what to do."""
    from licet.concerns.public import cannot_be_opened, key_held

    return len(cannot_be_opened()) if key_held() else 0


def send_mail(now: Instant) -> int:
    """Mail that waits although nothing happens that would wake it."""
    from licet.notices.public import mail_waiting

    return mail_waiting(now=now).delivered


def publish_processing_times(now: Instant) -> int:
    """How long the decisions of the month that ended last took, once; with months that were missed."""
    from licet.casework.public import publish_processing_times

    return publish_processing_times(actor=system("run-due", Permission.PROCESSING_TIMES_PUBLISH), now=now)


def record_internal_batch(now: Instant) -> int:
    """The entry that covers the internal events of the last hour, once for each hour, whether anything happened or not."""
    from licet.policy.public import record_internal_batch

    return int(record_internal_batch(actor=system("run-due", Permission.CHECKPOINT_SIGN), now=now) is not None)


def sign_checkpoint(now: Instant) -> int:
    """The log as it stands, signed outside every transaction; its size if it had grown, else 0."""
    from licet.ledger import public as ledger

    before = ledger.checkpoint_latest()
    signed = ledger.sign_checkpoint(actor=system("run-due", Permission.CHECKPOINT_SIGN), now=now)
    return 0 if before and before.size == signed.size else signed.size


def read_log_on(now: Instant) -> int:
    """What the log gained and no event told the register of."""
    from licet.register.public import follow

    return follow(now)


def compare_register(now: Instant) -> int:
    """The register made again from the log beside the one that is served, now and then; entries compared."""
    from licet.register.public import compare_when_due

    return compare_when_due(now)


DUE: dict[str, Callable[[Instant], int]] = {
    "licences expired": expire_licences,
    "letters about licences that end soon": announce_expiry,
    "questions reminded of": remind_exporters,
    "cases closed unanswered": close_unanswered_cases,
    "replies of customs read": read_customs_replies,
    "parties compared again": compare_parties,
    "gates counted anew": count_gates,
    "triggers raised by expired evidence": raise_expired,
    "triggers climbed": climb_triggers,
    "concerns climbed": climb_concerns,
    "steps of concerns carried": carry_concerns,
    "concerns that cannot be opened": concerns_closed_to_all,
    "mail sent": send_mail,
    "months of processing times published": publish_processing_times,
    "batches of internal events": record_internal_batch,
    "entries read by the register": read_log_on,
    "log signed up to entry": sign_checkpoint,
    "register compared up to entry": compare_register,  # last: it takes longest
}


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What one round did: how many things, by the name of the part; and why each part that failed did so."""

    done: dict[str, int] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)


def do_round() -> RoundReport:
    """Do all that is due now. A part that fails is logged and named in the report, and the other parts are done all the same."""
    from django.db import close_old_connections

    report, started_at = RoundReport(), clock.now()
    unrecorded, recorded = list[str](), monotonic()
    for name, act in DUE.items():
        close_old_connections()  # a connection that broke in one part is opened anew for the next
        try:
            report.done[name] = act(started_at)
        except LicetError as refusal:
            log.error("%s: refused: %s", name, refusal)
            report.failures[name] = str(refusal)
        except Exception as error:
            log.exception("%s: failed", name)
            report.failures[name] = _one_line(error)
        else:
            unrecorded.append(name)
        if monotonic() - recorded > RECORD_EVERY:
            _record(unrecorded)
            unrecorded, recorded = [], monotonic()
    _record(unrecorded)
    return report


def _record(names: list[str]) -> None:
    from django.db import DatabaseError, InterfaceError, close_old_connections

    from licet.platform.rounds import record_success

    close_old_connections()
    try:
        record_success(names, now=clock.now())
    except (DatabaseError, InterfaceError):
        log.exception("could not record that these parts of the round succeeded: %s", ", ".join(names))


def _one_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return f"{type(error).__name__}: {lines[0].strip()}" if lines else type(error).__name__


def keep_time() -> Thread:
    """Do what is due now and every minute, beside the worker, for as long as the process lives."""
    thread = Thread(target=_rounds, name="due", daemon=True)
    thread.start()
    return thread


def _rounds() -> None:
    from django.db import connections

    while True:
        do_round()
        connections.close_all()  # not needed for a minute
        sleep(EVERY)
