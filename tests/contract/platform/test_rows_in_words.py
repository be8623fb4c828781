"""Every row has a text of its own for logs and messages, and two different rows are told apart by it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models

NAMES_NOBODY = {"concerns.CoSignature"}
"""Whose rows all have the same text, because nobody is to be told apart."""
OURS = [model for model in apps.get_models() if model.__module__.startswith("licet.")]
AT = datetime(2031, 5, 2, 12, tzinfo=UTC)


def make_row(model: type[models.Model], number: int) -> models.Model:
    """A row with something in each field, and other rows where it names some. Nothing is written."""
    row = model()
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            other = field.related_model
            setattr(row, field.name, make_row(other, number) if other is not model else None)
        else:
            setattr(row, field.attname, make_value(field, number))
    return row


def make_value(field: models.Field[Any, Any], number: int) -> object:
    match field:
        case models.DateTimeField():
            return AT + timedelta(days=number)
        case models.DateField():
            return date(2031, 5, 2) + timedelta(days=number)
        case models.TimeField():
            return time(number)
        case models.BooleanField():
            return bool(number % 2)
        case models.IntegerField() | models.FloatField() | models.DecimalField():
            return number
        case models.BinaryField():
            return bytes([number])
        case models.JSONField():
            return [number]
    return f"{field.name} {number}"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_rows_are_told_apart_by_their_text(model: type[models.Model]) -> None:
    first, second = (str(make_row(model, number)) for number in (1, 2))
    assert first.strip()
    assert (first == second) == (model._meta.label in NAMES_NOBODY)
