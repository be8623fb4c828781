"""The number of a request: it stands in every line about the request, in the answer, and on the error page."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.http import HttpRequest

HEADER = "X-Request-ID"
_FORMAT = re.compile(r"[0-9a-f]{32}")
"""What nginx's `$request_id` looks like. Anything else could smuggle a name or a line break into the log."""

current_request_id: ContextVar[str] = ContextVar("licet.request_id", default="")
"""The number of the request that this thread is answering; empty outside a request."""

type Network = IPv4Network | IPv6Network


def parse_networks(addresses: str) -> tuple[Network, ...]:
    """The networks of a setting such as `127.0.0.1, 10.0.0.0/8`. Raises ValueError naming what is no address."""
    return tuple(ip_network(address.strip()) for address in addresses.split(",") if address.strip())


def choose_request_id(request: HttpRequest, trusted_proxies: Iterable[Network]) -> str:
    """The number that the web server in front gave the request; a new one where there is none or anybody could have sent it."""
    sent = request.headers.get(HEADER, "")
    if _FORMAT.fullmatch(sent) and _comes_from(request, trusted_proxies):
        return sent
    return secrets.token_hex(16)


def _comes_from(request: HttpRequest, networks: Iterable[Network]) -> bool:
    try:
        peer: IPv4Address | IPv6Address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:  # a Unix socket has no address
        return False
    if isinstance(peer, IPv6Address) and peer.ipv4_mapped:  # an IPv4 client of a process that listens on ::
        peer = peer.ipv4_mapped
    return any(peer in network for network in networks)
