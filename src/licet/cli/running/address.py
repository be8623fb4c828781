"""The address at which a served process is reached, told from where it listens."""

from __future__ import annotations

import ipaddress


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
