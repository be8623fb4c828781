"""What officials do, one act each, by short names; and who does it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from licet.applications import public as applications
from licet.applications.public import Line
from licet.casework import public as casework
from licet.casework.public import AdviceAsked, AdviceDraft, Case, Finding, RatingDraft
from licet.decisions import public as decisions
from licet.decisions.public import Act, LineDecision, Outcome, Signed
from licet.demo.domain import GOODS, Plan, words
from licet.demo.domain.trades import END_USERS, TRADES
from licet.kernel.actor import Actor, Signer
from licet.kernel.facts import EndUserClass
from licet.kernel.instants import Instant
from licet.policy import public as policy

ADVISERS: Mapping[str, str] = {
    "foreign-affairs": "leonie.marsh",
    "defence": "tomas.reyl",
    "development": "ada.brandt",
    "technical-assessment": "kasper.ahn",
}


@dataclass
class Incidents:
    """By the key of what happened: the incident's reference, its newest version, and the quotes that it stands on."""

    references: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    cited: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class Desk:
    """``actors`` by user name and by exporter key; ``cases`` by the key of their plan, as they come; ``assessments`` by conflict."""

    actors: Mapping[str, Actor]
    cases: dict[str, str] = field(default_factory=dict)
    incidents: Incidents = field(default_factory=Incidents)
    assessments: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Actor:
        return self.actors[name]

    def case(self, plan: Plan) -> Case:
        return casework.access_case(actor=self["nora.tamsin"], case=self.cases[plan.key])

    def lines(self, plan: Plan) -> tuple[Line, ...]:
        return applications.lines_of([self.case(plan).version_id])

    def rate(self, plan: Plan, now: Instant, *, first: Mapping[str, str] | None = None, started_from: int = 0) -> None:
        """Each line by its goods; ``first`` gives, by goods, an entry that a first look found instead."""
        trade = TRADES[plan.trade]
        for line, (key, _) in zip(self.lines(plan), trade.goods, strict=True):
            entry = (first or {}).get(key, GOODS[key].rating)
            reasons = (words.FIRST_RATING if first else words.RATED) if entry else words.NOT_RATED
            rating = RatingDraft(
                controlled=bool(entry),
                reasons=reasons.format(entry=entry),
                rating=entry,
                end_use=frozenset({trade.tag}),
                end_user=EndUserClass(END_USERS[trade.end_user].kind),
                incorporation=line.incorporation,
                pool=line.pool,
                started_from=started_from,
            )
            casework.rate_line(actor=self["kasper.ahn"], case=self.cases[plan.key], line=line.pk, rating=rating, now=now)

    def asked(self, plan: Plan, department: str) -> list[AdviceAsked]:
        case = self.case(plan)
        rows = AdviceAsked.objects.filter(case=case, department=department, lapsed=False, line__version=case.version_id)
        return list(rows.select_related("line").order_by("line__number", "criterion"))

    def advise(self, plan: Plan, department: str, now: Instant, *, only: str = "", unsure: bool = False, started_from: int = 0) -> None:
        """What a department was asked and finds; ``only`` one criterion; ``unsure``: cannot say yet."""
        asked = [item for item in self.asked(plan, department) if only in ("", item.criterion)]
        if not asked:
            return
        advice = [self._finding(plan, item, unsure, started_from) for item in asked]
        casework.give_advice(actor=self[ADVISERS[department]], case=self.cases[plan.key], advice=advice, now=now)

    def _finding(self, plan: Plan, asked: AdviceAsked, unsure: bool, started_from: int) -> AdviceDraft:
        finding, text = finding_of(plan, asked)
        if unsure and asked.criterion == "2c":
            finding, text = Finding.UNDETERMINED, words.FIRST_THOUGHTS
        elif started_from:
            text = words.SECOND_THOUGHTS + text
        user = END_USERS[TRADES[plan.trade].end_user]
        text = text.format(goods=asked.line.name, user=user.name, destination=policy.destination_name(user.country))
        return AdviceDraft(line=asked.line_id, criterion=asked.criterion, finding=finding, reasons=text, started_from=started_from)

    def propose(self, plan: Plan, by: str, now: Instant) -> Act:
        """What follows from ratings and findings: bars refuse, what is not controlled needs no licence, the rest is granted."""
        case = self.case(plan)
        return decisions.propose_decision(actor=self[by], case=case.pk, lines=self._outcomes(plan, by), now=now, revision=case.revision)

    def _outcomes(self, plan: Plan, by: str) -> list[LineDecision]:
        trade = TRADES[plan.trade]
        departed = "departure" in plan.marks
        made = []
        for line, (key, _) in zip(self.lines(plan), trade.goods, strict=True):
            barred = () if departed or "settled" in plan.marks else barring(plan, line.number)
            made.append(_outcome(line.pk, key, barred, plan.conditions, disclosed_of(plan, line.number)))
        return made

    def sign(self, act: Act, names: Iterable[str], now: Instant, words: str = "") -> Signed | None:
        """These sign in turn, a few minutes apart, the first with these words; the last one's outcome."""
        signed = None
        for number, name in enumerate(names):
            at = now + timedelta(minutes=4 * number)
            signer = Signer(self[name], at - timedelta(minutes=25), "demo")
            shown = decisions.concerns_about(act)
            signed = decisions.sign_act(signer=signer, act=act.pk, digest=act.digest, shown=shown, now=at, words="" if number else words)
        return signed


def finding_of(plan: Plan, asked: AdviceAsked) -> tuple[Finding, str]:
    """What the plan says that this department finds; else that nothing bars."""
    for said in plan.said:
        if said.criterion == asked.criterion and said.department in ("", asked.department) and said.line in (0, asked.line.number):
            return Finding(said.finding), said.words
    routine = words.TECHNICAL if asked.department == "technical-assessment" else words.CLEAR
    return Finding.CLEAR, routine[asked.criterion]


def barring(plan: Plan, line: int) -> tuple[str, ...]:
    """Criteria that bar this line."""
    return tuple(sorted({item.criterion for item in plan.said if item.finding == Finding.BARS.value and item.line in (0, line)}))


def disclosed_of(plan: Plan, line: int) -> str:
    """What the exporter is told of a refusal: what the advisers found, in their words."""
    return "\n".join(dict.fromkeys(item.words for item in plan.said if item.finding == Finding.BARS.value and item.line in (0, line)))


def _outcome(line: str, good: str, barred: tuple[str, ...], conditions: tuple[str, ...], disclosed: str) -> LineDecision:
    if not GOODS[good].rating:
        return LineDecision(line=line, outcome=Outcome.NO_LICENCE_REQUIRED, reasons=words.FREE)
    if barred:
        reasons, withheld = words.REFUSE.format(criteria=" and ".join(barred)), words.WITHHELD if "7" in barred else ""
        return LineDecision(line=line, outcome=Outcome.REFUSE, reasons=reasons, criteria=barred, disclosed=disclosed, withheld=withheld)
    if conditions:
        return LineDecision(line=line, outcome=Outcome.GRANT_WITH_CONDITIONS, reasons=words.GRANT, conditions=conditions)
    return LineDecision(line=line, outcome=Outcome.GRANT, reasons=words.GRANT)
