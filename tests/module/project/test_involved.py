"""Whoever took part in what a concern is about never handles it (joints 25, record.md I11)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from tests import world as worlds

from licet.platform.fields import ActorField
from licet.project.involved import TOOK_PART, Records

# Rows beside a case, an assessment or a review in which somebody stands who took no part in what was thought or decided.
NO_PART = {
    "casework.Case": {"received_by", "changed_by"},  # whoever sent it, whatever changed it last
    "casework.AdviceAsked": {"asked_by"},  # policy asks
    "casework.Enquiry": {"answered_by"},  # the exporter
    "decisions.Signature": {"voided_by"},
    "decisions.Decision": {"decided_by"},  # the last of the signers
    "reviews.Trigger": {"raised_by", "closed_by"},  # no review yet
}


@pytest.mark.parametrize("module", ["casework", "assessments", "reviews"])
def test_nobody_who_stands_in_the_records_is_forgotten(module: str) -> None:
    named = {(table, column) for _topic, table, _way, columns in TOOK_PART for column in columns}
    left = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_app_config(module).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ActorField)
        and (model._meta.label, field.name) not in named
        and field.name not in NO_PART.get(model._meta.label, set())
    }
    assert left == set(), "name it in TOOK_PART, or here with the reason why it is no part"


def test_whoever_signed_or_proposed_took_part() -> None:
    for table in ("decisions.Signature", "decisions.Act"):
        assert {topic for topic, named, _way, _columns in TOOK_PART if named == table} == {"case", "review"}


@pytest.mark.parametrize(("topic", "table", "way", "columns"), TOOK_PART)
def test_every_way_leads_somewhere(db: None, topic: str, table: str, way: str, columns: tuple[str, ...]) -> None:
    assert not apps.get_model(table)._default_manager.filter(**{way: "XA-IND 2031/999999"}).values_list(*columns).exists()


def test_officer_advisers_and_signers_of_a_case(db: None, tmp_path: Path) -> None:
    world = worlds.build(tmp_path)
    case = world.ready()
    world.sign(world.propose(case), "officer", "countersigner")
    involved = Records().of([f"case:{case.reference}", "destination:QN"])
    expected = {world[name].id for name in ("officer", "assessor", "foreign", "defence", "development", "countersigner")}
    assert involved - {world["exporter"].id} == expected


def test_a_destination_and_what_nobody_knows_involve_nobody(db: None) -> None:
    assert Records().of(["destination:QM", "case:XA-IND 2031/999999", "weather:fine"]) == frozenset()
