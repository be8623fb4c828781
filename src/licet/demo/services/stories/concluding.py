"""From the last finding to the decision: disagreement, proposal, signatures."""

from licet.casework import public as casework
from licet.casework.public import AdviceDraft, Finding
from licet.decisions import public as decisions
from licet.decisions.public import Act, SigningRole
from licet.demo.domain import Ending
from licet.demo.domain.plan import DEPARTED_AT
from licet.demo.services.stories.arriving import close
from licet.demo.services.stories.telling import Telling
from licet.demo.services.timeline import Story
from licet.kernel.instants import Instant

QUESTION = "Defence finds that criterion 7 bars, Technical Assessment that it does not. Which of the two stands?"
SETTLED = "The end user's tests need imagers of this kind, and the undertaking binds their place of use. That weighs; it does not bar."
SENT_BACK = "Say in the reasons why criterion 7 is clear although the quantity grew, then propose again."
UNDECIDED = frozenset({Ending.FOUND, Ending.NO_DEFENCE, Ending.NO_DEVELOPMENT, Ending.OPEN_HIT, Ending.REFERRED, Ending.ASKED})


def conclude(t: Telling) -> Story:
    if t.plan.ending is Ending.REFERRED or "settled" in t.plan.marks:
        yield from _refer(t)
    if t.plan.ending in UNDECIDED:
        return
    yield (now := t.m.on(DEPARTED_AT - 3) if "departure" in t.plan.marks else t.m(12))
    act = t.desk.propose(t.plan, t.officer, now)
    if "sent back" in t.plan.marks:
        yield (now := t.m(13))
        decisions.return_act(actor=t.desk[t.countersigner], act=act.pk, words=SENT_BACK, now=now)
        yield (now := t.m(14))
        act = t.desk.propose(t.plan, t.officer, now)
    if t.plan.ending is not Ending.PROPOSED:
        yield (now := t.m(14))
        if (signed := t.desk.sign(act, [t.officer], now)) and signed.voided:
            yield (now := t.m(15))
            act = _again(t, now)
        yield from (_fall(t, act) if t.plan.ending is Ending.VOID else _last_signatures(t, act))


def _refer(t: Telling) -> Story:
    """To the minister; a settled question comes back with a finding."""
    yield (now := t.m(10))
    case = t.case
    casework.refer_to_minister(actor=t.desk[t.officer], case=case.pk, question=QUESTION, revision=case.revision, now=now)
    if t.plan.ending is Ending.REFERRED:
        return
    yield (now := t.m(11))
    (line,) = t.desk.lines(t.plan)
    finding = AdviceDraft(line=line.pk, criterion="7", finding=Finding.WEIGHS, reasons=SETTLED)
    minister = t.desk["vivian.strand"]
    casework.settle_referral(actor=minister, case=case.pk, words=SETTLED, revision=t.case.revision, now=now, findings=[finding])


def _fall(t: Telling, act: Act) -> Story:
    """A department advises anew between the signatures: the first one is void, and the case is in progress again."""
    yield (now := t.m(15))
    t.desk.advise(t.plan, "foreign-affairs", now, only="6", started_from=1)
    yield (now := t.m(16))
    t.desk.sign(act, [t.countersigner], now)


def _last_signatures(t: Telling, act: Act) -> Story:
    """The countersigner's and, where policy asks for it, the minister's; a case that waits for its last has all but that."""
    waiting = list(signers_after_decider(t, act))
    if t.plan.ending is Ending.SIGNED:
        waiting.pop()
    for name in waiting:
        yield (now := t.m(16))
        signed = t.desk.sign(act, [name], now)
        if signed and signed.voided:  # a hold or a departure came in between: it is proposed and signed anew
            yield (now := t.m(17))
            yield from _last_signatures(t, _again(t, now))
            return
    if t.plan.ending is Ending.DECIDED:
        yield from close(t)


def _again(t: Telling, now: Instant) -> Act:
    act = t.desk.propose(t.plan, t.officer, now)
    t.desk.sign(act, [t.officer], now)
    return act


def signers_after_decider(t: Telling, act: Act) -> list[str]:
    names = {SigningRole.COUNTERSIGNER: t.countersigner, SigningRole.MINISTER: "vivian.strand"}
    return [names[SigningRole(role)] for role in act.roles if role != SigningRole.DECIDER]
