"""What every test may use. A run is for one engine: `LICET_TEST_ENGINE=sqlite` (default) or `postgresql`."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.test import override_settings
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from licet.platform import locking
from tests import cluster
from tests.stores import ENGINE, Store, copy_of

pytest_plugins = ("tests.browser", "tests.surface_roles")
settings.register_profile("untimed", deadline=None)  # how fast an example runs is the machine's affair, not the test's
settings.load_profile("untimed")
STARTED = time.monotonic()
COUNTED = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")


def pytest_configure(config: pytest.Config) -> None:
    if ENGINE == "postgresql" and not hasattr(config, "workerinput"):
        cluster.start(Path(os.environ["LICET_TEST_CLUSTER"]))


def pytest_unconfigure(config: pytest.Config) -> None:
    if ENGINE == "postgresql" and not hasattr(config, "workerinput"):
        cluster.stop(Path(os.environ["LICET_TEST_CLUSTER"]))


def pytest_report_header(config: pytest.Config) -> str:
    return f"engine: {ENGINE}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`bin/test` repeats on PostgreSQL what depends on the engine (LICET_TEST_ONLY_DATABASE); the rest ran before."""
    if os.environ.get("LICET_TEST_ONLY_DATABASE"):
        config.hook.pytest_deselected(items=[item for item in items if not _depends_on_engine(item)])
        items[:] = [item for item in items if _depends_on_engine(item)]


def _depends_on_engine(item: pytest.Item) -> bool:
    if item.get_closest_marker("one_engine"):
        return False
    fixtures = {"db", "transactional_db", "store_copy", "demo_copy", "committed_store"}
    return bool(fixtures & set(getattr(item, "fixturenames", ()))) or item.get_closest_marker("django_db") is not None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell `bin/test` the totals of this run, for its closing line."""
    if (totals := os.environ.get("LICET_TEST_TOTALS")) and not hasattr(terminalreporter.config, "workerinput"):
        counts = {name: len(terminalreporter.stats.get(name, ())) for name in COUNTED}
        with Path(totals).open("a") as file:
            file.write(json.dumps(counts | {"seconds": time.monotonic() - STARTED}) + "\n")


@pytest.fixture(autouse=True)
def _locks_need_a_transaction_of_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """The transaction around a test is not one that the code opened: without this, a missing `transaction.atomic` is not noticed."""

    def require_transaction(using: str) -> None:
        if all(block._from_testcase for block in connections[using].atomic_blocks):
            raise RuntimeError("a lock lasts as long as its transaction: open one with transaction.atomic")

    monkeypatch.setattr(locking, "_in_transaction", require_transaction)


@pytest.fixture
def engine() -> str:
    """The engine of this run: "sqlite" or "postgresql"."""
    return ENGINE


@pytest.fixture
def test_data() -> Path:
    """The folder of real data (`LICET_TEST_DATA`); the test is skipped, with the reason, where there is none."""
    folder = os.environ.get("LICET_TEST_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("LICET_TEST_DATA names no folder: this test reads real data from it")
    return Path(folder)


@pytest.fixture
def store_copy() -> Iterator[Store]:
    """A migrated, empty store of this test's own: `store_copy.licet("run-due")`, `with store_copy.served() as address`."""
    with copy_of("empty") as store:
        yield store


@pytest.fixture
def any_store() -> Iterator[Store]:
    """As `store_copy`, for tests to which the engine is all one: not repeated on PostgreSQL."""
    with copy_of("empty") as store:
        yield store


@pytest.fixture
def demo_copy() -> Iterator[Store]:
    """A copy of the demonstration authority of this test's own, to change at will."""
    with copy_of("demo") as store:
        yield store


@pytest.fixture
def served_demo(demo_copy: Store) -> Iterator[str]:
    """The address of a served copy of the demonstration, with its task worker."""
    with demo_copy.served(with_worker=True) as address:
        yield address


@pytest.fixture
def committed_store(store_copy: Store, django_db_blocker: DjangoDbBlocker) -> Iterator[Store]:
    """This test's own process works on both databases of `store_copy` with real commits, also from threads. Not together with `db`."""
    ours = {"default": store_copy.home / "licet.sqlite3", "concerns": store_copy.home / "concerns.sqlite3"}
    if ENGINE == "postgresql":
        ours = {"default": store_copy.database, "concerns": store_copy.concerns_database}
    apart = override_settings(LICET_CONCERNS_KEY=store_copy.concerns_key, LICET_CONCERNS_ROOT=store_copy.home / "concerns")
    with ExitStack() as changed, apart, django_db_blocker.unblock():
        for alias, name in ours.items():
            changed.enter_context(_connected(alias, name))
        yield store_copy


@contextmanager
def _connected(alias: str, name: Path | str) -> Iterator[None]:
    """A connection of this process leads to another database for a while."""
    kept = connections[alias]
    parameters, before = kept.settings_dict, kept.settings_dict["NAME"]
    del connections[alias]
    parameters["NAME"] = name
    try:
        yield
    finally:
        connections[alias].close()
        parameters["NAME"] = before
        connections[alias] = kept
