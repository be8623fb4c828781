"""The central assessments: each version drafted, saved by several hands, read by a second person, concluded."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from functools import cache
from typing import Any, Final

from licet.assessments import public as assessments
from licet.assessments.public import (
    Assessment,
    AssuranceDraft,
    Breach,
    CapabilityDraft,
    CapabilityWord,
    CommitmentDraft,
    CommitmentWord,
    ConclusionDraft,
    ConclusionFinding,
    IncidentFindingDraft,
    Insufficiency,
    Known,
    ProcedureDraft,
    ProcedureKind,
    QuestionDraft,
    ThemeDraft,
    ThemeWord,
    VersionDraft,
)
from licet.demo.domain.composing import pick
from licet.demo.domain.happenings import THEATRES, Happening, Theatre
from licet.demo.services import corpus
from licet.demo.services.desk import Desk, Incidents
from licet.demo.services.timeline import Story, Timeline
from licet.evidence.public import IhlRule, Theme
from licet.kernel.instants import Instant
from licet.kernel.scope import Scope

SAVED, ACCEPTED, CONCLUDED = time(11, 10), time(15, 30), time(15, 45)
HEAD = "bastian.holm"
_USED: Final = {"targeting": Known.NOT_KNOWN, "warnings": Known.IN_PART, "training": Known.YES, "accountability": Known.NO}
_EXISTS: Final = {"accountability": Known.IN_PART}


def stories(desk: Desk, line: Timeline) -> Iterator[Story]:
    """One of each assessment."""
    for name, theatre in THEATRES.items():
        yield _tell(desk, line, theatre, read(f"assess-{name}"))


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((corpus.FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _tell(desk: Desk, line: Timeline, theatre: Theatre, plan: Mapping[str, Any]) -> Story:
    first = plan["version"][0]
    yield (now := line.ago(first["opened"], SAVED))
    opened = assessments.open_assessment(
        actor=desk["sylvie.korr"], destination=theatre.destination, conflict=theatre.conflict, title=plan["title"], now=now
    )
    desk.assessments[theatre.conflict] = opened.reference
    for version in plan["version"]:
        words = dict(version["words"])
        for save in version["save"]:
            yield (now := line.ago(save["day"], SAVED))
            words |= save.get("words", {})
            content = Content(theatre, plan, version, words, desk.incidents, line.today).draft()
            _save(desk, opened, save, content, now)
        yield (now := line.ago(version["concluded"], ACCEPTED))
        _accept(desk, opened, version["save"][-1]["by"], now)
        yield (now := line.ago(version["concluded"], CONCLUDED))
        _conclude(desk, opened, version.get("concluded_by", HEAD), now)


def _save(desk: Desk, row: Assessment, save: Mapping[str, Any], content: VersionDraft, now: Instant) -> None:
    row.refresh_from_db()
    assessments.draft_version(
        actor=desk[save["by"]], assessment=row.reference, content=content, reason=save["reason"], expected_revision=row.revision, now=now
    )


def _accept(desk: Desk, row: Assessment, by: str, now: Instant) -> None:
    """Whoever wrote last accepts by name what a *no clear risk* lacks, where it lacks anything."""
    row.refresh_from_db()
    before = assessments.before_concluding(actor=desk[by], row=row, today=now.date())
    keys = [item.key for item in before.to_accept]
    if keys:
        assessments.accept_shortfalls(actor=desk[by], assessment=row.pk, expected_revision=before.revision, accepted=keys, now=now)


def _conclude(desk: Desk, row: Assessment, by: str, now: Instant) -> None:
    """By one who wrote none of it and has read the warnings: the head of assessment, or the deputy where the head wrote."""
    row.refresh_from_db()
    actor = desk[by]
    before = assessments.before_concluding(actor=actor, row=row, today=now.date())
    assessments.conclude(actor=actor, assessment=row.reference, expected_revision=before.revision, now=now, warned=before.keys)


class Content:
    """One version's content from its plan: texts by key, findings on the incidents that were on record then."""

    def __init__(
        self, theatre: Theatre, plan: Mapping[str, Any], version: Mapping[str, Any], words: Mapping[str, str], known: Incidents, today: date
    ) -> None:
        self.theatre, self.plan, self.version, self.words, self.known, self.today = theatre, plan, version, words, known, today

    def draft(self) -> VersionDraft:
        version = self.version
        return VersionDraft(
            evidence_until=self._day(version["evidence_until"]),
            valid_from=self._day(version["evidence_until"]),
            review_by=self._day(version["concluded"]) + timedelta(days=version["review_in"]),
            incidents=tuple(self._incidents()),
            themes=tuple(self._themes()),
            commitment=CommitmentDraft(finding=CommitmentWord(version["commitment"]), reasons=self.words["commitment"]),
            capability=CapabilityDraft(finding=CapabilityWord(version["capability"]), reasons=self.words["capability"]),
            procedures=tuple(self._procedures()),
            assurances=tuple(self._assurances()),
            questions=tuple(self._questions()),
            conclusions=tuple(self._conclusion(number, item) for number, item in enumerate(version["conclusions"], 1)),
            public_summary=version["public_summary"],
        )

    def _day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def _themes(self) -> Iterator[ThemeDraft]:
        for theme in Theme:
            found = ThemeWord(self.version["themes"][theme.value])
            yield ThemeDraft(theme=theme, finding=found, reasons=self.words.get(f"theme:{theme.value}", ""))

    def _procedures(self) -> Iterator[ProcedureDraft]:
        for kind in ProcedureKind:
            said = self.words.get(f"procedure:{kind.value}")
            if said is None:
                yield ProcedureDraft(kind=kind)
            else:
                outcome, _, evidence = said.partition(" | ")
                exists, used = _EXISTS.get(kind.value, Known.YES), _USED.get(kind.value, Known.IN_PART)
                yield ProcedureDraft(kind=kind, exists=exists, used=used, outcome=outcome, evidence=evidence)

    def _assurances(self) -> Iterator[AssuranceDraft]:
        given = [item for item in self.plan["assurance"] if item["day"] > self.version["concluded"]]
        for number, item in enumerate(given, 1):
            latest = self.version["concluded"] < 130  # what the record showed since came to light late
            yield AssuranceDraft(
                number=number, text=item["text"], by=item["by"], given_on=self._day(item["day"]), since=item["since"] if latest else ""
            )

    def _questions(self) -> Iterator[QuestionDraft]:
        asked = [item for item in self.plan["question"] if item["day"] > self.version["concluded"]]
        for number, item in enumerate(asked, 1):
            known = item.get("answered", 0) > self.version["concluded"]
            yield QuestionDraft(
                number=number,
                text=item["text"],
                asked_of=item["of"],
                asked_on=self._day(item["day"]),
                answered_on=self._day(item["answered"]) if known else None,
                answer=item["answer"] if known else "",
            )

    def _conclusion(self, number: int, item: Mapping[str, Any]) -> ConclusionDraft:
        return ConclusionDraft(
            scope=Scope.parse(item["scope"]),
            finding=ConclusionFinding(item["finding"]),
            reasons=self.words[f"conclusion:{number}"],
            cites=tuple(self._cite(cite) for cite in item["cites"]),
            considered_against=self.words.get(f"against:{number}", ""),
        )

    def _cite(self, cite: str) -> str:
        """An incident is cited by its reference and rule; the plan names it by the key of what happened."""
        kind, _, key = cite.partition(":")
        if kind != "incident":
            return cite
        (item,) = (each for each in corpus.happenings() if each.key == key)
        return f"incident:{self.known.references[key]}:{item.rules[0]}"

    def _incidents(self) -> Iterator[IncidentFindingDraft]:
        """Those determined by name, and as many more as were assessed; of these the evidence does not suffice."""
        named = {key: Breach(words) for words, keys in self._named() for key in keys}
        there = [item for item in self._assessable() if item.key not in named]
        there.sort(key=lambda item: pick(f"assess {item.key}", 1 << 32))
        more = sorted(there[: self.version["assessed"] - len(named)], key=lambda item: -item.day)
        for item in corpus.happenings():
            if item.key in named:
                yield self._finding(item, named[item.key], None)
        for item in more:
            yield self._finding(item, Breach.INSUFFICIENT, why(item))

    def _named(self) -> Sequence[tuple[str, Sequence[str]]]:
        words = {"likely": "likely breach", "possible": "possible breach", "unlikely": "unlikely", "none": "no breach"}
        return [(words[name], self.version.get(name, ())) for name in words]

    def _assessable(self) -> list[Happening]:
        """On record, within the cut-off, and not laid at the other side's door: it is the recipient that is assessed."""
        return [
            item
            for item in corpus.happenings()
            if item.theatre == self.theatre
            and item.key in self.known.versions
            and item.day >= self.version["evidence_until"]
            and item.by != self.theatre.others
        ]

    def _finding(self, item: Happening, finding: Breach, because: Insufficiency | None) -> IncidentFindingDraft:
        stocks = read("reasons")
        stock = stocks[because.name.lower() if because else _SHORT[finding]]
        return IncidentFindingDraft(
            incident_version=self.known.versions[item.key],
            rule=IhlRule(item.rules[0]),
            finding=finding,
            why=because,
            reasons=stock[pick(f"{item.key} reasons", len(stock))],
        )


_SHORT: Final = {Breach.LIKELY: "likely", Breach.POSSIBLE: "possible", Breach.UNLIKELY: "unlikely", Breach.NONE: "none"}


def why(item: Happening) -> Insufficiency:
    """Why the evidence of an incident does not suffice, by what kind of incident it is."""
    if not item.by:
        return Insufficiency.CONTESTED
    if item.means in {"custody", "denial of passage", "ground forces"}:
        return Insufficiency.ACCESS
    return (Insufficiency.TARGET, Insufficiency.TARGET, Insufficiency.INTENT)[pick(f"{item.key} why", 3)]
