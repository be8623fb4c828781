"""The end of a licence: word to its holder some days before, and a letter when it has expired."""

from datetime import datetime, timedelta

from tests.world import World

from licet.decisions.public import ActKind
from licet.kernel.actor import system
from licet.kernel.permission import Permission
from licet.licences import public as licences
from licet.licences.public import Licence, LicenceStatus, announce_expiry_due, licences_due
from licet.notices.public import Message, render

WORKER = system("worker", Permission.MESSAGE_DELIVER)


def days_before_the_end(licence: Licence, world: World, days: int) -> datetime:
    return world.now() + (licence.valid_until - timedelta(days=days) - world.now().date())


def letters(licence: Licence, kind: str) -> list[Message]:
    return list(Message.objects.filter(licence=licence.reference, kind=kind))


def test_holder_is_written_to_once_thirty_days_before(world: World) -> None:
    licence = world.granted()
    assert announce_expiry_due(now=days_before_the_end(licence, world, 31)) == 0
    assert announce_expiry_due(now=days_before_the_end(licence, world, 30)) == 1
    assert announce_expiry_due(now=days_before_the_end(licence, world, 29)) == 0
    (letter,) = letters(licence, "expiry-notice")
    assert letter.organisation == licence.organisation_id
    assert letter.content["words"][0].startswith(f"Licence {licence.reference} is valid until 4 May 2033.")
    assert render(actor=WORKER, message=letter, now=world.now()).size > 5_000


def test_expired_licence_has_its_letter(world: World) -> None:
    licence = world.granted()
    assert licences_due(now=days_before_the_end(licence, world, 0)) == 0
    assert licences_due(now=days_before_the_end(licence, world, -1)) == 1
    licence.refresh_from_db()
    assert licence.status == LicenceStatus.EXPIRED
    (letter,) = letters(licence, "expiry")
    assert f"Licence {licence.reference} was valid until 4 May 2033 and has expired." in letter.content["words"][0]
    assert render(actor=WORKER, message=letter, now=world.now()).size > 5_000


def test_revoked_licence_gets_no_word_of_its_end(world: World) -> None:
    licence = world.granted()
    act = licences.propose_status_change(
        actor=world["manager"],
        kind=ActKind.REVOKE,
        licences=[licence.reference],
        legal_basis="Section 10.",
        reasons="The end user was dissolved.",
        now=world.now(),
    )
    world.sign(act, "manager", "countersigner")
    assert announce_expiry_due(now=days_before_the_end(licence, world, 30)) == 0
