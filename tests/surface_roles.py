"""On PostgreSQL, every page that a test asks for is answered under the database role of its surface.

Production serves each surface under a role that may do little (decision 0205). The tests of the pages would not notice a missing
right if they ran as the owner of every table, so a middleware takes the role on for as long as a request lasts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse
from psycopg.pq import TransactionStatus
from pytest_django.plugin import DjangoDbBlocker

from licet.cli.store.grants import apply_grants
from licet.cli.store.roles import OWNERS
from tests.roles import SURFACES, make_roles
from tests.stores import ENGINE

SIGNED_IN = ("account", "api")  # answered by several surfaces; the desk has the widest rights


def pytest_configure(config: pytest.Config) -> None:
    if ENGINE == "postgresql":
        settings.MIDDLEWARE = [f"{__name__}.UnderSurfaceRole", *settings.MIDDLEWARE]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test databases, with the rights of every role."""
    if ENGINE == "postgresql":
        make_roles()
        with django_db_blocker.unblock():
            for alias in OWNERS:
                if connections[alias].settings_dict["NAME"].startswith("test_"):  # a run that never uses it makes no second database
                    apply_grants(alias)


class UnderSurfaceRole:
    """Answers each request under the role of the surface that its path belongs to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first = request.path.split("/")[1]
        role = SURFACES.get("desk" if first in SIGNED_IN else first, SURFACES["register"])
        with ExitStack() as taken_on:
            for alias in OWNERS:
                if connections[alias].connection is not None and connections[alias].connection.info.dbname.startswith("test_"):
                    taken_on.enter_context(_role(alias, role))
            return self.get_response(request)


@contextmanager
def _role(alias: str, role: str) -> Iterator[None]:
    connection = connections[alias].connection
    connection.execute(f"SET ROLE {role}")
    try:
        yield
    finally:
        if connection.info.transaction_status is not TransactionStatus.INERROR:  # what is rolled back takes its role with it
            connection.execute("RESET ROLE")
