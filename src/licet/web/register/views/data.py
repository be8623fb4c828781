from collections.abc import Iterator
from itertools import batched

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from licet.register import public as register
from licet.web.components.access import public
from licet.web.register import presenting
from licet.web.register.navigation import shown

REASON = "the register's published tables, to download"


@public(reason=REASON)
def data(request: HttpRequest) -> HttpResponse:
    state = register.log_state()
    context = {
        "tables": list(register.TABLES.values()),
        "imports": register.imports(),
        "check": presenting.check_rows(state.size, state.checkpoint, state.comparison),
    }
    return shown(request, "data", context)


@public(reason=REASON, parameters=("q",))
def data_csv(request: HttpRequest, name: str) -> HttpResponse:
    return _download(register.csv_lines(name, words=request.GET.get("q", "")), name, "csv", "text/csv; charset=utf-8")


@public(reason=REASON, parameters=("q",))
def data_json(request: HttpRequest, name: str) -> HttpResponse:
    return _download(register.json_lines(name, words=request.GET.get("q", "")), name, "json", "application/json")


def _download(lines: Iterator[str], name: str, ending: str, kind: str) -> HttpResponse:
    answer = StreamingHttpResponse(lines, content_type=kind)  # it closes them, and with them the cursor, also when nobody reads on
    answer["Content-Disposition"] = f'attachment; filename="licet-{name}.{ending}"'
    return answer  # type: ignore[return-value]


@public(reason=REASON)
def whole_register(request: HttpRequest) -> HttpResponse:
    """Every row that comes from the log, in the form that licet_verify compares with the log."""
    lines = register.whole_register()
    answer = StreamingHttpResponse(("".join(block) for block in batched(lines, 500)), content_type="application/jsonl")
    answer["Content-Disposition"] = 'attachment; filename="register.jsonl"'
    return answer  # type: ignore[return-value]
