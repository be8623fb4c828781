"""Where a served process listens, and the address at which it is reached."""

from __future__ import annotations

import ipaddress
import re

from licet.kernel.errors import Invalid


def read_host(typed: str) -> str:
    """The name or address to listen on. Nothing at all would mean every address of the machine, which nobody may ask for by mistake."""
    host = typed.strip().strip("[]")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?", host):
            raise Invalid(
                f"“{typed[:60]}” is no address to listen on: name one, such as 127.0.0.1, or 0.0.0.0 for every address of this machine.",
                place="--host",
            ) from None
    return host


def address_of(host: str, port: int) -> str:
    """What a browser on this machine types.

    A process that listens on every address of the machine is reached at its loopback address.

    >>> address_of("0.0.0.0", 8101)
    'http://127.0.0.1:8101'
    >>> address_of("::1", 8000)
    'http://[::1]:8000'
    """
    try:
        number = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return f"http://{host}:{port}"
    if number.is_unspecified:
        number = ipaddress.ip_address("127.0.0.1" if number.version == 4 else "::1")
    return f"http://[{number}]:{port}" if number.version == 6 else f"http://{number}:{port}"


def bind_of(host: str, port: int) -> str:
    """What gunicorn listens on: an IPv6 address needs brackets, or its last part would be read as the port.

    >>> bind_of("::1", 8000)
    '[::1]:8000'
    >>> bind_of("[::1]", 8000)
    '[::1]:8000'
    >>> bind_of("localhost", 8000)
    'localhost:8000'
    """
    name = host.strip("[]")
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
