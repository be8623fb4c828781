"""The assessment part of a case: for each line which conclusions take it, and what it means where none does (joints 13)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from licet.assessments.public import ConclusionFacts
from licet.casework.public import CaseDetail
from licet.decisions.public import Applies
from licet.policy import public as policy
from licet.web.components.filters import listed
from licet.web.desk.presenting import concluded
from licet.web.desk.presenting.assessments import coverage


class Changed(Protocol):
    """An incident that a version quotes and that has a newer version since."""

    @property
    def incident(self) -> str: ...
    @property
    def quoted(self) -> int: ...
    @property
    def newest(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """One conclusion with the lines that it takes, or may."""

    title: str
    href: str
    kind: str
    word: str
    sentence: str
    lines: str
    stands_on: str
    changed: str
    bar: SafeString
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line and whether an assessment is asked for it."""

    name: str
    kind: str
    words: str
    note: str


def taken(
    found: Mapping[str, tuple[Applies, ...]], detail: CaseDetail, changed: Mapping[str, Sequence[Changed]], today: date
) -> tuple[Taken, ...]:
    """Each conclusion once, in the order of its name."""
    names = {item.content.line: f"{item.content.number}. {item.content.name}" for item in detail.lines}
    by_about: dict[str, tuple[ConclusionFacts, list[str]]] = {}
    for line, all_ in found.items():
        for item in all_:
            said = names[line] if item.surely else _("%(line)s (may be: a fact is not known)") % {"line": names[line]}
            by_about.setdefault(item.conclusion.about, (item.conclusion, []))[1].append(said)
    return tuple(_taken(item, lines, changed.get(item.version, ()), today) for _about, (item, lines) in sorted(by_about.items()))


def _taken(item: ConclusionFacts, lines: list[str], changed: Iterable[Changed], today: date) -> Taken:
    place = policy.destination_name(item.destination)
    return Taken(
        title=_("%(destination)s assessment v%(number)s, conclusion %(ordinal)s")
        % {"destination": place, "number": item.number, "ordinal": item.ordinal},
        href=reverse("desk:assessment", args=[item.assessment]),
        kind=concluded.FINDING_KIND[item.finding],
        word=concluded.finding(item.finding),
        sentence=item.scope.sentence(policy.destination_names()),
        lines=listed(lines),
        stands_on=concluded.stands_on(item, today),
        changed=_moved(changed),
        bar=coverage.bar(item.coverage, _("Coverage of %(about)s") % {"about": item.about}),
        rows=tuple(coverage.rows(item.coverage)),
    )


def _moved(changed: Iterable[Changed]) -> str:
    """“evidence changed since this assessment”: incidents it quotes that have a newer version (record.md I9)."""
    named = [_("%(incident)s (v%(quoted)s, now v%(newest)s)") % _numbers(item) for item in changed]
    return _("Evidence changed since this assessment: %(incidents)s") % {"incidents": listed(named)} if named else ""


def _numbers(item: Changed) -> dict[str, object]:
    return {"incident": item.incident, "quoted": item.quoted, "newest": item.newest}


def line_rows(detail: CaseDetail, found: Mapping[str, tuple[Applies, ...]]) -> tuple[LineRow, ...]:
    """Where policy asks for an assessment and none takes the line, that is missing, never “no risk”."""
    return tuple(
        _line_row(f"{item.content.number}. {item.content.name}", item.facts, bool(found.get(item.content.line))) for item in detail.lines
    )


def _line_row(name: str, facts: object, assessed: bool) -> LineRow:
    rules = [rule.why for rule in policy.assessment_rules(facts)]  # type: ignore[arg-type]
    if assessed:
        return LineRow(name, "notice", _("assessed, see above"), listed(rules))
    if rules:
        return LineRow(name, "missing", _("asked for, and missing"), listed(rules))
    return LineRow(name, "notice", _("not asked for, and none takes it"), "")
