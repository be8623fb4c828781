"""What the register's pages share: where one can go, and whether one may be kept in a cache."""

from collections.abc import Mapping
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from licet.web.components.pages import NavItem, page

NAVIGATION = (
    NavItem(cast(str, _("Licences and refusals")), "register:licences"),
    NavItem(cast(str, _("Destinations")), "register:destinations"),
    NavItem(cast(str, _("Figures")), "register:figures"),
    NavItem(cast(str, _("Reviews")), "register:reviews"),
    NavItem(cast(str, _("Data")), "register:data"),
    NavItem(cast(str, _("The log")), "register:log"),
)


def shown(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of the register. Nobody's session is read, so that it may be kept for a minute by anybody."""
    answer = page(request, f"register/{template}.html", context, navigation=NAVIGATION, status=status)
    answer["Cache-Control"] = "public, max-age=60"
    return answer


def address(request: HttpRequest) -> str:
    """Where an outsider reaches this register, as the commands on its pages say it: never what the request claims."""
    return str(settings.LICET_BASE_URL)
