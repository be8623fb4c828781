"""An incident in words, field by field, and what differs between two of its versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from licet.evidence.domain.incidents import DatePrecision, IncidentDraft
from licet.evidence.domain.law import IhlRule, ObjectHit
from licet.kernel.difference import Paragraph, word_difference


@dataclass(frozen=True, slots=True)
class Changed:
    """A field whose words differ, paragraph by paragraph."""

    label: str
    paragraphs: tuple[Paragraph, ...]


def changes(old: IncidentDraft, new: IncidentDraft, quotes: Mapping[str, str]) -> tuple[Changed, ...]:
    """Who reads them knows who changed which words: each version has one author."""
    before, after = in_words(old, quotes), in_words(new, quotes)
    return tuple(Changed(label, word_difference(before[label], text)) for label, text in after.items() if before[label] != text)


def in_words(draft: IncidentDraft, quotes: Mapping[str, str]) -> dict[str, str]:
    """Every field under its label. ``quotes`` gives the words of each cited span."""
    ordinal = {item.span: number for number, item in enumerate(draft.cited, 1)}
    return {
        "What happened": draft.title,
        "Summary": draft.summary,
        "When": when(draft.date_from, draft.date_to),
        "Where": f"{draft.place} ({draft.place_precision})",
        "Coordinates": "" if draft.latitude is None else f"{draft.latitude}, {draft.longitude}",
        "Rules": ", ".join(rule for rule in IhlRule if rule in draft.rules),
        "What was hit": ", ".join(item for item in ObjectHit if item in draft.objects),
        "With what": draft.means,
        "Casualties": "\n\n".join(f"{row.words} (quote {', '.join(str(ordinal[span]) for span in row.spans)})" for row in draft.casualties),
        "Attributed to": "\n\n".join(f"{item.party}: {item.position}; action there {item.action}" for item in draft.attributions),
        "Quotes": "\n\n".join(f"“{quotes.get(item.span, item.span)}” (credibility {item.credibility})" for item in draft.cited),
        "Discounted because": draft.discounted_because,
        "Standing": f"{draft.standing}{f': {draft.standing_reason}' if draft.standing_reason else ''}",
        "Grade set by the analyst": f"{draft.grade}: {draft.grade_reason}" if draft.grade else "",
        "Marking": draft.marking,
    }


def when(first: date, last: date) -> str:
    """The day, or the days and how exactly they are known."""
    if first == last:
        return _day(first)
    return f"{_day(first)} to {_day(last)}"


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


__all__ = ["Changed", "DatePrecision", "changes", "in_words", "when"]
