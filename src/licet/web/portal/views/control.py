from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from licet.kernel.permission import Permission
from licet.policy import public as policy
from licet.web.portal.opening import exporters, show
from licet.web.portal.presenting.control import entries


@exporters(Permission.APPLICATION_READ)
@require_safe
def control_list(request: HttpRequest) -> HttpResponse:
    """Look up an entry by code or by words."""
    asked = request.GET.get("q", "").strip()[:100]
    return show(request, "control_list", {"asked": asked, "found": entries(asked), "version": policy.control_list().info.title})
