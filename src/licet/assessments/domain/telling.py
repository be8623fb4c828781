"""A version in words: what signers read, and what two versions are compared by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from licet.assessments.domain.conclusions import Coverage
from licet.assessments.domain.content import IncidentFindingDraft, VersionDraft
from licet.kernel.difference import Paragraph, unchanged, word_difference

type Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """A part with words of its own; ``key`` is the same in every version."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One section of two versions, word by word."""

    key: str
    title: str
    paragraphs: tuple[Paragraph, ...]


def sections(content: VersionDraft, names: Names | None = None) -> Iterator[Section]:
    """In the order of the page: conclusions first, then what they stand on."""
    for number, item in enumerate(content.conclusions, 1):
        lines = [
            f"{item.finding.value.capitalize()}. {item.scope.sentence(names)} [{item.scope.to_text()}]",
            item.reasons,
            f"Rests on: {'; '.join(map(named, item.cites))}" if item.cites else "Rests on no finding.",
            f"Considered against: {item.considered_against}" if item.considered_against.strip() else "",
        ]
        yield Section(f"conclusion:{number}", f"Conclusion {number}", _paragraphs(*lines))
    days = ((content.evidence_until, "Evidence until"), (content.valid_from, "Valid from"), (content.review_by, "To be reviewed by"))
    yield Section("days", "Days", _paragraphs(*(f"{words}: {day or 'not said'}" for day, words in days)))
    yield from _themes(content)
    yield from _schedule(content)
    yield from _asked(content)
    for row in content.incidents:
        yield Section(row.key, f"{row.incident}, {row.rule.value}", _incident(row))
    yield Section("public summary", "Public summary", content.public_summary.strip())


def whole(title: str, content: VersionDraft, coverage: Coverage, names: Names | None = None) -> str:
    """The version as one text."""
    parts = [title, counted(coverage)]
    parts += [f"{section.title}\n\n{section.text or 'Nothing is said.'}" for section in sections(content, names)]
    return "\n\n".join(parts) + "\n"


def named(key: str) -> str:
    """A cited finding in words: “theme: humanitarian relief”, “XA-INC 2031/000001, distinction”."""
    kind, _, what = key.partition(":")
    if kind == "incident":
        return ", ".join(what.rpartition(":")[::2])
    return f"{kind}: {what}" if kind in ("theme", "procedure") else f"{kind} {what}".strip()


def counted(coverage: Coverage) -> str:
    """Coverage as one sentence, with what could not be determined and why."""
    incidents = "1 incident" if coverage.registered == 1 else f"{coverage.registered} incidents"
    said = f"{incidents} registered, {coverage.triaged} triaged, {coverage.assessed} assessed"
    if not coverage.assessed:
        return f"{said}."
    why = ", ".join(f"{reason} {count}" for reason, count in coverage.undetermined)
    return f"{said}, {coverage.undetermined_percent} % of these undetermined{f' ({why})' if why else ''}."


def compared(old: VersionDraft, new: VersionDraft, names: Names | None = None) -> tuple[Changed, ...]:
    """The sections whose words differ, in the new order; those taken out come last."""
    before = {section.key: section for section in sections(old, names)}
    after = {section.key: section for section in sections(new, names)}
    found = []
    for key in (*after, *(key for key in before if key not in after)):
        section = after.get(key) or before[key]
        was, reads = (found_in[key].text if key in found_in else "" for found_in in (before, after))
        changed = word_difference(was, reads) if was != reads else ()
        if not unchanged(changed):
            found.append(Changed(key, section.title, changed))
    return tuple(found)


def _themes(content: VersionDraft) -> Iterator[Section]:
    for theme in content.themes:
        yield Section(theme.key, f"Theme: {theme.theme.value}", _paragraphs(theme.finding.value, theme.reasons))
    if content.commitment:
        yield Section("commitment", "Commitment", _paragraphs(content.commitment.finding.value, content.commitment.reasons))
    if content.capability:
        yield Section("capability", "Capability", _paragraphs(content.capability.finding.value, content.capability.reasons))


def _schedule(content: VersionDraft) -> Iterator[Section]:
    for row in content.schedule():
        said = f"Exists: {row.exists.value}. Used: {row.used.value}."
        lines = (said, _labelled("Outcome", row.outcome), _labelled("Evidence", row.evidence))
        yield Section(row.key, f"Procedure: {row.kind.value}", _paragraphs(*lines))


def _asked(content: VersionDraft) -> Iterator[Section]:
    for row in content.assurances:
        lines = (row.text, f"Assured by {row.by} on {row.given_on}.", _labelled("The record since", row.since))
        yield Section(row.key, f"Assurance {row.number}", _paragraphs(*lines))
    for asked in content.questions:
        answer = f"Answered on {asked.answered_on}: {asked.answer}" if asked.answered_on else "Not answered."
        lines = (asked.text, f"Asked of {asked.asked_of} on {asked.asked_on}.", answer)
        yield Section(asked.key, f"Question {asked.number}", _paragraphs(*lines))


def _incident(row: IncidentFindingDraft) -> str:
    return _paragraphs(f"{row.finding.value}{f': {row.why.value}' if row.why else ''}", row.reasons, f"Quoted in version {row.number}.")


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text.strip() else ""


def _paragraphs(*lines: str) -> str:
    return "\n\n".join(line.strip() for line in lines if line.strip())


def age(until: date, today: date) -> int:
    """Days from the evidence cut-off until today."""
    return (today - until).days
