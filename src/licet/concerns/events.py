"""What the log is told of concerns: that what was filed by a day existed, and nothing about it."""

from dataclasses import dataclass
from typing import ClassVar

from licet.kernel.event import Event, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchCarried(Event):
    """``root``: of the tree over the commitments to everything filed, answered or done since the batch before.

    From the first concern on there is one for every day on which batches are carried, whether anything happened or not.
    """

    kind: ClassVar[str] = "concerns:batch:carried"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"root"})

    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernFiguresPublished(Event):
    """Figures of the procedure over the twelve months to the end of a quarter: numbers only, never a name.

    ``figures`` as :meth:`licet.concerns.public.Performance.to_json` has them; null where too few to be shown.
    """

    kind: ClassVar[str] = "concerns:figures:published"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"first_day", "last_day", "figures"})

    first_day: str
    last_day: str
    figures: dict[str, Json]
