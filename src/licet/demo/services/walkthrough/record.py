"""What the world sees: imported figures, the register, a check code, and twenty suspensions in one act."""

from pathlib import Path

from licet.decisions import public as decisions
from licet.decisions.public import ActKind, Decision
from licet.demo.domain import Plan
from licet.demo.services.stories import story
from licet.demo.services.walkthrough.grant import MANAGER, PLAN, THIRD, names
from licet.demo.services.walkthrough.play import Found, Play, expect
from licet.kernel.actor import system
from licet.kernel.event import Json
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.ledger import public as ledger
from licet.licences import public as licences
from licet.licences.public import CustomsKind, CustomsMessage, Licence, LicenceStatus
from licet.notices.public import Message, MessageKind
from licet.platform import clock, outbox
from licet.policy import public as policy
from licet.register import public as register

MANY = 20
SCOPE = "destination=QR end-user=police"
SIGNS = system("run-due", Permission.CHECKPOINT_SIGN)


def import_values(play: Play, path: Path) -> Found:
    """Published figures of another authority, row by row as they were written."""
    given = register.import_uk_values(
        actor=play.desk["jonas.pell"], path=path, publisher="another authority", published_on=policy.today(play.now()), now=play.now()
    )
    ids: dict[str, Json] = {"file": given.sha256, "release": given.release}
    unknown: dict[str, Json] = dict(given.not_listed)
    found: dict[str, Json] = {
        "rows": given.rows,
        "groups": given.groups,
        "total value": None if given.total_minor is None else given.total_minor // 100,
        "currency": given.currency,
        "rows without value": given.without_value,
        "unknown codes": unknown,
        "rows refused": given.refused_count,
    }
    return ids, found


def publish(play: Play) -> None:
    """What follows the acts, the batch of internal events, a signed checkpoint, and the register brought up to it."""
    now = play.now()
    with clock.at(now):
        while outbox.deliver_pending(now=now).done:
            pass
    policy.record_internal_batch(actor=SIGNS, now=now)
    ledger.sign_checkpoint(actor=SIGNS, now=now)
    register.catch_up()


def in_register(play: Play) -> Found:
    publish(play)
    licence = Licence.objects.get(case=play.desk.case(PLAN))
    listed = register.listing({"q": licence.reference}).rows
    expect(len(listed) == 1, "The register does not list the licence.")
    page = register.decision_page(listed[0].slug)
    expect(page.licence is not None and page.licence.reference == licence.reference, "The register does not show the licence.")
    withheld = [*page.entries[0].withheld]
    ids: dict[str, Json] = {"licence": licence.reference, "decision": page.decision.reference, "entry": page.decision.position}
    return ids, {"status": page.licence.status if page.licence else None, "withheld": [*withheld], "log size": page.log.size}


def check_code(play: Play) -> Found:
    licence = Licence.objects.get(case=play.desk.case(PLAN))
    found = register.confirm(licence.check_code)
    expect(found is not None and found.licence.reference == licence.reference, "The check code was not confirmed.")
    wrong = "0" * len(licence.check_code)
    expect(register.confirm(wrong) is None, "A check code that was made up was confirmed.")
    return {"licence": licence.reference}, {"check code": licence.check_code, "made up": "not confirmed"}


def suspend_many(play: Play) -> Found:
    """Twenty licences for one end user, then one act over all that the scope takes."""
    for number in range(MANY):
        plan = Plan(key=f"many-{number}", trade=("helmets-zephra", "handhelds-zephra")[number % 2], start=0, scale=50 + number)
        for _ in story(play.telling(plan)):
            pass
    scope, manager = Scope.parse(SCOPE), play.desk[MANAGER]
    found = licences.licences_in_scope(actor=manager, scope=scope, status=LicenceStatus.IN_FORCE)
    act = licences.propose_status_change(
        actor=manager,
        kind=ActKind.SUSPEND,
        licences=found.references,
        legal_basis=policy.pack().law.power_to_suspend,
        reasons="The end user is under inquiry.",
        scope=scope,
        now=play.now(),
    )
    play.desk.sign(act, [MANAGER, THIRD], play.now())
    publish(play)
    return {"act": act.reference, "licences": [*found.references]}, _suspended(act, scope)


def _suspended(act: decisions.Act, scope: Scope) -> dict[str, Json]:
    counted: dict[str, Json] = {
        "suspended": Licence.objects.filter(status=LicenceStatus.SUSPENDED).count(),
        "decisions": Decision.objects.filter(act=act).count(),
        "notices": Message.objects.filter(kind=MessageKind.SUSPENSION.value).count(),
        "customs messages": CustomsMessage.objects.filter(kind=CustomsKind.CANCEL).count(),
    }
    expect(set(counted.values()) == {MANY}, f"All of these should be {MANY}: {counted}.")
    return {"scope": scope.sentence(names()), **counted}
