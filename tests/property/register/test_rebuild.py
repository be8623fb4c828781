"""However the log is cut into sets, and whenever it is read, the register comes out the same as when it is read at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.module.register.published import LEADER, NOW, decided, departure, hold, issued, lift, line, status, status_decision, tell

from licet.kernel.event import Event
from licet.register import models, public
from licet.register.events import DecisionExcluded, FigureCorrected
from licet.register.public import FigureQuery
from licet.register.selectors import sums
from licet.register.services import cells, reading

LINES = st.lists(
    st.builds(
        line,
        st.sampled_from(["grant", "grant with conditions", "refuse", "no licence required"]),
        st.sampled_from(["ML1.a", "6A003", "odd code", None]),
        st.none() | st.integers(0, 10**9),
        st.sampled_from([(), ("2c",), ("1a", "7")]),
    ),
    min_size=1,
    max_size=3,
)
DAYS = st.dates(date(2031, 1, 1), date(2031, 12, 31))


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """Decisions with what may follow each: a licence, changes of its status, a correction, an exclusion, holds between."""
    events: list[Event] = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        events.append(decided(number, *draw(LINES), on=draw(DAYS), to=draw(st.sampled_from(["QM", "QP", "QN"]))))
        events.append(issued(number))
    for number in range(1, draw(st.integers(0, 5)) + 1):
        about, reference = draw(st.integers(1, 7)), f"XA-DEC 2031/{draw(st.integers(1, 7)):06}"
        target = draw(st.sampled_from(["suspended", "revoked", "in force"]))
        events += draw(
            st.sampled_from(
                [
                    [status_decision(100 + number, about, "suspended"), status(about, target, decision=100 + number)],
                    [DecisionExcluded(on=NOW.date(), ref=reference, reason="r", excluded_by="x")],
                    [_corrected(reference, 0, "destination", "QN")],
                    [_corrected(reference, 1, "value_minor", "77")],
                    [_corrected(reference, 1, "value_minor", "")],
                    [_corrected(reference, 1, "rating", "ML4")],
                    [hold(), lift()],
                    [departure()],
                ]
            )
        )
    return events


def _corrected(reference: str, number: int, field: str, after: str) -> FigureCorrected:
    return FigureCorrected(on=NOW.date(), ref=reference, line=number, field=field, before="", after=after, reason="r", corrected_by="x")


def snapshot() -> dict[str, list[dict[str, Any]]]:
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in (*reading.TABLES, models.Progress)}


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(log=logs(), at_once=st.integers(1, 4), cut=st.integers(0, 30))
def test_rebuild_equals_reading_on(log: list[Event], at_once: int, cut: int) -> None:
    from django.db import transaction

    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(reading, "AT_ONCE", at_once)
        for part in (log[:cut], log[cut:]):
            tell(*part, actor=LEADER)
            public.catch_up()
        before, size = snapshot(), models.Progress.objects.get().size
        counted = public.figure_of("value-by-destination-rating", {}).to_json()
        patch.setattr(reading, "AT_ONCE", 1000)
        public.rebuild()
        assert snapshot() == before
        assert public.figure_of("value-by-destination-rating", {}).to_json() == counted
        assert models.Progress.objects.get().size == size
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(log=logs(), cut=st.integers(1, 30))
def test_an_earlier_vintage_is_what_was_counted_then(log: list[Event], cut: int) -> None:
    from django.db import transaction

    with transaction.atomic():
        tell(*log[:cut], actor=LEADER)
        public.catch_up()
        then = public.figure_of("value-by-destination-rating", {})
        tell(*log[cut:], actor=LEADER)
        public.catch_up()
        now = public.figure_of("value-by-destination-rating", {"asof": then.vintage.id})
        assert (now.rows, now.total, now.digest) == (then.rows, then.total, then.digest)
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(log=logs())
def test_destinations_add_up_to_the_whole(log: list[Event]) -> None:
    from django.db import transaction

    with transaction.atomic():
        tell(*log, actor=LEADER)
        public.catch_up()
        for name in ("value-by-destination", "count-by-destination", "value-by-rating", "value-by-year"):
            figure = public.figure_of(name, {})
            numbers = [number for cell in figure.rows if (number := figure.number(cell)) is not None]
            assert sum(numbers) == (figure.number(figure.total) or 0)
            assert sum(cell.lines for cell in figure.rows) == figure.total.lines
        transaction.set_rollback(True)


ASKED: dict[str, list[str]] = {
    "destination": ["QM", "QN", "QP"],
    "year": ["2031"],
    "quarter": ["2031 Q1", "2031 Q2"],
    "rating": ["ML1", "6A003", "not rated"],
    "military": ["military", "other"],
    "outcome": ["issued", "refused", "suspended"],
}


@st.composite
def queries(draw: st.DrawFn) -> FigureQuery:
    """Any figure that can be asked for: split by up to three things, restricted by up to three."""
    measure = draw(st.sampled_from(["value", "count"]))
    by = draw(st.lists(st.sampled_from(list(ASKED)), max_size=3, unique=True))
    restricted = draw(st.lists(st.sampled_from(list(ASKED)), max_size=3, unique=True))
    return FigureQuery.of(measure, by, {name: draw(st.sampled_from(ASKED[name])) for name in restricted})


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(log=logs(), cut=st.integers(0, 30), asked=st.lists(queries(), min_size=5, max_size=12))
def test_a_figure_from_the_sums_is_the_figure_from_the_lines(log: list[Event], cut: int, asked: list[FigureQuery]) -> None:
    from django.db import transaction

    with transaction.atomic():
        for part in (log[:cut], log[cut:]):
            tell(*part, actor=LEADER)
            public.catch_up()
        for query in asked:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(sums, "answers", lambda _: False)
                from_lines = public.figure(query)
            assert public.figure(query).to_json() == from_lines.to_json()
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(log=logs(), cut=st.integers(0, 30))
def test_the_sums_are_what_the_standing_lines_come_to(log: list[Event], cut: int) -> None:
    from django.db import transaction

    with transaction.atomic():
        for part in (log[:cut], log[cut:]):
            tell(*part, actor=LEADER)
            public.catch_up()
        kept = snapshot()["FigureCell"]
        models.FigureCell.objects.all().delete()
        cells.replace_sums({}, cells.sums_of(set(models.RegisteredDecision.objects.values_list("pk", flat=True))))
        assert snapshot()["FigureCell"] == kept
        transaction.set_rollback(True)
