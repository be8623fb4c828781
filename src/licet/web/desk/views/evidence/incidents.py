"""Incidents: the list, one with its versions and who changed which words, recording and revising."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.evidence import public as evidence
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.permission import Permission
from licet.kernel.typed import read_typed
from licet.people.public import names_of
from licet.platform import clock
from licet.policy import public as policy
from licet.web.desk.acting import act, bound, status_of
from licet.web.desk.forms.evidence import IncidentFilterForm, IncidentForm, MoveIncidentForm, filled, sent_rows
from licet.web.desk.forms.evidence.rows import CASUALTIES, EMPTY, PARTIES
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import mapped, recorded

MOST_QUOTES = 20
MORE = "more:"


@officials(Permission.EVIDENCE_READ)
@require_safe
def incident_list(request: HttpRequest) -> HttpResponse:
    """A page of the list, and a map of all that its filter finds."""
    actor, form = actor_of(request), IncidentFilterForm(request.GET or None)
    filters = form.filters()
    page = evidence.incident_list(actor=actor, filters=filters, after=request.GET.get("after") or None)
    shown = mapped.by_standing(evidence.incident_places(actor=actor, filters=filters))
    kept = {name: request.GET.get(name, "") for name in form.fields}
    more = f"?{urlencode(kept | {'after': page.after})}" if page.after else ""
    facts = {"form": form, "rows": page.rows, "more": more, "places": policy.destination_names()}
    return show(request, "evidence/incidents", facts | shown)


@officials(Permission.EVIDENCE_READ)
@require_safe
def incident(request: HttpRequest, reference: str) -> HttpResponse:
    actor = actor_of(request)
    detail = evidence.access_incident(actor=actor, incident=reference)
    current = detail.current
    words = evidence.in_words(current.draft, {item.span: item.quote for item in current.quotes})
    facts = {
        "detail": detail,
        "items": [{"key": label, "value": text} for label, text in words.items() if text and label != "Quotes"],
        "names": names_of({item.made_by for item in detail.versions}),
        "place": policy.destination_name(detail.destination),
        "may_record": actor.may(Permission.INCIDENT_RECORD),
    }
    return show(request, "evidence/incident", facts)


@officials(Permission.INCIDENT_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """An incident from the quotes that were chosen; what was typed stays where it is refused."""
    actor = actor_of(request)
    sent = request.POST.get("quotes", "").split() if request.method == "POST" else request.GET.getlist("quote")
    spans = _spans(request, sent, MOST_QUOTES)
    initial = {"quotes": " ".join(spans), "standing": "registered"}
    form = IncidentForm(request.POST if request.method == "POST" else None, spans=spans, count=_rows(request), initial=initial)
    if _to_act_on(request, form):
        response = act(
            request,
            form,
            lambda: evidence.record_incident(actor=actor, draft=form.draft(), now=clock.now()),
            done=_("The incident is recorded."),
            to=reverse("desk:incidents"),
        )
        if response:
            return response
    facts = {"form": form, "spans": spans.values(), "title": _("Record an incident"), "back_to": reverse("desk:evidence")}
    return show(request, "evidence/incident_form", facts, status=status_of(form))


@officials(Permission.INCIDENT_RECORD)
@require_safe
def add_quotes(request: HttpRequest) -> HttpResponse:
    """Chosen quotes go to an incident that there is: its next version is written from all that stands and these."""
    named = read_typed(request.GET.get("incident", "")).upper()
    try:
        detail = evidence.access_incident(actor=actor_of(request), incident=named)
    except NotFound:
        said = _("There is no incident “%(named)s”: give its reference as the list of incidents has it.")
        raise Invalid(said % {"named": named[:40]}, place="incident") from None
    quotes = urlencode([("quote", span) for span in request.GET.getlist("quote")])
    return HttpResponseRedirect(f"{reverse('desk:incident-revise', args=[detail.reference])}?{quotes}")


@officials(Permission.INCIDENT_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, reference: str) -> HttpResponse:
    """The next version, from all that stands; a stale form shows both."""
    actor = actor_of(request)
    current = evidence.access_incident(actor=actor, incident=reference).current
    cited = [item.span for item in current.draft.cited]
    sent = request.POST.get("quotes", "").split() if request.method == "POST" else [*cited, *request.GET.getlist("quote")]
    spans, standing = (_spans(request, ids, len(cited) + MOST_QUOTES) for ids in (sent, cited))
    form = IncidentForm(
        request.POST if request.method == "POST" else None,
        spans=spans,
        also=standing if request.POST.get("version") != str(current.number) else None,
        count=_rows(request, current.draft),
        before=current.draft,
        initial=filled(current.draft, current.number) | {"quotes": " ".join(spans)},
    )
    here = reverse("desk:incident", args=[reference])
    if _to_act_on(request, form):
        given = form.cleaned_data
        response = act(
            request,
            form,
            lambda: evidence.revise_incident(
                actor=actor,
                incident=reference,
                draft=form.draft(),
                reason=given["reason"],
                expected_version=given["version"],
                now=clock.now(),
            ),
            done=_("The incident is revised."),
            to=here,
            current=lambda: filled(current.draft, current.number, [*spans, *(span for span in cited if span not in spans)]),
        )
        if response:
            return response
    facts = {"form": form, "spans": spans.values(), "title": _("Revise %(reference)s") % {"reference": reference}, "back_to": here}
    return show(request, "evidence/incident_form", facts, status=status_of(form))


def _rows(request: HttpRequest, before: evidence.IncidentDraft | None = None) -> dict[str, int]:
    """Rows of casualties and of parties: those that stand and two empty ones; of a sent page its own, and two more where asked for."""
    kept = {CASUALTIES: before.casualties if before else (), PARTIES: before.attributions if before else ()}
    if request.method != "POST":
        return {kind: len(items) + EMPTY for kind, items in kept.items()}
    asked = request.POST.get("do", "").removeprefix(MORE)
    return {kind: max(len(items), sent_rows(request.POST, kind)) + EMPTY * (kind == asked) for kind, items in kept.items()}


def _to_act_on(request: HttpRequest, form: IncidentForm) -> bool:
    """Not where the page was opened, or sent for more rows: then it comes back as typed, and without complaint."""
    if request.method != "POST":
        return False
    valid = form.is_valid()
    if request.POST.get("do", "").startswith(MORE):
        form.errors.clear()
        return False
    return valid


def _spans(request: HttpRequest, ids: list[str], most: int) -> dict[str, evidence.Span]:
    """The chosen quotes in the order in which they were chosen."""
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > most:
        raise Invalid(f"Choose {most} quotes at most.", place="quotes")
    found = evidence.spans_by_id(actor=actor_of(request), spans=wanted)
    return {span: found[span] for span in wanted if span in found}


@officials(Permission.INCIDENT_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """An incident recorded under the wrong destination: it is set aside here, and recorded anew where it belongs."""
    actor, to = actor_of(request), reverse("desk:incident", args=[reference])
    detail = evidence.access_incident(actor=actor, incident=reference)
    form = bound(MoveIncidentForm, request, initial={"version": detail.current.number, "conflict": detail.conflict})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        response = act(
            request,
            form,
            lambda: evidence.move_incident(
                actor=actor,
                incident=reference,
                destination=given["destination"],
                conflict=given["conflict"],
                reason=given["reason"],
                expected_version=given["version"],
                now=clock.now(),
            ),
            done=_("The incident is set aside here and recorded anew where it belongs: the newest version names it."),
            to=to,
        )
        if response:
            return response
    title = _("Move %(reference)s to another destination or conflict") % {"reference": reference}
    facts = {"form": form, "title": title, "back_to": to, "sends": _("Move and publish")}
    note = _("It is set aside here and recorded anew where it belongs, under another reference.")
    facts["about"] = {"title": _("What is moved"), "rows": recorded.incident_rows(detail), "note": note}
    return show(request, "evidence/fact_form", facts, status=status_of(form))
