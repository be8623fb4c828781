"""Columns that every module has."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models

from licet.kernel.ids import ID_LENGTH

ACTOR_LENGTH = 64

if TYPE_CHECKING:

    class _Text[Given, Read](models.CharField[Given, Read]):
        """Django's text column, which is generic to the type checker only."""
else:

    class _Text(models.CharField):
        __class_getitem__ = classmethod(lambda cls, types: cls)


class PublicIdField[Given, Read](_Text[Given, Read]):
    """A public id (:func:`licet.platform.ids.new_id`), passed in explicitly so that rows are made in sets."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", ID_LENGTH)
        super().__init__(*args, **kwargs)


class ActorField[Given, Read](_Text[Given, Read]):
    """Who: the id of an :class:`licet.kernel.actor.Actor`, such as ``user:…`` or ``system:run-due``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", ACTOR_LENGTH)
        super().__init__(*args, **kwargs)


def choices(kind: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """A domain enumeration as the choices of a column."""
    return [(item.value, item.value) for item in kind]
