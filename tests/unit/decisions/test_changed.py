"""What changed under a signature, in sentences that a reader understands."""

from __future__ import annotations

from typing import Any

import pytest

from licet.decisions.domain import BarCode, changes_in_words

LINE: dict[str, Any] = {
    "line": "L1",
    "facts": {"version": 1, "controlled": None, "end_use": ["roads"]},
    "rating": "R1",
    "rating_reasons": "sha256:a",
    "outcome": "grant",
    "criteria": [],
    "conditions": [],
    "reasons": "sha256:b",
}
ADVICE: dict[str, Any] = {
    "id": "A1",
    "line": "L1",
    "criterion": "2c",
    "department": "foreign-affairs",
    "level": "adviser",
    "finding": "no risk",
    "reasons": "sha256:c",
    "by": "user:a",
}
BAR = {"line": "L1", "code": "hold", "criterion": "", "about": "XA-HLD 2031/000001", "state": "held"}
BODY: dict[str, Any] = {
    "v": 1,
    "application": {"version": "V1", "number": 1, "content": "sha256:d"},
    "lines": [LINE],
    "advice": [ADVICE],
    "screening": {"run": "S1", "lists": ["W1"], "left_out": [], "open_hits": 0, "confirmed_hits": 0},
    "assessment": "no central assessment",
    "holds": [],
    "departures": [],
    "gate": {"lines": [], "bars": [], "open": {}},
    "roles": ["decider"],
    "legal_basis": "sha256:e",
    "countries": 1,
}
ASSESSED = [{"assessment": "XA-ASM 2031/000001", "version": "N1", "number": 1, "conclusions": []}]
DEPARTMENTS = {"foreign-affairs": "Department of Foreign Affairs"}


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        ({}, []),
        (
            {"application": {"version": "V2", "number": 2, "content": "sha256:x"}},
            ["The application is version 2 now; version 1 was signed."],
        ),
        ({"lines": [LINE | {"outcome": "refuse"}]}, ["The outcome of line 1 is “refuse” now; “grant” was signed."]),
        ({"lines": [LINE | {"rating": "R2"}]}, ["Line 1 was rated again."]),
        ({"lines": [LINE | {"facts": LINE["facts"] | {"version": 2, "end_use": []}}]}, ["Facts of line 1 changed: End use."]),
        ({"lines": [LINE | {"conditions": ["x"], "reasons": "sha256:x"}]}, ["What is decided on line 1 changed: conditions, reasons."]),
        ({"lines": [LINE, LINE | {"line": "L2"}]}, ["Line 2 was added."]),
        ({"lines": []}, ["Line 1 was left out."]),
        (
            {"advice": [ADVICE | {"id": "A2", "finding": "risk"}]},
            ["Department of Foreign Affairs advised anew on criterion 2c, line 1: risk; before, it was no risk."],
        ),
        (
            {"advice": [ADVICE | {"id": "A2", "reasons": "sha256:x"}]},
            ["Department of Foreign Affairs gave new reasons on criterion 2c, line 1; the finding is the same, no risk."],
        ),
        ({"advice": []}, ["Advice of Department of Foreign Affairs on criterion 2c, line 1 no longer counts."]),
        ({"advice": [ADVICE, ADVICE | {"criterion": "4"}]}, ["Department of Foreign Affairs advised on criterion 4, line 1: no risk."]),
        (
            {"screening": BODY["screening"] | {"run": "S2", "open_hits": 2}},
            ["Screening: 2 possible matches that nobody has settled now; before, there were 0.", "The parties were screened again."],
        ),
        ({"assessment": ASSESSED}, ["Assessment XA-ASM 2031/000001, version 1, is taken into account now."]),
        ({"holds": [{"reference": "XA-HLD 2031/000001"}]}, ["Hold XA-HLD 2031/000001 binds now."]),
        ({"departures": [{"reference": "XA-DEP 2031/000001"}]}, ["Departure XA-DEP 2031/000001 is relied on now."]),
        ({"gate": BODY["gate"] | {"bars": [BAR]}}, ["The gate says of line 1 now: hold XA-HLD 2031/000001 binds it."]),
        ({"roles": ["decider", "countersigner"]}, ["Other signatures are asked for: decider, countersigner now; decider before."]),
        ({"legal_basis": "sha256:x"}, ["Legal basis changed."]),
        ({"countries": 2}, ["Countries changed: 2 now; 1 was signed."]),
    ],
)
def test_each_change_is_one_sentence(changed: dict[str, Any], sentences: list[str]) -> None:
    assert list(changes_in_words(BODY, BODY | changed, DEPARTMENTS)) == sentences


def test_what_no_longer_holds_is_said_as_well() -> None:
    assert changes_in_words(BODY | {"assessment": ASSESSED}, BODY, {}) == (
        "Assessment XA-ASM 2031/000001 is no longer taken into account.",
    )
    newer = [ASSESSED[0] | {"version": "N2", "number": 2}]
    assert changes_in_words(BODY | {"assessment": ASSESSED}, BODY | {"assessment": newer}, {}) == (
        "Assessment XA-ASM 2031/000001 is version 2 now; version 1 was signed.",
    )
    assert changes_in_words(BODY | {"gate": BODY["gate"] | {"bars": [BAR]}}, BODY, {}) == (
        "The gate says of line 1 no longer: hold XA-HLD 2031/000001 binds it.",
    )
    licences = [{"reference": "XA-LIC 2031/000001", "status": "in force", "revision": 1}, {"reference": "XA-LIC 2031/000002"}]
    now = [licences[0] | {"status": "suspended", "revision": 2}]
    assert changes_in_words({"licences": licences}, {"licences": now}, {}) == (
        "Licence XA-LIC 2031/000001 is suspended now; it was in force.",
        "Licence XA-LIC 2031/000002 was left out.",
    )


@pytest.mark.parametrize("code", BarCode)
def test_whatever_bars_at_the_gate_is_said_in_words(code: BarCode) -> None:
    [said] = changes_in_words(BODY, BODY | {"gate": BODY["gate"] | {"bars": [BAR | {"code": code.value, "criterion": "2c"}]}}, {})
    assert said.startswith("The gate says of line 1 now: ")
    assert "{" not in said
