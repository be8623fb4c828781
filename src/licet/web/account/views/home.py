from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from licet.people.public import MEANING, Role
from licet.web.components.access import signed_in
from licet.web.components.pages import page


@signed_in(reason="shows a person only who they are signed in as")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who one is here, and what one may therefore do."""
    actor = request.actor  # type: ignore[attr-defined]
    roles = [(role.replace("-", " "), MEANING[Role(role)]) for role in sorted(actor.roles)]
    start = "/portal/" if actor.organisation else "/desk/"
    return page(request, "account/home.html", {"roles": roles, "start": start})
