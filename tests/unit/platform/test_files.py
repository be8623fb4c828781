"""Files by content: whole or not at all, and checked whenever they are read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.kernel.errors import Invalid, NotFound
from licet.platform.files import Damaged, DiskStore
from licet.platform.scan import Verdict, scanner

CONTENT = b"Twelve night sights\n" * 50_000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "files")


def pieces(content: bytes = CONTENT, size: int = 7000) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


def left_behind(store: DiskStore) -> list[str]:
    return [path.name for path in store.root.rglob("*") if path.is_file()]


def test_put_names_a_file_by_its_bytes_and_keeps_it_once(store: DiskStore) -> None:
    first, second = store.put(pieces()), store.put([CONTENT])
    assert (first.sha256, first.size) == (second.sha256, second.size) == (DIGEST, len(CONTENT))
    assert store.read(DIGEST) == b"".join(store.pieces(DIGEST)) == CONTENT
    assert left_behind(store) == [DIGEST]
    assert (store.root / DIGEST[:2] / DIGEST).stat().st_mode & 0o777 == 0o400


def test_put_takes_an_empty_file(store: DiskStore) -> None:
    assert store.read(store.put([]).sha256) == b""


def test_put_refuses_what_is_too_large_and_keeps_nothing(store: DiskStore) -> None:
    with pytest.raises(Invalid, match="larger than 1,000 bytes"):
        store.put(pieces(), most=1000)
    assert left_behind(store) == []
    assert store.put([b"x" * 1000], most=1000).size == 1000


def test_put_keeps_nothing_of_a_stream_that_breaks(store: DiskStore) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError("the exporter went away")

    with pytest.raises(ConnectionError):
        store.put(broken())
    assert left_behind(store) == []


def test_damage_is_found_on_every_reading_and_mended_by_the_same_file(store: DiskStore) -> None:
    store.put(pieces())
    path = store.root / DIGEST[:2] / DIGEST
    path.chmod(0o600)
    path.write_bytes(CONTENT[:-1] + b"?")
    with pytest.raises(Damaged, match="Restore it from a backup"):
        store.read(DIGEST)
    with pytest.raises(Damaged):
        store.pieces(DIGEST)  # before the first piece, so that nothing wrong is sent
    store.put(pieces())
    assert store.read(DIGEST) == CONTENT


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", DIGEST.upper(), f"{DIGEST}\n", f"{DIGEST[:2]}/{DIGEST}"])
def test_only_digests_that_are_there_are_found(store: DiskStore, name: str) -> None:
    store.put(pieces())
    with pytest.raises(NotFound):
        store.read(name)
    with pytest.raises(NotFound):
        store.pieces(name)


def test_without_a_scanner_nothing_is_called_clean() -> None:
    scan = scanner().scan([b"anything"])
    assert scan.verdict is Verdict.NOT_SCANNED
    assert "no scanner" in scan.detail
