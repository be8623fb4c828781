"""Access tokens: how a program speaks for one person, for some weeks, without their password (decision 0170)."""

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction

from licet.kernel.actor import Actor, ActorKind
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.people.domain import token_digest
from licet.people.events import TokenEnded, TokenMade
from licet.people.models import AccessToken, User
from licet.people.services.changes import record_changes
from licet.people.services.words import read_required
from licet.platform.ids import new_id, random_bytes
from licet.platform.locking import take_turn
from licet.policy.public import today

MOST_DAYS: Final = 90
MOST_LIVING: Final = 10
PREFIX: Final = "licet_"
"""So that a token that somebody committed by mistake is recognised by programs that look for such."""


@dataclass(frozen=True, slots=True)
class MadeToken:
    """``secret`` is shown once and kept nowhere."""

    token: AccessToken
    secret: str


@transaction.atomic
def make_token(*, actor: Actor, user: str, name: str, days: int, now: Instant) -> MadeToken:
    """A token for oneself; the command line of the machine may make one for anybody. Leads."""
    person = User.objects.filter(pk=user, is_active=True).first()
    if person is None or not _may(actor, person):
        raise NotFound("person")
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(f"A token counts for 1 to {MOST_DAYS} days.", place="days")
    take_turn(f"people:tokens:{person.pk}")
    if AccessToken.objects.filter(user=person, ended_at__isnull=True, expires_on__gte=today(now)).count() >= MOST_LIVING:
        raise Invalid(f"{person.full_name} has {MOST_LIVING} tokens already: end one first.", place="name")
    secret = PREFIX + base64.urlsafe_b64encode(random_bytes(32)).decode().rstrip("=")
    row = AccessToken(
        id=new_id(),
        user=person,
        name=read_required(name, "what the token is for", "name"),
        sha256=token_digest(secret),
        expires_on=today(now) + timedelta(days=days),
        made_at=now,
        made_by=actor.id,
    )
    AccessToken.objects.bulk_create([row])
    event = TokenMade(on=today(now), ref=person.pk, token=row.pk, name=row.name, expires_on=row.expires_on.isoformat(), made_by=actor.id)
    record_changes(actor=actor, events=[event], now=now)
    return MadeToken(row, secret)


@transaction.atomic
def end_token(*, actor: Actor, token: str, now: Instant) -> None:
    """End one's own token at once; whoever keeps people may end anybody's. Leads."""
    row = AccessToken.objects.select_related("user").filter(pk=token, ended_at__isnull=True).first()
    if row is None or not (_may(actor, row.user) or actor.may(Permission.USER_MANAGE)):
        raise NotFound("token")
    row.ended_at, row.ended_by = now, actor.id
    row.save(update_fields=["ended_at", "ended_by"])
    record_changes(actor=actor, events=[TokenEnded(on=today(now), ref=row.user_id, token=row.pk, ended_by=actor.id)], now=now)


def _may(actor: Actor, person: User) -> bool:
    return actor.id == person.actor_id or (actor.kind is ActorKind.SYSTEM and actor.may(Permission.USER_MANAGE))
