"""The list of people, and one of them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from licet.kernel.permission import Permission
from licet.people import public as people
from licet.people.public import AccountState
from licet.platform import clock
from licet.web.components.tables import Pages, with_query
from licet.web.desk.forms.people import PeopleFilterForm
from licet.web.desk.opening import actor_of, officials, show
from licet.web.desk.presenting import accounts

SESSIONS_SHOWN = 5


@officials(Permission.USER_MANAGE)
@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody, by name; people with an open account unless asked otherwise."""
    asked = request.GET if set(request.GET) - {"after"} else {"state": AccountState.ACTIVE.value}
    form = PeopleFilterForm(asked, departments=accounts.department_choices(people.departments()))
    after = request.GET.get("after")
    page = people.list_people(actor=actor_of(request), now=clock.now(), filters=form.filters(), after=after)
    pages = Pages(
        shown=len(page.people),
        total=page.total,
        previous=with_query(request.GET, after=None) if after else None,
        next=with_query(request.GET, after=page.after) if page.after else None,
    )
    facts = {"filters": form, "rows": [accounts.person_row(person) for person in page.people], "pages": pages}
    return show(request, "people/list", facts)


@officials(Permission.USER_MANAGE)
@require_safe
def person(request: HttpRequest, person: str) -> HttpResponse:
    """One person: their roles, where they are signed in, and the history of their account."""
    actor, now = actor_of(request), clock.now()
    detail = people.person_detail(actor=actor, user=person, now=now)
    user = detail.user
    facts = {
        "person": user,
        "state": accounts.account_state(active=user.is_active, can_sign_in=user.has_usable_password() or user.demonstration),
        "rows": accounts.person_rows(detail),
        "roles": [accounts.membership_row(membership, detail) for membership in detail.memberships],
        "sessions": accounts.session_rows(detail, current=people.session_handle(request.session.session_key or "")),
        "tokens": detail.open_tokens,
        "link": accounts.link_words(detail, now),
        "history": accounts.history(detail),
        "sessions_shown": SESSIONS_SHOWN,
        "oneself": actor.id == user.actor_id,
    }
    return show(request, "people/person", facts)
