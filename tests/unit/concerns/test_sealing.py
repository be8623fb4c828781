"""Boxes open where they stand and for whom they were sealed, and nowhere else."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from django.test import override_settings

from licet.concerns import sealing
from licet.concerns.domain import new_receipt
from licet.concerns.sealing import Box, CannotOpen, ContentKey, Part
from licet.kernel.errors import Refused

BOX = Box(Part.STEPS, "step", "content", "0" * 26)
OTHER_KEY = base64.b64encode(bytes(32)).decode()


def test_box_opens_where_it_stands() -> None:
    key = sealing.new_content_key()
    sealed = sealing.seal_box(key, BOX, {"words": "é\x00\x80"})
    assert sealing.open_box(key, BOX, sealed) == {"words": "é\x00\x80"}
    for change in ({"row": "1" * 26}, {"column": "words"}, {"table": "point"}, {"part": Part.POINTS}):
        with pytest.raises(CannotOpen, match="changed or moved"):
            sealing.open_box(key, replace(BOX, **change), sealed)
    for damaged in (sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1]), b""):
        with pytest.raises(CannotOpen):
            sealing.open_box(key, BOX, damaged)


def test_sizes_tell_little() -> None:
    key = sealing.new_content_key()
    sizes = {len(sealing.seal_box(key, BOX, "x" * length)) for length in range(400)}
    assert len(sizes) == 1


def test_level_opens_its_own_wrap_of_this_concern_alone() -> None:
    key = sealing.new_content_key()
    wrapped = sealing.wrap_for_level(key, concern="C", level="head", public=sealing.level_public_bytes("head"))
    assert sealing.open_with_level(wrapped, concern="C", level="head") == key
    for concern, level in (("D", "head"), ("C", "nominated")):
        with pytest.raises(CannotOpen):
            sealing.open_with_level(wrapped, concern=concern, level=level)
    with override_settings(LICET_CONCERNS_KEY=OTHER_KEY), pytest.raises(CannotOpen, match="another key"):
        sealing.open_with_level(wrapped, concern="C", level="head")


def test_codes_open_what_they_were_made_for() -> None:
    key, receipt = sealing.new_content_key(), new_receipt(bytes(range(19)))
    wrapped = sealing.wrap_for_code(key, receipt, concern="C", use="code")
    assert sealing.open_with_code(wrapped, receipt, concern="C", use="code") == key
    assert sealing.open_with_code(wrapped, receipt, concern="C", use="colleagues") is None
    assert sealing.open_with_code(wrapped, receipt, concern="D", use="code") is None
    assert sealing.open_with_code(wrapped, sealing.colleagues_code(receipt), concern="C", use="code") is None
    few = key.only(Part.POINTS, Part.COSIGNATURES)
    for_colleagues = sealing.wrap_for_code(few, receipt, concern="C", use="colleagues")
    opened = sealing.open_with_code(for_colleagues, receipt, concern="C", use="colleagues", parts=(Part.COSIGNATURES, Part.POINTS))
    assert opened == few
    assert len({*key.parts.values()}) == len(Part)


def test_tag_counts_a_person_once_for_each_concern() -> None:
    one, two = sealing.new_content_key(), sealing.new_content_key()
    assert one.tag("user:A") == one.tag("user:A")
    assert len({one.tag("user:A"), one.tag("user:B"), two.tag("user:A")}) == 3


@pytest.mark.parametrize("size", [0, 1, 65534, 65535, 65536, 65537, 131071, 131072, 200_000])
def test_streams_come_back_whole(size: int) -> None:
    key, content = sealing.new_content_key(), (b"\x80\x00" * size)[:size]
    sealed = list(sealing.seal_stream(key, "F", [content[:100], content[100:]]))
    assert {len(piece) for piece in sealed} == {sealing.SEALED_PIECE}
    assert b"".join(sealing.open_stream(key, "F", sealed)) == content


def test_streams_notice_what_was_moved_cut_or_swapped() -> None:
    key = sealing.new_content_key()
    sealed = list(sealing.seal_stream(key, "F", [bytes(200_000)]))
    swapped = [sealed[1], sealed[0], *sealed[2:]]
    for name, pieces in (("G", sealed), ("F", sealed[:-1]), ("F", sealed[1:]), ("F", swapped), ("F", [*sealed, sealed[-1]]), ("F", [])):
        with pytest.raises(CannotOpen):
            list(sealing.open_stream(key, name, pieces))


@pytest.mark.parametrize(
    ("text", "why"), [("", "0 bytes"), ("not base64!", "not base64"), (base64.b64encode(bytes(16)).decode(), "16 bytes")]
)
def test_keys_that_will_not_do(text: str, why: str) -> None:
    assert why in str(sealing.key_fault(text))
    with override_settings(LICET_CONCERNS_KEY=text), pytest.raises(Refused, match="cannot open concerns"):
        sealing.level_private_key("head")


def test_key_does_not_print_itself() -> None:
    key = sealing.new_content_key()
    assert key[Part.POINTS].hex() not in repr(key)
    assert str(key[Part.POINTS])[2:-1] not in repr(ContentKey(key.parts))
