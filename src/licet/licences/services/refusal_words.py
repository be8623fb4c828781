"""What a letter of refusal says of a finding, in the terms of the criterion's own test."""

from typing import Final

from licet.casework.public import Finding
from licet.policy.public import TestKind

_BARS: Final = {
    TestKind.KNOWLEDGE: "We have the knowledge that this criterion asks about, so no licence may be granted.",
    TestKind.INCONSISTENT_WITH_OBLIGATION: "Granting a licence would be inconsistent with an obligation, so none may be granted.",
    TestKind.CLEAR_RISK: "We found a clear risk, so no licence may be granted.",
    TestKind.CLEAR_RISK_OVERALL: "Taken as a whole, we found a clear risk, so no licence may be granted.",
    TestKind.OVERRIDING_RISK: "We found an overriding risk, so no licence may be granted.",
    TestKind.SPECIAL_CAUTION: "Special caution is required here, and it calls for a refusal.",
    TestKind.TAKE_INTO_ACCOUNT: "This weighs so heavily against a licence that we refuse one.",
    TestKind.DUTY: "The duty that this criterion sets is not met.",
}
_SHORT_OF_THAT: Final = {
    Finding.WEIGHS: "This weighs against a licence without ruling one out. Together with our reasons it led to the refusal.",
    Finding.UNDETERMINED: "What we know does not allow us to say that this criterion is met.",
    Finding.CLEAR: "This criterion alone does not rule out a licence. Our reasons say why it is refused under it.",
    Finding.NOT_RELEVANT: "This criterion alone does not rule out a licence. Our reasons say why it is refused under it.",
}
NO_FINDING: Final = "No finding on this criterion is on the record. Our reasons say why the licence is refused under it."


def finding_in_words(test: TestKind, finding: Finding | None, assessment: str = "") -> str:
    """What was found of a criterion. ``assessment`` names the central one that found a clear risk, if one did."""
    if assessment:
        return f"Our central assessment {assessment} found a clear risk for goods like these, so no licence may be granted."
    if finding is None:
        return NO_FINDING
    return _BARS[test] if finding is Finding.BARS else _SHORT_OF_THAT[finding]
