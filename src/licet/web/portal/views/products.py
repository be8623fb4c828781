"""Products: added, changed, removed."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.applications.public import Application, Draft, Product
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.platform.ids import new_id
from licet.web.portal.forms import DraftForm, ProductForm
from licet.web.portal.forms.products import product_initial
from licet.web.portal.opening import exporters, show
from licet.web.portal.presenting.content import product_block
from licet.web.portal.presenting.control import entries
from licet.web.portal.views.editing import editable, revision_of, save, shown

LOOK = "look"


@exporters(Permission.APPLICATION_EDIT)
@require_safe
def products(request: HttpRequest, application: str) -> HttpResponse:
    row = editable(request, application)
    blocks = [product_block(item) for item in row.to_domain().products]
    return show(request, "products", {"application": row, "blocks": blocks})


@exporters(Permission.APPLICATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_product(request: HttpRequest, application: str) -> HttpResponse:
    row = editable(request, application)
    return _edited(request, row, None, new_id())


@exporters(Permission.APPLICATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def change_product(request: HttpRequest, application: str, key: str) -> HttpResponse:
    row = editable(request, application)
    return _edited(request, row, _found(request, row, key), key)


def _edited(request: HttpRequest, row: Application, product: Product | None, key: str) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, row, ProductForm(initial=product_initial(product) | revision_of(row)), product)
    if LOOK in request.POST:
        return _looked_up(request, row, product)
    form = ProductForm(request.POST)
    if form.is_valid():
        response = save(
            request,
            row,
            form,
            change=lambda draft: draft.with_product(form.product(key)),
            current=lambda draft: _current(draft, key),
            back=reverse("portal:products", args=[row.pk]),
            done=_("“%(name)s” was saved.") % {"name": form.cleaned_data["name"]},
        )
        if response:
            return response
    return _shown(request, row, form, product)


def _looked_up(request: HttpRequest, row: Application, product: Product | None) -> HttpResponse:
    """The same page with what was typed and what the control list says; nothing is saved and nothing complained of."""
    form = ProductForm(initial=request.POST.dict())
    return _shown(request, row, form, product, found=entries(request.POST.get(LOOK + "-for", ""), request.POST.get("rating", "")))


def _shown(request: HttpRequest, row: Application, form: ProductForm, product: Product | None, found: Any = None) -> HttpResponse:
    asked = request.POST.get(LOOK + "-for", "")
    return shown(request, row, form, "product", product=product, found=found, asked=asked)


@exporters(Permission.APPLICATION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_product(request: HttpRequest, application: str, key: str) -> HttpResponse:
    row = editable(request, application)
    product = _found(request, row, key)
    form = DraftForm(request.POST if request.method == "POST" else None, initial=revision_of(row))
    if request.method == "POST" and form.is_valid():
        response = save(
            request,
            row,
            form,
            change=lambda draft: draft.without_product(key),
            current=lambda draft: {},
            back=reverse("portal:products", args=[row.pk]),
            done=_("“%(name)s” was removed.") % {"name": product.name if product else key},
        )
        if response:
            return response
    block = product_block(product) if product else None
    return shown(request, row, form, "remove", block=block, back=reverse("portal:products", args=[row.pk]))


def _found(request: HttpRequest, row: Application, key: str) -> Product | None:
    """The product; None where somebody removed it since the page was opened, which saving will then say."""
    product = next((item for item in row.to_domain().products if item.key == key), None)
    if product is None and (request.method != "POST" or request.POST.get("version") == str(row.revision)):
        raise NotFound("product")
    return product


def _current(draft: Draft, key: str) -> Mapping[str, Any]:
    return product_initial(next((item for item in draft.products if item.key == key), None))
