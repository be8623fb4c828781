"""Whom the demonstration offers on “sign in as”: from its own list, else every person marked as invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from licet.people.public import MEANING, Role, demonstration_people
from licet.web.components.access.signer import resolve_actor_of
from licet.web.components.shell import wired


@dataclass(frozen=True, slots=True)
class Offered:
    """``place`` is the organisation or department, ``tries`` what to try as this person."""

    username: str
    name: str
    role: str
    place: str
    tries: str


def offered() -> list[Offered]:
    """People of the demonstration; those on its printed tour first, in its order."""
    tour = _tour()
    order = {username: place for place, username in enumerate(tour)}
    users = sorted(demonstration_people(), key=lambda user: (order.get(user.username, len(order)), user.full_name))
    return [_offered(user, tour) for user in users]


def _offered(user: Any, tour: Mapping[str, Any]) -> Offered:
    roles = sorted(resolve_actor_of(user).roles)
    on_tour = tour.get(user.username)
    words = str(getattr(on_tour, "tries", "")) or "; ".join(MEANING[Role(role)] for role in roles)
    place = user.organisation or user.department
    return Offered(user.username, user.full_name, ", ".join(role.replace("-", " ") for role in roles), str(place), words)


def _tour() -> dict[str, Any]:
    """``licet.demo.public.people()``: each with ``username`` and ``tries``; nothing where there is no demonstration."""
    try:
        people = wired("LICET_DEMO_PEOPLE")
    except ImportError:
        return {}
    return {person.username: person for person in people()}
