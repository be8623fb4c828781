"""Sources: who says it, how reliable they are judged to be, and each judgement with its reasons."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.evidence import public as evidence
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.people.public import names_of
from licet.platform import clock
from licet.web.desk.acting import act, status_of
from licet.web.desk.forms.evidence import SourceForm
from licet.web.desk.opening import actor_of, officials, show


@officials(Permission.EVIDENCE_READ)
@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    return show(request, "evidence/sources", {"rows": evidence.source_list(actor=actor_of(request))})


@officials(Permission.EVIDENCE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, source: str) -> HttpResponse:
    """Reading needs one permission, judging another: whoever may not judge finds no such page to send to."""
    actor = actor_of(request)
    may_judge = actor.may(Permission.SOURCE_GRADE)
    if request.method == "POST" and not may_judge:
        raise NotFound
    row = next((item for item in evidence.source_list(actor=actor) if item.id == source), None)
    if row is None:
        raise NotFound("source")
    stands = {"kind": row.standing.kind.value, "reliability": row.standing.reliability.value}
    stands |= {"reasons": row.standing.reasons}
    form = SourceForm(request.POST if request.method == "POST" else None, initial=stands | {"reasons": "", "version": row.standing.number})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        response = act(
            request,
            form,
            lambda: evidence.grade_source(
                actor=actor,
                source=source,
                kind=evidence.SourceKind(given["kind"]),
                reliability=evidence.Reliability(given["reliability"]),
                reasons=given["reasons"],
                expected=given["version"],
                now=clock.now(),
            ),
            done=_("The source is judged. Incidents recorded from now on stand on this judgement."),
            to=reverse("desk:evidence-source", args=[source]),
            current=lambda: stands,
        )
        if response:
            return response
    history = evidence.grade_history(actor=actor, source=source)
    names = names_of({item.graded_by for item in history})
    facts = {"row": row, "history": history, "names": names, "form": form, "may_judge": may_judge}
    return show(request, "evidence/source", facts, status=status_of(form))
