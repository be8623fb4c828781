"""Who answers at which level, and who never handles a concern."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final, Protocol

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from licet.concerns.domain import Ladder, Parties, actor_id
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, Refused
from licet.kernel.permission import Permission
from licet.people import public as people
from licet.policy import public as policy

POST: Final = "post:"


class InvolvedPeople(Protocol):
    """Wired by ``project``: who took part in what a concern is about."""

    def of(self, topics: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Of each of these topics, the ids of people, as ``user:…``, in as many questions as one topic takes."""
        ...


def ladder() -> Ladder:
    """The levels and clocks in force."""
    return Ladder(policy.pack().concerns, policy.working_calendar())


def involved(topics: Collection[str]) -> frozenset[str]:
    """Who took part in any of these. If it cannot be known, nobody handles anything: raises :class:`Refused`."""
    return frozenset().union(*involved_in_each(topics).values())


def involved_in_each(topics: Collection[str]) -> dict[str, frozenset[str]]:
    """The same, for each topic. One that the records say nothing of is not known, which is more than that nobody took part."""
    found = _known(topics)
    if not found.keys() >= set(topics):
        raise Refused(NOT_KNOWN)
    return {topic: found[topic] for topic in topics}


def involved_by_concern(topics: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    """Who took part in the subject of each concern, given its topics: asked once for all of them.

    One with a topic of which that is not known is left out, so that it keeps no other waiting; nobody handles it.
    """
    known = _known({topic for some in topics.values() for topic in some})
    return {
        concern: frozenset[str]().union(*(known[topic] for topic in some)) for concern, some in topics.items() if known.keys() >= set(some)
    }


NOT_KNOWN: Final = "Who took part in the subject cannot be read now, so nobody may handle this concern. Try again later."


def _known(topics: Collection[str]) -> Mapping[str, frozenset[str]]:
    adapter: InvolvedPeople = import_string(settings.LICET_INVOLVED_PEOPLE)()
    try:
        return adapter.of(topics)
    except (OSError, RuntimeError) as error:
        raise Refused(NOT_KNOWN) from error


def handlers(day: date) -> dict[str, frozenset[str]]:
    """Level to the people who answer there on a day, as ``user:…``: one query."""
    levels = policy.pack().concerns.levels
    held = people.Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        role__in={level.role for level in levels},
        valid_from__lte=day,
        user__is_active=True,
    )
    rows = list(held.values_list("role", "user_id"))
    return {level.id: frozenset(f"user:{user}" for role, user in rows if role == level.role) for level in levels}


def able(parties: Parties, answering: dict[str, frozenset[str]]) -> frozenset[str]:
    """Levels at which somebody may handle a concern of these parties."""
    return frozenset(level for level, users in answering.items() if any(parties.may_handle(user) for user in users))


def levels_of(actor: Actor) -> frozenset[str]:
    """Levels at which the actor answers; none without the permission."""
    if not actor.may(Permission.CONCERN_HANDLE):
        return frozenset()
    return frozenset(level.id for level in policy.pack().concerns.levels if level.role in actor.roles)


def officials() -> list[tuple[str, str, str]]:
    """People who may be named in a concern: id, name, department. Read as a whole, so that a look tells nothing."""
    rows = people.User.objects.filter(organisation__isnull=True).order_by("full_name", "pk")
    return [(f"user:{pk}", name, department or "") for pk, name, department in rows.values_list("pk", "full_name", "department__name")]


def posts(day: date) -> list[tuple[str, str, str]]:
    """Posts that may be named in a concern by somebody who is not shown names: id, role and department, of today's officials."""
    return sorted({(post, role, department) for post, role, department, _ in _held(day)}, key=lambda item: item[1:])


def _held(day: date) -> list[tuple[str, str, str, str]]:
    """Post, role, department and user of every official in office. Read as a whole, so that a look tells nothing."""
    rows = people.Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day, user__is_active=True, user__organisation__isnull=True
    ).values_list("role", "user__department__code", "user__department__name", "user_id")
    return [(f"{POST}{role}/{code or ''}", role, name or "", f"user:{user}") for role, code, name, user in rows]


def destinations() -> list[tuple[str, str]]:
    """Destinations that a concern may be about: code and name."""
    return [(item.code, item.name) for item in policy.destinations()]


def check_known(named: Iterable[str], day: date) -> frozenset[str]:
    """People of this installation; of a post, whoever holds it on the day. Raises Invalid for nobody: they could not be kept away."""
    named = frozenset(named)
    named_posts = frozenset(each for each in named if each.startswith(POST))
    wanted = frozenset(actor_id(user) for user in named - named_posts)
    if named_posts:
        held = _held(day)
        if strange := sorted(named_posts - {post for post, *_ in held}):
            raise Invalid(f"Nobody holds the post “{strange[0].removeprefix(POST)[:60]}” today.", place="complained of")
        wanted |= {user for post, _, _, user in held if post in named_posts}
    known = {f"user:{pk}" for pk in people.User.objects.filter(pk__in=[user[5:] for user in wanted]).values_list("pk", flat=True)}
    if strange := sorted(wanted - known):
        raise Invalid(f"“{strange[0]}” is nobody of this installation.", place="complained of")
    return wanted
