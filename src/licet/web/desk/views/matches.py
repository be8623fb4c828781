"""Possible matches with watchlists that nobody has settled: on live licences and on pending cases."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licet.kernel.permission import Permission
from licet.reviews import public as reviews
from licet.reviews.public import MatchedOn, Matches
from licet.screening import public as screening
from licet.web.components.tables import Pages, with_query
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import matches as presenting


@officials(Permission.HIT_ADJUDICATE, Permission.HIT_READ, Permission.CASE_READ, Permission.LICENCE_READ)
@require_safe
def matches(request: HttpRequest) -> HttpResponse:
    """For whoever may settle them, the oldest first, licences and cases apart. At most five queries."""
    actor = actor_of(request)
    counts = reviews.match_counts(actor=actor)
    after = {on: given for on in MatchedOn if (given := request.GET.get(_cursor(on)))}
    found = reviews.open_matches(actor=actor, on=[on for on in MatchedOn if counts[on]], after=after)
    facts = {
        "parts": [_part(request, on, page, counts[on]) for on, page in found.items()],
        "lists": presenting.in_force(screening.access_lists(actor=actor)),
    }
    return show(request, "matches", facts)


def _cursor(on: MatchedOn) -> str:
    return f"{on.value}-after"


def _part(request: HttpRequest, on: MatchedOn, found: Matches, count: int) -> dict[str, Any]:
    name = _cursor(on)
    pages = Pages(
        shown=len(found.rows),
        total=count,
        previous=with_query(request.GET, **{name: None}) if name in request.GET else None,
        next=with_query(request.GET, **{name: found.after}) if found.after else None,
    )
    title = _("On live licences") if on is MatchedOn.LICENCE else _("On pending cases")
    return {"on": on.value, "title": title, "rows": [presenting.match(item) for item in found.rows], "pages": pages}
