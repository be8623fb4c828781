"""The assessment page: conclusions by scope first, then what they stand on, then how to check."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.assessments.public import AssessmentView, ChangedEvidence, ConclusionFacts, ToRead, VersionDraft, VersionView, Warned
from licet.policy import public as policy
from licet.web.components.filters import day, listed
from licet.web.desk.presenting import concluded
from licet.web.desk.presenting.assessments import words


@dataclass(frozen=True, slots=True)
class ConclusionCard:
    """``cites`` are what the finding rests on, each with what was found of it and, where the page has it, its anchor.

    ``lacks`` is what keeps a *no clear risk* below the minimum, ``short_of`` what it lacks of the full requirement, accepted by
    ``accepted_by``.
    """

    ordinal: int
    word: str
    kind: str
    sentence: str
    text: str
    reasons: str
    cites: tuple[tuple[str, str, words.Word], ...]
    considered_against: str
    lacks: tuple[str, ...] = ()
    short_of: tuple[str, ...] = ()
    accepted_by: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One thing found, with its sign and reasons; ``anchor`` is where conclusions lead."""

    name: str
    word: str
    kind: str
    reasons: str
    anchor: str
    hint: str = ""


def header(view: AssessmentView, current: str) -> dict[str, Any]:
    """The identity line and the parts of an assessment; every page of it begins with this."""
    row, draft = view.row, view.draft
    where = {"destination": policy.destination_name(row.destination), "conflict": row.conflict}
    parts = [(_("Assessment"), "desk:assessment", "page"), (_("Versions and words"), "desk:assessment-history", "history")]
    parts.append((_("Draft of version %(number)s") % {"number": row.drafting}, "desk:assessment-draft", "draft"))
    return {
        "reference": row.reference,
        "title": row.title,
        "destination": policy.destination_name(row.destination),
        "words": _("%(destination)s, conflict: %(conflict)s") % where,
        "clock": age_words(view.version) if view.version else _("nothing concluded yet"),
        "href": reverse("desk:assessment", args=[row.reference]),
        "revision": draft.number if draft else row.revision,
        "parts": [{"text": text, "href": reverse(name, args=[row.reference]), "current": key == current} for text, name, key in parts],
    }


def age_words(version: VersionView) -> str:
    """“evidence to 30 April 2031 (24 days old)”, and whether that is too old."""
    said = ngettext("evidence to %(day)s (%(age)s day old)", "evidence to %(day)s (%(age)s days old)", version.age)
    said %= {"day": day(version.row.evidence_until), "age": version.age}
    return f"{said} – {_('stale')}" if version.stale else said


def stale_sentences(version: VersionView) -> list[str]:
    said = {"until": day(version.row.evidence_until), "review": day(version.row.review_by)}
    return [
        _("This version is stale: %(why)s. Evidence to %(until)s, review by %(review)s.") % {"why": words.stale(why), **said}
        for why in version.stale
    ]


def anchor(key: str) -> str:
    return "f-" + "".join(letter if letter.isalnum() else "-" for letter in key)


def conclusions(
    facts: Sequence[ConclusionFacts], content: VersionDraft, people: Mapping[str, str] | None = None
) -> tuple[ConclusionCard, ...]:
    """In the assessor's order. A draft has no facts: its own order counts. ``people`` gives the names of those who accepted."""
    names = policy.destination_names()
    numbers = [item.ordinal for item in facts] or range(1, len(content.conclusions) + 1)
    found = {item.key: words.found(item) for item in content.findings()}
    stands = {item.ordinal: item for item in facts}
    cards = tuple(
        ConclusionCard(
            number,
            *words.conclusion(stands[number].stands_as if number in stands else item.finding),
            item.scope.sentence(names),
            item.scope.to_text() or _("(every line)"),
            item.reasons,
            tuple((words.finding_named(key), f"#{anchor(key)}" if facts else "", found[key]) for key in item.cites),
            item.considered_against,
        )
        for number, item in zip(numbers, content.conclusions, strict=True)
    )
    return tuple(_with_shortfalls(card, stands[card.ordinal], people or {}) if card.ordinal in stands else card for card in cards)


def _with_shortfalls(card: ConclusionCard, facts: ConclusionFacts, people: Mapping[str, str]) -> ConclusionCard:
    names = listed(people.get(who, who) for who in facts.accepted_by)
    return replace(card, kind=concluded.kind_of(facts), lacks=facts.lacks, short_of=facts.short_of, accepted_by=names)


def themes(content: VersionDraft) -> list[FindingRow]:
    """Themes, commitment and capability, each for itself: nothing is averaged."""
    rows = [
        FindingRow(words.theme(item.theme).capitalize(), *words.theme_word(item.finding), item.reasons, anchor(item.key))
        for item in content.themes
    ]
    if content.commitment:
        found = content.commitment
        rows.append(FindingRow(_("Commitment"), *words.commitment(found.finding), found.reasons, anchor(found.key)))
    if content.capability:
        able = content.capability
        rows.append(FindingRow(_("Capability"), *words.capability(able.finding), able.reasons, anchor(able.key)))
    return rows


def procedures(content: VersionDraft) -> list[dict[str, Any]]:
    """The schedule; a procedure that nobody wrote about is *not known*, said aloud."""
    return [
        {
            "name": words.procedure(item.kind),
            "anchor": anchor(item.key),
            "exists": words.known(item.exists),
            "used": words.known(item.used),
            "outcome": item.outcome,
            "evidence": item.evidence,
        }
        for item in content.schedule()
    ]


def asked(content: VersionDraft) -> dict[str, list[dict[str, Any]]]:
    """What was assured with what the record shows since, and what was asked and not answered."""
    assurances = [
        {"text": item.text, "by": item.by, "on": item.given_on, "since": item.since, "anchor": anchor(item.key)}
        for item in content.assurances
    ]
    questions = [
        {
            "text": item.text,
            "of": item.asked_of,
            "on": item.asked_on,
            "answered_on": item.answered_on,
            "answer": item.answer,
            "anchor": anchor(item.key),
        }
        for item in content.questions
    ]
    return {"assurances": assurances, "questions": questions}


def warnings(items: Iterable[ToRead]) -> list[dict[str, str]]:
    """What must be read before concluding, and where there is something to look at."""
    return [{"place": item.place, "words": _(item.words), "href": _where(item)} for item in items]


def _where(item: ToRead) -> str:
    of_evidence = item.code in (Warned.EVIDENCE_MOVED, Warned.EVIDENCE_ADDED)
    return reverse("desk:incident", args=[item.about.rpartition(" v")[0]]) if of_evidence else ""


def unanswered(content: VersionDraft) -> str:
    """“2 of 5 questions to the recipient are not answered”; empty where nothing was asked."""
    numbers = {"open": content.unanswered, "count": len(content.questions)}
    words = ngettext(
        "%(open)s of %(count)s questions to the recipient is not answered",
        "%(open)s of %(count)s questions to the recipient are not answered",
        content.unanswered,
    )
    return words % numbers if content.questions else ""


def moved(changed: Iterable[ChangedEvidence]) -> str:
    """Quoted incidents that have a newer version, each with both numbers."""
    return listed(f"{item.incident} ({_newer(item)})" for item in changed)


def _newer(item: ChangedEvidence) -> str:
    numbers = {"quoted": item.quoted, "newest": item.newest}
    return (
        _("quoted in version %(quoted)s, set aside since") if item.dropped else _("quoted in version %(quoted)s, now %(newest)s")
    ) % numbers


def incidents(content: VersionDraft, quoted: Mapping[str, Any], changed: Iterable[ChangedEvidence]) -> list[dict[str, Any]]:
    """A row for each finding, with its incident as it was quoted; ``quoted`` are evidence versions by id, ``changed`` what moved."""
    newer = {item.incident: item for item in changed}
    rows = []
    for item in content.incidents:
        version, since = quoted.get(item.incident_version), newer.get(item.incident)
        rows.append(
            {
                "reference": item.incident,
                "href": reverse("desk:incident", args=[item.incident]),
                "title": version.title if version else "",
                "on": version.date_from if version else None,
                "grade": version.grade if version else "",
                "rule": words.rule(item.rule),
                "finding": words.breach(item.finding),
                "why": words.why(item.why.value) if item.why else "",
                "reasons": item.reasons,
                "number": item.number,
                "newest": since.newest if since else None,
                "dropped": bool(since and since.dropped),
                "anchor": anchor(item.key),
            }
        )
    return sorted(rows, key=lambda row: (row["on"] is None, row["on"], row["reference"], row["rule"]))


def versions(view: AssessmentView, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Newest first, each with the words that changed since the one before."""
    numbers = {line.number for line in view.versions}
    rows = []
    for line in view.versions:
        before = line.number - 1
        changed = reverse("desk:assessment-difference", args=[view.row.reference, before, line.number]) if before in numbers else ""
        rows.append(
            {
                "number": line.number,
                "href": reverse("desk:assessment-version", args=[view.row.reference, line.number]),
                "state": words.state(line.state),
                "valid_from": line.valid_from,
                "recorded_on": line.recorded_on,
                "evidence_until": line.evidence_until,
                "reason": line.reason,
                "authors": ", ".join(names.get(author, author) for author in line.authors),
                "concluded_by": names.get(line.concluded_by, line.concluded_by),
                "changed": changed,
            }
        )
    return rows
