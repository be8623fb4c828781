"""A form that does something: one way to call the service, keep what was typed, and show both versions where it is stale."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from licet.kernel.errors import Conflict, Invalid, InvalidMany, LicetError, MissingReasons, Refused
from licet.web.components.forms import conflict_page

type Current = Callable[[], Mapping[str, Any]]


def act(
    request: HttpRequest,
    form: forms.Form,
    command: Callable[[], object],
    *,
    done: str,
    to: str,
    current: Current = dict,
) -> HttpResponse | None:
    """Call the service and go to ``to``; None: the form now says what is wrong with it.

    A Conflict is a page with what stands now beside what was typed. InvalidTransition and NotFound are left to
    the middleware: the thing cannot be done at all.
    """
    try:
        command()
    except Conflict as error:
        return conflict_page(request, error, form=form, current=current(), back=to)
    except InvalidMany as many:
        for fault in many.faults:
            add_error(form, fault)
        return None
    except (Invalid, MissingReasons, Refused) as error:
        add_error(form, error)
        return None
    messages.success(request, done)
    return HttpResponseRedirect(to)


def add_error(form: forms.Form, error: LicetError) -> None:
    """To the field that the error names as its place; otherwise to the whole form."""
    name = (error.place or "").replace(" ", "_").replace("-", "_")
    if name in form.fields:
        form.add_error(name, error.message)
    else:
        form.add_error(None, str(error))


def revision_of(form: forms.Form) -> int:
    """The version that a form was opened on; a forged one is no version, and so stale."""
    given = str(form.cleaned_data.get("version", ""))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


def status_of(form: forms.Form) -> int:
    """400 where a form has errors, so that programs see them too."""
    return 400 if form.is_bound and form.errors else 200


def bound[F: forms.Form](kind: type[F], request: HttpRequest, **options: Any) -> F:
    """The form as it was sent, or fresh."""
    return kind(request.POST, **options) if request.method == "POST" else kind(**options)
