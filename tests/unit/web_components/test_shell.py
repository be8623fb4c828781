"""Templates: misspelt names fail, languages turn the page round, tables sort by link."""

from typing import Any

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from jinja2 import UndefinedError

from licet.kernel.actor import Actor
from licet.kernel.permission import Permission
from licet.web.components.pages import NavItem, layout, navigation_links
from licet.web.components.tables import Column, keyset_pages, sort_link


def rendered(template: str, **context: Any) -> str:
    return engines["jinja2"].from_string(template).render(context)


@pytest.mark.parametrize("template", ["{{ titel }}", "{% for x in cases %}{% endfor %}", "{{ titel | money }}x{{ titel }}"])
def test_misspelt_name_is_an_error(template: str) -> None:
    with pytest.raises(UndefinedError):
        rendered(template)


def test_absent_option_is_nothing() -> None:
    assert rendered("[{{ options.note }}]", options={}) == "[]"


def test_text_is_escaped() -> None:
    assert rendered("{{ words }}", words="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(("code", "direction"), [("en-gb", "ltr"), ("ar", "rtl"), ("he", "rtl")])
def test_language_turns_the_page(code: str, direction: str) -> None:
    template = '{% extends "components/layouts/register.html" %}{% block title %}T{% endblock %}'
    with translation.override(code):
        html = rendered(template)
    assert f'<html lang="{code}" dir="{direction}"' in html
    assert "<title>T – " in html


def test_title_says_what_and_whose() -> None:
    html = rendered('{% extends "components/layouts/register.html" %}{% block title %}Kasdara{% endblock %}')
    assert "<title>Kasdara – Public register – Demonstration Licensing Authority</title>" in html


def test_page_has_no_inline_script_or_style() -> None:
    html = rendered('{% extends "components/layouts/register.html" %}')
    assert "style=" not in html
    assert "<script>" not in html


def test_sort_link_turns_the_order_and_drops_the_page() -> None:
    column = Column("Value", sort="value")
    fresh = sort_link(column, QueryDict("q=optics&after=abc"))
    assert (fresh.href, fresh.order) == ("?q=optics&sort=value", "none")
    again = sort_link(column, QueryDict("sort=value"))
    assert (again.href, again.order) == ("?sort=-value", "ascending")
    assert sort_link(column, QueryDict("sort=-value")).order == "descending"


def test_keyset_pages_keep_the_query() -> None:
    pages = keyset_pages(QueryDict("q=a&q=b&after=x"), shown=25, first="f", last="l", more_before=True, more_after=False)
    assert pages.previous == "?q=a&q=b&before=f"
    assert pages.next is None


def test_navigation_hides_what_the_actor_may_not_open(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.unit.web_components.routes"
    request: Any = RequestFactory().get("/account/sign-in")
    request.actor = Actor(id="user:1", name="Ilse")
    items = [NavItem("In", "account:sign-in"), NavItem("Out", "account:sign-out", Permission.CASE_READ)]
    assert navigation_links(request, items) == [{"text": "In", "href": "/account/sign-in", "current": True, "active": True}]


@pytest.mark.parametrize(
    ("path", "name"), [("/desk/x", "desk"), ("/portal/", "portal"), ("/account/", "account"), ("/figures/", "register")]
)
def test_error_page_stays_on_its_surface(path: str, name: str) -> None:
    assert layout(path) == f"components/layouts/{name}.html"


def test_message_of_the_last_act_is_shown_at_the_top(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.unit.web_components.routes"
    request: Any = RequestFactory().get("/portal/")
    request.actor, request.session = Actor(id="user:1", name="Ilse"), SessionStore()
    request._messages = FallbackStorage(request)
    messages.success(request, "The draft <A> was sent.")
    template = '{% extends "components/layouts/portal.html" %}{% block title %}T{% endblock %}'
    html = rendered(template, request=request, csrf_input="")
    assert "govuk-notification-banner--success" in html
    assert "The draft &lt;A&gt; was sent." in html
