"""Fills a store as the journeys of the concerns pages find it. Run in a process of the store."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from typing import Any
from unittest import mock

import django

django.setup()

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey  # noqa: E402
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: E402
from tests.module.concerns import told  # noqa: E402

from licet.concerns import public as concerns  # noqa: E402
from licet.concerns.public import AnswerKind, Attached, Filed, Naming, Treated  # noqa: E402
from licet.concerns.services import filing  # noqa: E402
from licet.people import public as people  # noqa: E402
from licet.platform import clock  # noqa: E402

FIRST_TIME = "I was left out of the weekly meeting."
PASSWORD = "correct horse battery staple"
told.NOW = clock.now() - timedelta(days=9)  # what is served reads the real clock
told.DAY = told.NOW.date()


def fill() -> dict[str, Any]:
    office = told.build()
    for actor in office.actors.values():
        people.set_password(actor=told.SET_UP, user=actor.id.removeprefix("user:"), password=PASSWORD, now=told.NOW)
    attached = [Attached("list.txt", "text/plain", [b"line 2"])]
    waiting = office.raise_one(today=told.DAY, attachments=attached)
    answered = office.raise_one(today=told.DAY)
    concerns.acknowledge(actor=office["head"], concern=office.id_of(answered), today=told.DAY)
    office.answer_all(answered, today=told.DAY)
    promised = office.raise_one(today=told.DAY, points=["Who reads the file again?"])
    answers = {1: told.answer_of(AnswerKind.ACT, "I do.", told.DAY)}  # due on the same day, and so overdue by now
    concerns.answer(actor=office["head"], concern=office.id_of(promised), answers=answers, today=told.DAY)
    concerns.give_verdicts(promised.receipt, {1: "answers"}, today=told.DAY)
    named = office.raise_one(today=told.DAY, naming=Naming.HANDLER, name="A. Official")
    concerns.escalate_as_of_right(named.receipt, today=told.DAY)
    concerns.ask_for_name(actor=office["nominated"], concern=office.id_of(named), reason="To ask what was seen.", today=told.DAY)
    with mock.patch.object(filing, "level_keys", return_value=_keys_of_nobody()):
        office.raise_one(today=told.DAY)  # nobody can open this one
    afterwards, twice = _closed(office, days_ago=95), _closed(office, days_ago=200)
    concerns.answer_follow_up(twice.receipt, Treated.WORSE, FIRST_TIME, today=_ago(105))
    colleagues = concerns.come_back(waiting.receipt).colleagues_code
    assert colleagues
    return {
        "waiting": office.id_of(waiting),
        "waiting_code": waiting.receipt.written(),
        "answered_code": answered.receipt.written(),
        "promised": office.id_of(promised),
        "promised_code": promised.receipt.written(),
        "named": office.id_of(named),
        "named_code": named.receipt.written(),
        "colleagues_code": colleagues.written(),
        "afterwards": office.id_of(afterwards),
        "afterwards_code": afterwards.receipt.written(),
        "twice": office.id_of(twice),
        "twice_code": twice.receipt.written(),
    }


def _closed(office: told.Office, *, days_ago: int) -> Filed:
    """Answered by the head and accepted, so long ago that its raiser is asked today how they were treated since."""
    day = _ago(days_ago)
    filed = office.raise_one(today=day)
    office.answer_all(filed, today=day)
    concerns.give_verdicts(filed.receipt, {1: "answers", 2: "answers"}, today=day)
    return filed


def _ago(days: int) -> date:
    return clock.now().date() - timedelta(days=days)


def _keys_of_nobody() -> dict[str, bytes]:
    made = {level.id: X25519PrivateKey.generate().public_key() for level in concerns.levels()}
    return {level: key.public_bytes(Encoding.Raw, PublicFormat.Raw) for level, key in made.items()}


sys.stdout.write(json.dumps(fill()) + "\n")
