"""The words of findings for people, each with its sign. *Not determined* and *insufficient* never look like *no breach*."""

from django.utils.translation import gettext as _

from licet.assessments.public import (
    SEVERAL,
    Breach,
    CapabilityDraft,
    CapabilityWord,
    CommitmentDraft,
    CommitmentWord,
    ConclusionFinding,
    FindingDraft,
    IncidentFindingDraft,
    Insufficiency,
    Known,
    ProcedureDraft,
    ProcedureKind,
    QuestionDraft,
    StaleWhy,
    ThemeDraft,
    ThemeWord,
    VersionState,
)
from licet.evidence.public import IhlRule, Theme

type Word = tuple[str, str]
"""What is said, and the sign: barred, missing, open or notice."""


def conclusion(value: ConclusionFinding) -> Word:
    return {
        ConclusionFinding.CLEAR_RISK: (_("clear risk"), "barred"),
        ConclusionFinding.NO_CLEAR_RISK: (_("no clear risk"), "open"),
        ConclusionFinding.NOT_DETERMINED: (_("not determined"), "missing"),
    }[value]


def breach(value: Breach) -> Word:
    return {
        Breach.LIKELY: (_("likely breach"), "barred"),
        Breach.POSSIBLE: (_("possible breach"), "notice"),
        Breach.UNLIKELY: (_("breach unlikely"), "open"),
        Breach.NONE: (_("no breach"), "open"),
        Breach.INSUFFICIENT: (_("insufficient evidence"), "missing"),
        Breach.NOT_YET: (_("not yet assessed"), "missing"),
    }[value]


def why(value: str) -> str:
    return {
        Insufficiency.TARGET.value: _("target unknown"),
        Insufficiency.INTENT.value: _("intent unknown"),
        Insufficiency.ACCESS.value: _("no access"),
        Insufficiency.CONTESTED.value: _("contested"),
        SEVERAL: _("several reasons"),
    }.get(value, value)


def theme(value: Theme) -> str:
    return {
        Theme.HOSTILITIES: _("conduct of hostilities"),
        Theme.RELIEF: _("humanitarian relief"),
        Theme.DETAINEES: _("treatment of detainees"),
    }[value]


def theme_word(value: ThemeWord) -> Word:
    return {
        ThemeWord.LIKELY: (_("likely breaches"), "barred"),
        ThemeWord.POSSIBLE: (_("possible breaches"), "notice"),
        ThemeWord.NONE_FOUND: (_("no breach found"), "open"),
        ThemeWord.NOT_DETERMINED: (_("not determined"), "missing"),
        ThemeWord.NOT_YET: (_("not yet assessed"), "missing"),
    }[value]


def commitment(value: CommitmentWord) -> Word:
    return {
        CommitmentWord.COMMITTED: (_("committed"), "open"),
        CommitmentWord.IN_PART: (_("committed in part"), "notice"),
        CommitmentWord.NOT_COMMITTED: (_("not committed"), "barred"),
        CommitmentWord.NOT_DETERMINED: (_("not determined"), "missing"),
    }[value]


def capability(value: CapabilityWord) -> Word:
    return {
        CapabilityWord.CAPABLE: (_("capable"), "open"),
        CapabilityWord.IN_PART: (_("capable in part"), "notice"),
        CapabilityWord.NOT_CAPABLE: (_("not capable"), "barred"),
        CapabilityWord.NOT_DETERMINED: (_("not determined"), "missing"),
    }[value]


def procedure(value: ProcedureKind) -> str:
    return {
        ProcedureKind.TARGETING: _("targeting"),
        ProcedureKind.WARNINGS: _("warnings"),
        ProcedureKind.DECONFLICTION: _("deconfliction"),
        ProcedureKind.TRAINING: _("training"),
        ProcedureKind.INVESTIGATION: _("investigation"),
        ProcedureKind.ACCOUNTABILITY: _("accountability"),
    }[value]


def known(value: Known) -> Word:
    return {
        Known.YES: (_("yes"), "open"),
        Known.IN_PART: (_("in part"), "notice"),
        Known.NO: (_("no"), "barred"),
        Known.NOT_KNOWN: (_("not known"), "missing"),
    }[value]


def stale(value: StaleWhy) -> str:
    return {
        StaleWhy.EVIDENCE_OLD: _("its evidence is older than policy allows"),
        StaleWhy.REVIEW_OVERDUE: _("its review day has passed"),
    }[value]


def state(value: VersionState) -> str:
    return {VersionState.CONCLUDED: _("concluded"), VersionState.SUPERSEDED: _("superseded")}[value]


def rule(value: IhlRule) -> str:
    """The rule as it is called; what it asks and where it stands is in :data:`RULES`."""
    return value.value


def found(item: FindingDraft) -> Word:
    """What was found of a thing that a conclusion may cite: what could not be determined is seen where it is cited."""
    match item:
        case IncidentFindingDraft():
            word, kind = breach(item.finding)
            return (f"{word}: {why(item.why.value)}" if item.why else word), kind
        case ThemeDraft():
            return theme_word(item.finding)
        case CommitmentDraft():
            return commitment(item.finding)
        case CapabilityDraft():
            return capability(item.finding)
        case ProcedureDraft():
            said = {"exists": known(item.exists)[0], "used": known(item.used)[0]}
            return _("exists: %(exists)s, is used: %(used)s") % said, known(item.used)[1]
        case QuestionDraft():
            return (_("answered"), "notice") if item.answered_on else (_("not answered"), "missing")
        case _:
            return _("what the recipient says"), "notice"


def finding_named(key: str) -> str:
    """A cited finding by its key, in words."""
    kind, _colon, rest = key.partition(":")
    if kind == "theme":
        return _("Theme: %(what)s") % {"what": theme(Theme(rest))}
    if kind == "procedure":
        return _("Procedure: %(what)s") % {"what": procedure(ProcedureKind(rest))}
    if kind == "incident":
        incident, _colon, name = rest.rpartition(":")
        return f"{incident}: {name}"
    if kind == "assurance":
        return _("Assurance %(number)s") % {"number": rest}
    if kind == "question":
        return _("Question %(number)s") % {"number": rest}
    return {"commitment": _("Commitment"), "capability": _("Capability")}[kind]
