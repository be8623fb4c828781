"""The API put together: operations, their marks as routes, and the OpenAPI document."""

import json
from collections.abc import Iterator, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI, Router
from ninja.operation import Operation
from ninja.parser import Parser

from licet.api.access import Closed, Rule, rule_of
from licet.api.operations import ROUTERS
from licet.api.problems import TITLES, answer_with_problems
from licet.kernel.errors import Invalid
from licet.kernel.known_words import check_parameters

PREFIX = "/api/v1/"
DESCRIPTION = (
    "Everything that Licet's pages do, for programs. Whoever may not know of a thing is answered as if it were not there (404). "
    "Refusals are problem details (RFC 9457) whose `detail` is one sentence. Money is in minor units of its currency; a value that is "
    "not recorded is never zero. Days are those of the authority's zone."
)
OPEN_DOCUMENT = "the description of the API is the same for everybody"


class Reader(Parser):
    """JSON that a record can keep: no letter that a database refuses, no number that is none."""

    def parse_body(self, request: HttpRequest) -> Any:
        text = request.body.decode()
        if "\\u0000" in text or "\x00" in text:
            raise ValueError("it holds the letter NUL")
        return json.loads(text, parse_constant=_no_number)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Api(title="Licet", version="1", description=DESCRIPTION, openapi_url=None, docs_url=None, auth=[Closed()], parser=Reader())
answer_with_problems(api)
for tag, router in ROUTERS:
    api.add_router("", router, tags=[tag])


def document() -> dict[str, Any]:
    """OpenAPI 3.1. A refusal has its own media type and title, which ninja takes from the Python it runs on."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    for operations in made["paths"].values():
        for operation in operations.values():
            operation["responses"] = {str(status): _typed(int(status), answer) for status, answer in operation["responses"].items()}
    return made


def _typed(status: int, answer: dict[str, Any]) -> dict[str, Any]:
    if status in TITLES:
        answer["description"] = TITLES[status]
        answer["content"] = {"application/problem+json": answer["content"]["application/json"]}
    return answer


def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(document(), json_dumps_params={"indent": 1, "ensure_ascii": False})


openapi.licet_permissions = ()  # type: ignore[attr-defined]
openapi.licet_public_reason = OPEN_DOCUMENT  # type: ignore[attr-defined]


def routes() -> Iterator[URLPattern]:
    """One address for each path, marked with what its operations need; one that names nobody stops the start."""
    operations = {route: view.operations for _, router in ROUTERS for route, view in _paths(router)}
    rules = {route: list(_rules(view_operations)) for route, view_operations in operations.items()}
    seen: set[str] = set()
    for pattern in api.urls[0]:
        route = str(pattern.pattern)
        if route in operations and route not in seen:
            seen.add(route)
            yield _marked(route, pattern, rules[route], _parameters(operations[route]))
    yield path("openapi.json", openapi, name="openapi")


def _paths(router: Router) -> Iterator[tuple[str, Any]]:
    for route, view in router.path_operations.items():
        yield route.lstrip("/").replace("{", "<").replace("}", ">"), view


def _rules(operations: list[Operation]) -> Iterator[Rule]:
    for operation in operations:
        rule = rule_of(operation.auth_param)
        if rule is None or not (rule.permissions or rule.reason):
            raise RuntimeError(f"{operation.view_func.__name__} does not say who may use it: give it auth=needs(…).")
        yield rule


def _parameters(operations: list[Operation]) -> dict[str, frozenset[str]]:
    """For each method, the parameters of the query that its operation reads."""
    return {
        method: frozenset(
            name for model in operation.models if model.__ninja_param_source__ == "query" for name in model.__ninja_flatten_map__
        )
        for operation in operations
        for method in operation.methods
    }


def _checked(view: Any, read: Mapping[str, frozenset[str]]) -> Any:
    """The view, which refuses a query with a parameter that its operation does not read."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            check_parameters(dict(request.GET.lists()), read.get(request.method or "", frozenset()))
        except Invalid as refusal:
            return api.on_exception(request, refusal)
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    return checked


def _marked(route: str, pattern: Any, rules: list[Rule], read: Mapping[str, frozenset[str]]) -> URLPattern:
    view = _checked(pattern.callback, read)
    view.licet_permissions = tuple(dict.fromkeys(each for rule in rules for each in rule.permissions))
    view.licet_public_reason = next((rule.reason for rule in rules if rule.reason), "")
    made: URLPattern = path(route, view, name=pattern.name)
    return made
