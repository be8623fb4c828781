from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from licet.concerns import public as concerns
from licet.web.components.access import public
from licet.web.concerns.opening import show


@public(reason="whoever has a concern must be able to see how it is answered, without telling who they are")
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What happens to a concern, and the two doors: raise one, come back to one."""
    return show(request, "start", {"levels": concerns.levels()})


@public(reason="everybody must be able to read what can and cannot be seen about them")
@require_safe
def what_we_see(request: HttpRequest) -> HttpResponse:
    return show(request, "what_we_see")
