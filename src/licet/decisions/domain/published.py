"""What acts on published decisions need of the register, which nothing in the stack may ask: a correction, an exclusion."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from licet.kernel.event import Event, Json


class PublishedRecord(Protocol):
    """The public register as it is read today. Wired by ``project``.

    A correction is ``{"line", "field", "before", "after"}``, with the field and both values as they are published.
    """

    def describe(self, decision: str) -> dict[str, Json]:
        """A published decision with its lines. Raises NotFound, and Refused while the register is behind the log."""
        ...

    def read_correction(self, decision: str, *, line: int, field: str, after: str) -> dict[str, Json]:
        """The correction that somebody typed. Raises Invalid where the field cannot have that value."""
        ...

    def check_exclusion(self, decision: str) -> None:
        """Raises Refused where the decision is left out already."""
        ...

    def read_reason(self, typed: str) -> str:
        """The reason as everybody will read it. Raises MissingReasons."""
        ...

    def list_figures_changed(self, decision: str, correction: Mapping[str, Json] | None) -> list[dict[str, Json]]:
        """The newest figures before and after a correction, or an exclusion if there is none."""
        ...

    def make_event(self, decision: str, correction: Mapping[str, Json] | None, *, reason: str, act: str, today: date) -> Event:
        """What the log says of a correction, or of an exclusion if there is none."""
        ...
