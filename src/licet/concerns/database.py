"""Which database the procedure lives in (joints 24): the alias that the router of ``project`` keeps apart."""

from django.db import transaction

ALIAS = "concerns"


def atomic() -> transaction.Atomic:
    """A transaction in the procedure's own database."""
    return transaction.atomic(using=ALIAS)
