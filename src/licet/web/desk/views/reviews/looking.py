"""The list of reviews, and one review: its question, its plan, what was frozen, what followed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from licet.kernel.permission import Permission
from licet.people.public import names_of
from licet.reviews import public as reviews
from licet.reviews.public import ReviewDetail, ReviewStatus
from licet.web.desk.forms.reviews import FreezeForm, UpdateForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import acts
from licet.web.desk.presenting import reviews as presenting

AT_WORK = (ReviewStatus.OPEN, ReviewStatus.FROZEN, ReviewStatus.APPLIED)


@officials(Permission.REVIEW_READ)
@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = [presenting.row(item) for item in reviews.review_list(actor=actor)]
    return show(request, "reviews/list", {"rows": rows, "may_open": actor.may(Permission.REVIEW_OPEN)})


@officials(Permission.REVIEW_READ)
@require_safe
def review(request: HttpRequest, reference: str) -> HttpResponse:
    return page_of(request, reviews.access_review(actor=actor_of(request), reference=reference))


def page_of(
    request: HttpRequest, found: ReviewDetail, *, freeze: FreezeForm | None = None, update: UpdateForm | None = None
) -> HttpResponse:
    """The review; ``freeze`` and ``update`` are forms that came back with an error."""
    actor, row = actor_of(request), found.review
    works = actor.may(Permission.REVIEW_WORK)
    at_work = found.status in AT_WORK
    plan = reviews.plan(actor=actor, scope=row.to_scope(), named=row.named) if found.status is not ReviewStatus.CONCLUDED else None
    first = reviews.list_licences_in_plan(actor=actor, scope=row.to_scope(), named=row.named) if plan else ()
    facts = {
        "head": presenting.head(found),
        "plan": presenting.plan(plan, row.named, first) if plan else None,
        "freezings": presenting.freezings(found),
        "undecided": found.undecided,
        "come_since": reviews.come_since(found.frozen, row.named) if found.frozen and at_work else 0,
        "updates": presenting.updates(found, names_of({item.updated_by for item in row.updates.all()})),
        "triggers": sorted(row.triggers.all(), key=lambda item: item.reference),
        "follows": acts.follows(found.progress()),
        "freeze": freeze or (FreezeForm(initial={"version": row.revision}) if works and at_work else None),
        "update": update or (UpdateForm() if works and found.status is not ReviewStatus.CONCLUDED else None),
        "may_decide": works and found.status is ReviewStatus.FROZEN,
        "may_scope": works and at_work,
        "may_propose": works and actor.may(Permission.ACT_PROPOSE) and found.status is ReviewStatus.FROZEN and not found.undecided,
        "may_conclude": actor.may(Permission.REVIEW_OPEN) and at_work,
    }
    form = freeze or update
    if form is not None:
        facts["form"] = form
    return show(request, "reviews/page", facts, status=400 if form is not None else 200)
