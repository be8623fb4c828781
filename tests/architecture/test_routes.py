"""Every address says who may open it, or stands on the public list with its reason (docs/reference/routes.md)."""

from __future__ import annotations

import ast

from tests.architecture.code import SOURCE, files, place

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


def test_every_page_behind_a_sign_in_names_the_methods_that_it_answers() -> None:
    """The register only reads, whatever the method; elsewhere a page that is sent with another method answers 405 and does nothing."""
    views = [
        (path, node)
        for path in files()
        if path.is_relative_to(SOURCE / "licet" / "web") and "register" not in path.parts
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and any("Permission." in text or "reason=" in text for text in _decorators(node))
    ]
    assert len(views) > 100
    assert [place(path, view.lineno) for path, view in views if not any("require_" in text for text in _decorators(view))] == []


def _decorators(function: ast.FunctionDef) -> list[str]:
    return [ast.unparse(decorator) for decorator in function.decorator_list]
