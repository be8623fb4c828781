"""The register of what was learnt and what followed from it: only what the log publishes, the same however it is read."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.module.register import facts
from tests.module.register.published import tell

from licet.kernel.errors import NotFound
from licet.platform import clock
from licet.register import models, public
from licet.register.services.reading import TABLES

pytestmark = pytest.mark.django_db
LATER = datetime(2031, 7, 2, 12, tzinfo=UTC)


def snapshot() -> dict[str, list[dict[str, Any]]]:
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in (*TABLES, models.Progress)}


@pytest.fixture
def told() -> None:
    tell(*facts.whole())
    public.catch_up()


@pytest.mark.parametrize("at_once", [1, 2, 5, 1000])
def test_read_in_any_sets_and_rebuilt_it_is_the_same(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from licet.register.services import reading

    monkeypatch.setattr(reading, "AT_ONCE", at_once)
    tell(*facts.whole())
    public.catch_up()
    before = snapshot()
    assert all(before[table.__name__] for table in TABLES if table.__name__.startswith(("Published", "Review", "Concern"))
               if table is not models.PublishedImport)  # fmt: skip
    monkeypatch.setattr(reading, "AT_ONCE", 1000)
    public.rebuild()
    assert snapshot() == before


@pytest.mark.usefixtures("told")
def test_nothing_sealed_reaches_a_table() -> None:
    kept = json.dumps(snapshot(), default=str)
    assert [secret for secret in facts.SECRETS if secret in kept] == []


@pytest.mark.usefixtures("told")
def test_no_kind_of_these_is_passed_over() -> None:
    assert models.Progress.objects.get().skipped == 0


@pytest.mark.usefixtures("told")
def test_newest_version_stands_and_the_earlier_one_names_its_end() -> None:
    with clock.at(LATER):
        (shown,) = public.assessments_of("QM")
    assert shown.newest.number == 2
    assert [row.number for row in shown.earlier] == [1]
    assert shown.earlier[0].until == shown.newest.position
    assert shown.evidence_age == 63
    assert not shown.overdue
    assert (shown.covered.registered, shown.covered.assessed, shown.covered.undetermined_total) == (150, 61, 44)
    with clock.at(LATER.replace(year=2032)):
        assert public.assessments_of("QM")[0].overdue


@pytest.mark.usefixtures("told")
def test_record_of_a_destination_counts_each_incident_once() -> None:
    page = public.record_page("QM")
    assert (page.incidents.total, page.incidents.set_aside) == (2, 1)
    assert dict(page.incidents.by_object) == {"homes": 2, "health care": 1}
    assert dict(page.incidents.by_grade) == {"confirmed": 1, "reported": 1}
    assert [row.stage for row in page.proceedings] == ["issued"]
    assert [row.held["assessed"] for row in page.lines] == [61]
    assert [row.reference for row in page.reviews] == ["XA-REV 2031/000001"]
    assert page.withdrawn == ()
    gone = public.record_page("QP")
    assert (gone.proceedings, gone.lines) == ((), ())
    assert [row.reason for row in gone.withdrawn] == ["Another country was meant."] * 2
    with pytest.raises(NotFound):
        public.record_page("ZZ")


@pytest.mark.usefixtures("told")
def test_review_is_summed_up_from_its_entries_and_counted_from_the_decisions() -> None:
    page = public.review_page("XA-REV-2031-000001")
    assert (page.review.status, page.review.licences, page.review.unknown) == ("concluded", 3, 1)
    assert page.review.outcomes == {"suspend": 2, "maintain": 1}
    assert [row.step for row in page.steps] == ["opened", "updated", "frozen", "applied", "concluded"]
    assert [(item.outcome, item.destination, item.licences) for item in page.done] == [("suspended", "QM", 2)]
    assert page.made == 2
    assert page.triggers[0].level == "minister"
    assert page.triggers[0].state == "taken"
    assert len(page.entries) == 5
    with pytest.raises(NotFound):
        public.review_page("XA-REV-2031-000009")


@pytest.mark.usefixtures("told")
def test_list_of_reviews_and_its_search() -> None:
    found = public.review_list()
    assert [row.reference for row in found.rows] == ["XA-REV 2031/000002", "XA-REV 2031/000001"]
    assert [row.reference for row in found.waiting] == ["XA-TRG 2031/000002"]
    assert [row.reference for row in public.review_list("Kasdara").rows] == ["XA-REV 2031/000001"]
    assert [row.reference for row in public.reviews_found("xa-rev 2031/000002")] == ["XA-REV 2031/000002"]
    assert public.reviews_found("\0") == public.reviews_found("")[:5]


def test_withheld_fields_read_as_nothing_and_break_nothing() -> None:
    tell(facts.concluded(1, coverage=None, conclusions=[], review_by="", evidence_until=""))
    public.catch_up()
    (shown,) = public.assessments_of("QM")
    assert (shown.evidence_age, shown.overdue, shown.covered.registered) == (None, False, 0)


@pytest.mark.usefixtures("told")
def test_feed_tells_what_happened_once() -> None:
    told = [row.what for row in public.feed(50)]
    for what in ("assessment", "proceeding", "official line", "review opened", "review applied", "review concluded", "concern figures"):
        assert what in told
    assert told.count("suspended") == 1


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("name", ["assessments", "reviews", "triggers", "proceedings", "official-lines", "incidents", "concern-figures"])
def test_tables_to_download_hold_every_row(name: str) -> None:
    rows = json.loads("".join(public.json_lines(name)))
    assert rows
    assert len(list(public.csv_lines(name))) == len(rows) + 1
    assert [secret for secret in facts.SECRETS if secret in json.dumps(rows)] == []


def test_days_of_a_far_off_figure_do_not_matter() -> None:
    tell(facts.concern_figures(date(2031, 7, 1)))
    public.catch_up()
    figures = public.concern_figures()
    assert (figures.filed, figures.quarter, figures.published_on) == (17, "2031-Q2", date(2031, 7, 1))
