"""Concluding a draft: what is missing, what must be read, what each scope takes now, and then one button."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.assessments import public as assessments
from licet.decisions import public as decisions
from licet.kernel.permission import Permission
from licet.licences import public as licences
from licet.people.public import names_of
from licet.platform import clock
from licet.policy import public as policy
from licet.web.components.filters import listed
from licet.web.desk.acting import act, bound, revision_of, status_of
from licet.web.desk.forms.assessments import AcceptForm, ConcludeForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import acts
from licet.web.desk.presenting.assessments import coverage, page
from licet.web.desk.presenting.assessments import what_if as presenting
from licet.web.desk.views.assessments.reading import view_of


@officials(Permission.ASSESSMENT_CONCLUDE, Permission.ASSESSMENT_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, reference: str) -> HttpResponse:
    view, actor = view_of(request, reference), actor_of(request)
    latest, today = view.draft or assessments.latest_revision(view.row), policy.today(clock.now())
    before = assessments.before_concluding(actor=actor, row=view.row, today=today, latest=latest)
    form = bound(ConcludeForm, request, before=before, initial={"version": before.revision})
    if request.method == "POST" and form.is_valid():
        response = act(
            request,
            form,
            lambda: assessments.conclude(
                actor=actor,
                assessment=view.row.pk,
                expected_revision=revision_of(form),
                now=clock.now(),
                warned=form.cleaned_data["read"],
                reason=form.cleaned_data["reason"],
            ),
            done=_("Version %(number)s is concluded. The gate reads it from now on.") % {"number": view.row.drafting},
            to=reverse("desk:assessment", args=[reference]),
        )
        if response:
            return response
    if form.is_bound:  # something came between: what is shown is what stands now
        before = assessments.before_concluding(actor=actor, row=view.row, today=today)
        form.show_again(before)
    content = latest.to_domain()
    names = names_of({before.last_author, *before.authors})
    facts = {
        "head": page.header(view, "draft"),
        "form": form,
        "before": before,
        "warnings": page.warnings(before.warnings),
        "number": view.row.drafting,
        "own": actor.id in before.authors,
        "authors": listed(names.get(who, who) for who in before.authors),
        "last_author": names.get(before.last_author, before.last_author),
        "conclusions": page.conclusions((), content),
        "coverage": coverage.sentence(assessments.coverage_of(view.row.destination, view.row.conflict, content)),
        "unanswered": page.unanswered(content),
        "summary": content.public_summary,
        "concerns": acts.near(view.row.topics, _("know before you conclude; ask the nominated officer")),
    }
    return show(request, "assessments/conclude", facts, status=status_of(form))


@officials(Permission.ASSESSMENT_EDIT, Permission.ASSESSMENT_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, reference: str) -> HttpResponse:
    """An author accepts by name what a *no clear risk* lacks of the full requirement."""
    view, actor = view_of(request, reference), actor_of(request)
    before = assessments.before_concluding(actor=actor, row=view.row, today=policy.today(clock.now()))
    form = bound(AcceptForm, request, before=before, initial={"version": before.revision})
    if request.method == "POST" and form.is_valid():
        response = act(
            request,
            form,
            lambda: assessments.accept_shortfalls(
                actor=actor,
                assessment=view.row.pk,
                expected_revision=revision_of(form),
                accepted=form.cleaned_data["accepted"],
                now=clock.now(),
            ),
            done=_("You accepted it by name. Another person concludes the version."),
            to=reverse("desk:assessment-draft", args=[reference]),
        )
        if response:
            return response
    facts = {"head": page.header(view, "draft"), "form": form, "title": _("Accept what is missing")}
    if not before.to_accept:
        facts["nothing"] = _("Nothing waits to be accepted: no conclusion lacks anything that an author has not accepted yet.")
    return show(request, "assessments/edit_form", facts, status=status_of(form))


@officials(Permission.ASSESSMENT_READ, Permission.LICENCE_READ, Permission.CASE_READ)
@require_safe
def what_if(request: HttpRequest, reference: str) -> HttpResponse:
    """What the draft would do to live licences and open cases, if it were concluded as it stands."""
    view, today = view_of(request, reference), policy.today(clock.now())
    content = (view.draft or assessments.latest_revision(view.row)).to_domain()
    drafted = assessments.read_drafted_conclusions(content, assessments.coverage_of(view.row.destination, view.row.conflict, content))
    of_licences = licences.what_if(draft=drafted, today=today, replaces=reference)
    of_cases = decisions.what_if(draft=drafted, today=today, replaces=reference)
    facts = {
        "head": page.header(view, "draft"),
        "number": view.row.drafting,
        "conclusions": presenting.conclusions(drafted),
        "rows": presenting.rows(of_licences, of_cases),
        "nothing": presenting.takes_nothing(of_licences, of_cases),
        "everything": presenting.takes_everything(of_licences, of_cases),
    }
    return show(request, "assessments/what_if", facts)
