"""What can never be in a version (:func:`faults`), and what is still missing before it can be concluded (:func:`gaps`): its contents, who
wrote it, what a conclusion cites and what its scope covers.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from licet.assessments.domain.basis import is_determined
from licet.assessments.domain.conclusions import ConclusionFinding
from licet.assessments.domain.content import AssuranceDraft, QuestionDraft, VersionDraft
from licet.assessments.domain.findings import Breach, CommitmentWord, Known, ThemeWord
from licet.assessments.domain.warned import Warned
from licet.evidence.domain.law import Theme
from licet.kernel.errors import Invalid, Refused
from licet.kernel.scope import Scope
from licet.kernel.visible_text import find_invisible
from licet.policy.domain import AssessmentLimits

TWO_PEOPLE: Final = "two-people"
OWN_FINDINGS: Final = "own-findings-only"
"""The names of two rules, as a refusal gives them."""
OPENING: Final = 1
"""The first revision of all: it opens the assessment with nothing in it, and is nobody's writing."""
LONGEST_TEXT: Final = 20_000
LONGEST_SUMMARY: Final = 8_000
LONGEST_NAME: Final = 300
MOST_CONCLUSIONS: Final = 24
MOST_ROWS: Final = 20_000
_TEXTS = ("reasons", "text", "since", "answer", "outcome", "evidence", "considered_against")
_NAMES = ("by", "asked_of")
_QUALIFIED = re.compile(r"(?:(?P<assessment>[A-Z]{2}-ASM \d{4}/\d{6,}) )?v(?P<number>\d{1,6}) (?P<key>.+)", re.DOTALL)


def faults(content: VersionDraft, today: date) -> Iterator[Invalid]:
    """Impossible days, a reason where none can be, two findings of the same thing, texts without end."""
    yield from _days(content, today)
    yield from _repeated(content)
    yield from _too_much(content)
    for row in content.incidents:
        if row.why is not None and row.finding is not Breach.INSUFFICIENT:
            words = f"“{row.finding.value}” is given a reason for insufficient evidence ({row.why.value}): choose one of both."
            yield Invalid(words, place=f"{row.incident} {row.rule.value}")
    for procedure in content.procedures:
        if procedure.exists is Known.NO and procedure.used in (Known.YES, Known.IN_PART):
            yield Invalid("What does not exist cannot be used: mend one of both.", place=procedure.key)
    for question in content.questions:
        if (question.answered_on is None) != (not question.answer.strip()):
            yield Invalid("Give both the answer and its day, or neither.", place=f"question {question.number}")


def gaps(content: VersionDraft, today: date, limits: AssessmentLimits) -> Iterator[Invalid]:
    """All that a conclusion still needs, so that it is mended together."""
    yield from _gaps_of_days(content, today, limits)
    yield from _gaps_of_findings(content)
    yield from _gaps_of_capability(content)
    if not content.conclusions:
        yield Invalid("Conclude on at least one scope.", place="conclusions")
    for number, conclusion in enumerate(content.conclusions, 1):
        if not conclusion.reasons.strip():
            yield Invalid("Give the reasons.", place=f"conclusion {number}")
        if not conclusion.cites and conclusion.finding is not ConclusionFinding.NOT_DETERMINED:
            words = f"“{conclusion.finding.value}” cites no finding: name the findings that it rests on."
            yield Invalid(words, place=f"conclusion {number}")
    if not content.public_summary.strip():
        yield Invalid("Write what the public is told.", place="public summary")


def _days(content: VersionDraft, today: date) -> Iterator[Invalid]:
    for name in ("evidence_until", "valid_from"):
        day = getattr(content, name)
        if day is not None and day > today:
            yield Invalid(f"{day} has not come yet.", place=name.replace("_", " "))
    if content.review_by and content.valid_from and content.review_by <= content.valid_from:
        yield Invalid("The review day must come after the day from which the version is valid.", place="review by")
    for assurance in content.assurances:
        if assurance.given_on > today:
            yield Invalid(f"{assurance.given_on} has not come yet.", place=f"assurance {assurance.number}")
    for question in content.questions:
        if question.asked_on > today or (question.answered_on and question.answered_on > today):
            yield Invalid("A day has not come yet.", place=f"question {question.number}")
        if question.answered_on and question.answered_on < question.asked_on:
            yield Invalid("It cannot be answered before it was asked.", place=f"question {question.number}")


def _repeated(content: VersionDraft) -> Iterator[Invalid]:
    for key, times in Counter(item.key for item in content.findings()).items():
        if times > 1:
            yield Invalid(f"There are {times} findings of the same thing: keep one.", place=key)
    rows: tuple[AssuranceDraft | QuestionDraft, ...] = (*content.assurances, *content.questions)
    for row in rows:
        if row.number < 1:
            yield Invalid("Rows are counted from 1.", place=row.key)
        if not row.text.strip():
            yield Invalid("Its words are missing.", place=row.key)


def _too_much(content: VersionDraft) -> Iterator[Invalid]:
    if len(content.conclusions) > MOST_CONCLUSIONS or len(content.incidents) > MOST_ROWS:
        yield Invalid(f"At most {MOST_CONCLUSIONS} conclusions and {MOST_ROWS:,} findings of incidents are taken.", place="content")
    if len(content.public_summary) > LONGEST_SUMMARY:
        yield Invalid(f"At most {LONGEST_SUMMARY:,} letters.", place="public summary")
    summary = content.public_summary.replace("\r\n", "\n")
    if fault := find_invisible(summary, what="the public summary", place="public summary", many_lines=True):
        yield fault
    for item in (*content.findings(), *content.conclusions):
        texts, names = ([str(getattr(item, name, "")) for name in wanted] for wanted in (_TEXTS, _NAMES))
        if max(map(len, texts)) > LONGEST_TEXT or max(map(len, names)) > LONGEST_NAME:
            yield Invalid(f"At most {LONGEST_TEXT:,} letters, {LONGEST_NAME} for a name.", place=str(getattr(item, "key", "conclusion")))
        for text in (*texts, *names):
            plain = text.replace("\r\n", "\n")
            if fault := find_invisible(plain, what="this text", place=str(getattr(item, "key", "conclusion")), many_lines=True):
                yield fault


def _gaps_of_days(content: VersionDraft, today: date, limits: AssessmentLimits) -> Iterator[Invalid]:
    if content.evidence_until is None:
        yield Invalid("Say until which day evidence was considered.", place="evidence until")
    if content.valid_from is None:
        yield Invalid("Say from which day the version is valid.", place="valid from")
    latest = today + timedelta(days=limits.review_within_days)
    if content.review_by is None or not today < content.review_by <= latest:
        words = f"Name a day after today on which it is reviewed, {latest} at the latest (policy: within {limits.review_within_days} days)."
        yield Invalid(words, place="review by")


def _gaps_of_findings(content: VersionDraft) -> Iterator[Invalid]:
    stated = {row.theme: row for row in content.themes}
    for theme in Theme:
        if theme not in stated:
            yield Invalid("State the theme, if only as not yet assessed.", place=f"theme {theme.value}")
        elif stated[theme].finding is not ThemeWord.NOT_YET and not stated[theme].reasons.strip():
            yield Invalid("Give the reasons.", place=f"theme {theme.value}")
    for name, single in (("commitment", content.commitment), ("capability", content.capability)):
        if single is None:
            yield Invalid(f"State it, if only as {CommitmentWord.NOT_DETERMINED.value}.", place=name)
        elif not single.reasons.strip():
            yield Invalid("Give the reasons.", place=name)
    for row in content.incidents:
        if row.finding is Breach.INSUFFICIENT and row.why is None:
            yield Invalid("Say why the evidence does not suffice.", place=f"{row.incident} {row.rule.value}")
        if row.finding is not Breach.NOT_YET and not row.reasons.strip():
            yield Invalid("Give the reasons.", place=f"{row.incident} {row.rule.value}")


def _gaps_of_capability(content: VersionDraft) -> Iterator[Invalid]:
    """What is said of a procedure names its evidence; who assured and who was asked is named."""
    for procedure in content.procedures:
        if is_determined(procedure) and not procedure.evidence.strip():
            yield Invalid("Name the evidence for what is said of it, or say that it is not known.", place=procedure.key)
    for assurance in content.assurances:
        if not assurance.by.strip():
            yield Invalid("Say who assured it.", place=assurance.key)
    for question in content.questions:
        if not question.asked_of.strip():
            yield Invalid("Say of whom it was asked.", place=question.key)


def authors_of(saves: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """Whoever saved a draft of the version, each once, first first; ``saves`` are revision and person in their order.

    >>> authors_of([(1, "opener"), (2, "ann"), (3, "bo"), (4, "ann")])
    ('ann', 'bo')
    """
    return tuple(dict.fromkeys(person for revision, person in saves if revision != OPENING))


def refuse_author(concluder: str, authors: Collection[str], place: str) -> None:
    """Raises Refused for whoever wrote any of it, also where others wrote after them."""
    if concluder in authors:
        raise Refused(
            "You wrote in this version: whoever wrote any of it does not conclude it. "
            "Ask another person who may conclude: a second person reads it first.",
            bars=(TWO_PEOPLE,),
            place=place,
        )


def own_key(cite: str, *, assessment: str, number: int, keys: Collection[str], place: str) -> str:
    """The key that ``cite`` names in version ``number`` of ``assessment``: written bare, as “v3 commitment”, or in full as
    “XA-ASM 2031/000001 v3 commitment”.

    Raises Refused under the rule ``own-findings-only`` for another version's or assessment's finding, Invalid for none.
    """
    found = _QUALIFIED.fullmatch(cite.strip())
    key = found["key"] if found else cite.strip()
    if found and (int(found["number"]) != number or found["assessment"] not in (None, assessment)):
        raise make_citation_refusal(f"version {int(found['number'])} of {found['assessment'] or assessment}", key, number, place)
    if key not in keys:
        raise Invalid(f"“{key[:80]}” is no finding of version {number}: state it there first, or take it out here.", place=place)
    return key


def make_citation_refusal(whose: str, key: str, number: int, place: str) -> Refused:
    """The refusal of a finding that belongs to another version or assessment, for the caller to raise."""
    return Refused(
        f"“{key[:80]}” is a finding of {whose}: a conclusion of version {number} cites findings of its own version only "
        f"(rule {OWN_FINDINGS}). State it in this version first.",
        bars=(OWN_FINDINGS,),
        place=place,
    )


def scope_warnings(scope: Scope, destination: str, listed: Callable[[str], bool]) -> tuple[Warned, ...]:
    """``listed`` says whether a rating is in the control list. What lines exist now is for the floors above to count."""
    if not scope.clauses():
        return (Warned.EVERYTHING,)
    elsewhere = bool(scope.destination) and destination not in {code.rpartition(":")[2] for code in scope.destination}
    unlisted = bool(scope.rating) and not any(listed(code) for code in scope.rating)
    return (Warned.NOTHING,) if (elsewhere and destination not in scope.onward) or unlisted else ()
