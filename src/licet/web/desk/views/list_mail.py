"""Mail to distribution lists: what was sent to whom, and writing it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.notices import public as notices
from licet.notices.public import Marking
from licet.people import public as people
from licet.platform import clock
from licet.platform.ids import new_id
from licet.web.desk.acting import act, status_of
from licet.web.desk.forms.list_mail import ListMailForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting.list_mail import delivery_row, list_choices, mail_row

A_PAGE = 50


@officials(Permission.MESSAGE_READ)
@require_safe
def list_mail(request: HttpRequest) -> HttpResponse:
    """What was sent, newest first."""
    actor = actor_of(request)
    rows = Paginator(notices.list_mail(actor=actor), A_PAGE).get_page(request.GET.get("page"))
    names = dict(people.distribution_lists().values_list("code", "name"))
    facts = {"rows": [mail_row(row, names) for row in rows], "page": rows, "may_send": actor.may(Permission.MESSAGE_SEND)}
    return show(request, "list_mail/sent", facts)


@officials(Permission.MESSAGE_READ)
@require_safe
def list_mail_sent(request: HttpRequest, message: str) -> HttpResponse:
    """One message as it was sent, with its delivery record address by address."""
    actor = actor_of(request)
    row = notices.list_mail(actor=actor).filter(pk=message).first()
    if row is None:
        raise NotFound("message")
    names = dict(people.distribution_lists().values_list("code", "name"))
    rows = [delivery_row(item) for item in notices.deliveries_of(actor=actor, message=row.pk).order_by("address")]
    return show(request, "list_mail/message", {"mail": mail_row(row, names), "deliveries": rows})


@officials(Permission.MESSAGE_SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def list_mail_write(request: HttpRequest) -> HttpResponse:
    """Write to a list; what was typed stays where it is refused."""
    actor = actor_of(request)
    lists = list_choices(people.distribution_lists())
    form = ListMailForm(request.POST if request.method == "POST" else None, lists=lists, initial={"key": new_id()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        response = act(
            request,
            form,
            lambda: notices.write_to_list(
                actor=actor,
                code=given["code"],
                title=given["title"],
                words=given["words"],
                marking=Marking(given["marking"]),
                key=given["key"],
                now=clock.now(),
            ),
            done=_("It was sent. Each address has a line in its delivery record."),
            to=reverse("desk:list-mail"),
        )
        if response:
            return response
    return show(request, "list_mail/write", {"form": form, "lists": lists}, status=status_of(form))
