"""Concerns that were answered with *act*: what others are told of that is the topics and the opaque reference, by the day's batch."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from licet.concerns.domain import AnswerKind, StepKind, topic_listed
from licet.concerns.models import Concern
from licet.concerns.selectors.apart import open_each
from licet.concerns.selectors.opening import PARTS
from licet.concerns.services.writing import read_step


class Acted(NamedTuple):
    """One answer. ``notice`` is the reference that signers see, ``number`` that of the step; none of its words leave."""

    notice: str
    number: int
    topics: tuple[str, ...]


def acted_in(days: Collection[date]) -> tuple[Acted, ...]:
    """The answers that say *act* to a point at least, in the batches of these days; in no order that tells anything."""
    steps = {"steps__kind": StepKind.ANSWERED.value, "steps__carried_on__in": list(days)}
    rows = Concern.objects.filter(**steps).distinct().order_by("notice").prefetch_related(*PARTS)
    opened, _broken = open_each(rows)
    return tuple(
        Acted(each.row.notice, step.number, tuple(sorted(map(topic_listed, each.topics))))
        for each in opened
        for step in each.row.steps.filter(kind=StepKind.ANSWERED.value, carried_on__in=list(days)).order_by("number")
        if _says_act(read_step(each.key, step))
    )


def _says_act(content: Any) -> bool:
    return any(answer["kind"] == AnswerKind.ACT for answer in content["answers"].values())
