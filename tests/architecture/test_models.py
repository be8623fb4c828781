"""What every table keeps: keys down the floors and PROTECT, who stands beside when, constraints with names."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from tests.architecture.code import floors

OURS = [model for model in apps.get_models() if model.__module__.startswith("licet.")]
NO_KEYS_OUT = {"ledger", "register", "concerns"}  # they hold text references
BESIDE = {"register": "ledger", "concerns": "people"}  # stands beside the stack, on the floor above this one
# When a machine did something to its own queue or index, nobody did it: these tables are not the record.
MACHINERY = {"platform"}

parametrize = pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)


def _height(label: str) -> int:
    heights = floors()
    return heights[f"licet.{BESIDE.get(label, label)}"] if label not in {"auth", "contenttypes"} else -1


def _keys(model: type[models.Model]) -> list[models.ForeignKey[models.Model, models.Model]]:
    return [field for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)]


@parametrize
def test_foreign_keys_protect(model: type[models.Model]) -> None:
    assert [key.name for key in _keys(model) if key.remote_field.on_delete is not models.PROTECT] == []


@parametrize
def test_foreign_keys_go_down(model: type[models.Model]) -> None:
    own = model._meta.app_label
    upward = [key.name for key in _keys(model) if _height(key.related_model._meta.app_label) > _height(own)]
    out = [key.name for key in _keys(model) if own in NO_KEYS_OUT and key.related_model._meta.app_label != own]
    assert upward + out == []


@parametrize
def test_when_has_who(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.get_fields()}
    alone = [name for name in names if name.endswith("_at") and name.removesuffix("_at") + "_by" not in names]
    if model._meta.app_label not in MACHINERY:
        assert alone == [], "every *_at has its *_by"


@parametrize
def test_when_and_who_are_empty_together(model: type[models.Model]) -> None:
    fields = {field.name: field for field in model._meta.concrete_fields}
    checks = [str(check.condition) for check in model._meta.constraints if isinstance(check, models.CheckConstraint)]
    untied = [
        name
        for name, field in fields.items()
        if name.endswith("_at")
        and (who := name.removesuffix("_at") + "_by") in fields
        and (field.null or fields[who].null)
        and not any(name in check and who in check for check in checks)
    ]
    assert untied == [], "a CheckConstraint ties both"


@parametrize
def test_constraints_have_names(model: type[models.Model]) -> None:
    assert not model._meta.unique_together
    assert all(constraint.name for constraint in model._meta.constraints)


@parametrize
def test_models_save_as_django_saves(model: type[models.Model]) -> None:
    assert "save" not in vars(model)
    assert "delete" not in vars(model)
