"""Freezing, outcomes as a board, and putting them up for signature as one act."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from licet.decisions import public as decisions
from licet.kernel.permission import Permission
from licet.platform import clock
from licet.policy import public as policy
from licet.reviews import public as reviews
from licet.reviews.public import Outcome, OutcomeSet, ReviewDetail
from licet.web.components.tables import Pages, with_query
from licet.web.desk.acting import act, bound, revision_of, status_of
from licet.web.desk.forms.reviews import DOUBT, NARROWER, FreezeForm, ProposeReviewForm, ReviewOutcomesForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import reviews as presenting
from licet.web.desk.presenting import words
from licet.web.desk.presenting.holds import departure_choices
from licet.web.desk.views.reviews.looking import page_of

ROWS = 50


def _found(request: HttpRequest, reference: str) -> ReviewDetail:
    return reviews.access_review(actor=actor_of(request), reference=reference)


@officials(Permission.REVIEW_WORK, Permission.REVIEW_READ)
@require_POST
def freeze(request: HttpRequest, reference: str) -> HttpResponse:
    form = FreezeForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        done = act(
            request,
            form,
            lambda: reviews.freeze(
                actor=actor_of(request),
                review=reference,
                now=clock.now(),
                revision=revision_of(form),
                even_everything=given["everything"],
            ),
            done=_("The list is frozen. Decide the outcome of each licence in it."),
            to=reverse("desk:review-outcomes", args=[reference]),
        )
        if done:
            return done
    return page_of(request, _found(request, reference), freeze=form)


@officials(Permission.REVIEW_WORK, Permission.REVIEW_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def outcomes(request: HttpRequest, reference: str) -> HttpResponse:
    """Fifty licences at a time; an outcome for those ticked, for the rest, or for a narrower scope."""
    found = _found(request, reference)
    departures = departure_choices(decisions.departures_in_force(policy.today(clock.now())))
    version = {"version": found.review.revision, "which": "rest"}
    form = bound(ReviewOutcomesForm, request, departures=departures, initial=version)
    if request.method == "POST" and form.is_valid():
        done = act(
            request,
            form,
            lambda: reviews.decide_outcomes(
                actor=actor_of(request), review=reference, sets=[_set(form)], now=clock.now(), revision=revision_of(form)
            ),
            done=_("The outcomes were noted. Nothing happens to a licence until they are signed."),
            to=reverse("desk:review-outcomes", args=[reference]),
        )
        if done:
            return done
    return _board(request, found, form)


def _set(form: ReviewOutcomesForm) -> OutcomeSet:
    given = form.cleaned_data
    return OutcomeSet(
        outcome=Outcome(given["outcome"]),
        reasons=given["reasons"],
        licences=given["licences"],
        scope=given["scope"] if given["which"] == NARROWER else None,
        departure=given["departure"],
        in_doubt=given["which"] == DOUBT,
    )


def _board(request: HttpRequest, found: ReviewDetail, form: ReviewOutcomesForm) -> HttpResponse:
    shown, after = request.GET.get("outcome", ""), request.GET.get("after", "")
    wanted = Outcome(shown) if shown in set(Outcome) else None
    undecided = shown == "undecided"
    rows = reviews.outcome_rows(found.frozen, outcome=wanted, undecided=undecided, after=after, limit=ROWS + 1) if found.frozen else []
    pages = Pages(
        shown=len(rows[:ROWS]),
        previous=with_query(request.GET, after=None) if after else None,
        next=with_query(request.GET, after=rows[ROWS - 1].licence.reference) if len(rows) > ROWS else None,
    )
    facts: dict[str, Any] = {
        "head": presenting.head(found),
        "columns": _columns(found),
        "rows": presenting.board(rows[:ROWS], reviews.standings(rows[:ROWS], today=policy.today(clock.now()))),
        "ticked": set(request.POST.getlist("licence")),
        "pages": pages,
        "form": form,
        "undecided": found.undecided,
    }
    return show(request, "reviews/outcomes", facts, status=status_of(form))


def _columns(found: ReviewDetail) -> list[dict[str, Any]]:
    """The board's columns: how many licences have which outcome, each a link to them."""
    counts = found.counts[found.frozen.pk] if found.frozen else {}
    kinds = [("undecided", _("not decided"), counts.get("", 0))]
    kinds += [(item.value, words.review_outcome(item.value), counts.get(item.value, 0)) for item in Outcome]
    return [{"figure": f"{count:,}", "words": word, "note": "", "links": _show_these(key) if count else []} for key, word, count in kinds]


def _show_these(key: str) -> list[dict[str, str]]:
    return [{"text": _("show these"), "href": f"?outcome={key}"}]


@officials(Permission.REVIEW_WORK, Permission.ACT_PROPOSE, Permission.REVIEW_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    """Why it cannot be proposed yet stands before the form."""
    found = _found(request, reference)
    form = bound(ProposeReviewForm, request, initial={"version": found.review.revision})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = act(
            request,
            form,
            lambda: reviews.propose_act(
                actor=actor_of(request),
                review=reference,
                legal_basis=given["legal_basis"],
                reasons=given["reasons"],
                now=clock.now(),
                revision=revision_of(form),
            ),
            done=_("It was proposed as one act. Nothing changes until it is signed."),
            to=reverse("desk:signing"),
        )
        if done:
            return done
    objections = reviews.objections(found.frozen, today=policy.today(clock.now())) if found.frozen else ()
    facts = {"form": form, "head": presenting.head(found), "freezings": presenting.freezings(found)[:1], "objections": objections}
    return show(request, "reviews/propose", facts, status=status_of(form))
