"""Every address with who may open it: what the architecture test walks and the page shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver

from licet.kernel.permission import Permission


@dataclass(frozen=True)
class Route:
    """One address; without permissions, `reason` says why anybody (or anybody signed in) may open it."""

    address: str
    name: str
    permissions: tuple[Permission, ...]
    reason: str


def routes() -> list[Route]:
    """All addresses that this process serves, static files apart."""
    return list(_below(get_resolver(), "/", ""))


def _below(resolver: URLResolver, address: str, space: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        here = address + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from _below(pattern, here, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            view: Any = pattern.callback
            permissions, reason = getattr(view, "licet_permissions", ()), getattr(view, "licet_public_reason", "")
            yield Route(here, f"{space}{pattern.name or ''}", tuple(permissions), str(reason))
