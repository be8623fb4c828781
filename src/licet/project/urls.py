"""Which address belongs to which surface; `LICET_SURFACE` chooses what this process serves."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from licet.project import health

# prefix, module, surfaces that serve it
SURFACES = (
    ("", "licet.web.register.urls", {"all", "register"}),
    ("portal/", "licet.web.portal.urls", {"all", "portal"}),
    ("desk/", "licet.web.desk.urls", {"all", "desk"}),
    ("api/v1/", "licet.api.urls", {"all", "portal", "desk"}),
    ("concerns/", "licet.web.concerns.urls", {"all", "concerns"}),
    ("account/", "licet.web.account.urls", {"all", "portal", "desk", "concerns"}),
)


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    *(path(prefix, include(module)) for prefix, module, surfaces in SURFACES if settings.LICET_SURFACE in surfaces),
]

handler400 = "licet.web.components.errors.bad_request"
handler403 = handler404 = "licet.web.components.errors.absent"  # forbidden looks like absent
handler500 = "licet.web.components.errors.failed"
