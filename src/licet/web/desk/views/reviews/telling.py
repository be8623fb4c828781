"""What the public is told of a review: progress, and its conclusion."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from licet.kernel.permission import Permission
from licet.platform import clock
from licet.reviews import public as reviews
from licet.web.desk.acting import act, bound, revision_of, status_of
from licet.web.desk.forms.reviews import ConcludeReviewForm, UpdateForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import reviews as presenting
from licet.web.desk.views.reviews.looking import page_of


@officials(Permission.REVIEW_WORK, Permission.REVIEW_READ)
@require_POST
def update(request: HttpRequest, reference: str) -> HttpResponse:
    form = UpdateForm(request.POST)
    if form.is_valid():
        done = act(
            request,
            form,
            lambda: reviews.update(actor=actor_of(request), review=reference, words=form.cleaned_data["words"], now=clock.now()),
            done=_("The update is published."),
            to=reverse("desk:review", args=[reference]),
        )
        if done:
            return done
    return page_of(request, reviews.access_review(actor=actor_of(request), reference=reference), update=form)


@officials(Permission.REVIEW_OPEN, Permission.REVIEW_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, reference: str) -> HttpResponse:
    found = reviews.access_review(actor=actor_of(request), reference=reference)
    form = bound(ConcludeReviewForm, request, initial={"version": found.review.revision})
    if request.method == "POST" and form.is_valid():
        done = act(
            request,
            form,
            lambda: reviews.conclude_review(
                actor=actor_of(request),
                review=reference,
                conclusion=form.cleaned_data["conclusion"],
                now=clock.now(),
                revision=revision_of(form),
            ),
            done=_("The review is concluded, and its answer is published."),
            to=reverse("desk:review", args=[reference]),
        )
        if done:
            return done
    facts = {"form": form, "head": presenting.head(found), "freezings": presenting.freezings(found)}
    return show(request, "reviews/conclude", facts, status=status_of(form))
