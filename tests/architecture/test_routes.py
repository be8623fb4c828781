"""Every address says who may open it, or stands on the public list with its reason (docs/reference/routes.md)."""

from __future__ import annotations

from licet.kernel.permission import Permission
from licet.project.reference.routes import Route, routes


def test_every_route_is_marked() -> None:
    unmarked = [route.address for route in routes() if not route.permissions and not route.reason]
    assert unmarked == [], "mark the view with @requires(Permission…) or @public(reason=…) of licet.web.components.access"


def test_permissions_are_permissions() -> None:
    wrong = [route.address for route in routes() if not all(isinstance(each, Permission) for each in route.permissions)]
    assert wrong == []


def test_reasons_are_sentences() -> None:
    short = [route.address for route in routes() if not route.permissions and len(route.reason.split()) < 3]
    assert short == [], "a reason says why anybody may open it"


def test_names_are_unique() -> None:
    names = [route.name for route in routes() if route.name]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_health_is_among_them() -> None:
    assert {"/healthz", "/readyz"} <= {route.address for route in routes()}
    assert all(isinstance(route, Route) for route in routes())
