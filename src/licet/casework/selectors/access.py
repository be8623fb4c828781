"""Obtaining a case: always through who asks and for what."""

from django.db.models import Q, QuerySet

from licet.casework.domain import HandlingKind
from licet.casework.models import Case, Handling
from licet.kernel.actor import Actor, ActorKind
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission


def visible_cases(*, actor: Actor, permission: Permission = Permission.CASE_READ) -> QuerySet[Case, Case]:
    """Cases that this actor may know of under a permission: officials who read cases all, an exporter their own organisation's."""
    if not actor.may(permission):
        return Case.objects.none()
    if actor.organisation is not None:
        return Case.objects.filter(organisation=actor.organisation)
    if actor.kind is ActorKind.SYSTEM or actor.may(Permission.CASE_READ):
        return Case.objects.all()
    return Case.objects.none()


def access_case(*, actor: Actor, case: str, permission: Permission = Permission.CASE_READ) -> Case:
    """The case by id or reference, with its organisation, application and version; one query.

    Raises NotFound where there is none or the actor may not know of it. Exporters ask with ``APPLICATION_READ``.
    """
    rows = visible_cases(actor=actor, permission=permission).select_related("organisation", "application", "version")
    found = rows.filter(named(case)).first()
    if found is None:
        raise NotFound("case", named=case)
    return found


def named(case: str) -> Q:
    """By public id or by reference, which cannot be taken for each other."""
    return Q(pk=case) | Q(reference=case)


def recused(case: str) -> frozenset[str]:
    """Ids of the actors who recused themselves from a case: they take no further part in it, in any role."""
    rows = Handling.objects.filter(case=case, kind=HandlingKind.RECUSED)
    return frozenset(rows.values_list("person", flat=True))


def recusals(person: str) -> QuerySet[Handling, Handling]:
    """The acts by which somebody recused themselves, for asking about many cases in one query."""
    return Handling.objects.filter(person=person, kind=HandlingKind.RECUSED)
