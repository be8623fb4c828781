"""What a letter of refusal says of a finding, in the terms of the criterion's own test.

Each sentence names the lines that the finding is about; the facts behind it are the reasons that the exporter is told.
"""

from collections.abc import Sequence
from typing import Final

from licet.casework.public import Finding
from licet.policy.public import TestKind

_BARS: Final = {
    TestKind.KNOWLEDGE: ("We know, of {lines}, what this criterion asks whether we know. With that knowledge, no licence may be granted."),
    TestKind.INCONSISTENT_WITH_OBLIGATION: (
        "A licence for {lines} would be inconsistent with an obligation that this criterion names, so none may be granted."
    ),
    TestKind.CLEAR_RISK: (
        "For {lines}, there is a clear risk of what this criterion guards against. Where there is such a risk, no licence may be granted."
    ),
    TestKind.CLEAR_RISK_OVERALL: (
        "For {lines}, there is a clear risk once everything that this criterion names is taken together. Where there is such a risk, no "
        "licence may be granted."
    ),
    TestKind.OVERRIDING_RISK: (
        "For {lines}, there is an overriding risk of what this criterion guards against. Where there is such a risk, no licence may be "
        "granted."
    ),
    TestKind.SPECIAL_CAUTION: "This criterion calls for special caution with {lines}, and that caution leads to a refusal.",
    TestKind.TAKE_INTO_ACCOUNT: "What this criterion names weighs so heavily against a licence for {lines} that we refuse one.",
    TestKind.DUTY: "The duty that this criterion sets is not met for {lines}.",
}
_SHORT_OF_THAT: Final = {
    Finding.WEIGHS: "This weighs against a licence for {lines} without ruling one out. It led to the refusal together with our reasons.",
    Finding.UNDETERMINED: "What we know about {lines} does not allow us to say that this criterion is met.",
    Finding.CLEAR: "This criterion alone does not rule out a licence for {lines}. Our reasons say why it is refused under it.",
    Finding.NOT_RELEVANT: "This criterion alone does not rule out a licence for {lines}. Our reasons say why it is refused under it.",
}
_ASSESSED: Final = (
    "Our central assessment {assessment} found a clear risk for goods like those of {lines}. Where there is such a risk, no licence may "
    "be granted."
)
_NO_FINDING: Final = "No finding on this criterion is on the record for {lines}. Our reasons say why the licence is refused under it."


def finding_pattern(test: TestKind, finding: Finding | None, assessment: str = "") -> str:
    """What was found of a criterion, with a place for the lines. ``assessment`` names the central one that found a clear risk, if any."""
    if assessment:
        return _ASSESSED.replace("{assessment}", assessment)
    if finding is None:
        return _NO_FINDING
    return _BARS[test] if finding is Finding.BARS else _SHORT_OF_THAT[finding]


def lines_in_words(lines: Sequence[tuple[int, str]]) -> str:
    """Lines by number and name.

    >>> lines_in_words([(1, "riot shield")])
    'line 1 (riot shield)'
    >>> lines_in_words([(1, "riot shield"), (3, "helmet"), (4, "visor")])
    'lines 1 (riot shield), 3 (helmet) and 4 (visor)'
    """
    named = [f"{number} ({name})" for number, name in sorted(lines)]
    if len(named) == 1:
        return f"line {named[0]}"
    return f"lines {', '.join(named[:-1])} and {named[-1]}"
