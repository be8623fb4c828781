"""No line of any log tells of the concerns pages: a line bears a time, and among few people a time is a name.

What fails there is still known: to the day, as the kind of fault and the place in the code, never what was sent.
"""

from __future__ import annotations

import logging
import os
import traceback
from datetime import datetime, time
from pathlib import Path

from django.conf import settings

from licet.platform import clock

PREFIX = "/concerns/"
_LONGEST = 200


class NothingOfConcerns(logging.Filter):
    """For every handler: lets no record of these pages pass, and keeps faults to the day.

    A process that serves only the concerns procedure writes nothing at all: every line bears a time, and each is about a visit.
    A malformed request has no path, so no process that serves concerns says anything of one.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if settings.LICET_SURFACE == "concerns":
            _note_record(record)
            return False
        if settings.LICET_SURFACE == "all" and record.name.startswith("gunicorn") and "ip=" in record.getMessage():
            return False
        path = str(getattr(getattr(record, "request", None), "path", ""))
        if not path.startswith(PREFIX) and PREFIX not in record.getMessage():
            return True
        if record.exc_info and record.exc_info[1]:
            note(record.exc_info[1])
        return False


def _note_record(record: logging.LogRecord) -> None:
    """Keep what went wrong to the day: the error, or where the line was written."""
    if record.exc_info and record.exc_info[1]:
        note(record.exc_info[1])
    elif record.levelno >= logging.ERROR:
        _add(f"{record.levelname} in {record.filename}:{record.lineno}")


def note(error: BaseException) -> None:
    """Add a fault to the list of its day. Says nothing when that fails, too: here is nobody to say it to."""
    places = traceback.extract_tb(error.__traceback__)
    place = f"{Path(places[-1].filename).name}:{places[-1].lineno}" if places else "no place"
    _add(f"{type(error).__name__} in {place}")


def _add(fault: str) -> None:
    today = clock.now().date()
    path = _list()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write(f"{today} {fault}\n")
        midnight = datetime.combine(today, time(), clock.now().tzinfo).timestamp()
        os.utime(path, (midnight, midnight))
    except OSError:
        return


def faults() -> list[str]:
    """The latest faults, newest first, for those who handle concerns."""
    path = _list()
    return path.read_text().splitlines()[: -_LONGEST - 1 : -1] if path.exists() else []


def _list() -> Path:
    return Path(settings.LICET_CONCERNS_ROOT) / "faults"
