"""Rows of the signing queue: each says in one line who sends what to whom, how much it is worth, and which outcome is proposed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from licet.casework import public as casework
from licet.casework.public import CaseContents
from licet.decisions import public as decisions
from licet.decisions.public import Act, ActKind, ActsWaiting
from licet.kernel.money import total
from licet.kernel.scope import Scope
from licet.policy import public as policy
from licet.web.components.filters import listed, money, quantity
from licet.web.desk.presenting import acts, words


def waiting_rows(page: ActsWaiting, today: date, about: Mapping[str, str]) -> list[acts.ActRow]:
    return [acts.row(item.act, item.due, today, about.get(item.act.pk, "")) for item in page.rows]


def describe_waiting(*pages: ActsWaiting) -> dict[str, str]:
    """What each act is about, by id. Four queries at most, however many there are.

    Acts over licences say it in their title.
    """
    waiting = [(item.act, item.proposed) for page in pages for item in page.rows if item.proposed]
    cases = casework.contents_of({act.case_id for act, _proposed in waiting if act.case_id})
    lifted = decisions.scopes_of_holds({proposed["hold"] for act, proposed in waiting if act.kind == ActKind.LIFT_HOLD})
    return {act.pk: _describe(act, proposed, cases, lifted) for act, proposed in waiting}


def _describe(act: Act, proposed: Mapping[str, Any], cases: Mapping[str, CaseContents], lifted: Mapping[str, Scope]) -> str:
    if act.case_id:
        return _describe_case(act, proposed, cases[act.case_id])
    scope = lifted[proposed["hold"]] if act.kind == ActKind.LIFT_HOLD else Scope.from_json(proposed["scope"])
    return scope.sentence(policy.destination_names())


def _describe_case(act: Act, proposed: Mapping[str, Any], case: CaseContents) -> str:
    assert act.case
    buyer = casework.find_buyer(case.parties)
    outcomes = dict.fromkeys(words.outcome(item["outcome"]) for item in proposed["lines"])
    said = {
        "exporter": case.exporter,
        "goods": listed(f"{quantity(line.quantity)} of {line.name}" for line in case.lines),
        "buyer": buyer.name,
        "country": policy.destination_name(buyer.country),
        "value": money(total(line.value for line in case.lines)),
        "outcome": listed(outcomes),
    }
    row = _("%(exporter)s: %(goods)s, to %(buyer)s (%(country)s), %(value)s; proposed: %(outcome)s") % said
    return f"{row}; {_('departments disagree')}" if act.case.disagreement else row
