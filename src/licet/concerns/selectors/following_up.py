"""What a raiser said of how they were treated afterwards: opened by the levels it is sealed to, and by their code."""

import base64
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from licet.concerns import sealing
from licet.concerns.domain import Receipt, Treated
from licet.concerns.models import Concern, ProtectionFollowUp
from licet.concerns.sealing import Box, CannotOpen, ContentKey, Part

CODE = "code"
USE = "follow-up"
TAG_BYTES = 32
WIDE = 4096
"""Answers are padded to a multiple of this: a yes with a page of words is then as long as a no without any."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One answer, opened. ``key`` opens it and what was replied to it, and nothing else of the concern."""

    row: ProtectionFollowUp
    key: ContentKey = field(repr=False)
    said: Treated
    words: str = field(repr=False)

    @property
    def waits(self) -> bool:
        """A yes that nobody has said they read."""
        return self.said is Treated.WORSE and self.row.read_on is None


def box_of(row: ProtectionFollowUp, column: str) -> Box:
    return Box(Part.STEPS, "follow-up", column, row.pk)


def readers(row: ProtectionFollowUp) -> tuple[str, ...]:
    """The levels it is sealed to, lowest first."""
    return tuple(whom for whom in _wraps(row) if whom != CODE)


def by_levels(concern: Concern, levels: Collection[str], tag: bytes) -> list[FollowUp]:
    """Those sealed to one of these levels and not kept from the person of this tag, in the order in which they were asked.

    Raises CannotOpen for a damaged one.
    """
    return [found for row in _in_order(concern) if tag not in kept_from(row) and (found := by_level(row, levels))]


def by_level(row: ProtectionFollowUp, levels: Collection[str]) -> FollowUp | None:
    """By the key of the first of these levels that it is sealed to; None if it is sealed to none of them."""
    level = next((each for each in readers(row) if each in levels), None)
    if level is None:
        return None
    key = sealing.open_with_level(_wraps(row)[level], concern=row.pk, level=level, parts=(Part.STEPS,))
    return _opened(row, key)


def by_code(concern: Concern, receipt: Receipt) -> list[FollowUp]:
    """All of them, for whoever said it."""
    return [_opened(row, _key_of_raiser(row, receipt)) for row in _in_order(concern)]


def reads_a_yes(concern: Concern, levels: Collection[str], tag: bytes) -> bool:
    """Whether a yes is sealed to one of these levels: it shows them the concern, reached or not. A no shows it to nobody new."""
    return any(each.said is Treated.WORSE for each in by_levels(concern, levels, tag))


def kept_from(row: ProtectionFollowUp) -> frozenset[bytes]:
    """Tags of the people who had acted on the concern when it was answered."""
    tags = bytes(row.kept_from)
    return frozenset(tags[start : start + TAG_BYTES] for start in range(0, len(tags), TAG_BYTES))


def written(wraps: Mapping[str, bytes]) -> bytes:
    """Whom the key is sealed for, as one value."""
    return json.dumps({whom: base64.b64encode(sealed).decode() for whom, sealed in wraps.items()}).encode()


def _wraps(row: ProtectionFollowUp) -> dict[str, bytes]:
    try:
        return {whom: base64.b64decode(sealed) for whom, sealed in json.loads(bytes(row.wraps)).items()}
    except (ValueError, TypeError, AttributeError) as error:  # no JSON, or JSON of another shape
        raise CannotOpen(_DAMAGED) from error


_DAMAGED = "What was said of the time afterwards cannot be opened: it was changed or moved. Restore it from a backup."


def _key_of_raiser(row: ProtectionFollowUp, receipt: Receipt) -> ContentKey:
    sealed = _wraps(row).get(CODE)
    key = sealed and sealing.open_with_code(sealed, receipt, concern=row.pk, use=USE, parts=(Part.STEPS,))
    if not key:
        raise CannotOpen(_DAMAGED)
    return key


def _opened(row: ProtectionFollowUp, key: ContentKey) -> FollowUp:
    told = sealing.open_box(key, box_of(row, "answer"), row.answer)
    return FollowUp(row, key, Treated(told["said"]), told["words"])


def _in_order(concern: Concern) -> list[ProtectionFollowUp]:
    return sorted(concern.follow_ups.all(), key=lambda row: (row.day, row.after_days))
