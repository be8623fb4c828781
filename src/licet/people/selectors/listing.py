"""The list of people, and all that an administrator sees of one person, in a number of queries that does not grow."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.people.domain import Role, Side, session_handle
from licet.people.models import AccessToken, BrowserSession, Membership, Organisation, PasswordLink, PersonChange, User
from licet.people.selectors.who import names_of
from licet.policy.public import today


class AccountState(StrEnum):
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilters:
    """None or empty asks for anybody. ``department`` is a code, ``organisation`` a short name, ``role`` one that counts today."""

    state: AccountState | None = AccountState.ACTIVE
    side: Side | None = None
    role: Role | None = None
    department: str = ""
    organisation: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person of the list, with the roles that count today."""

    id: str
    username: str
    full_name: str
    email: str
    organisation: Organisation | None
    place: str
    active: bool
    roles: tuple[Role, ...]
    has_password: bool
    demonstration: bool

    @property
    def can_sign_in(self) -> bool:
        """Invented people are signed in as, without a password."""
        return self.active and (self.has_password or self.demonstration)


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """``after`` begins the next page; None on the last. ``total`` counts everybody the filters ask for."""

    people: tuple[ListedPerson, ...]
    after: str | None
    total: int


def list_people(
    *, actor: Actor, now: Instant, filters: PeopleFilters | None = None, after: str | None = None, limit: int = 25
) -> PeoplePage:
    """People by name, ``limit`` of them after the person whose id is ``after``. Four queries, whatever their number."""
    actor.require(Permission.USER_MANAGE)
    matching = _matching(filters or PeopleFilters(), today(now))
    total = matching.count()
    previous = User.objects.filter(pk=after).values_list("full_name", "pk").first() if after else None
    if after and previous is None:
        raise NotFound("place in this list")
    following = matching
    if previous:
        following = matching.filter(Q(full_name__gt=previous[0]) | Q(full_name=previous[0], pk__gt=previous[1]))
    shown = list(following.select_related("organisation", "department").prefetch_related("memberships")[: limit + 1])
    listed = tuple(_listed(user, today(now)) for user in shown[:limit])
    return PeoplePage(listed, listed[-1].id if len(shown) > limit else None, total)


def _matching(filters: PeopleFilters, day: date) -> QuerySet[User, User]:
    people = User.objects.order_by("full_name", "pk")
    if filters.state:
        people = people.filter(is_active=filters.state is AccountState.ACTIVE)
    if filters.side:
        people = people.filter(department__isnull=filters.side is Side.ORGANISATION)
    if filters.department:
        people = people.filter(department__code=filters.department)
    if filters.organisation:
        people = people.filter(organisation__slug=filters.organisation)
    if filters.role:
        counts_today = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        people = people.filter(Exists(Membership.objects.filter(counts_today, user=OuterRef("pk"), role=filters.role.value)))
    for word in filters.search.split()[:8]:
        contains = Q(full_name__icontains=word) | Q(username__icontains=word) | Q(email__icontains=word)
        people = people.filter(contains | Q(organisation__name__icontains=word))
    return people


def _listed(user: User, day: date) -> ListedPerson:
    roles = sorted({Role(held.role) for held in user.memberships.all() if held.to_domain().on(day)})
    return ListedPerson(
        id=user.pk,
        username=user.username,
        full_name=user.full_name,
        email=user.email,
        organisation=user.organisation,
        place=str(user.organisation or user.department),
        active=user.is_active,
        roles=tuple(roles) if user.is_active else (),
        has_password=user.has_usable_password(),
        demonstration=user.demonstration,
    )


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser in which somebody is signed in. ``handle`` names it; its key stays unknown."""

    handle: str
    signed_in_at: str
    means: str
    ends_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetail:
    """One person, for administrators. ``names`` gives full names by actor id; ``day`` is the day on which roles were asked."""

    user: User
    day: date
    memberships: Sequence[Membership]
    tokens: Sequence[AccessToken]
    sessions: Sequence[OpenSession]
    links: Sequence[PasswordLink]
    changes: Sequence[PersonChange]
    names: dict[str, str] = field(default_factory=dict)

    @property
    def unended(self) -> list[Membership]:
        """Roles that count today or later: what may be ended."""
        return [held for held in self.memberships if held.ended_at is None and (held.valid_to is None or held.valid_to >= self.day)]

    @property
    def open_tokens(self) -> list[AccessToken]:
        return [token for token in self.tokens if token.ended_at is None and token.expires_on >= self.day]


CHANGES_SHOWN = 100


def person_detail(*, actor: Actor, user: str, now: Instant) -> PersonDetail:
    """A person by id or user name. Seven queries."""
    actor.require(Permission.USER_MANAGE)
    person = User.objects.filter(Q(pk=user) | Q(username=user)).select_related("organisation", "department").first()
    if person is None:
        raise NotFound("person", named=user)
    memberships = list(person.memberships.order_by("-valid_from", "role"))
    tokens = list(person.tokens.all())
    links = list(person.password_links.all()[:10])
    changes = list(person.changes.all()[:CHANGES_SHOWN])
    sessions = [_open_session(session) for session in person.sessions.filter(expire_date__gt=now).order_by("-expire_date")]
    authors = {person.created_by, *(held.given_by for held in memberships), *(change.changed_by for change in changes)}
    authors |= {held.ended_by for held in memberships if held.ended_by} | {link.made_by for link in links}
    return PersonDetail(
        user=person,
        day=today(now),
        memberships=memberships,
        tokens=tokens,
        sessions=sessions,
        links=links,
        changes=changes,
        names=names_of(authors),
    )


def _open_session(session: BrowserSession) -> OpenSession:
    """What the sign-in put into the session (`licet.web.components.access.signer`)."""
    data = session.get_decoded()
    return OpenSession(
        handle=session_handle(session.session_key),
        signed_in_at=str(data.get("licet_authenticated_at", "")),
        means=str(data.get("licet_means", "")),
        ends_at=session.expire_date,
    )


def organisations_listed(*, actor: Actor, search: str = "") -> QuerySet[Organisation, Organisation]:
    """Every organisation by name, for those who keep organisations."""
    actor.require(Permission.ORGANISATION_MANAGE)
    organisations = Organisation.objects.order_by("name", "pk")
    for word in search.split()[:8]:
        contains = Q(name__icontains=word) | Q(slug__icontains=word) | Q(registration_number__icontains=word)
        organisations = organisations.filter(contains)
    return organisations


def count_active_people(organisations: Sequence[str]) -> dict[str, int]:
    """How many active people each organisation has; one without any is left out. One query."""
    active = User.objects.filter(organisation__in=organisations, is_active=True).order_by()
    return dict(active.values_list("organisation").annotate(count=Count("pk")))
