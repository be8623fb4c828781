"""Decorators that say who may open a view. A view that bears none of them answers as if it were not there."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.known_words import check_parameters
from licet.kernel.permission import Permission

type View = Callable[..., HttpResponse]
type Test = Callable[[Actor], bool]


def public(*, reason: str, parameters: Collection[str] = ()) -> Callable[[View], View]:
    """Anybody may open this view; the reason stands on the public list of routes. A query with other ``parameters`` is refused."""

    def mark(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            check_parameters(dict(request.GET.lists()), parameters)
            return view(request, *args, **kwargs)

        return _marked(checked, licet_permissions=(), licet_public_reason=reason)

    return mark


def signed_in(*, reason: str) -> Callable[[View], View]:
    """Anybody who is signed in, whatever their role: for pages that show only a person their own things."""
    return _guard(lambda actor: True, licet_permissions=(), licet_public_reason=reason)


def requires(*permissions: Permission) -> Callable[[View], View]:
    """All of these permissions."""
    return _guard(lambda actor: all(map(actor.may, permissions)), licet_permissions=permissions)


def requires_any(*permissions: Permission) -> Callable[[View], View]:
    """At least one of these permissions: for start pages that show each role its own part."""
    return _guard(lambda actor: any(map(actor.may, permissions)), licet_permissions=permissions)


def is_marked(view: Any) -> bool:
    """Whether a view says who may open it; what the middleware and the architecture test both ask."""
    return bool(getattr(view, "licet_permissions", ()) or getattr(view, "licet_public_reason", ""))


def _marked(view: View, **marks: Any) -> View:
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    for name, value in marks.items():
        setattr(opened, name, value)
    return opened


def _guard(test: Test, **marks: Any) -> Callable[[View], View]:
    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = request.actor  # type: ignore[attr-defined]
            if not actor.id:
                return to_sign_in(request)
            if not test(actor):
                raise NotFound
            return view(request, *args, **kwargs)

        return _marked(guarded, **marks)

    return mark


def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Sign-in, and then back to the page that was asked for (not back to a form that was sent)."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    return HttpResponseRedirect(f"{reverse('account:sign-in')}?{urlencode({'next': back})}")
