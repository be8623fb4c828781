"""Words for values of the desk, in one place."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from licet.applications.public import DocumentKind
from licet.casework.public import CaseStatus, Finding, GateState, Level
from licet.decisions.public import ActKind, ActStatus, HoldKind, Outcome, SigningRole
from licet.documents.public import Document
from licet.kernel.facts import EndUserClass, Role
from licet.kernel.instants import Elapsed, UnknownElapsed
from licet.licences.public import LicenceStatus
from licet.policy.public import TestKind
from licet.reviews.public import Outcome as ReviewOutcome


def role(value: str) -> str:
    known = {
        Role.CONSIGNEE: _("Consignee"),
        Role.END_USER: _("End user"),
        Role.ULTIMATE_END_USER: _("Ultimate end user"),
        Role.THIRD_PARTY: _("Third party"),
    }
    return known[Role(value)] if value in set(Role) else value


def end_user(value: str | None) -> str:
    known = {
        EndUserClass.ARMED_FORCES: _("Armed forces"),
        EndUserClass.POLICE: _("Police"),
        EndUserClass.OTHER_SECURITY: _("Other security body"),
        EndUserClass.OTHER_GOVERNMENT: _("Other government body"),
        EndUserClass.COMMERCIAL: _("Company"),
        EndUserClass.INDIVIDUAL: _("Individual"),
        EndUserClass.INTERNATIONAL: _("International organisation"),
    }
    if not value:
        return _("not known")
    return known[EndUserClass(value)] if value in set(EndUserClass) else value


def known_yes_no(value: bool | None) -> str:
    """Unknown is never no."""
    if value is None:
        return _("not known")
    return _("yes") if value else _("no")


def document_kind(value: str) -> str:
    known = {
        DocumentKind.SPECIFICATION: _("Technical specification"),
        DocumentKind.UNDERTAKING: _("End-user undertaking"),
        DocumentKind.CONTRACT: _("Contract or order"),
        DocumentKind.OTHER: _("Other document"),
    }
    return known[DocumentKind(value)] if value in set(DocumentKind) else value


def file_words(document: Document) -> str:
    """Size, and how the file was looked at for malware: said aloud, also where nothing looked."""
    scanned = {"clean": _("scanned, nothing found"), "not scanned": _("not scanned for malware: open it with care")}
    size = f"{document.size / 1024:,.0f} KiB" if document.size >= 1024 else f"{document.size} bytes"
    return f"{size}, {scanned.get(document.scan, document.scan)}"


def case_status(value: str) -> str:
    return {
        CaseStatus.DRAFT: _("draft"),
        CaseStatus.SUBMITTED: _("sent, nobody has taken it"),
        CaseStatus.IN_PROGRESS: _("in progress"),
        CaseStatus.AWAITING_EXPORTER: _("awaiting exporter"),
        CaseStatus.FOR_SIGNATURE: _("for signature"),
        CaseStatus.DECIDED: _("decided"),
        CaseStatus.WITHDRAWN: _("withdrawn"),
        CaseStatus.CLOSED: _("closed"),
        CaseStatus.UNANSWERED: _("closed: the exporter did not answer"),
    }[CaseStatus(value)]


def licence_status(value: str) -> tuple[str, str]:
    """Word and sign."""
    return {
        LicenceStatus.IN_FORCE: (_("in force"), "open"),
        LicenceStatus.SUSPENDED: (_("suspended"), "held"),
        LicenceStatus.REVOKED: (_("revoked"), "barred"),
        LicenceStatus.EXPIRED: (_("expired"), "plain"),
    }[LicenceStatus(value)]


def gate_state(value: GateState) -> str:
    return {
        GateState.OPEN: _("open"),
        GateState.MISSING: _("missing"),
        GateState.BARRED: _("barred"),
        GateState.HELD: _("held"),
    }[value]


def outcome(value: str) -> str:
    return {
        Outcome.GRANT: _("grant"),
        Outcome.GRANT_WITH_CONDITIONS: _("grant with conditions"),
        Outcome.REFUSE: _("refuse"),
        Outcome.NO_LICENCE_REQUIRED: _("no licence required"),
    }[Outcome(value)]


_ACT_KINDS: Mapping[ActKind, str] = {
    ActKind.DECIDE: noop("Decision on a case"),
    ActKind.SUSPEND: noop("Suspension of licences"),
    ActKind.REINSTATE: noop("Reinstatement of licences"),
    ActKind.REVOKE: noop("Revocation of licences"),
    ActKind.PLACE_HOLD: noop("Placing of a hold"),
    ActKind.LIFT_HOLD: noop("Lifting of a hold"),
    ActKind.DEPART: noop("Departure from a criterion"),
    ActKind.REVIEW: noop("Outcomes of a review"),
    ActKind.CORRECT: noop("Correction of a published decision"),
    ActKind.EXCLUDE: noop("Exclusion of a decision from the figures"),
}


def act_kind(value: str) -> str:
    return _(_ACT_KINDS[ActKind(value)])


def review_outcome(value: str) -> str:
    return {
        ReviewOutcome.MAINTAIN: _("maintain"),
        ReviewOutcome.SUSPEND: _("suspend"),
        ReviewOutcome.REINSTATE: _("reinstate"),
        ReviewOutcome.REVOKE: _("revoke"),
        ReviewOutcome.DEPARTURE: _("maintain by departure"),
        ReviewOutcome.IN_DOUBT: _("maintain in doubt"),
    }[ReviewOutcome(value)]


_ACT_STATUSES: Mapping[ActStatus, tuple[str, str]] = {
    ActStatus.PROPOSED: (noop("waits for signatures"), "plain"),
    ActStatus.DONE: (noop("signed and done"), "open"),
    ActStatus.VOID: (noop("void"), "barred"),
    ActStatus.RETURNED: (noop("sent back"), "held"),
}


def act_status(value: str) -> tuple[str, str]:
    status, kind = _ACT_STATUSES[ActStatus(value)]
    return _(status), kind


_SIGNING_ROLES: Mapping[SigningRole, str] = {
    SigningRole.DECIDER: noop("decider"),
    SigningRole.COUNTERSIGNER: noop("countersigner"),
    SigningRole.SECOND_COUNTERSIGNER: noop("second countersigner"),
    SigningRole.MINISTER: noop("minister"),
}


def signing_role(value: str) -> str:
    return _(_SIGNING_ROLES[SigningRole(value)])


def hold_kind(value: str) -> str:
    return {
        HoldKind.EMBARGO: _("embargo"),
        HoldKind.UNDERTAKING: _("undertaking to a court"),
        HoldKind.PAUSE: _("policy pause"),
    }[HoldKind(value)]


def level(value: Level) -> str:
    return {Level.ADVISER: _("advice"), Level.MINISTER: _("settled by the minister")}[value]


_BARS: Mapping[TestKind, tuple[str, str, str]] = {
    TestKind.KNOWLEDGE: (
        noop("The knowledge is there: it bars"),
        noop("Some knowledge, short of what the test asks"),
        noop("No such knowledge"),
    ),
    TestKind.INCONSISTENT_WITH_OBLIGATION: (
        noop("Granting would be inconsistent: it bars"),
        noop("An obligation is touched, not broken"),
        noop("Consistent with every obligation"),
    ),
    TestKind.CLEAR_RISK: (noop("A clear risk: it bars"), noop("A risk, short of a clear one"), noop("No clear risk")),
    TestKind.CLEAR_RISK_OVERALL: (
        noop("Overall a clear risk: it bars"),
        noop("Some risk, overall not a clear one"),
        noop("Overall no clear risk"),
    ),
    TestKind.OVERRIDING_RISK: (noop("An overriding risk: it bars"), noop("A risk, not an overriding one"), noop("No such risk")),
    TestKind.SPECIAL_CAUTION: (
        noop("Caution asks that it be refused"),
        noop("Caution is asked for, and is met so"),
        noop("No special caution is asked for"),
    ),
    TestKind.TAKE_INTO_ACCOUNT: (
        noop("It weighs so heavily that it should be refused"),
        noop("It weighs against"),
        noop("Nothing weighs against"),
    ),
    TestKind.DUTY: (noop("The duty is not met: it bars"), noop("The duty is met in part"), noop("The duty is met")),
}


def finding_words(test: TestKind) -> list[tuple[str, str]]:
    """The answers to a criterion in the words of its own test: the tests are never collapsed into one another."""
    bars, weighs, clear = _BARS[test]
    return [
        (Finding.CLEAR.value, _(clear)),
        (Finding.WEIGHS.value, _(weighs)),
        (Finding.BARS.value, _(bars)),
        (Finding.UNDETERMINED.value, _("Not determined: what is known does not allow an answer")),
        (Finding.NOT_RELEVANT.value, _("Not relevant to this line")),
    ]


def finding(value: Finding, test: TestKind) -> str:
    return dict(finding_words(test))[value.value]


FINDING_KIND = {
    Finding.CLEAR: "open",
    Finding.NOT_RELEVANT: "open",
    Finding.WEIGHS: "notice",
    Finding.BARS: "barred",
    Finding.UNDETERMINED: "missing",
}


def clock_words(clock: Elapsed | UnknownElapsed | None, target: int) -> str:
    """“Day 14 of 20 (stopped 3 days)”; nothing once nobody works on it."""
    if clock is None:
        return ""
    if isinstance(clock, UnknownElapsed):
        return _("Working days not known. %(why)s") % {"why": clock.why}
    words = _("Day %(day)s of %(target)s") % {"day": clock.counted, "target": target}
    if clock.stopped:
        stopped = ngettext("stopped %(count)s day: enquiry", "stopped %(count)s days: enquiry", clock.stopped) % {"count": clock.stopped}
        words = f"{words} ({stopped})"
    if clock.counted > target:
        words = f"{words} – {_('over the target')}"
    return words


def days_ago(moment: datetime, today: date) -> str:
    days = (today - moment.date()).days
    if days <= 0:
        return _("today")
    return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
