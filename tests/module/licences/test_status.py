"""Suspending, reinstating, revoking and expiring, as acts."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.world import World
from typer.testing import CliRunner

from licet.cli.customs import app
from licet.decisions import public as decisions
from licet.decisions.public import Act, ActKind, ActStatus, Decision, HoldKind
from licet.kernel.actor import system
from licet.kernel.errors import Conflict, Invalid, InvalidMany, InvalidTransition, MissingReasons, NotAllowed, NotFound, Refused
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.ledger import public as ledger
from licet.licences import public as licences
from licet.licences.public import CustomsMessage, Licence, LicenceStatus, StatusChange
from licet.notices.public import Message
from licet_verify import canonical
from licet_verify.record import verify_record

CUSTOMS = system("worker", Permission.LICENCE_CUSTOMS)
EXPIRY = system("run-due", Permission.LICENCE_EXPIRE)


def propose(world: World, kind: ActKind, *references: str, scope: Scope | None = None) -> decisions.Act:
    return licences.propose_status_change(
        actor=world["manager"],
        kind=kind,
        licences=references,
        legal_basis="Section 9.",
        reasons="Circumstances changed.",
        scope=scope,
        now=world.now(),
    )


def change(world: World, kind: ActKind, *references: str) -> decisions.Signed:
    return world.sign(propose(world, kind, *references), "manager", "countersigner")


def test_suspension_of_many_is_one_act_with_a_decision_letter_and_customs_message_each(world: World) -> None:
    references = [world.granted().reference for _ in range(3)]
    found = licences.licences_in_scope(actor=world["manager"], scope=Scope.parse("destination=QN"), status=LicenceStatus.IN_FORCE)
    assert (list(found.references), found.unknown) == (references, 0)
    act = propose(world, ActKind.SUSPEND, *found.references, scope=Scope.parse("destination=QN"))
    assert Licence.objects.filter(status="in force").count() == 3
    world.sign(act, "manager", "countersigner")
    assert Licence.objects.filter(status="suspended").count() == 3
    decided = Decision.objects.filter(act=act)
    assert sorted(decided.values_list("licence", flat=True)) == references
    assert StatusChange.objects.filter(target="suspended", decision__in=decided).count() == 3
    assert CustomsMessage.objects.filter(kind="cancel").count() == 3
    assert Message.objects.filter(kind="suspension-notice").count() == 3
    entries = [item for item in ledger.published() if item.published.get("act") == act.reference]
    assert [item.kind for item in entries].count("decisions:decision:made") == 3
    assert [item.kind for item in entries].count("licences:licence:status-changed") == 3


def test_bulk_record_verifies_and_names_the_act_that_was_signed(world: World) -> None:
    references = [world.granted().reference for _ in range(2)]
    change(world, ActKind.SUSPEND, *references)
    decision = Decision.objects.get(licence=references[0])
    data = decisions.record_file(decisions.access_decision(actor=world["officer"], reference=decision.reference))
    assert verify_record(data).signatures == 2
    texts = canonical.loads(data)["texts"].values()  # type: ignore[index,call-overload,union-attr]
    act = Act.objects.get(kind=ActKind.SUSPEND)
    assert {act.subject["legal_basis"], act.subject["reasons"]} <= set(texts)


def test_reinstatement_inserts_what_remains_and_restores_the_status(world: World) -> None:
    licence = world.granted()
    change(world, ActKind.SUSPEND, licence.reference)
    licence.lines.update(used="4")
    change(world, ActKind.REINSTATE, licence.reference)
    licence.refresh_from_db()
    assert licence.status == LicenceStatus.IN_FORCE
    inserted = CustomsMessage.objects.filter(kind="insert").latest("written_at")
    assert [line["quantity"] for line in inserted.content["lines"]] == ["6"]


def test_nothing_is_reinstated_against_a_hold(world: World) -> None:
    licence = world.granted()
    change(world, ActKind.SUSPEND, licence.reference)
    act = propose(world, ActKind.REINSTATE, licence.reference)
    world.sign(act, "manager")
    hold = decisions.propose_hold(
        actor=world["manager"],
        kind=HoldKind.EMBARGO,
        title="Embargo",
        scope=Scope.parse("destination=QN"),
        legal_basis="Resolution.",
        reasons="Embargo.",
        now=world.now(),
    )
    world.sign(hold, "manager", "countersigner")
    for command in (lambda: world.sign(act, "countersigner"), lambda: propose(world, ActKind.REINSTATE, licence.reference)):
        with pytest.raises(Refused, match=f"{licence.reference}: .* hold XA-HLD 2031/000001 binds line 1"):
            command()
    licence.refresh_from_db()
    assert licence.status == LicenceStatus.SUSPENDED


def test_a_licence_that_changed_since_the_proposal_voids_the_act(world: World) -> None:
    first, second = world.granted().reference, world.granted().reference
    act = propose(world, ActKind.SUSPEND, first, second)
    world.sign(act, "manager")
    change(world, ActKind.REVOKE, first)
    signed = world.sign(act, "second countersigner")
    assert signed.voided
    assert Licence.objects.get(reference=second).status == LicenceStatus.IN_FORCE
    act.refresh_from_db()
    assert act.status == ActStatus.VOID


@pytest.mark.parametrize(
    ("kind", "before"),
    [(ActKind.REINSTATE, None), (ActKind.SUSPEND, ActKind.SUSPEND), (ActKind.SUSPEND, ActKind.REVOKE), (ActKind.REINSTATE, ActKind.REVOKE)],
)
def test_status_acts_follow_the_transitions(world: World, kind: ActKind, before: ActKind | None) -> None:
    licence = world.granted()
    if before:
        change(world, before, licence.reference)
    with pytest.raises(InvalidTransition):
        propose(world, kind, licence.reference)


def test_status_acts_need_a_known_licence_words_and_permission(world: World) -> None:
    reference = world.granted().reference
    with pytest.raises(NotFound):
        propose(world, ActKind.SUSPEND, "XA-LIC 2031/999999")
    with pytest.raises(Invalid):
        propose(world, ActKind.SUSPEND)
    for name, words, error in (("manager", " ", MissingReasons), ("countersigner", "Because.", NotAllowed)):
        with pytest.raises(error):
            licences.propose_status_change(
                actor=world[name],
                kind=ActKind.SUSPEND,
                licences=[reference],
                legal_basis="Section 9.",
                reasons=words,
                now=world.now(),
            )


def test_a_licence_whose_last_day_has_passed_is_not_reinstated(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    licence = world.granted()
    change(world, ActKind.SUSPEND, licence.reference)
    act = propose(world, ActKind.REINSTATE, licence.reference)
    world.sign(act, "manager")
    monkeypatch.setattr("tests.world.NOW", datetime(2033, 5, 6, 1, 0, tzinfo=UTC))  # run-due has not marked it expired yet
    with pytest.raises(Refused, match="last day was 2033-05-0"):
        world.sign(act, "countersigner")
    with pytest.raises(Refused, match="last day was 2033-05-0"):
        propose(world, ActKind.REINSTATE, licence.reference)
    assert CustomsMessage.objects.filter(licence=licence, kind="insert").count() == 1  # the grant's


def test_expiry_is_done_once_by_time_and_told(world: World) -> None:
    licence = world.granted()
    day_after = datetime(2033, 5, 6, 1, 0, tzinfo=UTC)
    assert licences.expire_due(actor=EXPIRY, now=datetime(2033, 5, 4, 23, 0, tzinfo=UTC)) == 0
    assert licences.expire_due(actor=EXPIRY, now=day_after) == 1
    assert licences.expire_due(actor=EXPIRY, now=day_after) == 0
    licence.refresh_from_db()
    assert licence.status == LicenceStatus.EXPIRED
    entry = list(ledger.published())[-1]
    assert (entry.kind, entry.published["target"], entry.on) == ("licences:licence:status-changed", "expired", date(2033, 5, 6))


def test_customs_gets_each_message_once_and_answers(world: World, settings: object, tmp_path: object) -> None:
    settings.LICET_HOME = tmp_path  # type: ignore[attr-defined]
    world.granted()
    world.granted()
    assert licences.send_customs(actor=CUSTOMS, now=world.now()) == 2
    assert licences.send_customs(actor=CUSTOMS, now=world.now()) == 0
    one, two = CustomsMessage.objects.order_by("id")
    reply = f"1\\fileHeader\\CUSTOMS\\LICET\\licenceReply\\203105051000\\1\n2\\accepted\\{one.id}\n3\\rejected\\{two.id}\n"
    reply += "4\\error\\12\\Unknown unit\n5\\end\\rejected\\3\n6\\fileTrailer\\1\\1\\0\n"
    licences.take_reply(actor=CUSTOMS, text=reply)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state, two.error) == ("accepted", "rejected", "Unknown unit (12)")
    with pytest.raises(Invalid, match="was not sent in run 1"):
        licences.take_reply(actor=CUSTOMS, text=reply.replace(one.id, "X" * 26))
    licences.take_reply(actor=CUSTOMS, text=reply)  # the same again changes nothing
    other = f"1\\fileHeader\\CUSTOMS\\LICET\\licenceReply\\203105051100\\1\n2\\accepted\\{two.id}\n3\\rejected\\{one.id}\n"
    other += "4\\error\\12\\Unknown unit\n5\\end\\rejected\\3\n6\\fileTrailer\\1\\1\\0\n"
    with pytest.raises(Conflict, match="was rejected before, and this reply says accepted"):
        licences.take_reply(actor=CUSTOMS, text=other)
    assert [row.state for row in CustomsMessage.objects.order_by("id")] == ["accepted", "rejected"]


def test_replies_of_customs_are_read_by_the_round_and_by_a_command(world: World, settings: object, tmp_path: Path) -> None:
    settings.LICET_HOME = tmp_path  # type: ignore[attr-defined]
    world.granted()
    world.granted()
    licences.send_customs(actor=CUSTOMS, now=world.now())
    one, two = CustomsMessage.objects.order_by("id")
    folder = tmp_path / "customs" / "replies"
    folder.mkdir(parents=True)
    head = "1\\fileHeader\\CUSTOMS\\LICET\\licenceReply\\203105051000\\1\n"
    (folder / "a").write_text(f"{head}2\\accepted\\{one.id}\n", encoding="utf-8")  # cut
    (folder / "b").write_text(f"{head}2\\accepted\\{two.id}\n3\\fileTrailer\\1\\0\\0\n", encoding="utf-8")
    with pytest.raises(InvalidMany, match="a: line 3: the file is cut"):
        licences.replies_due()
    assert [row.state for row in CustomsMessage.objects.order_by("id")] == ["sent", "accepted"]
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == ["a", "b"]
    assert (folder / "read" / "b").exists()
    (folder / "a").write_text(f"{head}2\\accepted\\{one.id}\n3\\fileTrailer\\1\\0\\0\n", encoding="utf-8")
    said = CliRunner().invoke(app, ["read", str(folder / "a")])
    assert (said.exit_code, said.output) == (0, "Run 1: customs accepted 1 messages and rejected 0.\n")
    assert licences.replies_due() == 1
    assert licences.replies_due() == 0


def test_another_organisations_licence_looks_absent(world: World) -> None:
    reference = world.granted().reference
    assert licences.access_licence(actor=world["exporter"], reference=reference).reference == reference
    from dataclasses import replace

    stranger = replace(world["exporter"], organisation="0" * 26)
    with pytest.raises(NotFound):
        licences.access_licence(actor=stranger, reference=reference)
    assert licences.licence_list(actor=stranger).rows == ()


@pytest.mark.parametrize("count", [1, 3])
def test_suspension_takes_the_same_queries_for_one_as_for_many(world: World, count: int, django_assert_max_num_queries: object) -> None:
    references = [world.granted().reference for _ in range(count)]
    act = propose(world, ActKind.SUSPEND, *references)
    world.sign(act, "manager")
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        world.sign(act, "countersigner")


def test_two_signers_meet_a_conflict_not_a_double_act(world: World) -> None:
    reference = world.granted().reference
    act = propose(world, ActKind.SUSPEND, reference)
    world.sign(act, "manager", "countersigner")
    with pytest.raises((InvalidTransition, Conflict)):
        world.sign(act, "second countersigner")
    assert Decision.objects.filter(act=act).count() == 1
