"""The rows that entries of the log give: each version ends where the next begins, and what changes later is found again."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest

from licet_verify.facts import derive
from licet_verify.published import Entry

type Told = tuple[str, str, dict[str, Any]]


def read_rows(*told: Told) -> dict[str, list[dict[str, Any]]]:
    """The rows by table, from entries at 0, 1, … on 1, 2, … May."""
    entries = [Entry(place, kind, f"2031-05-{place + 1:02}", ref, "test@1", said, []) for place, (kind, ref, said) in enumerate(told)]
    tables: dict[str, list[dict[str, Any]]] = {}
    with closing(derive(entries, len(entries))) as derived:
        for table, row in derived.rest():
            tables.setdefault(table, []).append(row)
    return tables


def pick(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_a_version_ends_where_the_next_of_the_same_thing_begins() -> None:
    first, other = "XA-ASM 2031/000001", "XA-ASM 2031/000002"
    said = {"destination": "QM", "evidence_until": "2031-04-30", "valid_from": "2031-05-01", "review_by": "2031-09-01"}
    concluded = [
        ("assessments:version:concluded", ref, said | {"number": number})
        for ref, number in ((first, 1), (other, 1), (first, 2), (first, 3))
    ]
    rows = read_rows(*concluded)["assessments"]
    assert pick(rows, "reference", "number", "position", "until") == [
        (first, 1, 0, 2),
        (other, 1, 1, None),
        (first, 2, 2, 3),
        (first, 3, 3, None),
    ]
    assert pick(rows[:1], "published_on", "evidence_until", "valid_from", "review_by") == [
        ("2031-05-01", "2031-04-30", "2031-05-01", "2031-09-01")
    ]


def test_what_was_withdrawn_is_a_version_that_says_so() -> None:
    for thing, table in (("proceeding", "proceedings"), ("official-line", "official-lines")):
        ref = f"{thing} 1"
        rows = read_rows((f"evidence:{thing}:recorded", ref, {"number": 1}), (f"evidence:{thing}:withdrawn", ref, {"number": 2}))[table]
        assert pick(rows, "number", "until", "withdrawn") == [(1, 1, False), (2, None, True)]


def test_an_official_line_keeps_what_it_is_held_against() -> None:
    held = {"question": "unanswered"}
    recorded = ("evidence:official-line:recorded", "line 1", {"number": 1, "held": held})
    assert pick(read_rows(recorded)["official-lines"], "held") == [(held,)]
    assert pick(read_rows((*recorded[:2], {"number": 1}))["official-lines"], "held") == [({},)]


def test_a_trigger_keeps_who_it_concerns_while_it_climbs_and_closes() -> None:
    counts = {"licences": 3, "fewest": 2, "licences_unknown": 0}
    raised = {"trigger_kind": "incident", "about": "XA-INC 2031/000001", "due_on": "2031-05-10"} | counts
    ref, other = "XA-TRG 2031/000001", "XA-TRG 2031/000002"
    told: list[Told] = [("reviews:trigger:raised", ref, raised), ("reviews:fact-trigger:raised", other, raised)]
    [row, untouched] = read_rows(*told)["triggers"]
    assert row == counts | {
        "reference": ref,
        "position": 0,
        "changed": 0,
        "kind": "incident",
        "about": "XA-INC 2031/000001",
        "raised_on": "2031-05-01",
        "due_on": "2031-05-10",
        "level": "",
        "cases": None,
        "state": "open",
        "review": "",
    }
    told.append(("reviews:trigger:climbed", ref, {"level": "head", "due_on": "2031-05-20"}))
    [row, untouched] = read_rows(*told)["triggers"]
    assert pick([row, untouched], "level", "due_on", "changed") == [("head", "2031-05-20", 2), ("", "2031-05-10", 1)]
    told.append(("reviews:trigger:closed", ref, {"state": "review opened", "review": "XA-REV 2031/000001"}))
    [row, untouched] = read_rows(*told)["triggers"]
    assert (row["state"], row["review"], row["level"], row["changed"]) == ("review opened", "XA-REV 2031/000001", "head", 3)
    assert untouched["state"] == "open"


def test_a_licence_shows_its_last_status_and_each_change() -> None:
    ref, other = "XA-LIC 2031/000001", "XA-LIC 2031/000002"
    issued = {"decision": "XA-DEC 2031/000001", "valid_from": "2031-05-03", "valid_until": "2033-05-02"}
    changed = {"source": "in force", "target": "suspended", "decision": "XA-DEC 2031/000003", "act": "XA-ACT 2031/000009"}
    tables = read_rows(
        ("licences:licence:issued", ref, issued),
        ("licences:licence:issued", other, {}),
        ("licences:licence:status-changed", ref, changed),
    )
    assert pick(tables["licences"], "reference", "issued_on", "valid_from", "valid_until", "status", "status_on") == [
        (ref, "2031-05-01", "2031-05-03", "2033-05-02", "suspended", "2031-05-03"),
        (other, "2031-05-02", "2031-05-02", "2031-05-02", "in force", "2031-05-02"),
    ]
    assert tables["status-changes"] == [changed | {"licence": ref, "changed_on": "2031-05-03", "position": 2}]


def test_a_hold_is_lifted_once_and_keeps_its_day() -> None:
    ref, other = "XA-HLD 2031/000001", "XA-HLD 2031/000002"
    placed = {"hold_kind": "undertaking", "title": "Undertaken in court", "legal_basis": "section 4", "scope": {"destination": ["QN"]}}
    told: list[Told] = [
        ("decisions:hold:placed", ref, placed),
        ("decisions:hold:placed", other, placed),
        ("decisions:hold:lifted", ref, {}),
        ("decisions:hold:lifted", ref, {}),
    ]
    rows = read_rows(*told)["holds"]
    assert rows[0] == placed | {"reference": ref, "placed_on": "2031-05-01", "position": 0, "lifted_on": "2031-05-03", "lifted_position": 2}
    assert pick(rows[1:], "lifted_on", "lifted_position") == [(None, None)]


@pytest.mark.parametrize(("said", "expires"), [({"expires_on": "2031-12-31"}, "2031-12-31"), ({}, None)])
def test_a_departure_says_when_it_was_made_and_when_it_expires(said: dict[str, str], expires: str | None) -> None:
    told = said | {"criteria": ["2c"], "legal_basis": "section 9", "publication": "in full"}
    assert read_rows(("decisions:departure:made", "XA-DEP 2031/000001", told))["departures"] == [
        {
            "reference": "XA-DEP 2031/000001",
            "criteria": ["2c"],
            "scope": {},
            "legal_basis": "section 9",
            "publication": "in full",
            "made_on": "2031-05-01",
            "expires_on": expires,
            "position": 0,
        }
    ]


def decided(outcome: str = "granted", **said: Any) -> Told:
    lines = [
        {"outcome": "grant", "rating": "ML11", "value_minor": 300, "criteria": []},
        {"outcome": "refuse", "rating": "ML6", "value_minor": 500, "criteria": ["2c", 7]},
        {"outcome": "grant-with-conditions", "rating": "", "criteria": []},
    ]
    countries = [{"role": "consignee", "country": "QO"}, {"role": "end user", "country": "QN"}]
    value = {"value_minor": 300, "currency": "EUR"}
    return (
        "decisions:case-decision:made",
        "XA-DEC 2031/000001",
        {"outcome": outcome, "lines": lines, "countries": countries} | value | said,
    )


def test_lines_of_a_decision_say_what_became_of_each() -> None:
    tables = read_rows(decided())
    assert pick(
        tables["lines"], "number", "outcome", "rating", "value_minor", "no_value", "criteria", "destination", "quarter", "year"
    ) == [
        (1, "issued", "ML11", 300, "", [], "QN", "2031 Q2", 2031),
        (2, "refused", "ML6", None, "not applicable", ["2c", "7"], "QN", "2031 Q2", 2031),
        (3, "issued", "not rated", None, "not recorded", [], "QN", "2031 Q2", 2031),
    ]
    [row] = tables["decisions"]
    assert (row["ratings"], row["destination"], row["value_minor"], row["no_value"], row["excluded"]) == ("ML11, ML6", "QN", 300, "", None)


def test_lines_of_a_status_decision_have_its_outcome() -> None:
    assert {row["outcome"] for row in read_rows(decided("suspended"))["lines"]} == {"suspended"}


def test_who_uses_the_goods_in_the_end_gives_the_destination() -> None:
    ultimate = {"role": "ultimate end user", "country": "QP"}
    for countries, destination in (
        ([{"role": "end user", "country": "QN"}, ultimate], "QP"),
        ([], ""),
        ([{"role": "broker", "country": "QN"}], ""),
    ):
        assert read_rows(decided(countries=countries))["decisions"][0]["destination"] == destination


@pytest.mark.parametrize(
    ("said", "lines", "decision"),
    [
        (
            {"field": "rating", "line": 1, "after": "ML10"},
            [(1, "ML10", 300), (2, "ML6", None), (3, "not rated", None)],
            ("ML10, ML6", 300, ""),
        ),
        ({"field": "rating", "line": 1, "after": ""}, [(1, "not rated", 300), (2, "ML6", None), (3, "not rated", None)], ("ML6", 300, "")),
        (
            {"field": "value_minor", "line": 3, "after": "45"},
            [(1, "ML11", 300), (2, "ML6", None), (3, "not rated", 45)],
            ("ML11, ML6", 345, ""),
        ),
        (
            {"field": "value_minor", "line": 1, "after": ""},
            [(1, "ML11", None), (2, "ML6", None), (3, "not rated", None)],
            ("ML11, ML6", None, "not recorded"),
        ),
    ],
)
def test_a_corrected_line_takes_the_place_of_the_earlier_one(
    said: dict[str, Any], lines: list[tuple[Any, ...]], decision: tuple[Any, ...]
) -> None:
    tables = read_rows(decided(), ("register:figure:corrected", "XA-DEC 2031/000001", said))
    assert sorted(pick([row for row in tables["lines"] if row["until"] is None], "number", "rating", "value_minor")) == lines
    assert pick([row for row in tables["lines"] if row["until"] is not None], "number", "since", "until") == [(said["line"], 0, 1)]
    assert pick(tables["decisions"], "ratings", "value_minor", "no_value") == [decision]
    assert pick(tables["corrections"], "line", "field", "after", "corrected_on") == [
        (said["line"], said["field"], said["after"], "2031-05-02")
    ]


def test_a_correction_of_the_whole_decision_changes_every_line_and_keeps_their_order() -> None:
    many = [{"outcome": "grant", "rating": f"ML{number}", "value_minor": 1} for number in range(1, 12)]
    said = {"field": "destination", "line": 0, "after": "QO"}
    tables = read_rows(decided(lines=many), ("register:figure:corrected", "XA-DEC 2031/000001", said))
    assert {row["destination"] for row in tables["lines"] if row["until"] is None} == {"QO"}
    [row] = tables["decisions"]
    assert (row["destination"], row["value_minor"]) == ("QO", 11)
    assert row["ratings"] == ", ".join(f"ML{number}" for number in range(1, 12))


def test_a_rating_that_was_corrected_stands_where_its_line_stands() -> None:
    corrected = {"field": "rating", "line": 1, "after": "ML22"}
    tables = read_rows(decided(), ("register:figure:corrected", "XA-DEC 2031/000001", corrected))
    assert tables["decisions"][0]["ratings"] == "ML22, ML6"


def test_a_decision_is_excluded_once_with_its_lines() -> None:
    excluded = ("register:decision:excluded", "XA-DEC 2031/000001", {"reason": "Entered twice."})
    tables = read_rows(decided(), excluded, excluded)
    assert {row["excluded"] for row in (*tables["decisions"], *tables["lines"])} == {1}
    assert pick(tables["exclusions"], "reason", "excluded_on") == [("Entered twice.", "2031-05-02"), ("Entered twice.", "2031-05-03")]


def test_a_review_adds_up_what_was_applied_until_it_is_concluded() -> None:
    ref = "XA-REV 2031/000001"
    opened = {
        "question": "Are they still to be granted?",
        "commissioned_by": "Minister",
        "commissioned_on": "2031-04-30",
        "sentence": "To QN.",
    }
    told: list[Told] = [
        ("reviews:review:applied", ref, {"act": "nothing was opened yet"}),
        ("reviews:review:opened", ref, opened | {"scope": {"destination": ["QN"]}, "triggers": ["XA-TRG 2031/000001"]}),
        ("reviews:review:frozen", ref, {"digest": "ab" * 32, "licences": 12, "unknown": 1}),
        ("reviews:review:applied", ref, {"outcomes": {"suspend": 3}, "act": "XA-ACT 2031/000001"}),
        ("reviews:review:applied", ref, {"outcomes": {"suspend": 1, "keep": 2}, "act": "XA-ACT 2031/000002"}),
    ]
    tables = read_rows(*told)
    [row] = tables["reviews"]
    assert (row["position"], row["changed"], row["opened_on"], row["status"]) == (1, 4, "2031-05-02", "applied")
    assert (row["sentence"], row["scope"], row["licences"], row["unknown"]) == ("To QN.", {"destination": ["QN"]}, 12, 1)
    assert (row["outcomes"], row["acts"]) == ({"suspend": 4, "keep": 2}, ["XA-ACT 2031/000001", "XA-ACT 2031/000002"])
    assert (row["conclusion"], row["concluded_on"]) == ("", None)
    assert [row["step"] for row in tables["review-entries"]] == ["applied", "opened", "frozen", "applied", "applied"]
    [row] = read_rows(*told, ("reviews:review:concluded", ref, {"conclusion": "Four were suspended."}))["reviews"]
    assert (row["status"], row["conclusion"], row["concluded_on"]) == ("concluded", "Four were suspended.", "2031-05-06")
    assert row["outcomes"] == {"suspend": 4, "keep": 2}
    [row] = read_rows(*told, ("reviews:review:updated", ref, {}))["reviews"]
    assert row["status"] == "applied", "an update alone changes no status"


def test_figures_of_concerns_and_processing_times_have_their_days() -> None:
    tables = read_rows(
        ("concerns:figures:published", "figures 1", {"last_day": "2031-04-30", "figures": {"raised": 4}}),
        ("casework:processing-times:published", "times 1", {"month": "2031-04", "fewest": 5, "target_days": 20, "total": {"cases": 7}}),
        ("casework:monthly-times:published", "times 2", {"month": "2031-05"}),
    )
    assert pick(tables["concern-figures"], "first_day", "last_day", "figures") == [("0001-01-01", "2031-04-30", {"raised": 4})]
    assert pick(tables["processing-times"], "month", "fewest", "target_days", "total", "by_type") == [
        ("2031-04", 5, 20, {"cases": 7}, []),
        ("2031-05", 0, 0, None, []),
    ]


def test_numbers_are_whole_and_not_less_than_nothing() -> None:
    entry = Entry(
        0, "kind", "2031-05-01", "ref", "test@1", {"none": None, "zero": 0, "less": -1, "true": True, "text": "3", "part": 1.5}, []
    )
    assert [entry.number(name) for name in ("none", "zero", "less", "true", "text", "part", "absent")] == [
        None,
        0,
        None,
        None,
        None,
        None,
        None,
    ]


def test_entries_past_the_size_that_is_checked_give_nothing() -> None:
    entries = [Entry(place, "register:file:imported", "2031-05-01", f"file {place}", "test@1", {}, []) for place in range(3)]
    with closing(derive(entries, 2)) as derived:
        assert [row["reference"] for _, row in derived.rest()] == ["file 0", "file 1"]
