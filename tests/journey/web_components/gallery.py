"""Every component on four pages, served by the test's own process without a database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django import forms
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from licet.kernel.actor import Actor
from licet.kernel.errors import Conflict, Refused
from licet.kernel.money import Money, NoValue
from licet.web.components.access import public
from licet.web.components.charts import Bar, Moment, Period
from licet.web.components.forms import DatePartsField, MoneyField, ReasonsField, VersionedForm, conflict_page
from licet.web.components.pages import NavItem, navigation_links
from licet.web.components.shell import Authority
from licet.web.components.tables import Column, keyset_pages

PAGES = Path(__file__).parent / "pages"
OFFICER = Actor(id="user:0", name="Ilse Brandt")
NAVIGATION = (NavItem("Start", "gallery:desk"), NavItem("Register", "gallery:register"), NavItem("Form", "gallery:form"))


def authority() -> Authority:
    return Authority("Demonstration Licensing Authority", "Europe/London", "GBP")


class EveryField(VersionedForm):
    name = forms.CharField(label="Name of the end user", help_text="As it stands on the end-user statement.", max_length=80)
    value = MoneyField(label="Value", help_text="What the contract says, without tax.")
    needed = DatePartsField(label="When is it needed?", help_text="For example, 27 3 2031.")
    kind = forms.ChoiceField(label="Kind of licence", choices=[("individual", "Individual"), ("open", "Open")], widget=forms.RadioSelect)
    uses = forms.MultipleChoiceField(
        label="What may it be used for?",
        choices=[("patrol", "Border patrol"), ("rescue", "Search and rescue")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    destination = forms.ChoiceField(label="Destination", choices=[("", "Choose one"), ("QM", "Kasdara"), ("QN", "Port Sable")])
    statement = forms.FileField(label="End-user statement", required=False)
    quantity = forms.IntegerField(label="How many", widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}))
    reasons = ReasonsField(label="Why is it needed?")
    true = forms.BooleanField(label="What I say here is true")


@public(reason="a test")
def desk(request: HttpRequest) -> HttpResponse:
    return shown(request, "desk.html", gate=GATE, history=HISTORY, columns=COLUMNS, rows=ROWS, pages=pages(request))


@public(reason="a test")
def register(request: HttpRequest) -> HttpResponse:
    by_destination = [Bar("Kasdara", 412.6, "£412.6m"), Bar("Port Sable", 38, "£38.0m", kind="2"), Bar("Mirasol", None, "")]
    years = [Period(str(year), (40 + year % 7 * 9, 3 + year % 4, year % 3)) for year in range(2022, 2031)] + [Period("2031", None)]
    moments = [
        Moment(date(2030, 2, 1), "Applied"),
        Moment(date(2030, 5, 12), "Licence issued", strong=True),
        Moment(date(2031, 5, 3), "Suspended by review R-2031-02", strong=True),
    ]
    return shown(request, "register.html", by_destination=by_destination, years=years, moments=moments, columns=COLUMNS, rows=ROWS)


@public(reason="a test")
def form(request: HttpRequest) -> HttpResponse:
    filled = EveryField(request.POST, request.FILES) if request.method == "POST" else EveryField(initial={"version": "3"})
    if request.method == "POST" and request.POST.get("stale"):
        current = {"name": "Ministry of Interior", "value": Money(100, "GBP"), "kind": "open"}
        return conflict_page(request, Conflict("This draft is now version 4; yours was 3."), form=filled, current=current, back="/form")
    return shown(request, "form.html", form=filled, saved=filled.is_bound and filled.is_valid())


@public(reason="a test")
def refused(request: HttpRequest) -> HttpResponse:
    raise Refused("Line 2 cannot be granted.", bars=["Criterion 2c: clear risk", "Hold H-7: undertaking to the court"])


def shown(request: HttpRequest, name: str, **facts: Any) -> HttpResponse:
    request.actor = OFFICER  # type: ignore[attr-defined]
    template = engines["jinja2"].from_string((PAGES / name).read_text())
    facts |= {"navigation": navigation_links(request, NAVIGATION), "now": datetime(2031, 5, 12, 9, 2, tzinfo=UTC)}
    return HttpResponse(template.render(facts, request))


def pages(request: HttpRequest) -> Any:
    return keyset_pages(request.GET, shown=3, first="a", last="c", more_before=True, more_after=True, total=1204)


GATE = [
    {
        "kind": "barred",
        "words": "Criterion 2c: clear risk – Kasdara assessment v7, “items usable in operations in the Sarra valley”",
        "note": "evidence to 30 April 2031 (24 days old) · 150 incidents registered, 61 assessed, 72 % of these undetermined",
        "href": "#assessment",
    },
    {"kind": "held", "words": "Hold H-7: undertaking to the court until 1 July 2031"},
    {"kind": "missing", "words": "Criterion 7: Defence has not advised", "note": "asked 6 days ago"},
    {"kind": "open", "words": "Criteria 1, 3, 4, 5, 6, 8"},
    {
        "kind": "notice",
        "word": "concern",
        "words": "1 open concern is about assessment v7 – ask the nominated officer",
    },
]
HISTORY = [
    {
        "title": "Advice by Defence",
        "when": datetime(2031, 5, 9, 13, 30, tzinfo=UTC),
        "by": "Tomas Lind",
        "words": "Criterion 7: no objection, with reasons.",
    },
    {"title": "Enquiry answered", "when": date(2031, 5, 6), "by": "Orlan Optics", "strong": True},
    {"title": "Application received", "when": date(2031, 4, 22), "words": "Version 1."},
]
COLUMNS = [
    Column("Licence", sort="reference"),
    Column("Destination", sort="destination"),
    Column("Rating"),
    Column("Value", numeric=True, unit="GBP", sort="value"),
]
ROWS = [
    {"reference": "QM-IND 2031/000412", "to": "Kasdara", "rating": "ML15", "value": Money(123_456_700, "GBP")},
    {"reference": "QM-OPN 2031/000007", "to": "Port Sable", "rating": "ML1.b", "value": NoValue.OPEN_LICENCE},
    {"reference": "QM-IND 2030/001177", "to": "Mirasol", "rating": "6A002", "value": None},
]

gallery = [
    path("desk", desk, name="desk"),
    path("", register, name="register"),
    path("form", form, name="form"),
    path("refused", refused, name="refused"),
]
account = [path("sign-in", register, name="sign-in"), path("sign-out", register, name="sign-out")]  # the header's links
urlpatterns = [path("", include((gallery, "gallery"))), path("account/", include((account, "account")))]
handler404 = "licet.web.components.errors.absent"


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None: ...


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@contextmanager
def served(settings: Any) -> Iterator[str]:
    """The gallery's address while it is served; ``settings`` is pytest-django's fixture."""
    settings.ROOT_URLCONF = __name__
    settings.LICET_AUTHORITY = f"{__name__}.authority"
    with make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CSRF_TRUSTED_ORIGINS = [address := f"http://127.0.0.1:{server.server_port}"]
        yield address
        server.shutdown()
