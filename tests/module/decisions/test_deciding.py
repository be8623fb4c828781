"""From proposal to decision: what is refused, what falls, what is frozen."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.internal import internal_events
from tests.world import SHOWN, World, lines_of

from licet.casework import public as casework
from licet.casework.public import Case, CaseStatus, Finding, GateState
from licet.decisions import public as decisions
from licet.decisions import tasks
from licet.decisions.public import ActStatus, Decision, HoldKind, LineDecision, Outcome, Shown, Whose
from licet.kernel.errors import Conflict, Invalid, InvalidTransition, MissingReasons, NotAllowed, NotFound, Refused
from licet.kernel.scope import Scope
from licet.ledger import public as ledger
from licet.licences.public import CustomsMessage, Licence
from licet.notices.public import Message
from licet.platform import outbox
from licet.policy import public as policy
from licet_verify import canonical
from licet_verify.errors import FoundWanting
from licet_verify.record import verify_record


def public_kinds() -> list[str]:
    return [entry.kind for entry in ledger.published()]


def test_grant_writes_decision_licence_letter_customs_message_and_log_in_one_act(world: World) -> None:
    case = world.ready()
    act = world.propose(case)
    assert not world.sign(act, "officer").complete
    assert not Licence.objects.exists()
    assert world.sign(act, "countersigner").complete
    licence, decision = Licence.objects.get(), Decision.objects.get()
    assert (licence.status, licence.decision, licence.case_id) == ("in force", decision, case.pk)
    assert Case.objects.get().status == CaseStatus.DECIDED
    assert [row.kind for row in CustomsMessage.objects.all()] == ["insert"]
    assert Message.objects.filter(licence=licence.reference).count() == 1
    assert public_kinds() == ["decisions:case-decision:made", "licences:licence:issued"]
    assert [event.kind for event in internal_events()][-3:] == [
        "decisions:act:signed",
        "casework:case:moved",
        "notices:messages:written",
    ]


def test_decision_publishes_what_joints_22_says_and_seals_the_rest(world: World) -> None:
    world.granted()
    entry = next(item for item in ledger.published() if item.kind == "decisions:case-decision:made")
    assert entry.published["outcome"] == "granted"
    assert entry.published["value_minor"] == 100_000
    assert entry.published["countries"] == [{"role": "consignee", "country": "QN"}, {"role": "end-user", "country": "QN"}]
    assert {"act", "case", "exporter", "parties", "descriptions", "end_use", "signers"} == set(entry.withheld)


def test_propose_refuses_a_grant_that_the_gate_bars(world: World) -> None:
    case = world.case()
    with pytest.raises(Refused, match=r"Line 1: the gate is missing: no-advice .* not-rated"):
        world.propose(case)
    assert Case.objects.get().status == CaseStatus.IN_PROGRESS


def test_propose_refuses_a_grant_against_a_finding_and_allows_the_refusal(world: World) -> None:
    case = world.case()
    world.rate(case)
    world.advise(case, c2c=Finding.BARS)
    with pytest.raises(Refused, match="barred: risk-found 2c"):
        world.propose(case)
    world.sign(world.propose(case, Outcome.REFUSE, criteria=("2c",)), "officer", "countersigner")
    assert not Licence.objects.exists()
    letter = Message.objects.exclude(kind="acknowledgement").get()
    assert letter.kind == "refusal-letter"
    assert letter.content["appeal"]["days"] == policy.deadline("appeal").days == 28
    [criterion], [line] = letter.content["criteria"], letter.content["lines"]
    assert criterion["code"] == "2c"
    assert criterion["finding"] == (
        f"For line 1 ({line['description']}), there is a clear risk of what this criterion guards against. "
        "Where there is such a risk, no licence may be granted."
    )
    assert (line["reasons"], line["withheld"]) == ("The end user may pass the goods on.", "")
    assert "Within policy." not in str(letter.content), "reasons for the record stay there"
    entry = next(item for item in ledger.published() if item.kind == "decisions:case-decision:made")
    assert (entry.published["outcome"], entry.published["criteria"]) == ("refused", ["2c"])
    assert (entry.published["value_minor"], entry.published["no_value"]) == (None, "not applicable")


@pytest.mark.parametrize(
    ("names", "error", "words"),
    [
        (("officer", "officer"), NotAllowed, "may not do this"),
        (("countersigner",), NotAllowed, "may not do this"),
        (("officer", "exporter"), NotAllowed, "may not do this"),
        (("officer", "other officer"), NotAllowed, "may not do this"),
    ],
)
def test_sign_refuses_whoever_is_not_due(world: World, names: tuple[str, ...], error: type[Exception], words: str) -> None:
    act = world.propose(world.ready())
    with pytest.raises(error, match=words):
        world.sign(act, *names)
    assert not Licence.objects.exists()


def test_sign_refuses_one_person_in_two_roles(world: World) -> None:
    both = replace(world["officer"], permissions=world["officer"].permissions | world["countersigner"].permissions)
    world.actors["officer"] = both
    act = world.propose(world.ready())
    with pytest.raises(Refused, match="different people"):
        world.sign(act, "officer", "officer")
    assert not Licence.objects.exists()


def test_sign_refuses_the_proposer_as_countersigner(world: World) -> None:
    world.actors["officer"] = replace(world["officer"], permissions=world["officer"].permissions | world["countersigner"].permissions)
    act = world.propose(world.ready())
    with pytest.raises(Refused, match="somebody else must countersign"):
        world.sign(act, "other officer", "officer")


def test_database_refuses_two_signatures_of_one_person(world: World) -> None:
    act = world.propose(world.ready())
    world.sign(act, "officer")
    row = act.signatures.get()
    row.pk, row.role = "0" * 26, "countersigner"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_sign_refuses_another_digest_and_other_concerns_than_were_read(world: World) -> None:
    act = world.propose(world.ready())
    for digest, shown in (("0" * 64, SHOWN), (act.digest, Shown(installed=True))):
        with pytest.raises(Conflict):
            decisions.sign_act(signer=world.signer("officer"), act=act.pk, digest=digest, shown=shown, now=world.now())
    assert not act.signatures.exists()


def test_sign_refuses_the_demonstrations_means_in_production(world: World, settings: object) -> None:
    act = world.propose(world.ready())
    settings.LICET_ENV = "production"  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="sign in as"):
        world.sign(act, "officer")


def test_sign_refuses_when_concerns_cannot_be_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    act = world.propose(world.ready())

    def broken(*_: object) -> Shown:
        raise OSError("no such view")

    monkeypatch.setattr("licet.project.concerns.NotInstalled.about", broken)
    with pytest.raises(Refused, match="cannot be read"):
        world.sign(act, "officer")


def place_hold(world: World, scope: str = "destination=QN") -> str:
    act = decisions.propose_hold(
        actor=world["manager"],
        kind=HoldKind.UNDERTAKING,
        title="Undertaking",
        scope=Scope.parse(scope),
        legal_basis="Order of the court.",
        reasons="Undertaken in court.",
        now=world.now(),
    )
    world.sign(act, "manager", "countersigner")
    return decisions.Hold.objects.latest("reference").reference


def test_grant_against_a_hold_is_refused_when_proposed(world: World) -> None:
    case = world.ready()
    reference = place_hold(world)
    with pytest.raises(Refused, match=f"held: hold {reference}"):
        world.propose(case)


def test_a_hold_placed_between_signatures_voids_them_and_shows_the_difference(world: World) -> None:
    case = world.ready()
    act = world.propose(case)
    world.sign(act, "officer")
    place_hold(world)
    signed = world.sign(act, "second countersigner")
    assert not signed.complete
    assert any(change.startswith("Hold ") and change.endswith(" binds now.") for change in signed.voided), signed.voided
    act.refresh_from_db()
    assert act.status == ActStatus.VOID
    assert act.signatures.get().void_reason
    assert Case.objects.get().status == CaseStatus.IN_PROGRESS
    assert not Licence.objects.exists()
    with pytest.raises(InvalidTransition):
        world.sign(act, "countersigner")


def test_a_lifted_hold_binds_no_longer(world: World) -> None:
    case = world.ready()
    reference = place_hold(world)
    act = decisions.propose_lifting(actor=world["manager"], hold=reference, reasons="Released by the court.", now=world.now())
    world.sign(act, "manager", "countersigner")
    world.propose(case)
    with pytest.raises(NotFound):
        decisions.propose_lifting(actor=world["manager"], hold=reference, reasons="Again.", now=world.now())


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ({"scope": Scope()}, Invalid, "A hold cannot bind every licence: narrow its scope."),
        ({"title": " "}, MissingReasons, "Words are needed here"),
        ({"legal_basis": ""}, MissingReasons, "Words are needed here"),
        ({"reasons": ""}, MissingReasons, "Words are needed here"),
    ],
)
def test_hold_without_scope_title_basis_or_reasons_is_refused(
    world: World, changes: dict[str, object], error: type[Exception], says: str
) -> None:
    facts = {"title": "Undertaking", "scope": Scope.parse("destination=QN"), "legal_basis": "Order.", "reasons": "Undertaken in court."}
    with pytest.raises(error, match=says):
        decisions.propose_hold(actor=world["manager"], kind=HoldKind.UNDERTAKING, now=world.now(), **facts | changes)  # type: ignore[arg-type]
    assert not decisions.Act.objects.exists()


def test_nobody_decides_alone_whatever_a_pack_asks_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack that asks for one signature is not loaded; if one were, nothing could be put up for it."""
    monkeypatch.setattr("licet.policy.public.signatures_for", lambda *_: (policy.Seat.DECIDER, policy.Seat.DECIDER))
    with pytest.raises(Refused, match="fewer than two signatures"):
        world.propose(world.ready())


def test_an_act_that_is_not_there_is_not_signed(world: World) -> None:
    asked = {"signer": world.signer("officer"), "act": "0" * 26, "digest": "0" * 64, "shown": SHOWN, "now": world.now()}
    with pytest.raises(NotFound):
        decisions.sign_act(**asked)  # type: ignore[arg-type]


def test_a_hold_is_lifted_once_though_two_acts_propose_it(world: World) -> None:
    reference = place_hold(world)
    facts = {"actor": world["manager"], "hold": reference, "reasons": "Released by the court."}
    first, second = (decisions.propose_lifting(**facts, now=world.now()) for _ in range(2))
    world.sign(first, "manager", "countersigner")
    world.sign(second, "manager")
    with pytest.raises(Conflict, match="lifted already"):
        world.sign(second, "countersigner")
    assert decisions.Hold.objects.get(reference=reference).lifted_act == first


def depart(world: World, criteria: tuple[str, ...] = ("2c",), **changes: object) -> decisions.Act:
    given: dict[str, object] = {
        "scope": Scope.parse("destination=QN rating=ML11"),
        "legal_basis": "Section 5.",
        "reasons": "Overriding need.",
        "publication": "The minister departed from criterion 2c for radios.",
        "expires_on": date(2031, 12, 31),
    } | changes
    return decisions.propose_departure(actor=world["officer"], criteria=criteria, now=world.now(), **given)  # type: ignore[arg-type]


def test_departure_of_the_minister_opens_its_criterion_and_is_published(world: World) -> None:
    case = world.case()
    world.rate(case)
    world.advise(case, c2c=Finding.BARS)
    act = depart(world)
    with pytest.raises(NotAllowed):
        world.sign(act, "officer")
    silent = {"signer": world.signer("minister"), "act": act.pk, "digest": act.digest, "shown": decisions.concerns_about(act)}
    with pytest.raises(MissingReasons, match="in your own words"):
        decisions.sign_act(**silent, words=" ", now=world.now())
    world.sign(act, "minister", "countersigner")
    granted = world.propose(case)
    assert '"by-departure"' in granted.signed_part
    world.sign(granted, "officer", "countersigner")
    assert Licence.objects.exists()
    entry = next(item for item in ledger.published() if item.kind == "decisions:departure:made")
    assert entry.published["expires_on"] == "2031-12-31"
    assert "reasons" in entry.withheld


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"expires_on": None}, Invalid),
        ({"expires_on": date(2031, 5, 5)}, Invalid),
        ({"legal_basis": " "}, MissingReasons),
        ({"publication": ""}, MissingReasons),
        ({"criteria": ()}, Invalid),
        ({"scope": Scope()}, Invalid),
    ],
)
def test_departure_without_expiry_basis_words_criteria_or_scope_is_refused(
    world: World, changes: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        depart(world, **changes)  # type: ignore[arg-type]


def test_sending_back_needs_words_and_opens_the_case_again(world: World) -> None:
    act = world.propose(world.ready())
    with pytest.raises(MissingReasons):
        decisions.return_act(actor=world["countersigner"], act=act.pk, words=" ", now=world.now())
    decisions.return_act(actor=world["countersigner"], act=act.pk, words="Say why 7 is clear.", now=world.now())
    act.refresh_from_db()
    assert (act.status, act.closing_words) == (ActStatus.RETURNED, "Say why 7 is clear.")
    assert Case.objects.get().status == CaseStatus.IN_PROGRESS


def test_one_decision_may_grant_refuse_and_need_no_licence_by_line(world: World) -> None:
    case = world.case(products=3)
    world.rate(case)
    world.advise(case)
    one, two, three = lines_of(case)

    rating = casework.RatingDraft(controlled=False, reasons="Below every threshold.", started_from=1)
    casework.rate_line(actor=world["assessor"], case=case.pk, line=three, rating=rating, now=world.now())
    lines = [
        LineDecision(line=one, outcome=Outcome.GRANT_WITH_CONDITIONS, reasons="Fine.", conditions=("Report shipments.",)),
        LineDecision(line=two, outcome=Outcome.REFUSE, reasons="Diversion.", criteria=("7",), disclosed="It was sold on."),
        LineDecision(line=three, outcome=Outcome.NO_LICENCE_REQUIRED, reasons="Not controlled."),
    ]
    act = decisions.propose_decision(actor=world["officer"], case=case.pk, lines=lines, now=world.now())
    world.sign(act, "officer", "countersigner")
    licence = Licence.objects.get()
    assert [line.line_id for line in licence.lines.all()] == [one]
    assert licence.conditions.get().words == "Report shipments."
    assert sorted(Message.objects.values_list("kind", flat=True)) == [
        "acknowledgement",
        "licence-document",
        "no-licence-required-letter",
        "refusal-letter",
    ]
    entry = next(item for item in ledger.published() if item.kind == "decisions:case-decision:made")
    assert entry.published["outcome"] == "partly granted"


def test_record_file_verifies_offline_and_any_change_is_found(world: World) -> None:
    world.granted()
    decision = decisions.access_decision(actor=world["officer"], reference=Decision.objects.get().reference)
    data = decisions.record_file(decision)
    checked = verify_record(data)
    assert (checked.signed, checked.envelope, checked.signatures) == (decision.signed_digest, decision.envelope_digest, 2)
    assert checked.texts > 10
    whole = canonical.loads(data)
    assert isinstance(whole, dict)
    texts = whole["texts"]
    assert isinstance(texts, dict)
    texts[next(iter(texts))] = "Something else."
    with pytest.raises(FoundWanting):
        verify_record(canonical.dumps(whole))


def test_record_is_shown_only_to_who_reads_decisions(world: World) -> None:
    world.granted()
    with pytest.raises(NotFound):
        decisions.access_decision(actor=world["exporter"], reference=Decision.objects.get().reference)


def test_a_failing_log_saves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    act = world.propose(world.ready())
    world.sign(act, "officer")

    def broken(**_: object) -> range:
        raise OSError("disk full")

    monkeypatch.setattr("licet.ledger.public.append", broken)
    with pytest.raises(OSError, match="disk full"):
        world.sign(act, "countersigner")
    assert not Licence.objects.exists()
    assert not Decision.objects.exists()
    assert act.signatures.count() == 1


@pytest.mark.parametrize("cases", [1, 4])
def test_at_gate_takes_at_most_six_queries_whatever_the_number_of_cases(
    world: World, cases: int, django_assert_max_num_queries: object
) -> None:
    ids = [world.case().pk for _ in range(cases)]
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        found = decisions.at_gate(ids, today=date(2031, 5, 5))
    assert {item.result.summary().state for item in found.values()} == {GateState.MISSING}


def test_texts_acts_and_decisions_cannot_be_changed_or_deleted(world: World) -> None:
    world.granted()
    for rows, change in (
        (decisions.Act.objects, {"digest": "0" * 64}),
        (Decision.objects, {"signed_digest": "0" * 64}),
        (decisions.Signature.objects, {"digest": "0" * 64}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.all()._raw_delete(rows.db)


def test_gate_summary_follows_a_hold_and_its_lifting(world: World) -> None:
    case = world.ready()
    outbox.deliver_pending()
    assert Case.objects.get().gate().state is GateState.OPEN
    reference = place_hold(world)
    outbox.deliver_pending()
    assert Case.objects.get(pk=case.pk).gate().state is GateState.HELD
    act = decisions.propose_lifting(actor=world["manager"], hold=reference, reasons="Released.", now=world.now())
    world.sign(act, "manager", "countersigner")
    outbox.deliver_pending()
    assert Case.objects.get(pk=case.pk).gate().state is GateState.OPEN


def test_gates_of_every_case_are_counted_in_batches_and_none_is_left_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [world.ready() for _ in range(3)]
    outbox.deliver_pending()
    place_hold(world)
    monkeypatch.setattr(tasks, "_AT_ONCE", 1)
    outbox.deliver_pending(limit=1)
    held = [Case.objects.get(pk=case.pk).gate().state is GateState.HELD for case in sorted(cases, key=lambda case: case.pk)]
    assert held == [True, False, False], "one call counts one batch"
    outbox.deliver_pending()
    assert {Case.objects.get(pk=case.pk).gate().state for case in cases} == {GateState.HELD}


def test_a_hold_elsewhere_voids_no_signature(world: World) -> None:
    act = world.propose(world.ready())
    world.sign(act, "officer")
    place_hold(world, "destination=QT")
    assert world.sign(act, "countersigner").complete


def test_a_withdrawn_case_asks_nobody_for_a_signature(world: World) -> None:
    case = world.ready()
    act = world.propose(case)
    assert [item.act.pk for item in decisions.acts_waiting(actor=world["officer"]).rows] == [act.pk]
    casework.withdraw(actor=world["exporter"], case=case.pk, reasons="Order cancelled.", now=world.now())
    assert decisions.acts_waiting(actor=world["officer"]).rows == ()
    assert decisions.acts_waiting(actor=world["officer"], whose=Whose.OTHERS).rows == ()
    world.sign(act, "officer")
    with pytest.raises(InvalidTransition):
        world.sign(act, "countersigner")
    assert not Licence.objects.exists()
