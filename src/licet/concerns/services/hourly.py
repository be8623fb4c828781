"""How many anonymous concerns came within the hour: counted in memory, which all web processes of one machine share.

Nothing of this is kept: the number and its hour lie in no table, file or log, and are gone with the processes. It is not counted who
sent anything, nor from where. Several machines count each for themselves.
"""

import struct
from mmap import mmap
from multiprocessing import get_context
from typing import Final

from licet.kernel.instants import Instant

_HOUR: Final = 3600
_PAIR: Final = struct.Struct("qq")  # the hour, and how many came in it


class HourlyCount:
    """Memory without a file, shared with every process that is forked from the one that made it."""

    def __init__(self) -> None:
        self._memory = mmap(-1, _PAIR.size)
        self._lock = get_context("fork").Lock()

    def add(self, hour: int) -> int:
        """Count one more; returns how many came in this hour."""
        with self._lock:
            last_hour, count = _PAIR.unpack_from(self._memory)
            count = count + 1 if last_hour == hour else 1
            _PAIR.pack_into(self._memory, 0, hour, count)
            return count


_counted = HourlyCount()  # made when the module is loaded, which ConcernsConfig.ready does before gunicorn starts its workers


def is_beyond(most: int, now: Instant) -> bool:
    """Count one more. Whether there are more than ``most`` in this hour."""
    return _counted.add(int(now.timestamp()) // _HOUR) > most
