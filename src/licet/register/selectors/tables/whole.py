"""The whole register as one download, in the form that ``licet_verify register`` compares with the log."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Model

from licet.kernel.event import Json
from licet.platform.snapshot import read_snapshot
from licet.register.models import FigureCell, Happening, ListedDecision, Progress
from licet.register.selectors.tables import table_name
from licet.register.services.reading import NAME, TABLES

FORMAT = "licet/register/v1"
DERIVED = {"slug", "head", "military", "listed"}
"""What follows from other columns, or from the authority's control list, which is not in the log."""
REPEATING_TABLES = (Happening, FigureCell, ListedDecision)
"""The feed, the sums of figures and the search terms say nothing that the other tables do not say."""


def whole_register() -> Iterator[str]:
    """A line of JSON for each row that comes from the log, as of one moment, without the tables that repeat others."""
    with read_snapshot():
        size = Progress.objects.filter(name=NAME).values_list("size", flat=True).first() or 0
        yield _line({"format": FORMAT, "size": size})
        count = 0
        for model in TABLES:
            if model not in REPEATING_TABLES:
                for row in _rows(model):
                    count += 1
                    yield _line({"table": table_name(model), "row": row})
        yield _line({"rows": count})


def _rows(model: type[Model]) -> Iterator[dict[str, Json]]:
    names = [item.name for item in model._meta.local_concrete_fields if item.name not in DERIVED]
    for row in model._default_manager.order_by("pk").values(*names).iterator(1000):
        yield {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
