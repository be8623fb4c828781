"""Every column in which somebody stands who took part, by what leads to it."""

from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """What a row is found by: the reference of a topic, or what the records say belongs to it."""

    CASE = "case"
    ASSESSMENT = "assessment"
    REVIEW = "review"
    VERSION = "version"  # of the application behind a case: what was screened
    ACT = "act"  # over what a topic is about: a hold, a departure, a change that was put up and not done


@dataclass(frozen=True, slots=True)
class TookPart:
    """``way``: from the table to what the row is found by; ``columns`` may lead on from it."""

    by: By
    table: str
    way: str
    columns: tuple[str, ...]


_OF_ACT = ("proposed_by", "closed_by", "signatures__signed_by")


def _of(act: str) -> tuple[str, ...]:
    """Who proposed, ended or signed the act that a row leads to; also whose signature became void."""
    return tuple(f"{act}__{column}" for column in _OF_ACT)


TOOK_PART: tuple[TookPart, ...] = (
    TookPart(By.CASE, "casework.Case", "reference", ("officer",)),
    TookPart(By.CASE, "casework.Handling", "case__reference", ("person", "to", "done_by")),
    TookPart(By.CASE, "casework.Step", "case__reference", ("done_by",)),
    TookPart(By.CASE, "casework.LineRating", "case__reference", ("rated_by",)),
    TookPart(By.CASE, "casework.Advice", "case__reference", ("given_by",)),
    TookPart(By.CASE, "casework.Enquiry", "case__reference", ("asked_by",)),
    TookPart(By.CASE, "casework.Referral", "case__reference", ("referred_by", "settled_by")),
    TookPart(By.CASE, "decisions.Act", "case__reference", _OF_ACT),
    TookPart(By.CASE, "licences.Licence", "case__reference", ("issued_by",)),
    TookPart(By.CASE, "licences.StatusChange", "licence__case__reference", ("changed_by", *_of("decision__act"))),
    TookPart(By.CASE, "reviews.OutcomeRow", "licence__case__reference", ("decided_by", *_of("frozen__act"))),
    TookPart(By.VERSION, "screening.Run", "subject_ref", ("screened_by",)),
    TookPart(By.VERSION, "screening.Compared", "run__subject_ref", ("compared_by",)),
    TookPart(By.VERSION, "screening.Adjudication", "hit__run__subject_ref", ("adjudicated_by",)),
    TookPart(By.VERSION, "screening.Adjudication", "hit__carried_to__run__subject_ref", ("adjudicated_by",)),
    TookPart(By.ASSESSMENT, "assessments.Assessment", "reference", ("opened_by", "changed_by")),
    TookPart(By.ASSESSMENT, "assessments.DraftRevision", "assessment__reference", ("saved_by",)),
    TookPart(By.ASSESSMENT, "assessments.AssessmentVersion", "assessment__reference", ("concluded_by",)),
    TookPart(By.REVIEW, "reviews.Review", "reference", ("opened_by", "concluded_by")),
    TookPart(By.REVIEW, "reviews.Trigger", "review__reference", ("raised_by", "closed_by")),
    TookPart(By.REVIEW, "reviews.Frozen", "review__reference", ("frozen_by", *_of("act"))),
    TookPart(By.REVIEW, "reviews.OutcomeRow", "frozen__review__reference", ("decided_by", *_of("departure__act"))),
    TookPart(By.REVIEW, "reviews.Update", "review__reference", ("updated_by",)),
    TookPart(By.ACT, "decisions.Act", "pk", _OF_ACT),
)
