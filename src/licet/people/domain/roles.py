"""Who may do what: roles, their days, and the role × permission matrix.

Pure. The matrix is code, not rows, so that it is reviewed, tested and printed (`docs/reference/permissions.md`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from licet.kernel.permission import Permission as P


class Role(StrEnum):
    """What a person is here to do. A person may hold several, each for a span of days."""

    EXPORTER = "exporter"
    EXPORTER_VIEWER = "exporter-viewer"
    CASE_OFFICER = "case-officer"
    ADVISER = "adviser"
    TECHNICAL_ASSESSOR = "technical-assessor"
    SCREENING_OFFICER = "screening-officer"
    COUNTERSIGNER = "countersigner"
    MINISTER = "minister"
    LICENSING_MANAGER = "licensing-manager"
    REGISTER_EDITOR = "register-editor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    ASSESSOR = "assessor"
    HEAD_OF_ASSESSMENT = "head-of-assessment"
    HEAD_OF_UNIT = "head-of-unit"
    NOMINATED_OFFICER = "nominated-officer"
    PERMANENT_SECRETARY = "permanent-secretary"
    COMMISSIONER = "commissioner"


MEANING: Final[Mapping[Role, str]] = MappingProxyType(
    {
        Role.EXPORTER: "applies for licences for one organisation and answers the authority's questions",
        Role.EXPORTER_VIEWER: "reads what one organisation sent and received",
        Role.CASE_OFFICER: "runs cases, rates lines, asks exporters, proposes decisions and signs them as decider",
        Role.ADVISER: "advises for a department, criterion by criterion",
        Role.TECHNICAL_ASSESSOR: "rates lines against the control list",
        Role.SCREENING_OFFICER: "loads watchlists and adjudicates hits",
        Role.COUNTERSIGNER: "checks a proposed decision and signs it as the second person, or returns it",
        Role.MINISTER: "signs departures and the cases referred to the minister",
        Role.LICENSING_MANAGER: "assigns cases, places holds, proposes and signs acts over many licences, sends list mail",
        Role.REGISTER_EDITOR: "imports public data and corrects published figures",
        Role.ADMINISTRATOR: "keeps organisations, people, roles and distribution lists; takes no part in cases",
        Role.AUDITOR: "reads everything official and changes nothing",
        Role.ASSESSOR: "takes in documents, records incidents and proceedings, writes central assessments",
        Role.HEAD_OF_ASSESSMENT: "grades sources, records official lines, concludes what an assessor wrote",
        Role.HEAD_OF_UNIT: "takes up triggers that climbed, and answers concerns at the first level",
        Role.NOMINATED_OFFICER: "answers concerns outside the line of management",
        Role.PERMANENT_SECRETARY: "answers concerns at the top of the authority",
        Role.COMMISSIONER: "answers concerns from outside the authority",
    }
)

EXPORTER_ROLES: Final = frozenset({Role.EXPORTER, Role.EXPORTER_VIEWER})
OFFICIAL_ROLES: Final = frozenset(Role) - EXPORTER_ROLES

_READS_OWN = frozenset({P.APPLICATION_READ, P.DOCUMENT_READ, P.LICENCE_READ, P.MESSAGE_READ})
_READS_CASES = frozenset(
    {P.APPLICATION_READ, P.CASE_LIST, P.CASE_READ, P.DECISION_READ, P.DOCUMENT_READ}
    | {P.HIT_READ, P.HOLD_READ, P.LICENCE_READ, P.MESSAGE_READ}
    | {P.EVIDENCE_READ, P.ASSESSMENT_READ, P.REVIEW_READ}
)
_TAKES_PART = _READS_CASES | {P.CASE_RECUSE, P.CASE_REFER, P.DOCUMENT_ADD}
_LICENCE_ACTS = frozenset({P.LICENCE_GRANT, P.LICENCE_SUSPEND, P.LICENCE_REINSTATE, P.LICENCE_REVOKE})
_DECIDES = _LICENCE_ACTS | {P.ACT_PROPOSE, P.DECISION_SIGN, P.DEPARTURE_PROPOSE, P.MESSAGE_SEND, P.TRIGGER_RAISE}

_ASSESSES = frozenset({P.ASSESSMENT_EDIT, P.DOCUMENT_ADD, P.DOCUMENT_INGEST, P.INCIDENT_RECORD, P.PROCEEDING_RECORD})
_HANDLES = frozenset({P.CONCERN_HANDLE, P.CONCERN_FIGURES_READ})

ROLE_PERMISSIONS: Final[Mapping[Role, frozenset[P]]] = MappingProxyType(
    {
        Role.EXPORTER: _READS_OWN
        | {P.APPLICATION_ANSWER, P.APPLICATION_EDIT, P.APPLICATION_SUBMIT, P.APPLICATION_WITHDRAW, P.DOCUMENT_ADD},
        Role.EXPORTER_VIEWER: _READS_OWN,
        Role.CASE_OFFICER: _TAKES_PART | _DECIDES | {P.CASE_ASSIGN, P.CASE_CLOSE, P.ENQUIRY_ASK, P.LINE_RATE, P.HIT_ADJUDICATE, P.RUN_MAKE},
        Role.ADVISER: _TAKES_PART | {P.ADVICE_GIVE, P.ENQUIRY_ASK},
        Role.TECHNICAL_ASSESSOR: _TAKES_PART | {P.LINE_RATE, P.ENQUIRY_ASK},
        Role.SCREENING_OFFICER: _TAKES_PART | {P.HIT_ADJUDICATE, P.LIST_LOAD, P.RUN_MAKE},
        Role.COUNTERSIGNER: _TAKES_PART | _LICENCE_ACTS | {P.DECISION_COUNTERSIGN, P.ACT_RETURN},
        Role.MINISTER: _TAKES_PART | _LICENCE_ACTS | {P.DECISION_SIGN, P.DEPARTURE_SIGN, P.ACT_RETURN, P.REVIEW_OPEN},
        Role.LICENSING_MANAGER: _TAKES_PART
        | _DECIDES
        | {P.ACT_RETURN, P.CASE_ASSIGN, P.CASE_CLOSE, P.HOLD_PLACE, P.LICENCE_CUSTOMS, P.ENQUIRY_ASK, P.REVIEW_OPEN, P.REVIEW_WORK},
        Role.REGISTER_EDITOR: frozenset({P.FIGURE_CORRECT, P.REGISTER_IMPORT}),
        Role.ADMINISTRATOR: frozenset({P.USER_MANAGE, P.ORGANISATION_MANAGE, P.DISTRIBUTION_MANAGE}),
        Role.AUDITOR: _READS_CASES | {P.CONCERN_FIGURES_READ},
        Role.ASSESSOR: _READS_CASES | _ASSESSES,
        Role.HEAD_OF_ASSESSMENT: _READS_CASES | _ASSESSES | {P.ASSESSMENT_CONCLUDE, P.OFFICIAL_LINE_RECORD, P.SOURCE_GRADE},
        Role.HEAD_OF_UNIT: _READS_CASES | _HANDLES | {P.REVIEW_OPEN, P.REVIEW_WORK, P.TRIGGER_RAISE},
        Role.NOMINATED_OFFICER: _READS_CASES | _HANDLES,
        Role.PERMANENT_SECRETARY: _READS_CASES | _HANDLES,
        Role.COMMISSIONER: _HANDLES,
    }
)

SYSTEM_PERMISSIONS: Final = frozenset(
    {P.CHECKPOINT_SIGN, P.CONCERN_CARRY, P.FIELD_DISCLOSE, P.TRIGGER_CLIMB, P.LICENCE_EXPIRE, P.MESSAGE_DELIVER}
    | {P.PROCESSING_TIMES_PUBLISH}
)
"""Acts of the system itself (`system:run-due`, `system:worker`, `system:command-line`): no person holds them."""

READING: Final = frozenset(permission for permission in P if permission.value.rpartition(":")[2] in {"read", "list"})
"""Permissions that change nothing."""

SIGNING: Final = frozenset({P.DECISION_SIGN, P.DECISION_COUNTERSIGN, P.DEPARTURE_SIGN})
"""Permissions to put one's name to a decision."""


def permissions_of(roles: Iterable[Role]) -> frozenset[P]:
    """All that these roles together may do."""
    return frozenset[P]().union(*(ROLE_PERMISSIONS[role] for role in roles))


def roles_with(permission: P) -> tuple[Role, ...]:
    """Roles that hold a permission, in the order of the matrix."""
    return tuple(role for role in Role if permission in ROLE_PERMISSIONS[role])


class Side(StrEnum):
    """Where a person belongs: an exporter's organisation, or a department of the authority. Never both."""

    ORGANISATION = "organisation"
    DEPARTMENT = "department"


def side_of(role: Role) -> Side:
    return Side.ORGANISATION if role in EXPORTER_ROLES else Side.DEPARTMENT


@dataclass(frozen=True, slots=True)
class Held:
    """A role for a span of days, both included; ``until`` None means until it is ended."""

    role: Role
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: "Held") -> bool:
        """Whether there is a day on which both count. A role that ended before its first day never counts."""
        first = max(self.since, other.since)
        return self.on(first) and other.on(first)


def roles_on(day: date, held: Iterable[Held]) -> frozenset[Role]:
    """The roles that count on a day."""
    return frozenset(each.role for each in held if each.on(day))


class OrganisationStatus(StrEnum):
    ACTIVE = "active"
    CLOSED = "closed"


def roles_in(status: OrganisationStatus, roles: frozenset[Role]) -> frozenset[Role]:
    """A closed organisation's people still read what it sent and received; they start nothing."""
    return frozenset({Role.EXPORTER_VIEWER}) if status is OrganisationStatus.CLOSED and roles else roles
