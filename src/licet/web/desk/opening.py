"""Opening the desk's pages: for officials only, never kept by a cache in between."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.web.components.access import requires, signed_in
from licet.web.components.pages import NavItem, page
from licet.web.components.shell import wired

type View = Callable[..., HttpResponse]

NAVIGATION = (
    NavItem(cast(str, _("Start")), "desk:home", Permission.CASE_LIST),
    NavItem(cast(str, _("Cases")), "desk:cases", Permission.CASE_LIST),
    NavItem(cast(str, _("For signature")), "desk:signing", Permission.DECISION_READ),
    NavItem(cast(str, _("For my decision")), "desk:minister", Permission.DEPARTURE_SIGN),
    NavItem(cast(str, _("Holds")), "desk:holds", Permission.HOLD_READ),
    NavItem(cast(str, _("Licences")), "desk:licences", Permission.LICENCE_READ),
    NavItem(cast(str, _("Assessments")), "desk:assessments", Permission.ASSESSMENT_READ),
    NavItem(
        cast(str, _("Evidence")), "desk:evidence", Permission.EVIDENCE_READ, ("desk:incidents", "desk:proceedings", "desk:official-lines")
    ),
    NavItem(cast(str, _("Reviews")), "desk:reviews", Permission.REVIEW_READ),
    NavItem(cast(str, _("Corrections")), "desk:corrections", Permission.FIGURE_CORRECT),
    NavItem(cast(str, _("Mail to lists")), "desk:list-mail", Permission.MESSAGE_SEND),
    NavItem(cast(str, _("People")), "desk:people", Permission.USER_MANAGE),
)


def officials(*permissions: Permission) -> Callable[[View], View]:
    """All of these permissions, and a place in the authority: to an exporter the desk is absent."""
    return lambda view: requires(*permissions)(_inside(view))


def every_official(*, reason: str) -> Callable[[View], View]:
    """Whoever has a place in the authority, whatever their role: the start page, on which nobody should find nothing."""
    return lambda view: signed_in(reason=reason)(_inside(view))


def _inside(view: View) -> View:
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if actor_of(request).organisation is not None:
            raise NotFound
        return view(request, *args, **kwargs)

    return never_cache(opened)


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def show(request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    return page(request, f"desk/{template}.html", context, navigation=NAVIGATION, status=status)


def concerns_waiting(actor: Actor) -> Any:
    """What ``project`` knows of the concerns that wait for this person; None for whoever answers none."""
    return wired("LICET_CONCERNS_WAITING")(actor) if actor.may(Permission.CONCERN_HANDLE) else None
