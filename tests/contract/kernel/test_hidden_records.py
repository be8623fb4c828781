"""Whoever lacks the permission to read something finds nothing of it, as if it were not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils.module_loading import import_string
from tests import world as worlds
from tests.module.assessments.builders import Assessing
from tests.module.reviews.reviewing import concluded, delivered, departed, opened
from tests.world import World

from licet.decisions import public as decisions
from licet.decisions.public import HoldKind
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.kernel.scope import Scope

pytestmark = pytest.mark.one_engine

READS: list[tuple[str, Permission, dict[str, Any]]] = [
    ("applications.selectors.visible_applications", Permission.APPLICATION_READ, {}),
    ("assessments.selectors.access.visible_assessments", Permission.ASSESSMENT_READ, {}),
    ("casework.selectors.access.visible_cases", Permission.CASE_READ, {}),
    ("decisions.selectors.acts.departures_listed", Permission.HOLD_READ, {}),
    ("decisions.selectors.acts.holds_listed", Permission.HOLD_READ, {}),
    ("decisions.selectors.queue.count_acts_waiting", Permission.DECISION_READ, {}),
    ("decisions.selectors.queue.count_acts_to_sign", Permission.DECISION_READ, {}),
    ("decisions.selectors.acts.access_act", Permission.DECISION_READ, {"reference": "XA-ACT 2031/000001"}),
    ("decisions.selectors.record.access_decision", Permission.DECISION_READ, {"reference": "XA-DEC 2031/000001"}),
    ("documents.selectors.access_documents", Permission.DOCUMENT_READ, {}),
    ("licences.selectors.lists.visible_licences", Permission.LICENCE_READ, {}),
    ("notices.selectors.access_messages", Permission.MESSAGE_READ, {}),
    ("reviews.selectors.reviews.visible_reviews", Permission.REVIEW_READ, {}),
    ("reviews.selectors.triggers.visible_triggers", Permission.REVIEW_READ, {}),
]


def test_nothing_is_found_without_the_permission_to_read_it(db: None, tmp_path: Path, subtests: pytest.Subtests) -> None:
    _fill(worlds.build(tmp_path))
    for name, permission, arguments in READS:
        with subtests.test(name, permission=permission):
            everything = frozenset(Permission)
            assert _finds(name, everything, arguments)
            assert not _finds(name, everything - {permission}, arguments)


def _finds(name: str, permissions: frozenset[Permission], arguments: dict[str, Any]) -> bool:
    """Whether an official with these permissions finds anything."""
    try:
        found = import_string(f"licet.{name}")(actor=Actor("user:guest", "A guest", permissions=permissions), **arguments)
    except NotFound:
        return False
    return bool(found)


def _fill(world: World) -> None:
    """One at least of everything that is read."""
    world.granted()
    concluded(Assessing.begin(world), "clear risk")
    delivered()
    departed(world)
    opened(world)
    hold = decisions.propose_hold(
        actor=world["manager"],
        kind=HoldKind.PAUSE,
        title="Pause",
        scope=Scope.parse("destination=QT"),
        legal_basis="Policy.",
        reasons="Paused.",
        now=world.now(),
    )
    world.sign(hold, "manager", "countersigner")
    world.propose(world.ready(end_user="Ministry of Canals"))
