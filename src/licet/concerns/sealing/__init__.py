"""What is written is sealed when it is written: content keys, who can open them, and the boxes they close."""

from licet.concerns.sealing.boxes import Box, CannotOpen, open_box, seal_box
from licet.concerns.sealing.keys import (
    ContentKey,
    Part,
    key_fault,
    key_held,
    level_private_key,
    level_public_bytes,
    new_content_key,
)
from licet.concerns.sealing.sendings import code_bytes
from licet.concerns.sealing.streams import SEALED_PIECE, open_stream, seal_stream
from licet.concerns.sealing.wraps import colleagues_code, open_with_code, open_with_level, wrap_for_code, wrap_for_level

__all__ = [
    "SEALED_PIECE",
    "Box",
    "CannotOpen",
    "ContentKey",
    "Part",
    "code_bytes",
    "colleagues_code",
    "key_fault",
    "key_held",
    "level_private_key",
    "level_public_bytes",
    "new_content_key",
    "open_box",
    "open_stream",
    "open_with_code",
    "open_with_level",
    "seal_box",
    "seal_stream",
    "wrap_for_code",
    "wrap_for_level",
]
