"""That an administrator is left."""

from datetime import date

from django.db.models import Q

from licet.people import domain
from licet.people.domain import OtherAdministrator, Role
from licet.people.models import Membership, User
from licet.platform.locking import take_turn


def check_not_last_administrator(leaving: User, day: date) -> None:
    """Refuse if nobody else could administer. Two administrators who end each other at the same time take turns."""
    take_turn("people:administrators")
    counts_today = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    administrators = Membership.objects.filter(counts_today, role=Role.ADMINISTRATOR.value, user__is_active=True).select_related("user")
    if not any(membership.user_id == leaving.pk for membership in administrators):
        return
    domain.check_administrator_remains(
        OtherAdministrator(can_sign_in=membership.user.has_usable_password() or membership.user.demonstration, until=membership.valid_to)
        for membership in administrators
        if membership.user_id != leaving.pk
    )
