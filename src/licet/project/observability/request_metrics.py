"""Requests as Prometheus counts them. Imported only after `share_between_processes`, where several processes answer.

A label is the name of a route, the kind of method or a status: things of which the code has a list. Nothing that a person
typed or that identifies a case can become one.
"""

from __future__ import annotations

from prometheus_client import Counter, Histogram

READING = frozenset({"GET", "HEAD", "OPTIONS"})
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

REQUESTS = Counter(
    "licet_requests",
    "Requests answered, by the name of the route, by what they did (read, write) and by status.",
    ("route", "kind", "status"),
)
DURATION = Histogram("licet_request_duration_seconds", "How long answers took, by the name of the route.", ("route",), buckets=SECONDS)


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    """Add one answered request."""
    REQUESTS.labels(route, "read" if method in READING else "write", str(status)).inc()
    DURATION.labels(route).observe(seconds)
