"""An outsider with the public log cannot tell from which case a licence came."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.attacks.log import attack
from tests.attacks.office import run_office
from tests.internal import internal_events
from tests.world import World, build

from licet.casework.public import Case
from licet.decisions import public as decisions
from licet.decisions.events import DecisionMade
from licet.decisions.public import Act, Outcome
from licet.decisions.services import decide
from licet.documents.public import Document
from licet.kernel.actor import system
from licet.kernel.event import Event
from licet.kernel.permission import Permission
from licet.ledger import public as ledger
from licet.notices.public import Message
from licet.people import public as people
from licet.platform import outbox
from licet.policy import public as policy
from licet.register import public as register
from licet.register.domain import slug
from licet_verify.disclosure import verify_disclosure
from licet_verify.log import verify_log
from licet_verify.note import open_checkpoint
from licet_verify.record import verify_record

pytestmark = pytest.mark.django_db
RUNS = system("run-due", Permission.CHECKPOINT_SIGN)


def entries(client: Client) -> list[bytes]:
    """The log as an outsider downloads it."""
    return b"".join(client.get("/log/entries?from=0")).splitlines()  # type: ignore[arg-type]


@pytest.fixture
def everything_was_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger as it was until November 2026: every event an entry of the log."""
    monkeypatch.setattr(Event, "is_public", True)


def decision_with_its_act(**facts: Any) -> Event:
    """A decision on a case as it was published then."""
    return DecisionMade(licence="", **facts)


def texts_of(line: bytes) -> set[str]:
    return set(_strings(json.loads(line)["leaf"]))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


@pytest.mark.one_engine
def test_the_attack_names_no_more_cases_than_the_days_alone(client: Client) -> None:
    office = run_office(8)
    outcome = attack(entries(client), office.opened, office.truth)
    assert outcome.licences > 950
    assert len(outcome.right) > 12, "strategies were lost"
    assert outcome.best[1] <= outcome.allowed < outcome.licences / 30, outcome


@pytest.mark.one_engine
@pytest.mark.usefixtures("everything_was_public")
def test_the_same_attack_named_every_case_before(client: Client) -> None:
    """So the attack is one: on a log as it was, it is right every time."""
    office = run_office(8, decision=decision_with_its_act, batches=False)
    outcome = attack(entries(client), office.opened, office.truth)
    assert outcome.best[1] == outcome.licences > 950, outcome
    assert outcome.right["through the act that the decision names"] > outcome.licences * 0.9


@pytest.fixture
def world(tmp_path: Path) -> World:
    return build(tmp_path)


def test_entries_of_real_services_name_no_case_act_firm_or_person(client: Client, world: World) -> None:
    licences_ = [world.granted(destination="QN") for _ in range(3)]
    world.sign(world.propose(world.ready(destination="QN"), Outcome.REFUSE, criteria=("2c",)), "officer", "countersigner")
    outbox.deliver_pending()
    policy.record_internal_batch(actor=RUNS, now=world.now())
    public_texts = set().union(*(texts_of(line) for line in entries(client)))
    assert {licence.reference for licence in licences_} <= public_texts, "this test would pass on an empty log"
    for secret in secrets_of_the_store():
        assert not {text for text in public_texts if secret in text}, secret
    assert len(internal_events()) > 30


def secrets_of_the_store() -> set[str]:
    """Whatever leads to a case, its application, its acts, a firm or a person."""
    acts = Act.objects.filter(kind="decide")
    return {
        *Case.objects.values_list("reference", flat=True),
        *Case.objects.values_list("pk", flat=True),
        *Case.objects.values_list("application", flat=True),
        *Case.objects.values_list("version", flat=True),
        *acts.values_list("reference", flat=True),
        *acts.values_list("pk", flat=True),
        *people.Organisation.objects.values_list("name", flat=True),
        *people.Organisation.objects.values_list("pk", flat=True),
        *people.User.objects.values_list("full_name", flat=True),
        *people.User.objects.values_list("pk", flat=True),
        *Document.objects.values_list("pk", flat=True),
        *Message.objects.values_list("pk", flat=True),
    }


def test_a_store_made_before_holds_is_read_and_its_records_verify(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old entries stay what they were; new ones follow in the same tree."""
    with monkeypatch.context() as before:
        before.setattr(Event, "is_public", True)
        before.setattr(decide, "CaseDecisionMade", decision_with_its_act)
        old = world.granted(destination="QN")
        old_entries = ledger.size()
        ledger.sign_checkpoint(actor=RUNS, now=world.now())
    new = world.granted(destination="QN")
    policy.record_internal_batch(actor=RUNS, now=world.now())
    checkpoint = ledger.sign_checkpoint(actor=RUNS, now=world.now())

    held = ledger.audit()
    assert (held.entries, held.checkpoints, held.batches, held.waiting) == (old_entries + 3, 2, 1, 0)
    assert "casework:case:moved" in {entry.kind for entry in ledger.published()}
    state = open_checkpoint(checkpoint.note, ledger.verifier_key())
    assert verify_log(ledger.entries(0), [state]).entries == held.entries
    register.catch_up()
    for licence in (old, new):
        page = register.decision_page(slug(licence.reference))
        assert page.licence is not None
        assert page.decision.outcome == "granted"
        reference = licence.decision.reference
        data = decisions.record_file(decisions.access_decision(actor=world["officer"], reference=reference))
        assert verify_record(data, ledger.verifier_key()).position == page.decision.position
    old_move = next(entry for entry in ledger.published() if entry.kind == "casework:case:moved")
    disclosed = ledger.disclosure(old_move.position, "moved_by", world["officer"].id)
    assert verify_disclosure(disclosed, ledger.verifier_key()).position == old_move.position
