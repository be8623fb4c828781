"""Licences: officials read all, exporters their own organisation's."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from licet.api.access import actor_of, needs
from licet.api.answers import ok
from licet.api.schemas.base import NO_NUL, Destination, ReferenceInPath, Search, reference_of
from licet.api.schemas.base import Limit as LimitGiven
from licet.api.schemas.licences import LicenceListed, LicencePage, Licences
from licet.api.schemas.triggers import SCOPE
from licet.kernel.permission import Permission as P
from licet.licences import public as licences
from licet.licences.public import LicenceFilters, LicenceStatus
from licet.policy import public as policy

router = Router()
ScopeText = Annotated[
    str,
    Query(
        max_length=2000,
        pattern=NO_NUL,
        description=SCOPE,
    ),
]
Place = Annotated[str, Query(max_length=24, pattern=NO_NUL, description="the `after` of the page before this")]


@router.get("/licences", auth=needs(P.LICENCE_READ), response=ok(Licences))
def list_licences(
    request: HttpRequest,
    status: LicenceStatus | None = None,
    destination: Destination = "",
    scope: ScopeText = "",
    q: Search = "",
    after: Place = "",
    limit: LimitGiven = 25,
) -> Licences:
    """Licences, newest first; those of which a scope takes a line, where one is given."""
    actor = actor_of(request)
    read_scope = policy.read_scope(scope) if scope.strip() else None
    filters = LicenceFilters(status=status, destination=destination, scope=read_scope, search=q)
    page = licences.licence_list(actor=actor, filters=filters, after=after, limit=limit)
    total = licences.count_licences(actor=actor, filters=filters)
    return Licences(rows=[LicenceListed.of(row) for row in page.rows], after=page.after, total=total.number, more_than_total=total.more)


@router.get("/licences/{reference}", auth=needs(P.LICENCE_READ), response=ok(LicencePage))
def read_licence(request: HttpRequest, reference: ReferenceInPath) -> LicencePage:
    """One licence with what is left on it, its conditions and every change of its status."""
    return LicencePage.read(licences.access_licence(actor=actor_of(request), reference=reference_of(reference)))
