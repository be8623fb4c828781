"""What follows an act: events are kept with it and told afterwards, at least once, to every subscriber.

A subscriber gets the events of one thing (``ref``) in order; the events of another thing, and other subscribers, never
wait for one that fails. A failed try is repeated, later and later, and keeps its error until it succeeds. A worker that
is killed loses nothing: its claim runs out. A handler with much to do works in batches and says where it stopped.
"""

from licet.platform.outbox.delivery import Delivered, deliver_pending
from licet.platform.outbox.progress import Progress, pending, progress
from licet.platform.outbox.publishing import bodies, publish
from licet.platform.outbox.subscribing import Handler, Told, Unfinished, subscribe, subscribed, subscriptions

__all__ = [
    "Delivered",
    "Handler",
    "Progress",
    "Told",
    "Unfinished",
    "bodies",
    "deliver_pending",
    "pending",
    "progress",
    "publish",
    "subscribe",
    "subscribed",
    "subscriptions",
]
