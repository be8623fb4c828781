"""Concerns live in a database of their own, and nothing else does."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import router

APPS = sorted({config.label for config in apps.get_app_configs()})


@pytest.mark.parametrize("label", APPS)
def test_each_module_has_one_database(label: str) -> None:
    homes = [alias for alias in ("default", "concerns") if router.allow_migrate(alias, label)]
    assert homes == (["concerns"] if label == "concerns" else ["default"])


def test_sessions_and_people_are_read_where_they_live() -> None:
    elsewhere = {router.db_for_read(model) for model in apps.get_models() if model._meta.app_label != "concerns"}
    assert elsewhere == {"default"}


def test_rows_of_concerns_point_to_nothing_outside() -> None:
    inside: list[Any] = [model for model in apps.get_models() if model._meta.app_label == "concerns"]
    across = [field for model in inside for field in model._meta.get_fields() if field.related_model not in {None, *inside}]
    assert across == []
    assert {router.db_for_write(model) for model in inside} <= {"concerns"}
