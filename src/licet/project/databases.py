"""Two databases: the concerns procedure lives in its own, everything else in `default`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model

CONCERNS = "concerns"
"""The label of the module, and the alias of its database."""


class ConcernsApart:
    """Sends the module `concerns` to its own database, keeps everything else out of it, and lets no row point across."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return CONCERNS if model._meta.app_label == CONCERNS else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        return self.db_for_read(model)

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool | None:
        apart = {each._meta.app_label == CONCERNS for each in (one, other)}
        return False if len(apart) == 2 else None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (db == CONCERNS) == (app_label == CONCERNS)
