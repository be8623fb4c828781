"""An incident's whole content as it is read and sent back: whoever revises starts from all that stands."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from licet.api.schemas.base import NO_NUL, VISIBLE_WORDS, Day, Given, PublicId, Revision, Words
from licet.evidence.public import (
    Action,
    Attribution,
    Casualties,
    Category,
    Cited,
    Credibility,
    Dropped,
    Grade,
    Harm,
    IhlRule,
    IncidentDraft,
    ObjectHit,
    PlacePrecision,
    Position,
    Standing,
)

Text = Annotated[str, StringConstraints(pattern=NO_NUL), VISIBLE_WORDS]  # how long each may be is the record's rule
Degrees = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,3}(\.[0-9]{1,9})?$")]
_TEXTS = (
    *("destination", "conflict", "title", "summary", "place", "means"),
    *("discounted_because", "standing_reason", "grade_reason", "marking"),
)
_KEPT = ("date_from", "date_to", "place_precision", "standing", "grade")


class CitedContent(Given):
    """A quoted passage, and how credible what it says is: 1 confirmed by others to 6 cannot be judged."""

    span: PublicId
    credibility: Credibility


class CasualtiesContent(Given):
    """From ``low`` to ``high``, as the quotes ``spans`` say."""

    category: Category
    harm: Harm
    low: int
    high: int
    spans: list[PublicId]


class AttributionContent(Given):
    party: Text
    position: Position
    action: Action


class IncidentContent(Given):
    """All that a version says; every field always stands there, so that nothing is lost by being left out.

    ``grade`` is null where it is the one that the rule gives. ``latitude`` and ``longitude`` are degrees, such as "34.512".
    """

    destination: Text
    conflict: Text
    title: Text
    summary: Text
    date_from: Day
    date_to: Day
    place: Text
    place_precision: PlacePrecision
    latitude: Degrees | None
    longitude: Degrees | None
    rules: list[IhlRule]
    objects: list[ObjectHit]
    means: Text
    cited: list[CitedContent]
    casualties: list[CasualtiesContent]
    attributions: list[AttributionContent]
    discounted_because: Text
    standing: Standing
    standing_reason: Text
    grade: Grade | None
    grade_reason: Text
    marking: Text

    @staticmethod
    def of(draft: IncidentDraft) -> "IncidentContent":
        return IncidentContent(
            **{name: getattr(draft, name) for name in (*_TEXTS, *_KEPT)},
            latitude=_degrees(draft.latitude),
            longitude=_degrees(draft.longitude),
            rules=[rule for rule in IhlRule if rule in draft.rules],
            objects=[item for item in ObjectHit if item in draft.objects],
            cited=[CitedContent(span=item.span, credibility=item.credibility) for item in draft.cited],
            casualties=[
                CasualtiesContent(category=row.category, harm=row.harm, low=row.low, high=row.high, spans=list(row.spans))
                for row in draft.casualties
            ],
            attributions=[AttributionContent(party=item.party, position=item.position, action=item.action) for item in draft.attributions],
        )

    def to_domain(self, dropped: tuple[Dropped, ...]) -> IncidentDraft:
        return IncidentDraft(
            **{name: getattr(self, name) for name in (*_TEXTS, *_KEPT)},
            latitude=None if self.latitude is None else Decimal(self.latitude),
            longitude=None if self.longitude is None else Decimal(self.longitude),
            rules=frozenset(self.rules),
            objects=frozenset(self.objects),
            cited=tuple(Cited(item.span, item.credibility) for item in self.cited),
            casualties=tuple(Casualties(row.category, row.harm, row.low, row.high, tuple(row.spans)) for row in self.casualties),
            attributions=tuple(Attribution(item.party, item.position, item.action) for item in self.attributions),
            dropped=dropped,
        )


class DroppedGiven(Given):
    """Words that the version before cites and this one does not."""

    span: PublicId
    why: Words


class IncidentRevisedGiven(Given):
    """``version`` is the number of the version that was read; ``reason`` says why it is revised.

    A quote of that version is cited again in ``content``, or ``dropped`` with its reason.
    """

    version: Revision
    reason: Words
    content: IncidentContent
    dropped: list[DroppedGiven] = Field([], max_length=1000)

    def to_domain(self) -> IncidentDraft:
        return self.content.to_domain(tuple(Dropped(item.span, item.why) for item in self.dropped))


def _degrees(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
