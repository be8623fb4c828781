"""The law of policy packs: types and pure rules; reading files is in ``selectors``."""

from licet.policy.domain.asking import AdviceAsked, assessment_rules, routing, signature_rules, signatures_for
from licet.policy.domain.authority import (
    ActKind,
    Authority,
    Counts,
    CriteriaUse,
    Deadline,
    Department,
    Law,
    Letter,
    LicenceType,
    Retention,
    RoutingRule,
    Rule,
    Screening,
    Seat,
    SignatureRule,
)
from licet.policy.domain.basis import BasisNeeded, NoClearRiskRule
from licet.policy.domain.calendars import Declared, Fixed, Holiday, HolidayCalendar, Nth, holidays
from licet.policy.domain.control import ControlList, Entry, EntryKind, NoEntry
from licet.policy.domain.criteria import AdviserRole, Clause, CriteriaSet, TestKind
from licet.policy.domain.destinations import Ambiguous, Destination, FormerName, Gazetteer, How, Match, Unknown, name_key
from licet.policy.domain.ladders import AssessmentLimits, ConcernLevel, ConcernRules, TriggerLevel
from licet.policy.domain.pack import Checked, PackError, PackInfo, in_force
from licet.policy.domain.thresholds import IncidentThreshold

__all__ = [
    "ActKind",
    "AdviceAsked",
    "AdviserRole",
    "Ambiguous",
    "AssessmentLimits",
    "Authority",
    "BasisNeeded",
    "Checked",
    "Clause",
    "ConcernLevel",
    "ConcernRules",
    "ControlList",
    "Counts",
    "CriteriaSet",
    "CriteriaUse",
    "Deadline",
    "Declared",
    "Department",
    "Destination",
    "Entry",
    "EntryKind",
    "Fixed",
    "FormerName",
    "Gazetteer",
    "Holiday",
    "HolidayCalendar",
    "How",
    "IncidentThreshold",
    "Law",
    "Letter",
    "LicenceType",
    "Match",
    "NoClearRiskRule",
    "NoEntry",
    "Nth",
    "PackError",
    "PackInfo",
    "Retention",
    "RoutingRule",
    "Rule",
    "Screening",
    "Seat",
    "SignatureRule",
    "TestKind",
    "TriggerLevel",
    "Unknown",
    "assessment_rules",
    "holidays",
    "in_force",
    "name_key",
    "routing",
    "signature_rules",
    "signatures_for",
]
