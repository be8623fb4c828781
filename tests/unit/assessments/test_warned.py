"""A warning is read one by one: what was not on the page was not read, and is named."""

from __future__ import annotations

import pytest

from licet.assessments import domain
from licet.assessments.domain import ToRead, Warned
from licet.kernel.errors import Refused

FIRST = ToRead(Warned.EVIDENCE_MOVED, "XA-INC 2031/000001 v2", "XA-INC 2031/000001 version 1, now 2")
AGAIN = ToRead(Warned.EVIDENCE_MOVED, "XA-INC 2031/000001 v3", "XA-INC 2031/000001 version 1, now 3")
SECOND = ToRead(Warned.EVIDENCE_MOVED, "XA-INC 2031/000002 v2", "XA-INC 2031/000002 version 1, now 2")
SCOPE = ToRead(Warned.EVERYTHING, "1", "conclusion 1")


def test_a_warning_is_ticked_under_its_kind_and_exactly_what_it_is_about() -> None:
    assert FIRST.key == "evidence-changed:XA-INC 2031/000001 v2"


def test_what_was_read_is_read() -> None:
    assert domain.unread((FIRST, SCOPE), {FIRST.key, SCOPE.key}) == ()
    domain.refuse_unread((FIRST, SCOPE), {FIRST.key, SCOPE.key, "more"}, "XA-ASM 2031/000001")


@pytest.mark.parametrize("now", [AGAIN, SECOND])
def test_a_warning_of_the_same_kind_that_was_not_shown_is_not_read(now: ToRead) -> None:
    assert domain.unread((now,), {FIRST.key}) == (now,)


@pytest.mark.parametrize("read", ["evidence-changed", "XA-INC 2031/000001 v2", "scope-takes-everything"])
def test_a_kind_alone_reads_nothing(read: str) -> None:
    assert domain.unread((FIRST,), {read}) == (FIRST,)


def test_the_refusal_names_only_what_was_not_read_in_one_sentence() -> None:
    with pytest.raises(Refused) as refused:
        domain.refuse_unread((SCOPE, FIRST, SECOND), {FIRST.key}, "XA-ASM 2031/000001")
    assert refused.value.message == (
        "Read before you conclude: conclusion 1 (takes every licence line); "
        "XA-INC 2031/000002 version 1, now 2 (newer than what is quoted)."
    )
    assert refused.value.bars == ("scope-takes-everything", "evidence-changed")
    assert refused.value.place == "XA-ASM 2031/000001"


def test_ten_warnings_of_a_kind_are_all_named() -> None:
    ten = [ToRead(Warned.EVIDENCE_ADDED, f"{number}", f"XA-INC 2031/{number:06d}") for number in range(1, 11)]
    assert "XA-INC 2031/000009, XA-INC 2031/000010 (recorded" in domain.must_be_read(ten)
    eleven = [*ten, ToRead(Warned.EVIDENCE_ADDED, "11", "XA-INC 2031/000011")]
    assert "XA-INC 2031/000010 and 1 more (recorded" in domain.must_be_read(eleven)


def test_a_long_list_stays_a_sentence() -> None:
    many = [ToRead(Warned.EVIDENCE_ADDED, f"{number}", f"XA-INC 2031/{number:06d}") for number in range(1, 200)]
    said = domain.must_be_read(many)
    assert "XA-INC 2031/000010 and 189 more (recorded since the last save" in said
    assert len(said) < 400


@pytest.mark.parametrize("code", list(Warned))
def test_every_kind_has_its_sentences(code: Warned) -> None:
    item = ToRead(code, "x", "here")
    assert item.words.endswith(".")
    assert "here (" in domain.must_be_read([item])
