"""What is proposed and signed: outcomes per line, who signs in which order, and what makes a signature void."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from licet.casework.domain import GateState
from licet.decisions.domain.gate import Bar, GateResult
from licet.kernel.actor import Actor
from licet.kernel.errors import Refused
from licet.kernel.facts import LineFacts
from licet.kernel.permission import Permission
from licet.kernel.transitions import Transition, Transitions
from licet.kernel.visible_text import find_invisible


class Outcome(StrEnum):
    """Of one line."""

    GRANT = "grant"
    GRANT_WITH_CONDITIONS = "grant with conditions"
    REFUSE = "refuse"
    NO_LICENCE_REQUIRED = "no licence required"


GRANTS = frozenset({Outcome.GRANT, Outcome.GRANT_WITH_CONDITIONS})


class ActKind(StrEnum):
    """What a set of signatures brings about."""

    DECIDE = "decide case"
    SUSPEND = "suspend licences"
    REINSTATE = "reinstate licences"
    REVOKE = "revoke licences"
    PLACE_HOLD = "place hold"
    LIFT_HOLD = "lift hold"
    DEPART = "depart from a criterion"
    REVIEW = "apply review"
    CORRECT = "correct a decision"
    EXCLUDE = "exclude a decision"


class ActStatus(StrEnum):
    PROPOSED = "proposed"
    DONE = "done"
    VOID = "void"
    RETURNED = "returned"


ACT_TRANSITIONS = Transitions(
    "act",
    (
        Transition("complete", frozenset({ActStatus.PROPOSED}), ActStatus.DONE, Permission.DECISION_COUNTERSIGN),
        Transition("void", frozenset({ActStatus.PROPOSED}), ActStatus.VOID, None),
        Transition("return", frozenset({ActStatus.PROPOSED}), ActStatus.RETURNED, Permission.ACT_RETURN),
    ),
)


class SigningRole(StrEnum):
    """In which capacity somebody signs; policy asks for them by name."""

    DECIDER = "decider"
    COUNTERSIGNER = "countersigner"
    SECOND_COUNTERSIGNER = "second countersigner"
    MINISTER = "minister"


SIGNING_PERMISSION: Mapping[SigningRole, Permission] = {
    SigningRole.DECIDER: Permission.DECISION_SIGN,
    SigningRole.COUNTERSIGNER: Permission.DECISION_COUNTERSIGN,
    SigningRole.SECOND_COUNTERSIGNER: Permission.DECISION_COUNTERSIGN,
    SigningRole.MINISTER: Permission.DEPARTURE_SIGN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDecision:
    """What is proposed for one line. Conditions and criteria are codes and words, reasons are words.

    ``reasons`` are for the record. Only a refusal has the other two: ``disclosed`` are the reasons that the exporter is told, ``withheld``
    says why others are not disclosed.
    """

    line: str
    outcome: Outcome
    reasons: str
    criteria: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    disclosed: str = ""
    withheld: str = ""


def objections(lines: Sequence[LineDecision], facts: Sequence[LineFacts], result: GateResult) -> tuple[str, ...]:
    """Why these outcomes may not be proposed or signed, in sentences; empty when they may.

    Every line is decided once; a grant needs an open gate and a controlled rating; a refusal names criteria; *no licence
    required* needs a rating of not controlled, and is no way round a hold.
    """
    return tuple(_objections(lines, facts, result))


def _objections(lines: Sequence[LineDecision], facts: Sequence[LineFacts], result: GateResult) -> Iterator[str]:
    by_line = {item.line: item for item in facts}
    if sorted(item.line for item in lines) != sorted(by_line):
        yield "Each line of the application needs exactly one outcome."
        return
    for number, item in enumerate(facts, 1):
        decided = next(line for line in lines if line.line == item.line)
        if not decided.reasons.strip():
            yield f"Line {number}: give reasons."
        for text in (decided.reasons, decided.disclosed, decided.withheld, *decided.conditions):
            if fault := find_invisible(text.replace("\r\n", "\n"), what="what it says", place="", many_lines=True):
                yield f"Line {number}: {fault.message}"
        yield from (f"Line {number}: {words}" for words in _line_objections(decided, item, result))
        yield from (f"Line {number}: {words}" for words in _disclosure_objections(decided))


def _disclosure_objections(decided: LineDecision) -> Iterator[str]:
    """Whether what the exporter is told fits the outcome."""
    told = bool(decided.disclosed.strip() or decided.withheld.strip())
    if decided.outcome is Outcome.REFUSE and not told:
        yield "give the reasons that the exporter may be told, or say why none may be disclosed."
    if decided.outcome is not Outcome.REFUSE and told:
        yield "reasons for the exporter belong to a refusal: take them away, or refuse."


def _line_objections(decided: LineDecision, facts: LineFacts, result: GateResult) -> Iterator[str]:
    if decided.outcome in GRANTS:
        if not result.is_open(facts.line):
            codes = sorted({_code_words(bar) for bar in result.bars if bar.line == facts.line})
            yield f"the gate is {result.state(facts.line)}: {', '.join(codes)}."
        if facts.controlled is False:
            yield "it is rated not controlled: its outcome is “no licence required”."
        if decided.outcome is Outcome.GRANT_WITH_CONDITIONS and not decided.conditions:
            yield "name the conditions."
    elif decided.outcome is Outcome.REFUSE:
        if not decided.criteria:
            yield "name the criteria under which it is refused."
    elif facts.controlled is not False:
        yield "“no licence required” needs a rating of not controlled."
    elif result.state(facts.line) is GateState.HELD:
        yield "a hold binds it."


def _code_words(bar: Bar) -> str:
    return " ".join(filter(None, (bar.code, bar.criterion, bar.about)))


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    signer: str
    role: SigningRole
    digest: str


def next_roles(asked: Sequence[SigningRole], given: Sequence[SignatureFacts]) -> tuple[SigningRole, ...]:
    """Roles whose signature is still missing, in the order in which policy asks for them."""
    signed = {item.role for item in given}
    return tuple(role for role in asked if role not in signed)


def role_due(asked: Sequence[SigningRole], given: Sequence[SignatureFacts]) -> SigningRole | None:
    """The role whose signature comes next; None when all have signed."""
    return next(iter(next_roles(asked, given)), None)


def must_say(kind: ActKind, role: SigningRole | None) -> bool:
    """Whether a signature needs words of the signer's own: a minister who departs from a criterion says why."""
    return kind is ActKind.DEPART and role is SigningRole.MINISTER


def role_to_sign(
    asked: Sequence[SigningRole],
    given: Sequence[SignatureFacts],
    *,
    signer: Actor,
    proposer: str,
    recused: Collection[str] = (),
    act: str = "",
) -> SigningRole:
    """The role in which ``signer`` may give the signature that comes next. Raises NotAllowed or Refused, which names the ``act``.

    The people who sign are always different ones. ``recused`` are those who take no part in the case that the act decides.
    The queue of acts to sign asks the same in SQL (``selectors/queue.py``); a test holds the two equal.
    """
    role = role_due(asked, given)
    if role is None:
        raise Refused("Everybody who is asked to sign this has signed.", place=act)
    signer.require(SIGNING_PERMISSION[role])
    if any(item.signer == signer.id for item in given):
        raise Refused("You have signed this already: the other signatures must be of different people.", place=act)
    if role is not SigningRole.DECIDER and signer.id == proposer:
        raise Refused("You proposed this: somebody else must countersign.", place=act)
    if signer.id in recused:
        raise Refused("You recused yourself from this case and take no further part in it.", place=act)
    return role
