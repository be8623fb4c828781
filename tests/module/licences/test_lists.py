"""The list of licences: what people type finds them, and each filter narrows it."""

from __future__ import annotations

import pytest
from tests.world import World

from licet.kernel.errors import Invalid
from licet.kernel.scope import Scope
from licet.licences.public import (
    LicenceFilters,
    LicenceStatus,
    count_licences,
    destinations_in_use,
    licence_list,
    list_missing_licences,
)


def test_licences_are_found_and_narrowed_newest_first(world: World) -> None:
    radios = world.granted(destination="QN", end_user="Ministry of Roads")
    crew = world.granted(destination="QP", end_user="Čapek Sons")

    def find(**asked: object) -> list[str]:
        filters = LicenceFilters(**asked)  # type: ignore[arg-type]
        found = [row.pk for row in licence_list(actor=world["officer"], filters=filters).rows]
        assert count_licences(actor=world["officer"], filters=filters).number == len(found)
        return found

    both = [crew.pk, radios.pk]
    assert find() == both
    for typed, found in {
        "XA-LIC 2031/000001": [radios.pk],
        "xa‑lic‑2031‑000002": [crew.pk],
        "XALIC2031000002": [crew.pk],
        radios.case.reference: [radios.pk],
        "roads": [radios.pk],
        "capek": [crew.pk],
        "radio set": both,
        "crane": [],
    }.items():
        assert find(search=typed) == found, typed
    assert find(destination="Mirasol") == [radios.pk]
    assert find(status=LicenceStatus.IN_FORCE, scope=Scope.parse("destination=QP")) == [crew.pk]
    assert find(search="roads", scope=Scope.parse("destination=QP")) == []
    assert find(status=LicenceStatus.REVOKED) == []
    assert destinations_in_use() == ("QN", "QP")
    first = licence_list(actor=world["officer"], limit=1)
    assert [row.pk for row in licence_list(actor=world["officer"], after=first.after or "").rows] == [radios.pk]
    with pytest.raises(Invalid):
        licence_list(actor=world["officer"], after="XA-LIC 2031/000001")


def test_licences_of_an_earlier_version_are_listed_at_the_update(world: World) -> None:
    licence = world.granted()
    type(licence).objects.get(pk=licence.pk).listed.delete()
    assert licence_list(actor=world["officer"]).rows == ()
    assert list_missing_licences() == 1
    assert [row.pk for row in licence_list(actor=world["officer"]).rows] == [licence.pk]
