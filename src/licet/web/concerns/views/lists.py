from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from licet.concerns import public as concerns
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.web.components.access import requires
from licet.web.concerns.opening import actor_of, show, today
from licet.web.concerns.presenting import downloads
from licet.web.concerns.silence import faults


@requires(Permission.CONCERN_HANDLE)
@require_safe
def handling(request: HttpRequest) -> HttpResponse:
    """What waits for whoever answers at a level; never what they are named or involved in."""
    actor = actor_of(request)
    concerns.require_handler(actor)
    found = concerns.handler_list(actor=actor, today=today())
    waiting = [row for row in found.waiting if row.here and row.status is concerns.Status.OPEN]
    worse = [row for row in found.waiting if row.treated_worse]
    promised = [row for row in found.waiting if row.promised and row not in waiting]
    promised.sort(key=lambda row: (row.promised_by, row.concern))
    others = [row for row in found.waiting if row not in waiting and row not in worse and row not in promised]
    facts: dict[str, Any] = {"waiting": waiting, "worse": worse, "promised": promised, "others": others}
    facts |= {"broken": found.broken, "levels": concerns.levels(), "me": actor, "faults": faults()[:5]}
    return show(request, "handling", facts)


@requires(Permission.CONCERN_FIGURES_READ)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    day = today()
    facts = {"performance": concerns.figures(today=day), "late": concerns.overdue_now(today=day), "levels": concerns.levels()}
    return show(request, "figures", facts | {"asked": concerns.follow_up_figures(today=day), "me": actor_of(request)})


@requires(Permission.CONCERN_HANDLE)
@require_safe
def attachment(request: HttpRequest, concern: str, number: int) -> HttpResponse:
    actor = actor_of(request)
    seen = concerns.access_concern(actor=actor, concern=concern, today=today())
    about = next((each for each in seen.attachments if each.number == number), None)
    if about is None:
        raise NotFound("attachment")
    return downloads.download(about, concerns.attachment_for_handler(actor=actor, concern=concern, number=number))
