"""Lists of invented people, and who may do what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.copies import check_unsettled_hits_are_the_open_ones

from licet.kernel.actor import Actor, system
from licet.kernel.permission import Permission
from licet.screening.public import Loaded, load_csv

NOW = datetime(2031, 5, 2, 12, tzinfo=UTC)
HEAD = "ref,name,type,aliases,countries,born\n"
ROWS = (
    "Q1,Vantar Omel,person,The Grey Wolf|Wantar Omel,Kasdara,1960",
    "Q2,Omel Trading Company,entity,,,",
    "Q3,Sedra Quill,person,,,1975/1980",
)

OFFICER = system("officer", Permission.LIST_LOAD, Permission.RUN_MAKE, Permission.HIT_READ, Permission.HIT_ADJUDICATE)


@pytest.fixture
def officer() -> Actor:
    return OFFICER


@pytest.fixture
def load(tmp_path: Path) -> Iterator[Callable[..., Loaded]]:
    """Load rows as a version of a list. After the test, the copy of what is open is compared with what it is a copy of."""

    def loading(*rows: str, name: str = "invented-list", actor: Actor = OFFICER, now: datetime = NOW, **more: object) -> Loaded:
        path = tmp_path / "list.csv"
        path.write_text(HEAD + "\n".join(rows or ROWS) + "\n", encoding="utf-8")
        return load_csv(actor=actor, path=path, name=name, now=now, **more)  # type: ignore[arg-type]

    yield loading
    check_unsettled_hits_are_the_open_ones()
