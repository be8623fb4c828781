"""Showing a page: one call from a view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import reverse

from licet.kernel.permission import Permission


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of a surface's navigation, shown to those who hold ``permission``; ``route`` takes no arguments.

    ``also`` are routes of other addresses that belong to the same part.
    """

    text: str
    route: str
    permission: Permission | None = None
    also: tuple[str, ...] = ()


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    navigation: Sequence[NavItem] = (),
    status: int = 200,
) -> HttpResponse:
    """Render a Jinja template with its surface's navigation."""
    request_id = getattr(request, "request_id", "")  # shown on error pages; the concerns surface has none
    data = {
        "navigation": navigation_links(request, navigation),
        "layout": layout(request.path),
        "request_id": request_id,
        **(context or {}),
    }
    words = engines["jinja2"].get_template(template).render(data, request)
    return HttpResponse(words, status=status)


def layout(path: str) -> str:
    """The layout of the surface that an address belongs to: an error page stays where the person was.

    The register's own process knows nobody: an address of another surface is absent there, on a public page.
    """
    if settings.LICET_SURFACE == "register":
        return "components/layouts/register.html"
    surface = next((name for name in ("desk", "portal", "account", "concerns") if path.startswith(f"/{name}")), "register")
    return f"components/layouts/{surface}.html"


def navigation_links(request: HttpRequest, items: Sequence[NavItem]) -> list[dict[str, Any]]:
    """Items for govuk's service navigation; the longest address that starts this page's address is the active one."""
    actor = getattr(request, "actor", None)
    allowed = [item for item in items if item.permission is None or (actor and actor.may(item.permission))]
    links = [{"text": str(item.text), "href": reverse(item.route)} for item in allowed]
    under = [
        (len(begins), link)
        for item, link in zip(allowed, links, strict=True)
        for begins in (link["href"], *map(reverse, item.also))
        if request.path.startswith(begins)
    ]
    _, here = max(under, key=lambda pair: pair[0], default=(0, None))
    return [_marked(link, request.path) if link is here else link for link in links]


def _marked(link: dict[str, Any], path: str) -> dict[str, Any]:
    return {**link, "current": link["href"] == path, "active": True}
