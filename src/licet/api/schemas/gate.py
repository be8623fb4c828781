"""The gate as programs read it."""

from pydantic import Field

from licet.api.schemas.base import Schema
from licet.decisions.public import AtGate


class GateLine(Schema):
    line: str
    state: str = Field(description="open, missing, barred or held: the worst that stands there")
    open_criteria: list[str]


class GateBar(Schema):
    line: str
    code: str
    criterion: str
    about: str
    state: str


class Gate(Schema):
    """The gate's own result: what the panel shows, what is frozen, and what the guard asks inside the deciding transaction."""

    case: str
    criteria_set: str
    lines: list[GateLine]
    bars: list[GateBar]

    @staticmethod
    def of(at: AtGate) -> "Gate":
        result = at.result
        return Gate(
            case=at.facts.reference,
            criteria_set=at.facts.criteria_set,
            lines=[
                GateLine(line=line, state=result.state(line).value, open_criteria=list(result.open_criteria.get(line, ())))
                for line in result.lines
            ],
            bars=[
                GateBar(line=bar.line, code=bar.code.value, criterion=bar.criterion, about=bar.about, state=bar.state.value)
                for bar in result.bars
            ],
        )
