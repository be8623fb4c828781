"""Reads that more than one view shares; each says how many queries it takes."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from licet.casework import public as casework
from licet.casework.public import CaseDetail
from licet.decisions import public as decisions
from licet.decisions.public import AtGate
from licet.kernel.actor import Actor
from licet.kernel.scope import Match, Scope
from licet.licences import public as licences
from licet.licences.public import LicenceStatus
from licet.people import public as people
from licet.people.public import Role
from licet.platform import clock
from licet.policy import public as policy
from licet.web.desk.opening import actor_of

OFFICER_ROLES = (Role.CASE_OFFICER, Role.LICENSING_MANAGER)


def detail_of(request: HttpRequest, case: str) -> CaseDetail:
    """Seven queries; NotFound for whoever may not read cases."""
    return casework.case_detail(actor=actor_of(request), case=case, now=clock.now())


def gate_of(detail: CaseDetail) -> AtGate:
    """The same gate as the guard's, from the facts at hand. Four queries."""
    return decisions.gate_of([detail.gate_facts()], today=policy.today(clock.now()))[detail.case.pk]


def officers() -> list[tuple[str, str]]:
    """Who may run a case: actor id and name. Two queries."""
    today = policy.today(clock.now())
    names = {f"user:{user.pk}": user.full_name for role in OFFICER_ROLES for user in people.people_with(role, on=today)}
    return sorted(names.items(), key=lambda pair: pair[1])


def officers_to_filter_by() -> list[tuple[str, str]]:
    """Who may run a case, and then whoever still has one although they may not any more: otherwise nobody would find those cases.

    Three queries, and a fourth where somebody was an officer once.
    """
    present = officers()
    former = {f"user:{user.pk}": user.full_name for user in people.people_ever_with(OFFICER_ROLES)}
    for actor, _name in present:
        del former[actor]
    with_cases = casework.officers_with_open_cases(former) if former else ()
    words = _("%(name)s (no longer an officer)")
    return [*present, *((actor, words % {"name": name}) for actor, name in former.items() if actor in with_cases)]


@dataclass(frozen=True, slots=True)
class Takes:
    """What a scope takes now: live licences and open cases, and those of which a fact is not known, apart."""

    sentence: str
    licences: int
    licences_unknown: int
    cases: int
    cases_unknown: int


def takes(actor: Actor, scope: Scope) -> Takes:
    """Seven queries."""
    found = [
        licences.licences_in_scope(actor=actor, scope=scope, status=item) for item in (LicenceStatus.IN_FORCE, LicenceStatus.SUSPENDED)
    ]
    cases = cases_in_scope(actor, scope)
    return Takes(
        sentence=scope.sentence(policy.destination_names()),
        licences=sum(len(item.references) for item in found),
        licences_unknown=sum(item.unknown for item in found),
        cases=cases.count(Match.YES),
        cases_unknown=cases.count(Match.UNKNOWN),
    )


def cases_in_scope(actor: Actor, scope: Scope) -> list[Match]:
    """For each case still worked on: whether the scope takes one of its lines. Three queries, in memory like the gate."""
    open_ = [item.value for item in casework.WORKED_ON]
    ids = list(casework.visible_cases(actor=actor).filter(status__in=open_).values_list("pk", flat=True))
    return [_case_match(scope, facts) for facts in casework.gate_facts(ids).values()]


def _case_match(scope: Scope, facts: casework.CaseFacts) -> Match:
    answers = {scope.takes(line) for line in facts.lines}
    return next((item for item in (Match.YES, Match.UNKNOWN) if item in answers), Match.NO)
