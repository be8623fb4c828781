"""Scopes in the content of an assessment that a program sends: destinations by name in either form, and by the authority's lists."""

from __future__ import annotations

import pytest

from licet.assessments.public import read_content
from licet.kernel.errors import Invalid
from licet.kernel.scope import Scope


def content(scope: object) -> dict[str, object]:
    return {"conclusions": [{"scope": scope, "finding": "clear risk", "reasons": "Found.", "cites": []}]}


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "scope",
    [
        "destination=end-user:Kasdara,QO onward=Mirasol",
        {"destination": ["end-user:Kasdara", "QO"], "onward": ["Mirasol"]},
        {"destination": ["end-user:QM", "QO"], "onward": ["QN"]},
    ],
)
def test_destinations_are_named_or_given_by_code(scope: object) -> None:
    (conclusion,) = read_content(content(scope)).conclusions  # type: ignore[arg-type]
    assert conclusion.scope == Scope.parse("destination=end-user:QM,QO onward=QN")


@pytest.mark.one_engine
@pytest.mark.parametrize("scope", ["destination=Kasdarra", {"destination": ["Kasdarra"]}])
def test_a_name_that_nobody_knows_is_refused_with_the_nearest(scope: object) -> None:
    with pytest.raises(Invalid, match="nearest: Kasdara"):
        read_content(content(scope))  # type: ignore[arg-type]
