"""Cases in a list: what is missing, who waits, how the clock stands."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.casework import public as casework
from licet.web.components.filters import listed
from licet.web.desk.presenting import gate, words


@dataclass(frozen=True, slots=True)
class CaseRow:
    """``overdue`` says what should have been done by ``act_by``, and is empty where nothing is late."""

    case: str
    href: str
    reference: str
    revision: int
    exporter: str
    name: str
    destinations: str
    status: str
    clock: str
    act_by: date | None
    overdue: str
    closes_after: date | None
    officer: str
    waits: str
    gate_kind: str
    gate_words: str
    disagreement: bool
    received_at: datetime


def row(item: casework.CaseRow) -> CaseRow:
    summary = item.gate
    return CaseRow(
        case=item.case,
        href=reverse("desk:case", args=[item.case]),
        reference=item.reference,
        revision=item.revision,
        exporter=item.exporter,
        name=item.name,
        destinations=listed(item.destinations),
        status=words.case_status(item.status),
        clock=words.clock_words(item.clock, item.target_days),
        act_by=item.act_by,
        overdue=_describe_overdue(item),
        closes_after=item.closes_after,
        officer=item.officer_name,
        waits=listed(item.waiting_for),
        gate_kind=summary.state.value if item.clock else "",
        gate_words=gate.summary_words(summary.state, summary.missing, summary.barred, summary.held) if item.clock else "",
        disagreement=item.disagreement,
        received_at=item.received_at,
    )


def _describe_overdue(item: casework.CaseRow) -> str:
    if not item.overdue:
        return ""
    return _("answer overdue since") if item.status is casework.CaseStatus.AWAITING_EXPORTER else _("overdue since")
