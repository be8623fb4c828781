"""Licences of the organisation."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from licet.kernel.permission import Permission
from licet.licences.public import LicenceFilters, LicenceStatus, access_licence, count_licences, licence_list
from licet.notices.public import MessageKind, messages_about
from licet.platform import clock
from licet.policy import public as policy
from licet.web.portal.forms import SearchForm
from licet.web.portal.opening import actor_of, exporters, show
from licet.web.portal.presenting.cases import appeals
from licet.web.portal.presenting.letters import message_row
from licet.web.portal.presenting.licences import CHECK_PATH, check_code, columns, conditions, licence_row, status_history, suspended_row
from licet.web.portal.views.places import place


@exporters(Permission.LICENCE_READ)
@require_safe
def licences(request: HttpRequest) -> HttpResponse:
    """All licences, newest first, whatever their status; or those that a search finds."""
    form, actor, after = SearchForm(request.GET), actor_of(request), place(request)
    if not form.is_valid():
        return show(request, "licences", {"form": form}, status=400)
    filters = LicenceFilters(search=form.cleaned_data["q"])
    page = licence_list(actor=actor, filters=filters, after=after)
    facts = {
        "form": form,
        "licences": [licence_row(row) for row in page.rows],
        "total": count_licences(actor=actor, filters=filters),
        "query": form.cleaned_data["q"],
        "after": page.after,
        "later": bool(after),
    }
    return show(request, "licences", facts)


@exporters(Permission.LICENCE_READ)
@require_safe
def licence(request: HttpRequest, series: str, year: int, number: str) -> HttpResponse:
    """What may leave under it, what remains, and what happened to it since."""
    actor = actor_of(request)
    row = access_licence(actor=actor, reference=f"{series} {year}/{number}")
    letters = list(messages_about(actor=actor, licences=[row.reference]))
    facts = {
        "licence": row,
        "shown": licence_row(row),
        "suspended": suspended_row(row, letters) if row.status == LicenceStatus.SUSPENDED else None,
        "conditions": conditions(row),
        "history": status_history(row, letters),
        "messages": [message_row(item) for item in letters],
        "document": next((message_row(item) for item in letters if item.kind == MessageKind.LICENCE), None),
        "columns": columns(),
        "check_code": check_code(row),
        "check_href": settings.LICET_BASE_URL.rstrip("/") + CHECK_PATH,
        "appeals": appeals([item for item in letters if item.kind != MessageKind.REINSTATEMENT][:1], policy.today(clock.now())),
    }
    return show(request, "licence", facts)
