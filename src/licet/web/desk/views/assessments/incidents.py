"""Findings of incidents, a page of the table at a time."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licet.assessments import public as assessments
from licet.assessments.public import Assessment, Breach, IncidentFindingDraft, VersionDraft
from licet.evidence import public as evidence
from licet.evidence.public import IncidentVersion
from licet.web.components.filters import day
from licet.web.desk.acting import status_of
from licet.web.desk.forms.assessments import IncidentsForm
from licet.web.desk.forms.assessments.incidents import Shown
from licet.web.desk.opening import show
from licet.web.desk.presenting.assessments import page
from licet.web.desk.views.assessments.drafting import EDITS, form_of, save
from licet.web.desk.views.assessments.reading import view_of

AT_ONCE = 15
ADD = "add:"


def _filters() -> dict[str, str]:
    return {
        "": _("All"),
        "none": _("Without a finding"),
        "insufficient": _("Insufficient evidence"),
        "moved": _("Quoted in an older version"),
    }


@EDITS
@require_http_methods(["GET", "HEAD", "POST"])
def incidents(request: HttpRequest, reference: str) -> HttpResponse:
    view = view_of(request, reference)
    latest = assessments.latest_revision(view.row)
    wanted = request.GET.get("show", "")
    found = _by_incident(latest.to_domain())
    known = _known(view.row, found)
    rows = [item for item in known if _wanted(item, found[item.incident.reference], wanted)]
    number = min(_page_number(request), max((len(rows) - 1) // AT_ONCE, 0))
    shown = [_shown(item) for item in rows[number * AT_ONCE : (number + 1) * AT_ONCE]]
    if request.method == "POST":  # what was on the page when it was sent, whatever the filter says now
        sent = {name.split("-")[1] for name in request.POST if name.startswith("rule-")}
        shown = [_shown(item) for item in known if item.pk in sent]
    options: dict[str, Any] = {"shown": shown, "more": _more(request, shown)}
    form = form_of(IncidentsForm, request, latest, **options)
    here = f"{reverse('desk:assessment-incidents', args=[reference])}?{urlencode({'show': wanted, 'page': number + 1})}"
    if request.method == "POST":
        if request.POST.get("do", "").startswith(ADD):
            form.is_valid()
            form.errors.clear()
        elif form.is_valid():
            response = save(request, form, latest, to=here, **options)
            if response:
                return response
    pages = range(1, (len(rows) + AT_ONCE - 1) // AT_ONCE + 1)
    facts = {
        "head": page.header(view, "draft"),
        "form": form,
        "filters": [(key, words, key == wanted) for key, words in _filters().items()],
        "count": len(rows),
        "pages": [(each, f"?{urlencode({'show': wanted, 'page': each})}") for each in pages],
        "current": number + 1,
        "here": here,
    }
    return show(request, "assessments/edit_incidents", facts, status=status_of(form))


def _known(row: Assessment, found: Mapping[str, object]) -> list[IncidentVersion]:
    """Of each incident the version that stands; of those set aside only what still has a finding to take out."""
    rows = evidence.current_versions(destination=row.destination, conflict=row.conflict, with_set_aside=True)
    return [item for item in rows if item.standing != evidence.Standing.SET_ASIDE or item.incident.reference in found]


def _by_incident(content: VersionDraft) -> dict[str, list[IncidentFindingDraft]]:
    found: dict[str, list[IncidentFindingDraft]] = defaultdict(list)
    for row in content.incidents:
        found[row.incident].append(row)
    return found


def _wanted(item: IncidentVersion, found: list[IncidentFindingDraft], wanted: str) -> bool:
    return {
        "none": not found,
        "insufficient": any(row.finding is Breach.INSUFFICIENT for row in found),
        "moved": any(row.incident_version != item.pk for row in found),
    }.get(wanted, True)


def _shown(item: IncidentVersion) -> Shown:
    said = f"{day(item.date_from)} · {item.incident.reference} · {item.grade}"
    href = reverse("desk:incident", args=[item.incident.reference])
    return Shown(
        reference=item.incident.reference,
        version=item.pk,
        number=item.number,
        title=item.title,
        words=said,
        href=href,
        set_aside=item.standing == evidence.Standing.SET_ASIDE,
    )


def _more(request: HttpRequest, shown: list[Shown]) -> dict[str, int]:
    """How many rows each incident had on the page that was sent, and one more where another rule was asked for."""
    sent = Counter(name.split("-")[1] for name in request.POST if name.startswith("rule-"))
    asked = request.POST.get("do", "").removeprefix(ADD)
    return {item.reference: sent[item.version] + (item.reference == asked) for item in shown if item.version in sent}


def _page_number(request: HttpRequest) -> int:
    given = request.GET.get("page", "")
    return int(given) - 1 if given.isascii() and given.isdigit() and 0 < len(given) < 5 and given != "0" else 0
