"""A version's content to and from JSON: how drafts are kept, and how programs send them. Reading names the place of a fault."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

from licet.assessments.domain.conclusions import ConclusionFinding
from licet.assessments.domain.content import (
    AssuranceDraft,
    CapabilityDraft,
    CommitmentDraft,
    ConclusionDraft,
    IncidentFindingDraft,
    ProcedureDraft,
    QuestionDraft,
    ThemeDraft,
    VersionDraft,
)
from licet.assessments.domain.findings import Breach, CapabilityWord, CommitmentWord, Insufficiency, Known, ProcedureKind, ThemeWord
from licet.evidence.domain.law import IhlRule, Theme
from licet.kernel.days import read_day
from licet.kernel.errors import Invalid
from licet.kernel.event import Json
from licet.kernel.scope import ReadPlace, Scope

type Reader = Callable[["_Given"], Any]


def to_json(value: Any) -> Any:
    """The content as JSON; what is empty is left out."""
    if isinstance(value, Scope):
        return value.to_json()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        pairs = ((item.name, getattr(value, item.name)) for item in fields(value) if item.init)
        return {name: to_json(kept) for name, kept in pairs if kept not in (None, "", (), 0)}
    return value


def from_json(data: Json, read_place: ReadPlace | None = None) -> VersionDraft:
    """Raises Invalid with the place of the first thing that cannot be read. ``read_place``: see :meth:`Scope.parse`."""
    given = _Given(data, "content", read_place)
    given.only(*(item.name for item in fields(VersionDraft)))
    return VersionDraft(
        evidence_until=given.day("evidence_until"),
        valid_from=given.day("valid_from"),
        review_by=given.day("review_by"),
        incidents=given.each("incidents", _incident),
        themes=given.each("themes", _theme),
        commitment=given.one("commitment", _commitment),
        capability=given.one("capability", _capability),
        procedures=given.each("procedures", _procedure),
        assurances=given.each("assurances", _assurance),
        questions=given.each("questions", _question),
        conclusions=given.each("conclusions", _conclusion),
        public_summary=given.text("public_summary"),
    )


class _Given:
    """A JSON object that is being read, with where it stands."""

    def __init__(self, data: Json, place: str, read_place: ReadPlace | None) -> None:
        if not isinstance(data, Mapping):
            raise Invalid("an object is expected.", place=place)
        self.data, self.place, self.read_place = data, place, read_place

    def only(self, *names: str) -> None:
        for name in self.data:
            if name not in names:
                raise Invalid(f"“{name[:40]}” is not known here: use {', '.join(names)}.", place=self.place)

    def text(self, name: str) -> str:
        value = self.data.get(name, "")
        if not isinstance(value, str):
            raise Invalid("a text is expected.", place=f"{self.place} {name}")
        return value

    def number(self, name: str) -> int:
        value = self.data.get(name, 0)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 100_000:
            raise Invalid("a small whole number is expected.", place=f"{self.place} {name}")
        return value

    def day(self, name: str) -> date | None:
        text = self.text(name) if self.data.get(name) is not None else ""
        try:
            return read_day(text) if text else None
        except Invalid as error:
            raise Invalid(error.message, place=f"{self.place} {name}") from None

    def due_day(self, name: str) -> date:
        found = self.day(name)
        if found is None:
            raise Invalid("a day is needed, such as 2031-05-02.", place=f"{self.place} {name}")
        return found

    def word[W: StrEnum](self, name: str, kind: type[W]) -> W:
        text = self.text(name)
        try:
            return kind(text)
        except ValueError:
            raise Invalid(f"“{text[:40]}” is not among: {', '.join(kind)}.", place=f"{self.place} {name}") from None

    def word_or[W: StrEnum](self, name: str, kind: type[W], otherwise: W) -> W:
        return self.word(name, kind) if self.data.get(name) else otherwise

    def one(self, name: str, read: Reader) -> Any:
        value = self.data.get(name)
        return None if value is None else read(_Given(value, name, self.read_place))

    def each(self, name: str, read: Reader) -> tuple[Any, ...]:
        values = self.data.get(name, [])
        if not isinstance(values, list):
            raise Invalid("a list is expected.", place=f"{self.place} {name}")
        return tuple(read(_Given(value, f"{name} {place}", self.read_place)) for place, value in enumerate(values, 1))

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.data.get(name, [])
        if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
            raise Invalid("a list of texts is expected.", place=f"{self.place} {name}")
        return tuple(str(item) for item in values)


def _incident(given: _Given) -> IncidentFindingDraft:
    given.only(*(item.name for item in fields(IncidentFindingDraft)))
    return IncidentFindingDraft(
        incident_version=given.text("incident_version"),
        rule=given.word("rule", IhlRule),
        finding=given.word("finding", Breach),
        why=given.word("why", Insufficiency) if given.data.get("why") else None,
        reasons=given.text("reasons"),
        incident=given.text("incident"),
        number=given.number("number"),
    )


def _theme(given: _Given) -> ThemeDraft:
    given.only("theme", "finding", "reasons")
    return ThemeDraft(theme=given.word("theme", Theme), finding=given.word("finding", ThemeWord), reasons=given.text("reasons"))


def _commitment(given: _Given) -> CommitmentDraft:
    given.only("finding", "reasons")
    return CommitmentDraft(finding=given.word("finding", CommitmentWord), reasons=given.text("reasons"))


def _capability(given: _Given) -> CapabilityDraft:
    given.only("finding", "reasons")
    return CapabilityDraft(finding=given.word("finding", CapabilityWord), reasons=given.text("reasons"))


def _procedure(given: _Given) -> ProcedureDraft:
    given.only(*(item.name for item in fields(ProcedureDraft)))
    return ProcedureDraft(
        kind=given.word("kind", ProcedureKind),
        exists=given.word_or("exists", Known, Known.NOT_KNOWN),
        used=given.word_or("used", Known, Known.NOT_KNOWN),
        outcome=given.text("outcome"),
        evidence=given.text("evidence"),
    )


def _assurance(given: _Given) -> AssuranceDraft:
    given.only(*(item.name for item in fields(AssuranceDraft)))
    return AssuranceDraft(
        number=given.number("number"),
        text=given.text("text"),
        by=given.text("by"),
        given_on=given.due_day("given_on"),
        since=given.text("since"),
    )


def _question(given: _Given) -> QuestionDraft:
    given.only(*(item.name for item in fields(QuestionDraft)))
    return QuestionDraft(
        number=given.number("number"),
        text=given.text("text"),
        asked_of=given.text("asked_of"),
        asked_on=given.due_day("asked_on"),
        answered_on=given.day("answered_on"),
        answer=given.text("answer"),
    )


def _conclusion(given: _Given) -> ConclusionDraft:
    given.only(*(item.name for item in fields(ConclusionDraft)))
    scope = given.data.get("scope")
    if isinstance(scope, str):
        read = Scope.parse(scope, given.read_place)
    elif isinstance(scope, Mapping):
        read = Scope.from_json(scope, given.read_place)
    else:
        raise Invalid("a scope is needed, as data or in text form; {} is every licence line.", place=f"{given.place} scope")
    return ConclusionDraft(
        scope=read,
        finding=given.word("finding", ConclusionFinding),
        reasons=given.text("reasons"),
        cites=given.texts("cites"),
        considered_against=given.text("considered_against"),
    )
