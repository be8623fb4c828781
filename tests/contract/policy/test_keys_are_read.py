"""Every key that a pack may hold does something: it is read in the place named here, or the schema refuses it with *not yet*."""

import ast
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from licet.policy.public import PackError, load_authority
from licet.policy.selectors import DEMONSTRATION
from licet.policy.selectors.reading import PACKS

SOURCE = PACKS.parents[1]
SCHEMA = json.loads((PACKS / "schema" / "authority.json").read_text("utf-8"))

READ_IN = {
    "schema": "policy/packs/schema/authority.json const",
    "id": "policy/selectors/reading.py data",
    "version": "policy/services.py version",
    "name": "licences/services/letters.py name",
    "short_name": "notices/services/pack_letters.py short_name",
    "address": "notices/services/pack_letters.py address",
    "email": "notices/services/pack_letters.py email",
    "country": "licences/services/letters.py country",
    "prefix": "casework/services/submitting.py prefix",
    "currency": "web/components/forms/fields.py currency",
    "zone": "policy/public.py zone",
    "cutoff_hour": "policy/public.py cutoff_hour",
    "calendar": "policy/public.py calendar",
    "control_list": "policy/public.py control_list",
    "destinations": "policy/public.py destinations",
    "demonstration": "project/checks.py demonstration",
    "speaking_offices": "policy/domain/authority.py speaking_offices",
    "disagreement_goes_to": "casework/services/referring.py disagreement_goes_to",
    "criteria.set": "policy/domain/authority.py set_id",
    "criteria.from": "policy/domain/authority.py first_day",
    "criteria.until": "policy/domain/authority.py last_day",
    "law.act": "cli/pack.py act",
    "law.order": "cli/pack.py order",
    "law.power_to_refuse": "licences/services/letters.py power_to_refuse",
    "law.power_to_suspend": "licences/services/letters.py power_to_suspend",
    "law.power_to_revoke": "licences/services/letters.py power_to_revoke",
    "law.right_of_appeal": "licences/services/letters.py right_of_appeal",
    "licence_type.code": "web/portal/forms/acting.py code",
    "licence_type.name": "web/portal/forms/acting.py name",
    "licence_type.description": "web/portal/forms/acting.py description",
    "licence_type.validity_months": "licences/services/grant.py validity_months",
    "department.id": "casework/selectors/lists.py departments",
    "department.name": "casework/selectors/lists.py name",
    "department.roles": "policy/domain/authority.py roles",
    "routing.id": "casework/services/asking.py rule_id",
    "routing.scope": "policy/domain/authority.py scope",
    "routing.department": "policy/domain/asking.py department",
    "routing.criteria": "policy/domain/asking.py criteria",
    "routing.why": "cli/pack.py why",
    "assessment.id": "cli/pack.py id",
    "assessment.scope": "policy/domain/authority.py scope",
    "assessment.why": "web/desk/presenting/assessment_tab.py why",
    "signatures.id": "cli/pack.py id",
    "signatures.act": "policy/domain/asking.py act",
    "signatures.scope": "policy/domain/authority.py scope",
    "signatures.seats": "policy/domain/asking.py seats",
    "signatures.why": "cli/pack.py why",
    "deadline.id": "cli/pack.py id",
    "deadline.title": "cli/pack.py title",
    "deadline.days": "policy/domain/authority.py days",
    "deadline.counts": "policy/domain/authority.py counts",
    "deadline.first_day": "policy/domain/authority.py first_day",
    "deadline.stops_for_enquiries": "policy/selectors/authorities.py stops_for_enquiries",
    "silence.remind_days_before": "casework/domain/silence.py remind_days_before",
    "silence.close_days_after": "casework/domain/silence.py close_days_after",
    "expiry.notice_days_before": "licences/services/ending_soon.py expiry_notice_days",
    "screening.threshold": "screening/selectors/policy.py threshold",
    "screening.lists": "screening/selectors/policy.py lists",
    "screening.rescreen_after_days": "screening/selectors/policy.py rescreen_after_days",
    "assessment_limits.evidence_age_days": "assessments/domain/conclusions.py evidence_age_days",
    "assessment_limits.review_overdue_days": "assessments/domain/conclusions.py review_overdue_days",
    "assessment_limits.review_within_days": "assessments/domain/checking.py review_within_days",
    **{
        f"no_clear_risk.{level}.{name}": f"assessments/domain/basis.py {name}"
        for level in ("minimum", "full")
        for name in (
            "incidents_determined_percent",
            "themes_determined",
            "procedures_exist",
            "procedures_used",
            "procedures_with_outcome",
            "commitment",
            "capability",
        )
    },
    "trigger_level.id": "policy/selectors/authorities.py _NAMED",
    "trigger_level.title": "web/desk/presenting/triggers.py title",
    "trigger_level.days": "reviews/domain/triggers.py days",
    "incident_threshold.id": "reviews/tasks.py id",
    "incident_threshold.why": "reviews/tasks.py why",
    **{
        f"incident_threshold.{name}": f"reviews/domain/thresholds.py {name}"
        for name in ("categories", "harm", "at_least", "objects", "responsibility_accepted")
    },
    "concerns.batch_hour": "concerns/selectors/days.py batch_hour",
    "concerns.extension_days": "concerns/domain/ladder.py extension_days",
    "concerns.fewest_shown": "concerns/selectors/figures.py fewest_shown",
    "concerns.filings_per_hour": "concerns/services/filing.py filings_per_hour",
    "concerns.follow_up_days": "concerns/selectors/opening.py follow_up_days",
    "concern_level.id": "concerns/domain/ladder.py id",
    "concern_level.title": "cli/concern.py title",
    "concern_level.role": "cli/concern.py role",
    "concern_level.acknowledge_days": "concerns/domain/ladder.py acknowledge_days",
    "concern_level.answer_days": "concerns/domain/ladder.py answer_days",
    "concern_level.outside": "cli/concern.py outside",
    "narrowing.kind": "policy/record_events.py narrowings",
    "narrowing.withhold": "policy/record_events.py narrowings",
    "narrowing.why": "cli/pack.py narrowing_reasons",
    "letter.id": "policy/public.py letters",
    "letter.version": "notices/services/pack_letters.py version",
    "letter.title": "notices/services/pack_letters.py title",
    "letter.fields": "policy/selectors/authorities.py data",
    "letter.body": "policy/domain/authority.py body",
}
"""Where each key is read: a file below `licet`, and the attribute or name by which it is read there."""


def keys(node: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Each key that holds a value, with its schema; a list of tables counts as the table."""
    node = SCHEMA["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    if "properties" not in node and "properties" in node.get("items", {}):
        node = node["items"]
    if "properties" not in node:
        yield path, node
    for name, below in node.get("properties", {}).items():
        yield from keys(below, (*path, name))


@cache
def attributes(file: str) -> frozenset[str]:
    path = SOURCE / file
    if path.suffix == ".json":
        return frozenset({"const"})
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return frozenset({node.attr for node in nodes if isinstance(node, ast.Attribute)} | names)


def test_every_key_of_the_schema_is_read_or_refused() -> None:
    read = {".".join(path) for path, schema in keys(SCHEMA) if schema.get("notYet") is not True}
    assert read == set(READ_IN)


@pytest.mark.parametrize("key", sorted(READ_IN))
def test_a_key_is_read_where_it_is_said_to_be(key: str) -> None:
    file, _, attribute = READ_IN[key].partition(" ")
    assert attribute in attributes(file)


UNREAD = [
    '[[retention]]\nwhat = "decision records"\nyears = 30\nwhy = "law"\n',
    '[[trigger_level]]\nid = "clerk"\ntitle = "Clerk"\nrole = "case-officer"\ndays = 2\n',
    *(
        f'[[deadline]]\nid = "{name}"\ntitle = "Limit"\ndays = 60\ncounts = "working-days"\n'
        for name in ("decision-limit", "advice", "appeal-answer")
    ),
    *(
        f'[[letter]]\nid = "{name}"\nversion = "{name}/1"\ntitle = "Letter"\nfields = []\nbody = "Words."\n'
        for name in (
            "enquiry",
            "grant",
            "no-licence-required",
            "refusal",
            "appeal-rights",
            "suspension",
            "reinstatement",
            "revocation",
        )
    ),
]


@pytest.mark.parametrize("table", UNREAD, ids=lambda table: table.split("\n")[1])
def test_what_nothing_reads_is_refused_with_not_yet(tmp_path: Path, table: str) -> None:
    pack = tmp_path / "authority.toml"
    pack.write_text(f"{DEMONSTRATION.read_text('utf-8')}\n{table}", "utf-8")
    with pytest.raises(PackError, match=r"nothing reads these yet: .*Remove them\.$"):
        load_authority(pack)


def test_a_pack_of_an_earlier_licet_is_told_all_that_goes_and_comes(tmp_path: Path) -> None:
    text = DEMONSTRATION.read_text("utf-8")
    text = text[: text.index("[silence]")] + text[text.index("[screening]") :]
    pack = tmp_path / "authority.toml"
    pack.write_text(f"{text}\n{''.join(UNREAD)}", "utf-8")
    with pytest.raises(PackError) as refused:
        load_authority(pack)
    for words in ("retention", "(id decision-limit)", "(id grant)", "add silence, expiry as packs/authority/demo.toml has them."):
        assert words in str(refused.value)
