"""What a scope takes before anything is done, and the facts that ask for a review."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from licet.api.schemas.base import NO_NUL, Given, Line, Schema, Value
from licet.kernel.money import Money, NoValue
from licet.licences.public import LicenceSummary
from licet.reviews import public as reviews
from licet.reviews.public import Bucket, CauseGone, Plan, Reach, Trigger

SCOPE = "a scope in its text form, such as “destination=QM rating=ML15 unknown=include”; destinations by name or code"
ScopeGiven = Annotated[str, StringConstraints(max_length=2000, pattern=NO_NUL), Field(description=SCOPE)]
LicenceNamed = Annotated[str, StringConstraints(max_length=24, pattern=NO_NUL)]


class ReachRead(Schema):
    licences: int
    lines: int
    value: Value
    lines_without_value: int

    @staticmethod
    def of(reach: Reach, currency: str) -> "ReachRead":
        known = reach.value_minor is not None
        value = Value.of(Money(reach.value_minor or 0, currency) if known else NoValue.NOT_RECORDED)
        return ReachRead(licences=reach.licences, lines=reach.lines, value=value, lines_without_value=reach.without_value)


class BucketRead(Schema):
    key: str
    name: str
    reach: ReachRead

    @staticmethod
    def of(bucket: Bucket, currency: str) -> "BucketRead":
        return BucketRead(key=bucket.key, name=bucket.name, reach=ReachRead.of(bucket.reach, currency))


class LicenceInPlan(Schema):
    """Who sends what to whom under a licence. ``buyer`` is the party at which the goods count, ``value`` the sum of its lines."""

    licence: str
    exporter: str
    goods: list[str]
    buyer: str
    destination: str
    value: Value
    lines_without_value: int

    @staticmethod
    def of(summary: LicenceSummary) -> "LicenceInPlan":
        return LicenceInPlan(
            licence=summary.reference,
            exporter=summary.exporter,
            goods=list(summary.goods),
            buyer=summary.buyer,
            destination=summary.country,
            value=Value.of(summary.value.money or NoValue.NOT_RECORDED),
            lines_without_value=summary.value.without_value,
        )


class PlanRead(Schema):
    """What a scope takes of live licences and open cases; of what it cannot say stands apart, as a bucket of its own."""

    scope: dict[str, Any]
    sentence: str
    warning: str | None = Field(description="said before it is frozen: it takes nothing, or everything")
    live_licences: int
    in_force: int
    suspended: int
    taken: ReachRead
    unknown: ReachRead
    cases: int
    cases_unknown: int
    by_destination: list[BucketRead]
    by_rating: list[BucketRead]
    by_exporter: list[BucketRead]
    licences: list[LicenceInPlan] = Field(description="licences that would be frozen, in order of reference: as many as `limit`")
    after: str | None = Field(description="give this as `after` for the next licences; null where these are the last")

    @staticmethod
    def of(plan: Plan, licences: Sequence[LicenceSummary], *, limit: int) -> "PlanRead":
        """``licences`` are one more than ``limit`` where there are that many."""
        tables = {
            name: [BucketRead.of(item, plan.currency) for item in getattr(plan, name)]
            for name in ("by_destination", "by_rating", "by_exporter")
        }
        return PlanRead(
            scope=plan.scope.to_json(),
            sentence=reviews.sentence_of(plan.scope, ()),
            warning=plan.warned.value if plan.warned else None,
            live_licences=plan.live,
            in_force=plan.in_force,
            suspended=plan.suspended,
            taken=ReachRead.of(plan.taken, plan.currency),
            unknown=ReachRead.of(plan.unknown, plan.currency),
            cases=plan.pending.taken,
            cases_unknown=plan.pending.unknown,
            **tables,
            licences=list(map(LicenceInPlan.of, licences[:limit])),
            after=licences[limit - 1].reference if len(licences) > limit else None,
        )


class CauseGoneRead(Schema):
    """The proceeding or incident that raised a trigger was withdrawn since, or moved to another destination."""

    on: date
    reason: str
    moved_to: str = Field(description="code of the destination to which it was moved; empty where it was withdrawn")

    @staticmethod
    def of(gone: CauseGone) -> "CauseGoneRead":
        return CauseGoneRead(on=gone.on, reason=gone.reason, moved_to=gone.moved_to)


class TriggerRead(Schema):
    """A fact that may touch licences already granted. ``level`` counts how often it climbed."""

    reference: str
    kind: str
    about: str
    title: str
    scope: dict[str, Any]
    state: str
    level: int
    raised_on: date
    due_on: date
    licences: int
    licences_unknown: int
    cases: int
    cases_unknown: int
    review: str | None
    closing_words: str
    cause_gone: CauseGoneRead | None = Field(description="null while what raised it still counts")

    @staticmethod
    def of_each(rows: Sequence[Trigger]) -> "list[TriggerRead]":
        gone = {reference: CauseGoneRead.of(item) for reference, item in reviews.causes_gone(rows).items()}
        names = [name for name in TriggerRead.model_fields if name not in ("review", "cause_gone")]
        return [
            TriggerRead(
                **{name: getattr(row, name) for name in names},
                review=row.review.reference if row.review else None,
                cause_gone=gone.get(row.reference),
            )
            for row in rows
        ]

    @staticmethod
    def of(row: Trigger) -> "TriggerRead":
        return TriggerRead.of_each([row])[0]


class Triggers(Schema):
    rows: list[TriggerRead]


class RaiseGiven(Given):
    title: Line
    scope: ScopeGiven = ""
    named: list[LicenceNamed] = Field([], max_length=1000, description="references of licences, where no scope says which")
