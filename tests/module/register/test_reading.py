"""The register is what the log says, whenever and however often it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import pytest
from tests.module.register.published import CODE, corrected, decided, excluded, granted, line, story, tell

from licet.kernel.errors import Invalid
from licet.kernel.event import Event
from licet.platform.outbox import Unfinished
from licet.register import models, public, tasks
from licet.register.services import reading
from licet.register.services.reading import TABLES

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class Strange(Event):
    kind: ClassVar[str] = "reviews:weather:changed"
    is_public: ClassVar[bool] = True
    published: ClassVar[frozenset[str]] = frozenset({"sky"})
    sky: str


def snapshot() -> dict[str, list[dict[str, Any]]]:
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in (*TABLES, models.Progress)}


def test_catch_up_reads_each_entry_once() -> None:
    tell(*story())
    assert public.catch_up().read == len(story())
    assert public.catch_up().read == 0
    assert models.RegisteredDecision.objects.count() == 8
    assert models.RegisteredLicence.objects.filter(status="suspended").count() == 2


def test_rebuild_is_the_same() -> None:
    for event in story():
        tell(event)
        public.catch_up()
    before = snapshot()
    assert all(before[name] for name in ("RegisteredLine", "StatusEntry", "Hold", "Departure", "Happening"))
    public.rebuild()
    assert snapshot() == before


def test_an_event_wakes_the_register_for_one_set_and_others_get_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 4)
    monkeypatch.setattr(tasks, "AT_ONCE", 4)
    tell(*story())
    assert public.wake([]) == Unfinished()
    assert models.Progress.objects.get().size == 4, "one call reads one set"
    while public.wake([]):
        pass
    assert models.Progress.objects.get().size == len(story())


def test_unknown_kinds_are_passed_over_and_counted() -> None:
    tell(Strange(on=date(2031, 1, 1), ref="sky", sky="grey"), *granted(1))
    caught = public.catch_up()
    assert (caught.read, caught.skipped) == (3, 1)


def test_one_act_is_one_line_of_the_feed() -> None:
    tell(*story())
    public.catch_up()
    suspended = [row for row in public.feed() if row.what == "suspended"]
    assert [row.count for row in suspended] == [2]


def test_correction_counts_from_its_entry_on_and_is_said_beside_the_figure() -> None:
    tell(*granted(1))
    public.catch_up()
    tell(corrected(1, 1, "value_minor", "100000", "90000"))
    assert public.figure_of("value-in-all", {}).total.value_minor == 100_000  # not before the log is read on
    public.catch_up()
    figure = public.figure_of("value-in-all", {})
    assert figure.total.value_minor == 90_000
    assert "corrected" in {each.code for each in figure.caveats}
    assert public.figure_of("value-in-all", {"asof": "2"}).total.value_minor == 100_000
    row = models.RegisteredDecision.objects.get()
    assert row.value_minor == 90_000


def test_exclusion_is_published_and_shown() -> None:
    tell(*granted(1), *granted(2))
    public.catch_up()
    tell(excluded(2))
    public.catch_up()
    figure = public.figure_of("count-in-all", {})
    assert figure.total.count == 1
    assert "excluded" in {each.code for each in figure.caveats}
    assert public.figure_of("count-in-all", {"asof": "4"}).total.count == 2
    page = public.decision_page("XA-DEC-2031-000002")
    assert page.exclusion is not None
    assert page.exclusion.reason == "Issued twice by mistake."


def test_corrected_and_excluded_rebuild_the_same() -> None:
    tell(*granted(1, line(), line(rating="strange code")), decided(2, line("refuse", "ML2", 5, ["1a"])))
    public.catch_up()
    tell(corrected(1, 2, "rating", "strange code", "ML4"), corrected(1, 0, "destination", "QM", "QP"), excluded(1))
    public.catch_up()
    before = snapshot()
    public.rebuild()
    assert snapshot() == before


def test_check_code_confirms_and_reveals_nothing_else() -> None:
    tell(*granted(1, code=CODE))
    public.catch_up()
    found = public.confirm("0123-4567-89ab-cdef")
    assert found is not None
    assert found.licence.reference == "XA-LIC 2031/000001"
    assert public.confirm("0123-4567-89ab-cdee") is None
    with pytest.raises(Invalid):
        public.confirm("12")
