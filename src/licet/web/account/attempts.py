"""How often a sign-in may fail before it has to wait. Counted in Django's cache, by name and address."""

import hashlib
from typing import Final

from django.core.cache import cache

MOST: Final = 5
MINUTES: Final = 15


def locked(username: str, address: str) -> bool:
    """Too many failures of this name from this address in the last quarter of an hour."""
    return int(cache.get(_key(username, address), 0)) >= MOST


def failed(username: str, address: str) -> None:
    key = _key(username, address)
    cache.add(key, 0, timeout=60 * MINUTES)
    try:
        cache.incr(key)
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, timeout=60 * MINUTES)


def succeeded(username: str, address: str) -> None:
    cache.delete(_key(username, address))


def _key(username: str, address: str) -> str:
    words = f"{username.strip().lower()}\n{address}"
    return "sign-in:" + hashlib.sha256(words.encode()).hexdigest()
