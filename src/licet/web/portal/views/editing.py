"""Saving over a draft from a form: one way for every section."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from licet.applications.public import Application, Draft, StaleDraft, access_application, save_draft
from licet.casework.public import Case, CaseStatus, visible_cases
from licet.kernel.errors import Invalid, InvalidMany, InvalidTransition
from licet.kernel.permission import Permission
from licet.platform import clock
from licet.web.components.forms import conflict_page
from licet.web.portal.forms import DraftForm
from licet.web.portal.opening import actor_of, show
from licet.web.portal.presenting.cases import AMENDABLE

type Change = Callable[[Draft], Draft]
type Current = Callable[[Draft], Mapping[str, Any]]


def case_of(request: HttpRequest, application: str) -> Case | None:
    """The case that the application has become, if it was sent. One query."""
    return visible_cases(actor=actor_of(request), permission=Permission.APPLICATION_READ).filter(application=application).first()


def editable(request: HttpRequest, application: str) -> Application:
    """The application, if the actor may edit it and the authority still takes another version."""
    row = access_application(actor=actor_of(request), application=application, permission=Permission.APPLICATION_EDIT)
    case = case_of(request, application)
    if case and CaseStatus(case.status) not in AMENDABLE:
        words = _("This application is %(status)s: it cannot be changed any more. You can begin a new one with what it says.")
        raise InvalidTransition(words % {"status": case.status}, place=case.reference)
    return row


def save(
    request: HttpRequest,
    row: Application,
    form: DraftForm,
    *,
    change: Change,
    current: Current,
    back: str,
    done: str,
    name: str | None = None,
) -> HttpResponse | None:
    """Save what the form says, and go back; a page with both where it is stale. None: look at the form's errors."""
    try:
        draft = change(row.to_domain())
        save_draft(actor=actor_of(request), application=row.pk, draft=draft, revision=form.revision, now=clock.now(), name=name)
    except StaleDraft as error:
        return conflict_page(request, error, form=form, current=current(error.theirs), back=request.path)
    except (Invalid, InvalidMany) as error:
        add_errors(form, error)
        return None
    messages.success(request, done)
    return HttpResponseRedirect(back)


def add_errors(form: forms.Form, error: Invalid | InvalidMany) -> None:
    for fault in error.faults if isinstance(error, InvalidMany) else (error,):
        form.add_error(None, fault.message)


def shown(request: HttpRequest, row: Application, form: forms.Form, template: str, **facts: Any) -> HttpResponse:
    """The form's page; 400 where it has errors, so that programs see them too."""
    status = 400 if form.is_bound and form.errors else 200
    return show(request, template, {"application": row, "form": form, **facts}, status=status)


def revision_of(row: Application) -> dict[str, str]:
    return {"version": str(row.revision)}
