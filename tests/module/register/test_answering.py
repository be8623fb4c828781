"""Figures for anybody: counted within a time limit, a few at once, and kept by vintage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.module.register.published import LEADER, NOW, granted, line, story, tell

from licet.kernel.errors import Busy
from licet.platform.time_limit import limit_time
from licet.register import public
from licet.register.selectors import answering

pytestmark = pytest.mark.django_db
IMPORTED = {"source": "uk-values"}
ENDLESS = "WITH RECURSIVE counter(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < 400000000) SELECT COUNT(*) FROM counter"


@pytest.fixture(autouse=True)
def _told(tmp_path: Path) -> Iterator[None]:
    answering.KEPT.forget()
    tell(*story())
    import_rows(tmp_path, "1,2010-01,ML1,1,10,Italy,0")
    public.catch_up()
    yield
    answering.KEPT.forget()


def import_rows(folder: Path, *rows: str, now: datetime = NOW) -> None:
    path = folder / "values.csv"
    path.write_text("\n".join(["licence_group,date,rating,count,value,country,refused", *rows, ""]))
    public.import_uk_values(actor=LEADER, path=path, publisher="An NGO", published_on=NOW.date(), now=now)


def queries(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as caught:
        act()
    return len([query for query in caught if "importedline" in query["sql"] or "registeredline" in query["sql"]])


def test_a_question_that_takes_too_long_is_stopped_and_the_connection_goes_on() -> None:
    with pytest.raises(Busy, match="This takes longer than"), limit_time(0.2, what="This"), connection.cursor() as cursor:
        cursor.execute(ENDLESS)
    assert public.figure_of("value-in-all", {}).total.value_minor
    with connection.cursor() as cursor:
        cursor.execute(ENDLESS.replace("400000000", "300000"))
        assert cursor.fetchone() == (300_000,)


def test_a_figure_that_takes_too_long_is_busy_on_page_and_api(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def count_for_ever(query: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(ENDLESS)

    monkeypatch.setattr(answering, "SECONDS", 0.2)
    monkeypatch.setattr(answering, "figure", count_for_ever)
    page = client.get("/figures/value-by-year?source=uk-values")
    assert page.status_code == 503
    assert "This figure takes longer than 0.2 seconds here." in page.content.decode()
    answer = client.get("/api/v1/register/figures/value-by-year?source=uk-values")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")


def test_a_counted_figure_is_kept_until_its_vintage_is_another(tmp_path: Path) -> None:
    first = public.figure_of("value-by-year", IMPORTED)
    assert queries(lambda: public.figure_of("value-by-year", IMPORTED)) == 0
    assert public.figure_of("value-by-year", IMPORTED) == first
    pinned = public.figure_of("value-by-year", IMPORTED | {"asof": first.vintage.id[:16]})
    assert (pinned.rows, pinned.query.vintage) == (first.rows, first.vintage.id[:16])
    import_rows(tmp_path, "1,2010-01,ML1,1,99,Italy,0", now=NOW + timedelta(days=1))
    assert public.figure_of("value-by-year", IMPORTED).total.value_minor != first.total.value_minor


def test_an_older_vintage_of_the_log_is_kept_and_the_newest_follows_the_log() -> None:
    size = str(public.log_state().read)
    assert queries(lambda: public.figure_of("value-by-year", {"rating": "ML1.a"})) > 0
    before = public.figure_of("value-by-year", {"rating": "ML1.a"})
    tell(*granted(30, line(value=700_000)))
    public.catch_up()
    after = public.figure_of("value-by-year", {"rating": "ML1.a"})
    assert (after.total.value_minor or 0) - (before.total.value_minor or 0) == 700_000
    assert public.figure_of("value-by-year", {"rating": "ML1.a", "asof": size}).rows == before.rows


def test_other_pages_do_not_wait_for_figures(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "WAIT_SECONDS", 0.01)
    with answering._place_to_count(), answering._place_to_count():
        busy = client.get("/figures/value-by-year?source=uk-values")
        assert busy.status_code == 503
        assert "Ask again in a few seconds" in busy.content.decode()
        assert client.get("/figures/value-by-year").status_code == client.get("/licences/").status_code == 200
    assert client.get("/figures/value-by-year?source=uk-values").status_code == 200


def test_kept_figures_have_so_many_rows_together() -> None:
    found = public.figure_of("value-by-year", {})
    size = len(found.rows) + 1
    kept = answering.KeptFigures(most_rows=2 * size)
    keys = [(found.query, str(number)) for number in range(3)]
    kept.keep(keys[0], found)
    kept.keep(keys[1], found)
    assert kept.get(keys[0]) is found
    kept.keep(keys[2], found)
    assert [kept.get(key) is found for key in keys] == [True, False, True]
