"""Who signs in which order, and what is shown when a signature falls."""

import pytest

from licet.decisions.domain import ACT_TRANSITIONS, ActStatus, SignatureFacts, SigningRole, next_roles, role_to_sign
from licet.kernel.actor import Actor
from licet.kernel.errors import InvalidTransition, NotAllowed, Refused
from licet.kernel.permission import Permission

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
BOTH = (OFFICER, signed("other", SigningRole.COUNTERSIGNER))


def actor(name: str, *permissions: Permission) -> Actor:
    return Actor(name, name, permissions=frozenset(permissions))


def may_sign_anything(name: str) -> Actor:
    return actor(name, Permission.DECISION_SIGN, Permission.DECISION_COUNTERSIGN, Permission.DEPARTURE_SIGN)


@pytest.mark.parametrize(
    ("asked", "given", "role"),
    [
        (TWO, (), SigningRole.DECIDER),
        (TWO, (OFFICER,), SigningRole.COUNTERSIGNER),
        (THREE, BOTH, SigningRole.MINISTER),
    ],
)
def test_the_next_signature_is_given_in_the_role_that_is_due(
    asked: tuple[SigningRole, ...], given: tuple[SignatureFacts, ...], role: SigningRole
) -> None:
    assert role_to_sign(asked, given, signer=may_sign_anything("somebody"), proposer="officer") is role


@pytest.mark.parametrize(
    ("given", "signer", "recused", "why"),
    [
        ((OFFICER,), "officer", (), "different people"),
        ((signed("deputy", SigningRole.DECIDER),), "officer", (), "somebody else must countersign"),
        ((), "other", ("other",), "You recused yourself"),
        (BOTH, "third", (), "Everybody who is asked to sign this has signed"),
    ],
)
def test_nobody_signs_twice_nor_countersigns_a_proposal_of_their_own_nor_after_recusal(
    given: tuple[SignatureFacts, ...], signer: str, recused: tuple[str, ...], why: str
) -> None:
    with pytest.raises(Refused, match=why) as refusal:
        role_to_sign(TWO, given, signer=may_sign_anything(signer), proposer="officer", recused=recused, act="XA-ACT 2031/000001")
    assert refusal.value.place == "XA-ACT 2031/000001"


def test_the_proposer_may_sign_as_the_decider() -> None:
    assert role_to_sign(TWO, (), signer=may_sign_anything("officer"), proposer="officer") is SigningRole.DECIDER


@pytest.mark.parametrize(
    ("given", "permission"),
    [((), Permission.DECISION_COUNTERSIGN), ((OFFICER,), Permission.DECISION_SIGN), (BOTH, Permission.DECISION_COUNTERSIGN)],
)
def test_each_role_needs_its_own_permission(given: tuple[SignatureFacts, ...], permission: Permission) -> None:
    with pytest.raises(NotAllowed):
        role_to_sign(THREE, given, signer=actor("somebody", permission), proposer="officer")


def test_act_transitions_end_once() -> None:
    assert ACT_TRANSITIONS.target(ActStatus.PROPOSED, "complete") is ActStatus.DONE
    for ended in (ActStatus.DONE, ActStatus.VOID, ActStatus.RETURNED):
        with pytest.raises(InvalidTransition, match=f"This act is {ended.value}"):
            ACT_TRANSITIONS.target(ended, "complete")
