"""Sources with the judgement that stands of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from licet.evidence.domain import Reliability, SourceKind
from licet.evidence.models import Source, SourceGrade
from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission


@dataclass(frozen=True, slots=True)
class SourceStanding:
    """``number`` 0: nobody has judged the source yet."""

    kind: SourceKind = SourceKind.NOT_SAID
    reliability: Reliability = Reliability.F
    number: int = 0
    reasons: str = ""
    graded_at: Instant | None = None
    graded_by: str = ""

    @property
    def words(self) -> str:
        return f"{self.reliability}, {self.reliability.words}"


@dataclass(frozen=True, slots=True)
class SourceRow:
    id: str
    name: str
    standing: SourceStanding
    documents: int


def standing_grades(sources: Iterable[str]) -> dict[str, SourceStanding]:
    """By source id, in one query."""
    wanted = set(sources)
    rows = SourceGrade.objects.filter(source__in=wanted).order_by("number")
    found = {row.source_id: _standing(row) for row in rows}
    return {source: found.get(source, SourceStanding()) for source in wanted}


def source_list(*, actor: Actor) -> tuple[SourceRow, ...]:
    """All sources by name, with how many documents each gave. Two queries."""
    actor.require(Permission.EVIDENCE_READ)
    rows = list(Source.objects.annotate(count=Count("documents")).order_by("name").values_list("pk", "name", "count"))
    grades = standing_grades(pk for pk, _, _ in rows)
    return tuple(SourceRow(pk, name, grades[pk], count) for pk, name, count in rows)


def grade_history(*, actor: Actor, source: str) -> tuple[SourceStanding, ...]:
    """Every judgement of a source, newest first."""
    actor.require(Permission.EVIDENCE_READ)
    return tuple(_standing(row) for row in SourceGrade.objects.filter(source=source).order_by("-number"))


def _standing(row: SourceGrade) -> SourceStanding:
    return SourceStanding(SourceKind(row.kind), Reliability(row.reliability), row.number, row.reasons, row.graded_at, row.graded_by)
