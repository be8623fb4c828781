"""The assessment part of a case: for each line which conclusions take it, and what it means where none does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.assessments.public import ChangedEvidence, ConclusionFacts
from licet.casework.public import CaseDetail
from licet.decisions.public import Applies
from licet.kernel.facts import LineFacts
from licet.policy import public as policy
from licet.web.components.filters import listed
from licet.web.desk.presenting import concluded
from licet.web.desk.presenting.assessments import coverage, page


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


def taken(
    found: Mapping[str, tuple[Applies, ...]],
    detail: CaseDetail,
    changed: Mapping[str, Sequence[ChangedEvidence]],
    added: Mapping[str, int],
    today: date,
) -> tuple[Taken, ...]:
    """Each conclusion once, in the order of its name."""
    names = {item.content.line: f"{item.content.number}. {item.content.name}" for item in detail.lines}
    by_about: dict[str, tuple[ConclusionFacts, list[str]]] = {}
    for line, all_ in found.items():
        for item in all_:
            said = names[line] if item.surely else _("%(line)s (may be: a fact is not known)") % {"line": names[line]}
            by_about.setdefault(item.conclusion.about, (item.conclusion, []))[1].append(said)
    return tuple(
        _taken(item, lines, changed.get(item.version, ()), added.get(item.version, 0), today)
        for _about, (item, lines) in sorted(by_about.items())
    )


def _taken(item: ConclusionFacts, lines: list[str], changed: Iterable[ChangedEvidence], added: int, today: date) -> Taken:
    place = policy.destination_name(item.destination)
    return Taken(
        title=_("%(destination)s assessment v%(number)s, conclusion %(ordinal)s")
        % {"destination": place, "number": item.number, "ordinal": item.ordinal},
        href=concluded.href(item),
        kind=concluded.kind_of(item),
        word=concluded.finding(item.stands_as),
        sentence=item.scope.sentence(policy.destination_names()),
        lines=listed(lines),
        stands_on=concluded.stands_on(item, today),
        changed=_moved(changed, added),
        bar=coverage.bar(item.coverage, _("Coverage of %(about)s") % {"about": item.about}),
        rows=tuple(coverage.rows(item.coverage)),
    )


def _moved(changed: Iterable[ChangedEvidence], added: int) -> str:
    """“evidence changed since this assessment”: incidents it quotes that have a newer version, and those recorded since."""
    named = [page.moved(changed)] if changed else []
    if added:
        named.append(ngettext("%(count)s incident recorded since", "%(count)s incidents recorded since", added) % {"count": added})
    return _("Evidence changed since this assessment: %(incidents)s") % {"incidents": "; ".join(named)} if named else ""


def line_rows(detail: CaseDetail, found: Mapping[str, tuple[Applies, ...]]) -> tuple[dict[str, str], ...]:
    """For the gate's list: where policy asks for an assessment and none takes the line, that is missing, never “no risk”."""
    rows = ((f"{item.content.number}. {item.content.name}", item) for item in detail.lines)
    return tuple(_line_row(name, item.facts, bool(found.get(item.content.line))) for name, item in rows)


def _line_row(name: str, facts: LineFacts, assessed: bool) -> dict[str, str]:
    rules = [rule.why for rule in policy.assessment_rules(facts)]
    if assessed:
        kind, word, said = "notice", _("assessed"), _("%(line)s: see above")
    elif rules:
        kind, word, said = "missing", "", _("%(line)s: an assessment is asked for, and none takes it")
    else:
        kind, word, said = "notice", _("not asked"), _("%(line)s: no assessment is asked for, and none takes it")
    return {"kind": kind, "word": word, "words": said % {"line": name}, "note": listed(rules)}
