"""Triggers: what waits to be taken up, what is overdue and with whom it lies."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.kernel.permission import Permission
from licet.platform import clock
from licet.policy import public as policy
from licet.reviews import public as reviews
from licet.reviews.public import TriggerState
from licet.web.desk.acting import act, bound, status_of
from licet.web.desk.forms.reviews import DismissForm, RaiseForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import triggers as presenting

CLOSED = 25


@officials(Permission.REVIEW_READ)
@require_safe
def trigger_list(request: HttpRequest) -> HttpResponse:
    """Open ones, first due first; then those closed lately, which say what became of them."""
    actor, today = actor_of(request), policy.today(clock.now())
    closed = [
        *reviews.trigger_list(actor=actor, state=TriggerState.TAKEN, limit=CLOSED),
        *reviews.trigger_list(actor=actor, state=TriggerState.DISMISSED, limit=CLOSED),
    ]
    waiting = reviews.trigger_list(actor=actor, state=TriggerState.OPEN)
    gone = reviews.causes_gone(waiting)
    facts = {
        "open": [presenting.trigger(item, today, gone.get(item.reference)) for item in waiting],
        "closed": [presenting.trigger(item, today) for item in sorted(closed, key=lambda item: item.reference, reverse=True)],
        "levels": policy.pack().trigger_levels,
        "may_raise": actor.may(Permission.TRIGGER_RAISE),
    }
    return show(request, "reviews/triggers", facts)


@officials(Permission.REVIEW_READ)
@require_safe
def trigger(request: HttpRequest, reference: str) -> HttpResponse:
    return _page(request, reference, None)


def _page(request: HttpRequest, reference: str, form: DismissForm | None) -> HttpResponse:
    actor = actor_of(request)
    item = reviews.access_trigger(actor=actor, reference=reference)
    row = presenting.trigger(item, policy.today(clock.now()), reviews.causes_gone([item]).get(item.reference))
    dismissing = form or (DismissForm() if row["open"] and actor.may(Permission.REVIEW_WORK) else None)
    facts = {"trigger": row, "dismiss": dismissing, "may_open": row["open"] and actor.may(Permission.REVIEW_OPEN)}
    if form is not None:
        facts["form"] = form
    return show(request, "reviews/trigger", facts, status=status_of(form) if form is not None else 200)


@officials(Permission.REVIEW_WORK, Permission.REVIEW_READ)
@require_http_methods(["POST"])
def dismiss(request: HttpRequest, reference: str) -> HttpResponse:
    form = DismissForm(request.POST)
    if form.is_valid():
        done = act(
            request,
            form,
            lambda: reviews.dismiss_trigger(
                actor=actor_of(request), trigger=reference, reasons=form.cleaned_data["reasons"], now=clock.now()
            ),
            done=_("The trigger was dismissed with your reasons."),
            to=reverse("desk:triggers"),
        )
        if done:
            return done
    return _page(request, reference, form)


@officials(Permission.TRIGGER_RAISE, Permission.REVIEW_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def raise_trigger(request: HttpRequest) -> HttpResponse:
    """What an official knows and Licet does not."""
    form = bound(RaiseForm, request)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = act(
            request,
            form,
            lambda: reviews.raise_trigger(actor=actor_of(request), title=given["title"], scope=given["scope"], now=clock.now()),
            done=_("The trigger was raised, with what it touches."),
            to=reverse("desk:triggers"),
        )
        if done:
            return done
    return show(request, "reviews/raise", {"form": form}, status=status_of(form))
