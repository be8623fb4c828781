"""Which kind of installation this is, for the few things that only a demonstration or a test may do."""

from django.conf import settings

from licet.kernel.errors import Refused

PRETENDING = frozenset({"demo", "test"})


def only_where_pretending(what: str) -> None:
    """Refuses ``what`` unless ``LICET_ENV`` is demo or test."""
    if settings.LICET_ENV not in PRETENDING:
        raise Refused(f"{what} is for a demonstration or a test; this installation is {settings.LICET_ENV} (LICET_ENV).")
