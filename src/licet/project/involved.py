"""Who took part in what a concern is about, so that they never handle it (joints 25, record.md I11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import Error

# topic, table, the way from it to the reference that the topic names, who stands in its rows
TOOK_PART: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("case", "casework.Case", "reference", ("officer",)),
    ("case", "casework.Handling", "case__reference", ("person", "to", "done_by")),
    ("case", "casework.Step", "case__reference", ("done_by",)),
    ("case", "casework.LineRating", "case__reference", ("rated_by",)),
    ("case", "casework.Advice", "case__reference", ("given_by",)),
    ("case", "casework.Enquiry", "case__reference", ("asked_by",)),
    ("case", "casework.Referral", "case__reference", ("referred_by", "settled_by")),
    ("case", "decisions.Act", "case__reference", ("proposed_by", "closed_by")),
    ("case", "decisions.Signature", "act__case__reference", ("signed_by",)),
    ("assessment", "assessments.Assessment", "reference", ("opened_by", "changed_by")),
    ("assessment", "assessments.DraftRevision", "assessment__reference", ("saved_by",)),
    ("assessment", "assessments.AssessmentVersion", "assessment__reference", ("concluded_by",)),
    ("review", "reviews.Review", "reference", ("opened_by", "concluded_by")),
    ("review", "reviews.Frozen", "review__reference", ("frozen_by",)),
    ("review", "reviews.OutcomeRow", "frozen__review__reference", ("decided_by",)),
    ("review", "reviews.Update", "review__reference", ("updated_by",)),
    ("review", "decisions.Act", "review_frozen__review__reference", ("proposed_by", "closed_by")),
    ("review", "decisions.Signature", "act__review_frozen__review__reference", ("signed_by",)),
)
PERSON = "user:"


class Records:
    """Reads it from the records of the stack. A topic that names nothing there involves nobody."""

    def of(self, topics: Iterable[str]) -> frozenset[str]:
        """Everybody, as ``user:…``, who wrote, advised on, decided, signed or ran any of these. A destination involves nobody.

        Raises RuntimeError where the records cannot be read: then nobody handles.
        """
        named: dict[str, set[str]] = {}
        for kind, _, reference in (topic.partition(":") for topic in topics):
            named.setdefault(kind, set()).add(reference)
        try:
            found = {person for kind, references in named.items() for person in _took_part(kind, references)}
        except Error as error:
            raise RuntimeError("the records do not answer") from error
        return frozenset(person for person in found if person.startswith(PERSON))


def _took_part(kind: str, references: set[str]) -> Iterator[str]:
    """One question for each table, however many references there are."""
    for topic, table, way, columns in TOOK_PART:
        if topic == kind:
            rows = apps.get_model(table)._default_manager.filter(**{f"{way}__in": sorted(references)}).order_by()
            for row in rows.values_list(*columns).distinct():
                yield from row
