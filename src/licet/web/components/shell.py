"""What the shell must know of the authority, without importing the stack.

``web.register`` may import nothing of the stack but uses these components, so the few functions that come from
above the kernel are named by settings and wired by ``project``: see docs/decisions/0030.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from licet.kernel.errors import Invalid

WIRES = {
    "LICET_ACTOR_FOR": "licet.people.public.actor_for",
    "LICET_CONCERNS_WAITING": "licet.project.concerns.waiting_for",
    "LICET_AUTHORITY": "licet.policy.public.pack",
    "LICET_DEMO_PEOPLE": "licet.demo.public.people",
    "LICET_DESTINATION": "licet.policy.public.destination",
}


@dataclass(frozen=True, slots=True)
class Authority:
    """Whose pages these are: ``zone`` is an IANA name, ``currency`` an ISO 4217 code."""

    name: str
    zone: str = "UTC"
    currency: str = "GBP"
    short: str = "Licet"


def wired(setting: str) -> Callable[..., Any]:
    """The function that a setting names, or its usual place."""
    return _imported(getattr(settings, setting, WIRES[setting]))


@cache
def _imported(path: str) -> Callable[..., Any]:
    function: Callable[..., Any] = import_string(path)
    return function


def authority() -> Any:
    """The authority in force, read from its pack: at least ``name``, ``zone`` and ``currency``."""
    return wired("LICET_AUTHORITY")()


def destination_name(code: str) -> str:
    """The name people know a destination by; the code itself where the lists do not hold it."""
    try:
        return str(wired("LICET_DESTINATION")(code).name)
    except Invalid:
        return code
