"""An authority: who advises, who signs, what is due when. Rules carry a scope; every rule that matches applies.

What is not known asks for more, never for less: a scope that answers *unknown* counts as matching here, so that an unrated
line is advised, assessed and signed for as if it were the graver one (decision 0020).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from string import Template
from types import MappingProxyType

from licet.kernel.errors import Invalid
from licet.kernel.facts import LineFacts
from licet.kernel.instants import WorkingCalendar
from licet.kernel.scope import Match, Scope
from licet.policy.domain.basis import NoClearRiskRule
from licet.policy.domain.criteria import AdviserRole
from licet.policy.domain.ladders import AssessmentLimits, ConcernRules, TriggerLevel
from licet.policy.domain.pack import PackInfo, in_force
from licet.policy.domain.thresholds import IncidentThreshold


class ActKind(StrEnum):
    """Kinds of act for which policy names signatures."""

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


class Seat(StrEnum):
    """In which capacity a signature is asked for."""

    DECIDER = "decider"
    COUNTERSIGNER = "countersigner"
    SECOND_COUNTERSIGNER = "second countersigner"
    MINISTER = "minister"


class Counts(StrEnum):
    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"


@dataclass(frozen=True, slots=True)
class LicenceType:
    code: str
    name: str
    description: str
    validity_months: int


@dataclass(frozen=True, slots=True)
class Department:
    """``roles``: the adviser roles of criteria sets that this department plays."""

    id: str
    name: str
    roles: frozenset[AdviserRole]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its scope. No scope: every line."""

    id: str
    scope: Scope
    why: str

    @property
    def always(self) -> bool:
        return not self.scope.clauses()

    def applies(self, facts: LineFacts) -> bool:
        return self.scope.matches(facts) is not Match.NO


@dataclass(frozen=True, slots=True)
class RoutingRule(Rule):
    department: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignatureRule(Rule):
    act: ActKind
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """``first_day`` is the number of the day of the event itself: 0, or 1 where the law counts it, as for appeals."""

    id: str
    title: str
    days: int
    counts: Counts
    first_day: int = 0
    stops_for_enquiries: bool = False

    def due(self, calendar: WorkingCalendar, start: date) -> date:
        """The last day in time, stops apart. ``start`` is the day of the event (for working days: the day of receipt)."""
        days = self.days - self.first_day
        if self.counts is Counts.CALENDAR_DAYS:
            return start + timedelta(days=days)
        return calendar.add(start, days)


@dataclass(frozen=True, slots=True)
class Screening:
    """``threshold`` of 100, from which a hit is adjudicated by a person."""

    threshold: int
    lists: tuple[str, ...]
    rescreen_after_days: int


@dataclass(frozen=True, slots=True)
class SilenceRule:
    """What follows when an exporter does not answer: working days around the day by which an answer is asked for."""

    remind_days_before: int
    close_days_after: int


@dataclass(frozen=True, slots=True)
class Law:
    act: str
    order: str
    power_to_refuse: str
    power_to_suspend: str
    power_to_revoke: str
    right_of_appeal: str


class LetterName(StrEnum):
    """The letters whose text is the pack's. Licences, refusals, questions and changes of status have pages of Licet's own."""

    ACKNOWLEDGEMENT = "acknowledgement"
    ENQUIRY_REMINDER = "enquiry-reminder"
    CLOSED_UNANSWERED = "closed-unanswered"
    EXPIRY_NOTICE = "expiry-notice"
    EXPIRY = "expiry"


LETTER_FIELDS: Mapping[LetterName, frozenset[str]] = MappingProxyType(
    {
        LetterName.ACKNOWLEDGEMENT: frozenset({"reference", "received_on", "target_on", "authority"}),
        LetterName.ENQUIRY_REMINDER: frozenset({"reference", "question", "asked_on", "answer_by", "closes_after", "authority"}),
        LetterName.CLOSED_UNANSWERED: frozenset({"reference", "question", "asked_on", "reminded_on", "closed_on", "authority"}),
        LetterName.EXPIRY_NOTICE: frozenset({"licence", "valid_until", "authority"}),
        LetterName.EXPIRY: frozenset({"licence", "valid_until", "authority"}),
    }
)
"""What Licet fills in when it writes each letter. A pack uses these fields and no others."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's text as a template with ``${field}``; a changed text is a new version. ``sha256`` is of the body in UTF-8."""

    id: str
    version: str
    title: str
    fields: frozenset[str]
    body: str
    sha256: str

    def render(self, values: Mapping[str, str]) -> str:
        """The letter's words, with all that :data:`LETTER_FIELDS` names. Refuses a value missing or not asked for: a letter has no gap."""
        known = LETTER_FIELDS[LetterName(self.id)]
        if fault := ", ".join(sorted(known ^ values.keys())):
            raise Invalid(f"the letter {self.version} is written with {', '.join(sorted(known))}; at fault: {fault}.", place="letter")
        return Template(self.body).substitute(values)


@dataclass(frozen=True, slots=True)
class CriteriaUse:
    """Which criteria set an authority applied from when until when."""

    set_id: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One authority's policy, immutable. Day spans include both ends.

    ``speaking_offices`` are those whose public words are the authority's, besides its own name.
    ``no_clear_risk`` is None in packs written before they could state it: then nothing may be concluded to be *no clear risk*.
    """

    info: PackInfo
    name: str
    short_name: str
    address: str
    email: str
    country: str
    prefix: str
    currency: str
    zone: str
    cutoff_hour: int
    calendar: str
    control_list: str
    destinations: tuple[str, ...]
    demonstration: bool
    speaking_offices: tuple[str, ...]
    disagreement_goes_to: str
    criteria: tuple[CriteriaUse, ...]
    law: Law
    licence_types: tuple[LicenceType, ...]
    departments: tuple[Department, ...]
    routing: tuple[RoutingRule, ...]
    assessments: tuple[Rule, ...]
    signatures: tuple[SignatureRule, ...]
    deadlines: Mapping[str, Deadline]
    silence: SilenceRule
    expiry_notice_days: int
    screening: Screening
    assessment_limits: AssessmentLimits
    no_clear_risk: NoClearRiskRule | None
    trigger_levels: tuple[TriggerLevel, ...]
    incident_thresholds: tuple[IncidentThreshold, ...]
    concerns: ConcernRules
    narrowings: Mapping[str, frozenset[str]]
    narrowing_reasons: Mapping[str, str]
    letters: Mapping[str, Letter]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Whose words are official lines."""
        return (self.name, *self.speaking_offices)

    def criteria_set_id(self, on: date) -> str:
        """The criteria set in force on a day; a case is assessed under it and says so."""
        for use in self.criteria:
            if in_force(on, use.first_day, use.last_day):
                return use.set_id
        raise Invalid(f"{self.name} has no criteria in force on {on}.", place="criteria")

    def licence_type(self, code: str) -> LicenceType:
        for offered in self.licence_types:
            if offered.code == code:
                return offered
        raise Invalid(f"{self.name} offers no licence of type “{code[:20]}”.", place="licence type")

    def leads(self, role: AdviserRole) -> Department:
        """The department that plays an adviser role of the criteria sets: a pack without one is not loaded."""
        return next(department for department in self.departments if role in department.roles)
