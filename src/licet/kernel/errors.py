"""The few ways in which a command is refused. Each surface maps them once to a status or an exit code."""

from collections.abc import Sequence


class LicetError(Exception):
    """One clear sentence: what, where, and what to do. ``place`` names the field, row or line."""

    def __init__(self, message: str, *, place: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class NotFound(LicetError):
    """There is no such thing, or the actor may not know that there is: both read the same."""

    def __init__(self, what: str = "page", *, named: str = "") -> None:
        """``named`` is what was typed, where somebody typed a name; it is repeated so that they see which one is wrong."""
        wanted = f"no {what} “{named[:60]}”" if named else f"no such {what}"
        super().__init__(f"There is {wanted}, or you may not see it.")


class NotAllowed(LicetError):
    """The actor lacks a permission. Surfaces show it as :class:`NotFound`."""


class Invalid(LicetError):
    """Input that cannot be accepted as it stands."""


class InvalidMany(LicetError):
    """Several faults of one input, reported together so that they are mended together."""

    def __init__(self, faults: Sequence[Invalid]) -> None:
        super().__init__(" ".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class InvalidTransition(LicetError):
    """The thing is not in a state from which this can be done."""


class Conflict(LicetError):
    """Somebody else changed it since the version the actor started from."""


class MissingReasons(LicetError):
    """An official act without the words that it must stand on."""


class Refused(LicetError):
    """The record refuses: the gate bars, a hold binds, a signature is void. ``bars`` names each reason."""

    def __init__(self, message: str, *, bars: Sequence[str] = (), place: str | None = None) -> None:
        super().__init__(message, place=place)
        self.bars = tuple(bars)


class Busy(LicetError):
    """What was asked takes longer than others can wait for. It may be asked again, or in a smaller piece."""
