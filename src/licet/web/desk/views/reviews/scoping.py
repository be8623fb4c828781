"""The scope builder: choose, read the sentence it makes, see what it takes now; then open a review, or give it another scope."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licet.kernel.permission import Permission
from licet.kernel.scope import Scope
from licet.platform import clock
from licet.policy import public as policy
from licet.reviews import public as reviews
from licet.reviews.public import Review
from licet.web.desk.acting import act, revision_of
from licet.web.desk.forms.reviews import OpenReviewForm, ReviewScopeForm, ScopeBuilder, filled
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import reviews as presenting


def _builder(request: HttpRequest, scope: Scope | None, named: Sequence[str] = ()) -> ScopeBuilder:
    """Bound by the address; else filled with the scope that is changed. Licences ``named`` one by one can be taken out in it."""
    actor = actor_of(request)
    chosen, licences = reviews.choices(actor=actor), reviews.named_licences(actor=actor, named=named)
    if request.GET.get("look"):
        return ScopeBuilder(request.GET, choices=chosen, named=licences)
    return ScopeBuilder(initial=filled(scope, chosen) if scope else {}, choices=chosen, named=licences)


def _plan(request: HttpRequest, scope: Scope, named: Sequence[str] = ()) -> presenting.PlanView:
    actor = actor_of(request)
    first = reviews.list_licences_in_plan(actor=actor, scope=scope, named=named)
    return presenting.plan(reviews.plan(actor=actor, scope=scope, named=named), named, first)


@officials(Permission.REVIEW_OPEN, Permission.REVIEW_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def open_review(request: HttpRequest) -> HttpResponse:
    """``trigger`` in the address names one that the review takes up: it is about what the trigger is about."""
    form = OpenReviewForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        made: list[str] = []
        done = act(
            request,
            form,
            lambda: made.append(_opened(request, form.cleaned_data)),
            done=_("The review is open. Its question and scope are published."),
            to=reverse("desk:reviews"),
        )
        if done:
            return HttpResponseRedirect(reverse("desk:review", args=made)) if made else done
    return _opening(request, form)


def _opened(request: HttpRequest, given: dict[str, Any]) -> str:
    actor, wanted = actor_of(request), [item for item in given["triggers"].split(";") if item]
    named = [name for item in wanted for name in reviews.access_trigger(actor=actor, reference=item).named]
    row = reviews.open_review(
        actor=actor,
        question=given["question"],
        commissioned_by=given["commissioned_by"],
        commissioned_on=given["commissioned_on"],
        scope=given["scope"],
        now=clock.now(),
        named=named,
        triggers=wanted,
        even_everything=given["everything"],
    )
    return row.reference


def _opening(request: HttpRequest, form: OpenReviewForm | None) -> HttpResponse:
    reference = request.GET.get("trigger", "") or (form["triggers"].value() if form else "")
    trigger = reviews.access_trigger(actor=actor_of(request), reference=reference) if reference else None
    builder = _builder(request, trigger.to_scope() if trigger else None)
    scope = builder.scope() if builder.is_bound and builder.is_valid() else None
    if scope is None and form is not None and not form["scope"].errors:
        scope = form.cleaned_data.get("scope")
    if scope is None and trigger and not builder.is_bound:
        scope = trigger.to_scope()
    named = trigger.named if trigger else ()
    initial = {"scope": scope.to_text() if scope else "", "triggers": reference, "commissioned_on": policy.today(clock.now())}
    shown = form or (OpenReviewForm(initial=initial) if scope is not None else None)
    if shown and scope is not None:
        shown.ask_for_everything(not scope.clauses() and not named)
    facts: dict[str, Any] = {
        "builder": builder,
        "plan": _plan(request, scope, named) if scope is not None else None,
        "opening": shown,
        "trigger": trigger,
    }
    if form is not None or builder.errors:
        facts["form"] = form if form is not None else builder
    return show(request, "reviews/open", facts, status=400 if "form" in facts and facts["form"].errors else 200)


@officials(Permission.REVIEW_WORK, Permission.REVIEW_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def change_scope(request: HttpRequest, reference: str) -> HttpResponse:
    """Plan against plan: what the review's scope takes now, beside what the other would take."""
    actor = actor_of(request)
    found = reviews.access_review(actor=actor, reference=reference)
    row, back = found.review, reverse("desk:review", args=[reference])
    form = ReviewScopeForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        command = _changing(request, row, form)
        done = act(request, form, command, done=_("The scope was changed: freeze it anew before anything is proposed."), to=back)
        if done:
            return done
    builder = _builder(request, row.to_scope(), row.named)
    looked = builder.is_bound and builder.is_valid()
    scope, kept = (builder.scope(), builder.kept(row.named)) if looked else (None, ())
    out = [item for item in row.named if item not in kept]
    given = {"scope": scope.to_text() if scope else "", "without": ";".join(out), "version": row.revision}
    changing = form or (ReviewScopeForm(initial=given) if scope is not None else None)
    taken = form.cleaned_data.get("scope") if form else scope
    if changing and taken is not None:
        changing.ask_for_everything(not taken.clauses() and not (form.kept(row.named) if form else kept))
    facts: dict[str, Any] = {
        "head": presenting.head(found),
        "builder": builder,
        "before": presenting.plan(reviews.plan(actor=actor, scope=row.to_scope(), named=row.named), row.named),
        "plan": _plan(request, scope, kept) if scope is not None else None,
        "changing": changing,
    }
    if form is not None or builder.errors:
        facts["form"] = form if form is not None else builder
    return show(request, "reviews/scope", facts, status=400 if "form" in facts and facts["form"].errors else 200)


def _changing(request: HttpRequest, row: Review, form: ReviewScopeForm) -> Callable[[], object]:
    return lambda: reviews.change_scope(
        actor=actor_of(request),
        review=row.reference,
        scope=form.cleaned_data["scope"],
        named=form.kept(row.named),
        even_everything=form.cleaned_data["everything"],
        now=clock.now(),
        revision=revision_of(form),
    )
