"""What was recorded of a proceeding, an official line or an incident, above a form that withdraws or moves it."""

from django.utils.translation import gettext as _

from licet.evidence.public import IncidentDetail, OfficialLineDraft, ProceedingDraft, when
from licet.policy import public as policy
from licet.web.components.filters import day, known_day


def proceeding_rows(draft: ProceedingDraft) -> list[dict[str, str]]:
    days = ((_("Sought"), draft.sought_on), (_("Issued"), draft.issued_on), (_("Refused"), draft.refused_on))
    return _rows(
        (_("Destination"), policy.destination_name(draft.destination)),
        (_("Title"), draft.title),
        (_("Court or body"), f"{draft.court} ({draft.kind})"),
        *((what, known_day(known)) for what, known in days if known),
        (_("What it says"), draft.text),
    )


def line_rows(draft: OfficialLineDraft) -> list[dict[str, str]]:
    return _rows(
        (_("Destination"), policy.destination_name(draft.destination)),
        (_("The words"), f"“{draft.words}”"),
        (_("By which office"), draft.said_by),
        (_("Where"), draft.venue),
        (_("Said on"), day(draft.said_on)),
    )


def incident_rows(detail: IncidentDetail) -> list[dict[str, str]]:
    draft = detail.current.draft
    return _rows(
        (_("Recorded now under"), f"{policy.destination_name(detail.destination)}, {detail.conflict}"),
        (_("Title"), draft.title),
        (_("When"), when(draft.date_from, draft.date_to)),
        (_("Place"), draft.place),
        (_("Grade"), detail.current.grade.value),
        (_("What happened"), draft.summary),
    )


def _rows(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in pairs]
