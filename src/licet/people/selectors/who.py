"""Reads: who acts, who may be asked, whom a list reaches."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from licet.kernel.actor import Actor
from licet.kernel.audience import Audience
from licet.kernel.errors import NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.people import domain
from licet.people.domain import OrganisationStatus, Role
from licet.people.models import AccessToken, Department, DistributionList, ListMember, Membership, Organisation, User
from licet.platform import clock
from licet.policy.public import today


def actor_for(user: User, *, on: date | None = None) -> Actor:
    """The person as an actor with the roles of a day (today in the authority's zone unless given).

    One query if the person has a role. Somebody deactivated has no role; a closed organisation's people only read.
    """
    day = on or today(clock.now())
    rows = list(Membership.objects.filter(user=user).select_related("user__organisation", "user__department"))
    known = rows[0].user if rows else user
    roles = domain.roles_on(day, (row.to_domain() for row in rows)) if known.is_active else frozenset[Role]()
    if known.organisation:
        roles = domain.roles_in(OrganisationStatus(known.organisation.status), roles)
    return known.to_domain(roles)


def actor_by_username(username: str, *, on: date | None = None) -> Actor:
    """The actor of somebody named, for the command line and the demonstration."""
    return actor_for(user_by_username(username), on=on)


def user_by_username(username: str) -> User:
    user = User.objects.filter(username=username.strip().lower(), is_active=True).select_related("organisation", "department").first()
    if user is None:
        raise NotFound("person", named=username)
    return user


def actor_by_token(secret: str, *, on: date) -> Actor | None:
    """Whoever a token speaks for; None where it is unknown, ended or past its day, or its person may do nothing any more."""
    digest = domain.token_digest(secret)
    row = AccessToken.objects.filter(sha256=digest, ended_at__isnull=True, expires_on__gte=on).select_related("user").first()
    return actor_for(row.user, on=on) if row and row.user.is_active else None


def tokens_of(*, actor: Actor) -> tuple[AccessToken, ...]:
    """The actor's own tokens, newest first, those ended included."""
    return tuple(AccessToken.objects.filter(user=actor.id.removeprefix("user:")))


def people_with(role: Role, *, on: date, department: str | None = None) -> QuerySet[User, User]:
    """Active people who hold a role on a day, by name; ``department`` is a department's code."""
    held = Q(memberships__role=role.value, memberships__valid_from__lte=on)
    still = Q(memberships__valid_to__isnull=True) | Q(memberships__valid_to__gte=on)
    found = User.objects.filter(held & still, is_active=True).select_related("department").distinct()
    return found.filter(department__code=department) if department else found


def people_ever_with(roles: Collection[Role]) -> QuerySet[User, User]:
    """People who hold one of these roles or once did, by name, also those who left."""
    return User.objects.filter(memberships__role__in=[role.value for role in roles]).distinct()


def demonstration_people() -> QuerySet[User, User]:
    """Invented people, offered by “sign in as” in the demonstration only."""
    return User.objects.filter(demonstration=True, is_active=True).select_related("organisation", "department")


def names_of(actors: set[str]) -> dict[str, str]:
    """Full names by actor id (``user:…``), one query; the system's acts keep their id as name."""
    ids = [actor.removeprefix("user:") for actor in actors if actor.startswith("user:")]
    found = {f"user:{pk}": name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "full_name")}
    return {actor: found.get(actor, actor) for actor in actors}


def access_organisation(*, actor: Actor, organisation: str) -> Organisation:
    """An organisation for its own people, and for those who read cases or keep organisations; else :class:`NotFound`."""
    wide = actor.organisation is None and (actor.may(Permission.CASE_READ) or actor.may(Permission.ORGANISATION_MANAGE))
    found = Organisation.objects.filter(pk=organisation).first() if wide or actor.organisation == organisation else None
    if found is None:
        raise NotFound("organisation")
    return found


def organisation_by_slug(slug: str) -> Organisation:
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise NotFound("organisation", named=slug)
    return organisation


def access_users(*, actor: Actor) -> QuerySet[User, User]:
    """Everybody, for who keeps people."""
    actor.require(Permission.USER_MANAGE)
    return User.objects.select_related("organisation", "department").prefetch_related("memberships")


def departments() -> QuerySet[Department, Department]:
    return Department.objects.all()


@dataclass(frozen=True, slots=True)
class Reach:
    """A list with those on it now whom it may reach: address and name."""

    list_id: str
    code: str
    name: str
    audience: Audience
    members: tuple[tuple[str, str], ...]


def reach_of(code: str, *, at: Instant) -> Reach:
    """Whom a list reaches at a moment. The mail domain is asked again here, so that no old row slips through."""
    found = DistributionList.objects.filter(code=code).first()
    if found is None:
        raise NotFound("distribution list", named=code)
    audience = Audience(found.audience)
    rows = ListMember.objects.filter(Q(removed_at__isnull=True) | Q(removed_at__gt=at), list=found, added_at__lte=at)
    members = tuple((row.address, row.name) for row in rows if domain.may_reach(audience, found.domains, row.address))
    return Reach(found.pk, found.code, found.name, audience, members)


def distribution_lists() -> QuerySet[DistributionList, DistributionList]:
    return DistributionList.objects.all()
