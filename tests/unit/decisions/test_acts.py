"""Who signs in which order, and what is shown when a signature falls (record.md I2, joints 14)."""

import pytest

from licet.decisions.domain import ACT_TRANSITIONS, ActStatus, SignatureFacts, SigningRole, may_sign, next_roles
from licet.kernel.errors import InvalidTransition

TWO = (SigningRole.DECIDER, SigningRole.COUNTERSIGNER)
THREE = (*TWO, SigningRole.MINISTER)


def signed(signer: str, role: SigningRole) -> SignatureFacts:
    return SignatureFacts(signer, role, "d")


@pytest.mark.parametrize(
    ("asked", "given", "due"),
    [
        (TWO, (), TWO),
        (TWO, (signed("a", SigningRole.DECIDER),), (SigningRole.COUNTERSIGNER,)),
        (THREE, (signed("a", SigningRole.DECIDER), signed("b", SigningRole.COUNTERSIGNER)), (SigningRole.MINISTER,)),
        (TWO, (signed("a", SigningRole.DECIDER), signed("b", SigningRole.COUNTERSIGNER)), ()),
    ],
)
def test_next_roles_are_those_not_signed_in_order(
    asked: tuple[SigningRole, ...], given: tuple[SignatureFacts, ...], due: tuple[SigningRole, ...]
) -> None:
    assert next_roles(asked, given) == due


OFFICER = signed("officer", SigningRole.DECIDER)


@pytest.mark.parametrize(
    ("given", "signer", "role", "why"),
    [
        ((), "officer", SigningRole.DECIDER, None),
        ((OFFICER,), "other", SigningRole.COUNTERSIGNER, None),
        ((OFFICER,), "officer", SigningRole.COUNTERSIGNER, "different people"),
        ((signed("deputy", SigningRole.DECIDER),), "officer", SigningRole.COUNTERSIGNER, "somebody else must countersign"),
        ((), "other", SigningRole.COUNTERSIGNER, "decider signs first"),
        ((OFFICER,), "other", SigningRole.DECIDER, "signed already"),
        ((OFFICER,), "other", SigningRole.MINISTER, "not asked"),
    ],
)
def test_may_sign_takes_different_people_in_order(
    given: tuple[SignatureFacts, ...], signer: str, role: SigningRole, why: str | None
) -> None:
    said = may_sign(TWO, given, signer=signer, proposer="officer", role=role)
    assert (said is None) if why is None else (said is not None and why in said)


def test_act_transitions_end_once() -> None:
    assert ACT_TRANSITIONS.target(ActStatus.PROPOSED, "complete") is ActStatus.DONE
    for ended in (ActStatus.DONE, ActStatus.VOID, ActStatus.RETURNED):
        with pytest.raises(InvalidTransition, match=f"This act is {ended.value}"):
            ACT_TRANSITIONS.target(ended, "complete")
