"""Reviews as officials work on them."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from licet.api.schemas.base import NO_NUL, VISIBLE_LINE, Day, Given, Revision, Schema, Words
from licet.api.schemas.triggers import LicenceNamed, ScopeGiven
from licet.policy import public as policy
from licet.reviews import public as reviews
from licet.reviews.public import Outcome, OutcomeRow, OutcomeSet, ReviewDetail, ReviewRow


class WordsGiven(Given):
    words: Words


class ReviewListed(Schema):
    reference: str
    question: str
    commissioned_by: str
    commissioned_on: date
    status: str
    licences: int | None
    outcomes: dict[str, int] = Field(description="licences by outcome of the last freezing; an empty word: not decided")

    @staticmethod
    def of(row: ReviewRow) -> "ReviewListed":
        names = ("reference", "question", "commissioned_by", "commissioned_on")
        return ReviewListed(
            **{name: getattr(row.review, name) for name in names},
            status=row.status.value,
            licences=row.frozen.licences if row.frozen else None,
            outcomes=dict(row.counts),
        )


class Reviews(Schema):
    rows: list[ReviewListed]


class Freezing(Schema):
    """The list of licences as it was fixed; ``act`` is what was proposed on it."""

    number: int
    sentence: str
    digest: str
    licences: int
    unknown: int
    act: str | None
    applied_on: date | None
    outcomes: dict[str, int]


class UpdateRead(Schema):
    number: int
    words: str
    updated_at: datetime


class ReviewPage(Schema):
    reference: str
    revision: int
    question: str
    commissioned_by: str
    commissioned_on: date
    status: str
    scope: dict[str, Any]
    named: list[str]
    sentence: str
    freezings: list[Freezing]
    undecided: int
    triggers: list[str]
    updates: list[UpdateRead]
    conclusion: str

    @staticmethod
    def of(detail: ReviewDetail) -> "ReviewPage":
        row = detail.review
        names = ("reference", "revision", "question", "commissioned_by", "commissioned_on", "scope", "named", "conclusion")
        return ReviewPage(
            **{name: getattr(row, name) for name in names},
            status=detail.status.value,
            sentence=reviews.sentence_of(row.to_scope(), row.named),
            freezings=[_freezing(item, dict(detail.counts.get(item.pk, {}))) for item in detail.freezings],
            undecided=detail.undecided,
            triggers=[item.reference for item in row.triggers.all()],
            updates=[UpdateRead.model_validate(item) for item in row.updates.all()],
        )


def _freezing(row: reviews.Frozen, outcomes: dict[str, int]) -> Freezing:
    names = ("number", "sentence", "digest", "licences", "unknown", "applied_on")
    return Freezing(**{name: getattr(row, name) for name in names}, act=row.act.reference if row.act else None, outcomes=outcomes)


class LicenceFrozen(Schema):
    """``status`` and ``revision`` as they were when the list was fixed; ``answer`` what the scope said of it."""

    licence: str
    holder: str
    status: str
    revision: int
    answer: str
    outcome: str
    reasons: str
    departure: str | None

    @staticmethod
    def of(row: OutcomeRow) -> "LicenceFrozen":
        return LicenceFrozen(
            licence=row.licence.reference,
            holder=row.licence.organisation.name,
            status=row.status,
            revision=row.revision,
            answer=row.answer,
            outcome=row.outcome,
            reasons=row.reasons,
            departure=row.departure.reference if row.departure else None,
        )


class LicencesFrozen(Schema):
    rows: list[LicenceFrozen]
    after: str | None


EVEN_EVERYTHING: Any = Field(False, description="true where it is meant that the scope takes every live licence")


class ReviewGiven(Given):
    question: Words
    commissioned_by: Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL), VISIBLE_LINE]
    commissioned_on: Day
    scope: ScopeGiven = ""
    named: list[LicenceNamed] = Field([], max_length=1000)
    triggers: list[LicenceNamed] = Field([], max_length=100, description="references of triggers that it takes up")
    even_everything: bool = EVEN_EVERYTHING


class NewScope(Given):
    revision: Revision
    scope: ScopeGiven = ""
    named: list[LicenceNamed] | None = Field(
        None, max_length=1000, description="left out or null: those named one by one stay; an empty list names none"
    )
    even_everything: bool = EVEN_EVERYTHING


class FreezeGiven(Given):
    revision: Revision
    even_everything: bool = EVEN_EVERYTHING


class SetGiven(Given):
    """One outcome for ``licences``, or for those that ``scope`` takes, or, with neither, for all not yet decided.

    ``departure`` is the one by which goods may leave although a clear risk takes a line: the one that passes it, and no other.
    """

    outcome: Outcome
    reasons: Words
    licences: list[LicenceNamed] = Field([], max_length=5000)
    scope: ScopeGiven = ""
    departure: Annotated[str, StringConstraints(max_length=24, pattern=NO_NUL), VISIBLE_LINE] = ""
    in_doubt: bool = Field(False, description="true: of these, only those of which nobody can say whether a clear risk takes them")

    def to_domain(self) -> OutcomeSet:
        return OutcomeSet(
            outcome=self.outcome,
            reasons=self.reasons,
            licences=tuple(self.licences),
            scope=policy.read_scope(self.scope) if self.scope.strip() else None,
            departure=self.departure,
            in_doubt=self.in_doubt,
        )


class OutcomesGiven(Given):
    revision: Revision
    sets: list[SetGiven] = Field(min_length=1, max_length=100)


class PutForward(Given):
    revision: Revision
    legal_basis: Words
    reasons: Words


class AnswerGiven(Given):
    revision: Revision
    conclusion: Words
