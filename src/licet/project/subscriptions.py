"""Which event wakes which service (joints 1): the only place where modules that do not know each other are joined."""

from __future__ import annotations

from django.utils.module_loading import import_string

from licet.platform import outbox

# kind of event, name of the delivery (it is stored: never renamed), the function that acts
SUBSCRIPTIONS: tuple[tuple[str, str, str], ...] = ()


def wire() -> None:
    """Tell the outbox who acts on what; called once when a process starts."""
    for kind, name, function in SUBSCRIPTIONS:
        outbox.subscribe(kind, name, import_string(function))
