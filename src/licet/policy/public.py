"""What other modules may use of policy: pure data in memory, no queries. The packs are read once per process.

``record_events``, ``record_internal_batch`` and ``disclose_field`` alone write: they enter what happened under the pack in force.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from licet.kernel.errors import Invalid
from licet.kernel.facts import LineFacts
from licet.kernel.instants import WorkingCalendar
from licet.kernel.rating import RatingCode
from licet.kernel.scope import Scope
from licet.policy import domain, selectors
from licet.policy.calendar import today
from licet.policy.domain import (
    ActKind,
    AdviceAsked,
    AdviserRole,
    AssessmentLimits,
    Authority,
    Checked,
    Clause,
    ConcernLevel,
    ConcernRules,
    ControlList,
    Counts,
    CriteriaSet,
    Deadline,
    Department,
    Destination,
    Entry,
    EntryKind,
    HolidayCalendar,
    How,
    IncidentThreshold,
    Law,
    Letter,
    LetterName,
    LicenceType,
    Match,
    NoEntry,
    PackError,
    PackInfo,
    Rule,
    Screening,
    Seat,
    SilenceRule,
    TestKind,
    TriggerLevel,
    Unknown,
)
from licet.policy.record_events import record_events
from licet.policy.selectors import load_authority, scopes
from licet.policy.services import disclose_field, record_internal_batch

__all__ = [
    "ActKind",
    "AdviceAsked",
    "AdviserRole",
    "AssessmentLimits",
    "Authority",
    "Checked",
    "Clause",
    "ConcernLevel",
    "ConcernRules",
    "ControlList",
    "Counts",
    "CriteriaSet",
    "Deadline",
    "Department",
    "Destination",
    "Entry",
    "EntryKind",
    "HolidayCalendar",
    "How",
    "IncidentThreshold",
    "Law",
    "Letter",
    "LetterName",
    "LicenceType",
    "Match",
    "NoEntry",
    "PackError",
    "PackInfo",
    "Rule",
    "Screening",
    "Seat",
    "SilenceRule",
    "TestKind",
    "TriggerLevel",
    "Unknown",
    "assessment_required",
    "assessment_rules",
    "authority",
    "calendar",
    "check_scope",
    "control_entry",
    "control_list",
    "criteria_in_force",
    "criteria_set",
    "deadline",
    "destination",
    "destination_name",
    "destination_names",
    "destinations",
    "disclose_field",
    "find_destination",
    "lead_department",
    "letter",
    "load_authority",
    "narrowing",
    "pack",
    "pack_infos",
    "read_destination",
    "read_listed_code",
    "read_rating",
    "record_events",
    "record_internal_batch",
    "routing",
    "signatures_for",
    "today",
    "working_calendar",
]


def pack() -> Authority:
    """The authority that this process serves."""
    return selectors.current_authority()


authority = pack


def pack_infos() -> tuple[PackInfo, ...]:
    """Version and SHA-256 of each pack in use: what a decision record freezes."""
    return selectors.pack_infos()


def criteria_set(set_id: str) -> CriteriaSet:
    """A criteria set by id (“uk-selc-2021”) or version (“uk-selc-2021/1”). Raises :class:`Invalid`."""
    for item in selectors.criteria_sets().values():
        if set_id in (item.id, item.info.version):
            return item
    raise Invalid(f"there is no criteria set “{set_id[:40]}”.", place="criteria set")


def criteria_in_force(on: date) -> CriteriaSet:
    """The set under which the authority assesses on a day."""
    return criteria_set(pack().criteria_set_id(on))


def lead_department(clause: Clause) -> Department:
    """The department of the authority that leads on a clause."""
    return pack().leads(clause.lead)


def destinations() -> tuple[Destination, ...]:
    """All destinations of the authority's lists, those that ceased included, in the order of the lists."""
    return selectors.gazetteer(pack().destinations).all()


def destination(code: str) -> Destination:
    """A destination by its two letters. Raises :class:`Invalid`."""
    found = selectors.gazetteer(pack().destinations).get(code)
    if found is None:
        raise Invalid(f"“{code[:20]}” is not the code of a destination.", place="destination")
    return found


def destination_names() -> dict[str, str]:
    """Code to present name, for :meth:`Scope.sentence` and lists."""
    return {item.code: item.name for item in destinations()}


def destination_name(code: str) -> str:
    """The present name of a destination; the code itself where the lists do not hold it."""
    found = selectors.gazetteer(pack().destinations).get(code)
    return found.name if found else code


def find_destination(name: str, on: date | None = None) -> Match | Unknown:
    """The destination that a written name stands for: present, other, former names and parts; never raises."""
    return selectors.gazetteer(pack().destinations).find(name, on)


def read_destination(typed: str) -> str:
    """The code of the destination that somebody named, by a code or a name in any usual spelling. Raises :class:`Invalid`."""
    return selectors.gazetteer(pack().destinations).read(typed)


def read_scope(typed: str) -> Scope:
    """A scope in its text form, with destinations by code or by a name in any usual spelling. Raises :class:`Invalid`."""
    return scopes.read_scope(typed, selectors.gazetteer(pack().destinations), control_list())


def check_scope(scope: Scope) -> None:
    """Refuse a scope that names a destination or a code which the authority's lists do not hold. Raises :class:`Invalid`."""
    scopes.check_scope(scope, selectors.gazetteer(pack().destinations), control_list())


def read_listed_code(typed: str) -> RatingCode:
    """A code of the authority's control list, or one below it. Raises :class:`Invalid` with the nearest codes."""
    return scopes.read_listed_code(typed, control_list())


def control_list() -> ControlList:
    return selectors.control_list(pack().control_list)


def control_entry(code: RatingCode, on: date) -> Entry | None:
    """The deepest entry in force on a day that holds a code; None: not in the list."""
    return control_list().lookup(code, on)


def read_rating(written: str, on: date) -> Entry | NoEntry:
    """As :func:`control_entry` from what somebody wrote; never raises."""
    return control_list().read(written, on)


def calendar(name: str | None = None) -> HolidayCalendar:
    """Holidays by pack id; the authority's own by default."""
    return selectors.calendar(name or pack().calendar)


def working_calendar() -> WorkingCalendar:
    """The authority's calendar in its zone, with its cut-off hour."""
    authority = pack()
    return selectors.working_calendar(authority.calendar, zone=authority.zone, cutoff_hour=authority.cutoff_hour)


def routing(facts: LineFacts, authority: Authority | None = None) -> tuple[AdviceAsked, ...]:
    """Who is asked about which criteria of a line, and by which rule."""
    return domain.routing(facts, authority or pack())


def signatures_for(kind: str, lines: LineFacts | Iterable[LineFacts] = (), authority: Authority | None = None) -> tuple[Seat, ...]:
    """The capacities in which an act over a line or lines is signed, in order: two at least. Raises :class:`Invalid`."""
    if kind not in set(ActKind):
        raise Invalid(f"“{kind[:40]}” is no kind of act: use one of {', '.join(ActKind)}.", place="act")
    return domain.signatures_for(ActKind(kind), (lines,) if isinstance(lines, LineFacts) else lines, authority or pack())


def assessment_required(facts: LineFacts, authority: Authority | None = None) -> bool:
    """Whether the line's IHL criterion needs a central assessment."""
    return bool(domain.assessment_rules(facts, authority or pack()))


def assessment_rules(facts: LineFacts, authority: Authority | None = None) -> tuple[Rule, ...]:
    """The rules by which it does."""
    return domain.assessment_rules(facts, authority or pack())


def deadline(name: str) -> Deadline:
    """A clock by name: decision-target, enquiry or appeal."""
    return pack().deadlines[name]


def letter(name: LetterName) -> Letter:
    """The text of a letter that the pack words."""
    return pack().letters[name]


def narrowing() -> Mapping[str, frozenset[str]]:
    """Event kind to the fields that the authority withholds beyond Licet's own default."""
    return pack().narrowings
