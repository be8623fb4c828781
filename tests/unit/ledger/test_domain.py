"""What an event becomes in the log."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from tests.module.ledger.events import Granted

from licet.kernel.errors import Invalid
from licet.ledger.domain import MAX_LEAF_BYTES, Leaf, Narrowing, node_number, node_numbers, prepare_leaf, read_leaf
from licet_verify import canonical
from licet_verify.commitment import commit

SALT = bytes(range(32))
EVENT = Granted(on=date(2031, 5, 2), ref="T 1", number=1, countries=["QM"])


def _leaf(event: Granted = EVENT, narrowing: Narrowing | None = None) -> Leaf:
    return prepare_leaf(event, narrowing=narrowing or {}, pack_version="test@1", random_bytes=lambda count: SALT[:count])


def test_leaf_is_the_canonical_form_of_the_design() -> None:
    leaf = _leaf()
    assert canonical.loads(leaf.data) == {
        "v": 2,
        "kind": "test:licence:granted",
        "on": "2031-05-02",
        "ref": "T 1",
        "pack": "test@1",
        "published": {"number": 1, "countries": ["QM"]},
        "sealed": {"exporter": commit(SALT, "Orlan Optics"), "note": commit(SALT, None)},
        "salts": sha256(b"licet/salts/v1\x00" + SALT + SALT).hexdigest(),
    }
    assert leaf.data == canonical.dumps(canonical.loads(leaf.data))
    assert leaf.salts == (("exporter", SALT), ("note", SALT))


def test_sealed_values_are_not_in_the_leaf() -> None:
    assert b"Orlan" not in _leaf().data


def test_pack_narrows_what_is_published() -> None:
    leaf = _leaf(narrowing={EVENT.kind: frozenset({"countries", "exporter"}), "other:kind": frozenset({"x"})})
    read = read_leaf(7, leaf.data)
    assert read.published == {"number": 1}
    assert read.withheld == ("countries", "exporter", "note")
    assert read.sealed["countries"] == commit(SALT, ["QM"])


def test_pack_that_withholds_a_field_nobody_has_is_refused() -> None:
    with pytest.raises(Invalid, match="countrys"):
        _leaf(narrowing={EVENT.kind: frozenset({"countrys"})})


def test_leaf_reads_back() -> None:
    read = read_leaf(7, _leaf().data)
    assert (read.position, read.kind, read.on, read.ref, read.pack) == (7, EVENT.kind, EVENT.on, "T 1", "test@1")


@pytest.mark.parametrize("data", [b"{}", b"[]", b'{"v":3}', b'{"published":[],"sealed":{},"v":1}'])
def test_bytes_that_are_no_leaf_are_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match="Entry 7"):
        read_leaf(7, data)


def test_leaf_of_the_version_before_reads_back() -> None:
    """Stores made before December 2026 have leaves without a digest of their salts."""
    value = canonical.loads(_leaf().data)
    assert isinstance(value, dict)
    old = canonical.dumps({name: item for name, item in value.items() if name != "salts"} | {"v": 1})
    assert replace(read_leaf(7, old), salts="") == replace(read_leaf(7, _leaf().data), salts="")
    assert read_leaf(7, old).salts == ""


def test_leaf_has_at_most_65535_bytes() -> None:
    room = MAX_LEAF_BYTES - len(_leaf(replace(EVENT, countries=[""])).data)
    assert len(_leaf(replace(EVENT, countries=["x" * room])).data) == MAX_LEAF_BYTES
    with pytest.raises(Invalid, match="at most 65,535"):
        _leaf(replace(EVENT, countries=["x" * (room + 1)]))


def test_value_without_canonical_form_is_refused_with_its_reference() -> None:
    with pytest.raises(Invalid, match=r"T 1.*floating-point"):
        _leaf(replace(EVENT, countries=[1.5]))  # type: ignore[list-item]


def test_node_numbers_are_those_of_a_walk() -> None:
    def walk(level: int, index: int) -> list[tuple[int, int]]:
        if level == 0:
            return [(0, index)]
        return [*walk(level - 1, 2 * index), (level, index), *walk(level - 1, 2 * index + 1)]

    assert [node_number(node) for node in walk(4, 0)] == list(range(31))
    assert list(node_numbers(2, 3, 4)) == [node_number((2, index)) for index in range(3, 7)]
