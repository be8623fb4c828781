"""Documents: found by their words, read with their quotes marked, quoted."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.evidence import public as evidence
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.platform import clock
from licet.web.desk.acting import act, status_of
from licet.web.desk.forms.evidence import QuoteForm, SearchForm
from licet.web.desk.opening import actor_of, officials, show


@officials(Permission.EVIDENCE_READ)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    sources = [(row.id, row.name) for row in evidence.source_list(actor=actor)]
    form = SearchForm(request.GET or None, sources=sources)
    given = form.cleaned_data if form.is_valid() else {}
    wanted = {"q": given.get("q", ""), "source": given.get("source", "")}
    page = evidence.search_documents(actor=actor, text=wanted["q"], source=wanted["source"] or None, after=request.GET.get("after") or None)
    more = f"?{urlencode(wanted | {'after': page.after})}" if page.after else ""
    return show(request, "evidence/search", {"form": form, "rows": page.rows, "more": more})


@officials(Permission.EVIDENCE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, document: str) -> HttpResponse:
    """Reading needs one permission, quoting another: whoever may not quote finds no such page to send to."""
    actor = actor_of(request)
    may_quote = actor.may(Permission.INCIDENT_RECORD)
    if request.method == "POST" and not may_quote:
        raise NotFound
    here = reverse("desk:evidence-document", args=[document])
    form = QuoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        response = act(
            request,
            form,
            lambda: evidence.quote_words(actor=actor, document=document, words=words, now=clock.now()),
            done=_("The words are quoted: they are marked below."),
            to=here,
        )
        if response:
            return response
    start = request.GET.get("from", "0")
    detail = evidence.access_document(actor=actor, document=document, start=int(start) if start.isascii() and start.isdecimal() else 0)
    return show(request, "evidence/document", {"detail": detail, "form": form, "may_quote": may_quote}, status=status_of(form))
