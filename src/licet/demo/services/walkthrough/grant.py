"""The main job: application, advice, proposal, two signatures, licence; and what is refused on the way."""

from licet.decisions import public as decisions
from licet.decisions.public import Act, ActStatus, Decision, HoldKind
from licet.demo.domain import Plan
from licet.demo.services.founding import SET_UP
from licet.demo.services.stories.arriving import arrive, handle
from licet.demo.services.stories.finding import DEPARTMENTS
from licet.demo.services.walkthrough.play import Found, Play, expect
from licet.kernel.event import Json
from licet.kernel.scope import Scope
from licet.licences.public import CustomsMessage, Licence
from licet.notices import public as notices
from licet.people import public as people
from licet.people.public import Role
from licet.policy import public as policy

PLAN = Plan(key="walkthrough", trade="sights-mirasol", start=0)
OFFICER, SECOND, THIRD, MANAGER = "nora.tamsin", "ruth.calder", "oskar.wenn", "helen.aster"
NO_LICENCE = "A licence exists although it should not."


class Main:
    """The case of the walkthrough, from step to step."""

    def __init__(self, play: Play) -> None:
        self.play, self.desk = play, play.desk
        self.act: Act | None = None
        self.hold = ""

    def run(self) -> None:
        play = self.play
        play.do("application sent", self.apply)
        play.refuse("grant before anything was found", self.propose, "the gate is missing")
        play.do("rated and advised", self.find)
        play.do("outcome proposed", self.propose)
        play.do("signed by the decider", self.sign_first)
        play.refuse("countersigned by the same person", self.countersign_self, "different people", self._ids())
        play.do("signature void after a changed input", self.change_input)
        play.do("hold placed", self.place_hold)
        play.refuse("grant against a hold", self.propose, "hold", {"hold": self.hold})
        play.do("hold lifted", self.lift_hold)
        play.do("granted by two signatures", self.grant)

    def _ids(self) -> dict[str, Json]:
        return {"act": self.act.reference} if self.act else {}

    def apply(self) -> Found:
        telling = self.play.telling(PLAN)
        for story in (arrive, handle):
            for _ in story(telling):
                pass
        case = self.desk.case(PLAN)
        return {"application": case.application_id, "version": case.version_id, "case": case.reference}, {"status": case.status}

    def find(self) -> Found:
        self.desk.rate(PLAN, self.play.now())
        for department in DEPARTMENTS:
            self.desk.advise(PLAN, department, self.play.now())
        case = self.desk.case(PLAN)
        at = decisions.at_gate([case.pk], today=policy.today(self.play.now()))[case.pk]
        (line,) = self.desk.lines(PLAN)
        expect(at.result.is_open(line.pk), "The gate should be open.")
        findings: list[Json] = [item.advice for item in at.facts.findings]
        return {"line": line.pk, "rating": at.facts.ratings[line.pk], "advice": findings}, {"gate": at.result.state(line.pk).value}

    def propose(self) -> Found:
        self.act = self.desk.propose(PLAN, OFFICER, self.play.now())
        return {"act": self.act.reference, "digest": self.act.digest}, {"signatures asked": list(self.act.roles)}

    def proposed(self) -> Act:
        expect(self.act is not None, "Nothing was proposed.")
        assert self.act is not None
        return self.act

    def sign_first(self) -> Found:
        signed = self.desk.sign(self.proposed(), [OFFICER], self.play.now())
        expect(signed is not None and not signed.complete and not Licence.objects.exists(), NO_LICENCE)
        return self._ids(), {"signed by": OFFICER}

    def countersign_self(self) -> None:
        """The officer is made countersigner, too: two roles are still one person."""
        now = self.play.now()
        user = people.user_by_username(OFFICER)
        people.give_role(actor=SET_UP, user=user.pk, role=Role.COUNTERSIGNER, reasons="A second pair of eyes.", now=now)
        self.desk.actors = {**self.desk.actors, OFFICER: people.actor_for(user, on=policy.today(now))}
        self.desk.sign(self.proposed(), [OFFICER], self.play.now())

    def change_input(self) -> Found:
        """A department advises anew after the first signature; the second finds it changed."""
        act = self.proposed()
        self.desk.advise(PLAN, "foreign-affairs", self.play.now(), only="2c", started_from=1)
        signed = self.desk.sign(act, [SECOND], self.play.now())
        expect(signed is not None and bool(signed.voided), "The signature should be void.")
        act.refresh_from_db()
        expect(act.status == ActStatus.VOID and not Licence.objects.exists(), NO_LICENCE)
        return self._ids(), {"changed": [*(signed.voided if signed else ())]}

    def place_hold(self) -> Found:
        act = decisions.propose_hold(
            actor=self.desk[MANAGER],
            kind=HoldKind.UNDERTAKING,
            title="Undertaking to the court: sights for Mirasol",
            scope=Scope.parse("destination=QN rating=ML1"),
            legal_basis=policy.pack().law.power_to_refuse,
            reasons="The court asked for no further licence until it has heard the parties.",
            now=self.play.now(),
        )
        self.desk.sign(act, [MANAGER, THIRD], self.play.now())
        hold = decisions.Hold.objects.get(placed_act=act)
        self.hold = hold.reference
        return {"act": act.reference, "hold": hold.reference}, {"scope": Scope.from_json(hold.scope).sentence(names())}

    def lift_hold(self) -> Found:
        words = "The court has released the authority from its undertaking."
        act = decisions.propose_lifting(actor=self.desk[MANAGER], hold=self.hold, reasons=words, now=self.play.now())
        self.desk.sign(act, [MANAGER, THIRD], self.play.now())
        return {"act": act.reference, "hold": self.hold}, {}

    def grant(self) -> Found:
        self.propose()
        signed = self.desk.sign(self.proposed(), [OFFICER, SECOND], self.play.now())
        expect(signed is not None and signed.complete, "Two signatures should complete the act.")
        case = self.desk.case(PLAN)
        licence, decision = Licence.objects.get(case=case), Decision.objects.get(case=case)
        message = notices.messages_about(actor=self.desk[MANAGER], licences=[licence.reference])[0]
        document = notices.document_of(actor=self.desk[MANAGER], message=message.pk, now=self.play.now())
        ids: dict[str, Json] = {
            "act": self.proposed().reference,
            "decision": decision.reference,
            "licence": licence.reference,
            "document": document.pk,
            "customs message": CustomsMessage.objects.get(licence=licence).pk,
        }
        return ids, {"pdf sha256": document.sha256, "pdf bytes": document.size, "signed digest": decision.signed_digest}


def names() -> dict[str, str]:
    """Names for the codes of destinations in a scope's sentence."""
    return {item.code: item.name for item in policy.destinations()}
