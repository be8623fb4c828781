"""The gate of a case behind its panel: why each bar stands there, and the same for programs."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from licet.kernel.permission import Permission
from licet.web.desk.opening import officials
from licet.web.desk.presenting import gate
from licet.web.desk.reading import detail_of, gate_of
from licet.web.desk.views.cases import part


@officials(Permission.CASE_READ)
@require_safe
def gate_why(request: HttpRequest, case: str) -> HttpResponse:
    detail = detail_of(request, case)
    at = gate_of(detail)
    shown = [(gate.about(detail, line), at.result.state(line).value, gate.reasons(at, detail, line)) for line in at.result.lines]
    return part(request, detail, "case", "case/why", lines=shown)


@officials(Permission.CASE_READ)
@require_safe
def gate_json(request: HttpRequest, case: str) -> HttpResponse:
    return JsonResponse(gate.to_json(gate_of(detail_of(request, case))), json_dumps_params={"indent": 2})
