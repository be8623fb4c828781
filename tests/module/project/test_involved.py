"""Whoever took part in what a concern is about never handles it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from tests import world as worlds

from licet.platform.fields import ActorField
from licet.project.involved import TOOK_PART, Records, TookPart

# Rows beside a case, an assessment or a review in which somebody stands who took no part in what was thought or decided.
NO_PART = {
    "casework.Case": {"received_by", "changed_by"},  # whoever sent it, whatever changed it last
    "casework.AdviceAsked": {"asked_by"},  # policy asks
    "casework.Enquiry": {"answered_by"},  # the exporter
    "decisions.Signature": {"signed_by", "voided_by"},  # reached from its act; whoever made it void signed, too
    "decisions.Decision": {"decided_by"},  # the last of the signers
    "decisions.DayCounted": {"counted_by"},  # the system
    "screening.Watchlist": {"created_by"},  # a list is of no case
    "screening.ListVersion": {"loaded_by"},
    "screening.VersionBroughtBack": {"brought_back_by"},
    "licences.CustomsMessage": {"written_by", "sent_by"},  # whoever signed last, and who carries the file
}
MODULES = ["assessments", "casework", "decisions", "licences", "reviews", "screening"]


@pytest.mark.parametrize("module", MODULES)
def test_nobody_who_stands_in_the_records_is_forgotten(module: str) -> None:
    named = {(part.table, column) for part in TOOK_PART for column in part.columns}
    left = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_app_config(module).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ActorField)
        and (model._meta.label, field.name) not in named
        and field.name not in NO_PART.get(model._meta.label, set())
    }
    assert left == set(), "name it in TOOK_PART, or here with the reason why it is no part"


@pytest.mark.parametrize("part", TOOK_PART, ids=lambda part: f"{part.table} by {part.by}")
def test_every_way_leads_somewhere(db: None, part: TookPart) -> None:
    """Also past rows that lead no further: a licence that ran out was changed by no act."""
    assert not apps.get_model(part.table)._default_manager.filter(**{part.way: "XA-IND 2031/999999"}).values_list(*part.columns).exists()


def test_officer_advisers_and_signers_of_a_case(db: None, tmp_path: Path) -> None:
    world = worlds.build(tmp_path)
    case = world.ready()
    world.sign(world.propose(case), "officer", "countersigner")
    topic = f"case:{case.reference}"
    found = Records().of([topic, "destination:QN"])
    expected = {world[name].id for name in ("officer", "assessor", "foreign", "defence", "development", "countersigner")}
    assert found[topic] - {world["exporter"].id} == expected
    assert found["destination:QN"] == frozenset()


def test_a_destination_and_what_nobody_knows_involve_nobody(db: None) -> None:
    topics = ["destination:QM", "case:XA-IND 2031/999999", "weather:fine"]
    assert Records().of(topics) == dict.fromkeys(topics, frozenset())
