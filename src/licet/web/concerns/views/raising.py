from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from licet.concerns import public as concerns
from licet.concerns.public import MOST_BYTES, MOST_FILES, Attached
from licet.kernel.actor import Actor
from licet.kernel.errors import LicetError
from licet.web.components.access import public, signed_in
from licet.web.concerns.forms import RaiseForm, SignedInRaiseForm, add_faults
from licet.web.concerns.opening import actor_of, refused, show, today

MORE = "more"


@public(reason="anybody who reaches the page may raise a concern, without telling who they are")
@require_http_methods(["GET", "HEAD", "POST"])
def raise_concern(request: HttpRequest) -> HttpResponse:
    """The session is not read here, even where there is one."""
    return _raised(request, None)


@signed_in(reason="for whoever chooses to raise a concern with their account, so that it counts as an official's")
@require_http_methods(["GET", "HEAD", "POST"])
def raise_signed_in(request: HttpRequest) -> HttpResponse:
    return _raised(request, actor_of(request))


def _raised(request: HttpRequest, raiser: Actor | None) -> HttpResponse:
    kind = partial(SignedInRaiseForm, official=raiser.organisation is None) if raiser else RaiseForm
    if request.method != "POST":
        return _form(request, kind(), raiser)
    boxes = _boxes(request)
    if MORE in request.POST:
        more = kind(initial=_typed(request), boxes=boxes + 1)
        return _form(request, more, raiser, files_lost=bool(request.FILES))
    form = kind(request.POST, request.FILES, boxes=boxes)
    form.add_too_much(request.too_much, files=MOST_FILES, megabytes=MOST_BYTES // 1024**2)  # type: ignore[attr-defined]
    filed = _filed(request, form, raiser) if form.is_valid() else None
    if filed is None:
        return _form(request, form, raiser, files_lost=bool(request.FILES))
    facts = {"code": filed.receipt.written(), "filed": filed, "levels": concerns.levels()}
    return show(request, "filed", facts)


def _filed(request: HttpRequest, form: RaiseForm, raiser: Actor | None) -> concerns.Filed | None:
    """None: the form now says what is wrong."""
    files = [Attached(file.name, file.content_type, file) for file in request.FILES.getlist("attachments")]  # type: ignore[arg-type]
    try:
        return concerns.file_concern(
            topics=form.topics(),
            points=form.points(),
            naming=form.naming_chosen(),
            raiser=raiser,
            name=str(form.cleaned_data.get("name", "")),
            complained_of=form.cleaned_data["complained_of"],
            attachments=files,
            form_token=form.cleaned_data["form_token"],
            today=today(),
        )
    except LicetError as error:
        places = {"topics": "destination", "points": "point_1", **{f"attachment {number}": "attachments" for number in range(1, 99)}}
        add_faults(form, error, places=places)
        return None


def _form(request: HttpRequest, form: RaiseForm, raiser: Actor | None, *, files_lost: bool = False) -> HttpResponse:
    facts: dict[str, Any] = {"form": form, "raiser": raiser, "levels": concerns.levels(), "files_lost": files_lost}
    facts |= {"most_files": MOST_FILES, "most_megabytes": MOST_BYTES // 1024**2}
    return show(request, "raise", facts, status=refused(form))


def _boxes(request: HttpRequest) -> int:
    given = request.POST.get("boxes", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 3 else 0


def _typed(request: HttpRequest) -> dict[str, object]:
    """Everything that was typed, for a form that is not to be checked yet."""
    names = [name for name in request.POST if name not in {MORE, "boxes", "csrfmiddlewaretoken"}]
    return {name: request.POST.getlist(name) if name in {"complained_of", "subjects"} else request.POST[name] for name in names}
