"""What is signed, and signatures."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from licet.api.schemas.base import NO_NUL, VISIBLE_LINE, VISIBLE_WORDS, Digest, Given, Line, PublicId, Revision, Schema, Words, object_of
from licet.decisions import public as decisions
from licet.decisions.public import Act, ConcernNotice, LineDecision, Outcome, Shown


class SignatureRead(Schema):
    role: str
    name: str
    digest: str
    means: str
    signed_at: datetime
    voided_at: datetime | None
    void_reason: str


class ActListed(Schema):
    """``due`` is the role in which the asker may sign now, if any; ``wanted_on`` the day by which it should be signed."""

    reference: str
    kind: str
    status: str
    title: str
    case: str | None
    roles: list[str]
    signed: list[str]
    proposed_at: datetime
    wanted_on: date
    due: str | None

    @staticmethod
    def of(row: Act, due: str | None) -> "ActListed":
        return ActListed(**_listed(row, due))


def _listed(row: Act, due: str | None) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "kind": row.kind,
        "status": row.status,
        "title": row.title,
        "case": row.case.reference if row.case else None,
        "roles": list(row.roles),
        "signed": [item.role for item in row.signatures.all() if item.voided_at is None],
        "proposed_at": row.proposed_at,
        "wanted_on": row.wanted_on,
        "due": due,
    }


class Acts(Schema):
    """A page of acts; ``mine`` and ``others`` count all that wait for the asker's signature, and for somebody else's."""

    rows: list[ActListed]
    mine: int
    others: int
    after: str | None


class FigureChanged(Schema):
    """A number in the newest figures before and after a correction or an exclusion; None where no value is recorded.

    ``figure`` and ``parameters`` are those of `/register/figures/{name}`; a value is in minor units of ``currency``.
    """

    figure: str
    parameters: dict[str, str]
    title: str
    measure: str
    currency: str
    before: int | None
    after: int | None


class ActPage(ActListed):
    """``signed_part`` is what signatures stand for, ``digest`` its SHA-256, ``texts`` the words it names by their SHA-256.

    ``concerns`` is what must come back with a signature: the open concerns that its signer was shown. ``in_doubt`` is of how
    many licences its signer must accept that they go on although nobody can say whether a clear risk takes them. ``figures``
    are those that a proposed correction or exclusion would change today; they are no part of what is signed.
    """

    digest: str
    signed_part: dict[str, Any]
    texts: dict[str, str]
    signatures: list[SignatureRead]
    concerns: dict[str, Any]
    in_doubt: int
    figures: list[FigureChanged]

    @staticmethod
    def read(row: Act, due: str | None) -> "ActPage":
        return ActPage(
            **_listed(row, due),
            digest=row.digest,
            signed_part=object_of(row.signed_part),
            texts=decisions.texts_named(row.signed_part),
            signatures=[SignatureRead.model_validate(item) for item in row.signatures.all()],
            concerns=decisions.concerns_about(row).to_json(),
            in_doubt=decisions.in_doubt(row),
            figures=[FigureChanged.model_validate(item) for item in decisions.figures_before_and_after(row)],
        )


class ConcernShown(Given):
    """Open concerns about one topic that were raised on one day."""

    day: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    topic: Line
    references: list[Line]
    joined: Line = Field(max_length=40, description="how many colleagues signed these concerns too, in bands")

    def to_domain(self) -> ConcernNotice:
        return ConcernNotice(self.day, self.topic, tuple(self.references), self.joined)


class ConcernsShown(Given):
    """``concerns`` of the act, as it was read."""

    concerns: list[ConcernShown] | Literal["not installed"] = Field(description="as the act gave them")

    def to_domain(self) -> Shown:
        if isinstance(self.concerns, str):
            return Shown(installed=False)
        return Shown(installed=True, notices=tuple(item.to_domain() for item in self.concerns))


class SignGiven(Given):
    """The digest that was read, and the concerns that were shown with it: if either differs now, nothing is signed."""

    digest: Digest
    shown: ConcernsShown
    words: Annotated[str, StringConstraints(max_length=4000, pattern=NO_NUL), VISIBLE_WORDS] = Field(
        "", description="the signer's own, for the record; a minister who departs from a criterion gives some"
    )
    accepts: int = Field(0, ge=0, le=1_000_000, description="`in_doubt` of the act, where the signer accepts it")


class SignedOut(Schema):
    """``voided``: nothing was signed, because what it stands on changed; each change is named."""

    act: str
    status: str
    complete: bool
    voided: list[str]


class ReturnGiven(Given):
    words: Words


class LineGiven(Given):
    line: PublicId
    outcome: Outcome
    reasons: Words
    criteria: list[Annotated[str, StringConstraints(max_length=40, pattern=NO_NUL), VISIBLE_LINE]] = Field([], max_length=50)
    conditions: list[Words] = Field([], max_length=50)
    disclosed: Annotated[str, StringConstraints(max_length=20_000, pattern=NO_NUL), VISIBLE_WORDS] = Field(
        "", description="of a refusal: the reasons that the exporter is told"
    )
    withheld: Annotated[str, StringConstraints(max_length=4_000, pattern=NO_NUL), VISIBLE_WORDS] = Field(
        "", description="of a refusal: why other reasons are not disclosed; one of the two is needed"
    )


class ProposeGiven(Given):
    revision: Revision
    lines: list[LineGiven] = Field(min_length=1, max_length=300)

    def decisions(self) -> list[LineDecision]:
        return [
            LineDecision(
                line=item.line,
                outcome=item.outcome,
                reasons=item.reasons,
                criteria=tuple(item.criteria),
                conditions=tuple(item.conditions),
                disclosed=item.disclosed,
                withheld=item.withheld,
            )
            for item in self.lines
        ]


class HoldRead(Schema):
    reference: str
    kind: str
    title: str
    scope: dict[str, Any]
    scope_words: str
    legal_basis: str
    placed_on: date
    lifted_on: date | None


class Holds(Schema):
    rows: list[HoldRead]


class DepartureRead(Schema):
    """A departure is never a finding of no risk."""

    reference: str
    criteria: list[str]
    scope: dict[str, Any]
    scope_words: str
    legal_basis: str
    reasons: str
    publication: str
    made_on: date
    expires_on: date


class Departures(Schema):
    rows: list[DepartureRead]


class CorrectionGiven(Given):
    """A destination is that of the whole decision, line 0; a rating or a value is that of one line, from 1."""

    line: int = Field(ge=0, le=300)
    field: Line = Field(description="`destination`, `rating` or `value`")
    after: Annotated[str, StringConstraints(max_length=120, pattern=NO_NUL), VISIBLE_LINE] = Field(
        description="what is right, as people write it: `Kasdara`, `ML4`, `1,234.50`; empty: no value is recorded"
    )
    reason: Words = Field(description="everybody can read it in the register")


class ExclusionGiven(Given):
    reason: Words = Field(description="everybody can read it in the register")


class ChangeProposed(Schema):
    """A correction or an exclusion of a published decision. ``correction`` is null for an exclusion.

    A correction's ``before`` and ``after`` are as they are published: a destination's code, minor units; empty: not recorded.
    ``figures`` are those that it would change, as counted when it was proposed; a list does not count them.
    """

    act: str
    kind: str
    status: str
    title: str
    decision: str
    correction: dict[str, Any] | None
    reason: str
    roles: list[str]
    signed: list[str]
    proposed_at: datetime
    closing_words: str
    figures: list[FigureChanged]

    @staticmethod
    def of(row: Act, *, with_figures: bool = False) -> "ChangeProposed":
        figures = decisions.figures_before_and_after(row) if with_figures else []
        return ChangeProposed(
            act=row.reference,
            kind=row.kind,
            status=row.status,
            title=row.title,
            decision=row.subject["decision"],
            correction=row.subject.get("correction"),
            reason=row.subject["reason"],
            roles=list(row.roles),
            signed=[item.role for item in row.signatures.all() if item.voided_at is None],
            proposed_at=row.proposed_at,
            closing_words=row.closing_words,
            figures=[FigureChanged.model_validate(item) for item in figures],
        )


class ChangesProposed(Schema):
    """A page of them, newest first."""

    rows: list[ChangeProposed]
    after: str | None
