"""A review that suspends licences in one act, and officials who object: nobody signs without having seen that they do."""

from datetime import date, timedelta

from licet.concerns import public as concerns
from licet.concerns.public import Answer, AnswerKind, Filed, Naming, Verdict
from licet.decisions import public as decisions
from licet.decisions.public import Act, Decision
from licet.demo.services.walkthrough.changing import Changing
from licet.demo.services.walkthrough.grant import MANAGER, THIRD, names
from licet.demo.services.walkthrough.play import Found, Play, expect
from licet.demo.services.walkthrough.record import MANY, SCOPE, publish
from licet.kernel.actor import Signer
from licet.kernel.event import Json
from licet.kernel.scope import Scope
from licet.licences.public import CustomsKind, CustomsMessage, Licence, LicenceStatus
from licet.notices.public import Message, MessageKind
from licet.platform import clock
from licet.policy import public as policy
from licet.register import public as register
from licet.reviews import public as reviews
from licet.reviews.public import Outcome, OutcomeSet

MINISTER = "vivian.strand"
REASONS = "The assessment in force finds a clear risk for goods in these hands."


class Suspending:
    """The review of the walkthrough, from what changed to what the public reads of it."""

    def __init__(self, play: Play, changed: Changing) -> None:
        self.play, self.desk, self.changed = play, play.desk, changed
        self.review = ""
        self.act: Act | None = None
        self.before = decisions.Shown(installed=True)
        self.filed: Filed | None = None

    def run(self) -> None:
        play = self.play
        play.do("plan of a review", self.plan)
        play.refuse("a scope that takes nothing is not frozen", self.freeze_nothing, "takes no", self._ids())
        play.do("review opened and frozen, outcomes proposed", self.open)
        play.do("concern raised, and listed by the day's batch", self.object)
        play.refuse("signed without having seen the open concern", self.sign_unaware, "read them, then sign", self._ids())
        play.do("twenty licences suspended in one act", self.sign)
        play.do("review in the register", self.in_register)
        play.refuse("a concern answered in part", self.answer_in_part, "has no answer", self._ids())
        play.do("concern answered point by point", self.answer)
        play.do("a concern that nobody answers climbs by itself", self.climb)

    def _ids(self) -> dict[str, Json]:
        return {"review": self.review} if self.review else {}

    def _day(self) -> date:
        return policy.today(self.play.began)

    def plan(self) -> Found:
        found = reviews.plan(actor=self.desk[MANAGER], scope=Scope.parse(SCOPE))
        expect(found.to_freeze == MANY, f"The plan should list {MANY} licences, not {found.to_freeze}.")
        plan: dict[str, Json] = found.to_json(Scope.parse(SCOPE).sentence(names()))
        return {"trigger": [row.reference for row in self._triggers()]}, plan

    def _triggers(self) -> list[reviews.Trigger]:
        return list(reviews.Trigger.objects.filter(about=self.changed.assessment, state=reviews.TriggerState.OPEN))

    def _open(self, scope: str, triggers: list[str]) -> str:
        return reviews.open_review(
            actor=self.desk[MANAGER],
            question="Which licences can stand after the clear risk?",
            commissioned_by="the minister",
            commissioned_on=self._day(),
            scope=Scope.parse(scope),
            triggers=triggers,
            now=self.play.now(),
        ).reference

    def freeze_nothing(self) -> None:
        reference = self._open("destination=QZ", [])
        reviews.freeze(actor=self.desk[MANAGER], review=reference, now=self.play.now())

    def open(self) -> Found:
        self.review = self._open(SCOPE, [row.reference for row in self._triggers()])
        manager = self.desk[MANAGER]
        frozen = reviews.freeze(actor=manager, review=self.review, now=self.play.now())
        sets = [OutcomeSet(outcome=Outcome.SUSPEND, reasons=REASONS)]
        reviews.decide_outcomes(actor=manager, review=self.review, sets=sets, now=self.play.now())
        basis = policy.pack().law.power_to_suspend
        self.act = reviews.propose_act(actor=manager, review=self.review, legal_basis=basis, reasons=REASONS, now=self.play.now())
        self.before = decisions.concerns_about(self.act)
        return self._ids() | {"act": self.act.reference}, {"licences": frozen.licences, "digest": frozen.digest}

    # --- concerns -----------------------------------------------------------------------------------------------------------
    def object(self) -> Found:
        """Filed the day before, so that the batch of that day has listed it by now."""
        day = self._day() - timedelta(days=1)
        points = ("The first sentence of a document is not an incident.", "Nobody asked the end user.")
        topics = ["destination:QR", f"assessment:{self.changed.assessment}"]
        with clock.at(self.play.now() - timedelta(days=1)):  # a day that has its batch takes no filing
            self.filed = concerns.file_concern(topics=topics, points=points, naming=Naming.NOBODY, today=day)
        carried = concerns.daily_batch(self.play.now())
        listed = concerns.open_about(["destination:QR"])
        expect(len(listed) == 1, "The open concern should be listed.")
        return {"concern": self.filed.reference_for_raiser}, {
            "points": len(points),
            "level": self.filed.level,
            "steps carried": carried.steps,
        }

    def _act(self) -> Act:
        expect(self.act is not None, "Nothing was proposed.")
        assert self.act is not None
        self.act.refresh_from_db()
        return self.act

    def sign_unaware(self) -> None:
        """The minister signs what was shown before the concern was there."""
        act, now = self._act(), self.play.now()
        signer = Signer(self.desk[MINISTER], now - timedelta(minutes=25), "demo")
        decisions.sign_act(signer=signer, act=act.pk, digest=act.digest, shown=self.before, now=now)

    def sign(self) -> Found:
        act = self._act()
        about = decisions.concerns_about(act).notices
        shown: list[Json] = [*sorted({reference for notice in about for reference in notice.references})]  # one may be about two topics
        signed = self.desk.sign(act, [MINISTER, THIRD], self.play.now())
        expect(signed is not None and signed.complete, "Two signatures should complete the act.")
        publish(self.play)
        return self._ids() | {"act": act.reference}, {"concerns shown": shown, **_suspended(act)}

    def in_register(self) -> Found:
        reviews.update(actor=self.desk[MANAGER], review=self.review, words="Exporters and customs have been told.", now=self.play.now())
        words = "All licences that the clear risk takes are suspended."
        reviews.conclude_review(actor=self.desk[MANAGER], review=self.review, conclusion=words, now=self.play.now())
        publish(self.play)
        (found,) = register.review_list(self.review).rows
        page = register.review_page(found.slug)
        expect(page.made == MANY, f"The register should show {MANY} decisions of the review, not {page.made}.")
        return self._ids(), {"address": f"/reviews/{found.slug}", "decisions": page.made, "conclusion": found.conclusion}

    def _handled(self) -> str:
        actor = self.desk["gerrit.maas"]
        return next(
            row.concern
            for row in concerns.for_handling(actor=actor, today=self._day())
            if row.reference == self._filed().reference_for_raiser
        )

    def _filed(self) -> Filed:
        expect(self.filed is not None, "No concern was raised.")
        assert self.filed is not None
        return self.filed

    def answer_in_part(self) -> None:
        answers = {1: Answer(AnswerKind.DISAGREE, "It is marked as what it is, and no conclusion rests on it alone.")}
        concerns.answer(actor=self.desk["gerrit.maas"], concern=self._handled(), answers=answers, today=self._day())

    def answer(self) -> Found:
        answers = {
            1: Answer(AnswerKind.DISAGREE, "It is marked as of the walkthrough, and no conclusion rests on it alone."),
            2: Answer(AnswerKind.ACT, "The question is put to the end user, in writing and through the embassy.", "The unit", self._day()),
        }
        handler, concern = self.desk["gerrit.maas"], self._handled()
        concerns.answer(actor=handler, concern=concern, answers=answers, today=self._day())
        concerns.say_done(actor=handler, concern=concern, point=2, words="The question was put today.", today=self._day())
        concerns.give_verdicts(self._filed().receipt, {1: Verdict.ANSWERS, 2: Verdict.ANSWERS}, today=self._day())
        seen = concerns.come_back(self._filed().receipt)
        expect(seen.status is concerns.Status.CLOSED, "The concern should be closed by its raiser's verdicts.")
        return {"concern": self._filed().reference_for_raiser}, {"points answered": len(seen.points), "status": seen.status.value}

    def climb(self) -> Found:
        """Filed and left alone: when its day has passed, the next level has it."""
        filed = concerns.file_concern(topics=["destination:QR"], points=["Who looks at this?"], naming=Naming.NOBODY, today=self._day())
        concerns.escalate_due(filed.answer_by + timedelta(days=3))
        levels: list[Json] = [rung.level for rung in concerns.come_back(filed.receipt).ladder if rung.reached]
        expect(len(levels) == 2 and levels[0] == filed.level, f"The concern should have climbed once, not to {levels}.")
        return {"concern": filed.reference_for_raiser}, {"levels": levels, "due at the first": filed.answer_by.isoformat()}


def _suspended(act: Act) -> dict[str, Json]:
    counted: dict[str, Json] = {
        "suspended": Licence.objects.filter(status=LicenceStatus.SUSPENDED).count(),
        "decisions": Decision.objects.filter(act=act).count(),
        "notices": Message.objects.filter(kind=MessageKind.SUSPENSION.value).count(),
        "customs messages": CustomsMessage.objects.filter(kind=CustomsKind.CANCEL).count(),
    }
    expect(set(counted.values()) == {MANY}, f"All of these should be {MANY}: {counted}.")
    return counted
