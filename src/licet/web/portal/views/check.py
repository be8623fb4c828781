"""The last page before sending: what is missing and why, the whole application, the declaration."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licet.applications.public import Application, access_application
from licet.casework.public import submit
from licet.kernel.errors import Conflict, InvalidMany, NotFound
from licet.kernel.permission import Permission
from licet.platform import clock
from licet.web.portal.forms import SendForm
from licet.web.portal.opening import actor_of, exporters, show
from licet.web.portal.presenting.content import documents_in, parts
from licet.web.portal.presenting.tasks import ROUTES, missing
from licet.web.portal.views.editing import add_errors, case_of, editable, revision_of


@exporters(Permission.APPLICATION_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, application: str) -> HttpResponse:
    """Everybody of the organisation reads; only who may edit mends, and only who may send sends."""
    actor = actor_of(request)
    editor = actor.may(Permission.APPLICATION_EDIT)
    row = editable(request, application) if editor else access_application(actor=actor, application=application)
    if request.method != "POST":
        return _shown(request, row, SendForm(initial=revision_of(row)))
    if not actor.may(Permission.APPLICATION_SUBMIT):
        raise NotFound
    form = SendForm(request.POST)
    return _sent(request, row, form) if form.is_valid() else _shown(request, row, form, status=400)


def _sent(request: HttpRequest, row: Application, form: SendForm) -> HttpResponse:
    try:
        case = submit(actor=actor_of(request), application=row.pk, revision=form.revision, now=clock.now())
    except Conflict as error:
        return _again(request, row, error.message)
    except InvalidMany as error:
        add_errors(form, error)
        return _shown(request, row, form, status=400)
    messages.success(request, _("It was sent. Its reference is %(reference)s.") % {"reference": case.reference})
    return HttpResponseRedirect(reverse("portal:case", args=[case.pk]))


def _again(request: HttpRequest, row: Application, sentence: str) -> HttpResponse:
    """The application as it stands now, to be read before it is sent: somebody saved it since."""
    now = access_application(actor=actor_of(request), application=row.pk)
    form = SendForm({"version": str(now.revision)}, initial=revision_of(now))
    form.errors.clear()
    form.add_error(None, sentence)
    return _shown(request, now, form, status=409)


def _shown(request: HttpRequest, row: Application, form: SendForm, *, status: int = 200) -> HttpResponse:
    actor, draft = actor_of(request), row.to_domain()
    editor, case = actor.may(Permission.APPLICATION_EDIT), case_of(request, row.pk)
    facts = {
        "application": row,
        "form": form,
        "case": case,
        "missing": missing(row.pk, draft, editor=editor),
        "parts": parts(draft, documents_in(actor, [draft])),
        "routes": {section.value: reverse(name, args=[row.pk]) for section, name in ROUTES.items()} if editor else {},
        "sender": actor.may(Permission.APPLICATION_SUBMIT),
    }
    return show(request, "check", facts, status=status)
