"""`events.json` says what the classes say, and packs withhold only what exists."""

import pytest

from licet.kernel.errors import Invalid
from licet.ledger import catalogue
from licet.ledger.domain import KIND_LENGTH

RENEW = "renew it with `bin/check --write` and look at what would be published"


def test_events_file_is_equal_to_the_classes() -> None:
    assert catalogue.PATH.read_text() == catalogue.render(), RENEW


def test_every_kind_says_its_module_thing_and_action() -> None:
    for kind in catalogue.classes():
        parts = kind.split(":")
        assert len(parts) == 3, kind
        assert all(parts), kind
        assert len(kind) <= KIND_LENGTH


def test_every_kind_says_what_it_is_about() -> None:
    assert [kind for kind, event in catalogue.classes().items() if not (event.__doc__ or "").strip()] == []


def test_pack_that_withholds_what_is_not_there_is_refused() -> None:
    kind, known = next(iter(catalogue.read().items()))
    catalogue.check_narrowing({kind: known.published})
    with pytest.raises(Invalid, match="no such field"):
        catalogue.check_narrowing({kind: frozenset({"never"})})
    with pytest.raises(Invalid, match="no kind"):
        catalogue.check_narrowing({"never:was:one": frozenset()})
