"""The document of the API is valid OpenAPI 3.1, and the committed one is what the code says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import schemathesis
from django.test import Client

from licet.api.building import document

COMMITTED = Path(__file__).resolve().parents[3] / "docs" / "reference" / "openapi.json"


def test_committed_document_is_the_code() -> None:
    assert json.loads(COMMITTED.read_text()) == document(), "type bin/check --write"


def test_document_is_openapi_3_1() -> None:
    made = document()
    assert made["openapi"] == "3.1.0"
    schemathesis.openapi.from_dict(made).validate()


@pytest.mark.django_db
def test_anybody_may_read_it() -> None:
    response = Client().get("/api/v1/openapi.json")
    assert response.status_code == 200
    assert response.json() == document()


def test_every_refusal_is_a_problem() -> None:
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            for status in ("400", "401", "404", "409", "422"):
                assert list(operation["responses"][status]["content"]) == ["application/problem+json"], f"{method} {path} {status}"


def test_every_operation_says_what_it_does() -> None:
    short = [
        operation["operationId"]
        for operations in document()["paths"].values()
        for operation in operations.values()
        if not operation.get("description")
    ]
    assert short == []
