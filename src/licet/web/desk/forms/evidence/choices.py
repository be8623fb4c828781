"""Choices that several forms of evidence offer."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext

from licet.policy import public as policy


def chosen(kind: Iterable[StrEnum], *, nothing: bool = False) -> list[tuple[str, Any]]:
    return [*([("", gettext("Any"))] if nothing else []), *((item.value, item.value) for item in kind)]


def places() -> list[tuple[str, str]]:
    return sorted(((item.code, item.name) for item in policy.destinations()), key=lambda pair: pair[1])
