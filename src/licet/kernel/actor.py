"""Who acts. Made by the surface from the authenticated session, never from what a client sends."""

from dataclasses import dataclass, field
from enum import StrEnum

from licet.kernel.errors import NotAllowed
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission


class ActorKind(StrEnum):
    USER = "user"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """``id`` is ``user:<public id>`` or ``system:<name>``; permissions are resolved once."""

    id: str
    name: str
    kind: ActorKind = ActorKind.USER
    roles: frozenset[str] = frozenset()
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    organisation: str | None = None
    department: str | None = None

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        if permission not in self.permissions:
            raise NotAllowed(f"{self.name} may not do this ({permission}).")


@dataclass(frozen=True, slots=True)
class Signer:
    """An actor who signs, with when and by what means they proved who they are."""

    actor: Actor
    authenticated_at: Instant
    means: str


def system(name: str, *permissions: Permission) -> Actor:
    """Acts of the system itself, such as what falls due."""
    return Actor(f"system:{name}", f"system: {name}", ActorKind.SYSTEM, permissions=frozenset(permissions))
