"""Every operation with input that fits its description and input that does not, as several people: nothing breaks, nothing undescribed.

Schemathesis makes the requests from the API's own document; what comes back is held against the same document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi
from tests.module.api.caller import Caller
from tests.module.api.known import everything
from tests.world import World

from licet.api.building import document

EXAMPLES = 2
"""Of each kind for each operation; together some seconds."""
PARTS = 2
PEOPLE = ("officer", "foreign", "manager", "minister", "asm-assessor", "asm-head", "exporter")
QUIET = settings(
    max_examples=EXAMPLES, database=None, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False
)


def with_known(value: Any, things: dict[str, list[str]], draw: st.DrawFn) -> Any:
    """The same, with some names that lead somewhere."""
    if isinstance(value, dict):
        return {
            key: draw(st.sampled_from(things[key])) if key in things and isinstance(inner, str) else with_known(inner, things, draw)
            for key, inner in value.items()
        }
    return [with_known(item, things, draw) for item in value] if isinstance(value, list) else value


@contextmanager
def connection_stays() -> Iterator[None]:
    """As Django's own test client does it for itself: a request ends, the test's transaction does not."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=str)
def test_no_request_breaks_an_operation(world: World, part: int, mode: GenerationMode, settings: Any, tmp_path: Path) -> None:
    settings.ALLOWED_HOSTS, settings.LICET_FILES_ROOT = ["*"], tmp_path / "files"
    things = everything(world, tmp_path)
    people = {name: Caller(world, name) for name in PEOPLE}
    schema = schemathesis.openapi.from_dict(document())
    schema.app = WSGIHandler()
    answered: Counter[int] = Counter()
    with connection_stays():
        for found in list(schema.get_all_operations())[part::PARTS]:
            if mode is GenerationMode.POSITIVE or takes_something(found.ok()):
                _try(found.ok(), mode, things, people, answered)
    assert 401 not in answered
    assert answered[200] if mode is GenerationMode.POSITIVE else answered[400]


def takes_something(operation: Any) -> bool:
    """Whether there is anything to get wrong, beside who one is."""
    described = operation.definition.raw
    return bool(described.get("parameters") or described.get("requestBody"))


def _try(operation: Any, mode: GenerationMode, things: dict[str, list[str]], people: dict[str, Caller], answered: Counter[int]) -> None:
    @QUIET
    @given(data=st.data(), case=operation.as_strategy(generation_mode=mode), who=st.sampled_from(PEOPLE), real=st.booleans())
    def tried(data: st.DataObject, case: Any, who: str, real: bool) -> None:
        if real:
            case.path_parameters = with_known(dict(case.path_parameters), things, data.draw)
            case.body = with_known(case.body, things, data.draw)
        caller = people[who]
        case.headers.pop("Authorization", None)  # made up from the description; the person's own session speaks
        case.cookies.clear()
        cookies = {name: morsel.value for name, morsel in caller.client.cookies.items()}
        response = case.call(headers={"X-CSRFToken": caller.csrf}, cookies=cookies)
        answered[response.status_code] += 1
        assert response.status_code < 500, f"{who}: {case.as_curl_command()}\n{response.text}"
        case.validate_response(response, checks=CHECKS)

    tried()


CHECKS = [checks.not_a_server_error, openapi.status_code_conformance, openapi.content_type_conformance, openapi.response_schema_conformance]
