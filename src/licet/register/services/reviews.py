"""What entries about triggers and reviews write into the register. A review is summed up from all of its entries."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from licet.ledger.public import PublishedEntry
from licet.register import domain, models
from licet.register.models import PublishedReview, ReviewEntry
from licet.register.services.told import day_of, number_of, text_of


def triggers(entries: Sequence[PublishedEntry]) -> None:
    models.PublishedTrigger.objects.bulk_create(
        models.PublishedTrigger(
            reference=entry.ref,
            position=entry.position,
            changed=entry.position,
            kind=text_of(entry.published, "trigger_kind")[:40],
            about=text_of(entry.published, "about"),
            raised_on=entry.on,
            due_on=day_of(entry.published, "due_on"),
            licences=number_of(entry.published, "licences"),
            fewest=number_of(entry.published, "fewest"),
            licences_unknown=number_of(entry.published, "licences_unknown"),
            cases=number_of(entry.published, "cases"),
            state="open",
        )
        for entry in entries
    )


def climbed(entries: Sequence[PublishedEntry]) -> None:
    for entry in entries:  # few, ever
        due = day_of(entry.published, "due_on")
        found = models.PublishedTrigger.objects.filter(reference=entry.ref)
        found.update(changed=entry.position, level=text_of(entry.published, "level")[:40], due_on=due)


def closed(entries: Sequence[PublishedEntry]) -> None:
    for entry in entries:
        told = entry.published
        found = models.PublishedTrigger.objects.filter(reference=entry.ref)
        found.update(changed=entry.position, state=text_of(told, "state")[:40], review=text_of(told, "review"))


def steps(step: str) -> Callable[[list[PublishedEntry]], None]:
    """A writer for one kind of entry about a review."""

    def write(entries: list[PublishedEntry]) -> None:
        ReviewEntry.objects.bulk_create(
            ReviewEntry(position=entry.position, review=entry.ref, step=step, happened_on=entry.on, facts=dict(entry.published))
            for entry in entries
        )
        _sum_up({entry.ref for entry in entries})

    return write


def _sum_up(references: Iterable[str]) -> None:
    found: dict[str, list[ReviewEntry]] = {}
    for row in ReviewEntry.objects.filter(review__in=set(references)).order_by("position"):
        found.setdefault(row.review, []).append(row)
    made = [review for reference, rows in found.items() if (review := _review(reference, rows))]
    PublishedReview.objects.filter(reference__in=[row.reference for row in made]).delete()
    PublishedReview.objects.bulk_create(made)


STATUS = {"opened": "open", "updated": "", "frozen": "scope frozen", "applied": "applied", "concluded": "concluded"}


def _review(reference: str, rows: Sequence[ReviewEntry]) -> PublishedReview | None:
    opened = next((row for row in rows if row.step == "opened"), None)
    if opened is None:
        return None  # its beginning stands in a later set of the same reading
    review = PublishedReview(
        reference=reference,
        slug=domain.slug(reference),
        position=opened.position,
        changed=rows[-1].position,
        status=next(STATUS[row.step] for row in reversed(rows) if STATUS[row.step]),
        question=text_of(opened.facts, "question"),
        commissioned_by=text_of(opened.facts, "commissioned_by"),
        commissioned_on=day_of(opened.facts, "commissioned_on"),
        opened_on=opened.happened_on,
        scope=opened.facts.get("scope") or {},
        sentence=text_of(opened.facts, "sentence"),
        triggers=opened.facts.get("triggers") or [],
        outcomes={},
        acts=[],
    )
    for row in rows:
        _add(review, row)
    return review


def _add(review: PublishedReview, row: ReviewEntry) -> None:
    facts = row.facts
    if row.step == "frozen":
        review.scope = facts.get("scope") or review.scope
        review.sentence = text_of(facts, "sentence") or review.sentence
        review.digest = text_of(facts, "digest")[:80]
        review.licences, review.unknown = number_of(facts, "licences"), number_of(facts, "unknown")
    elif row.step == "applied":
        review.outcomes = dict(Counter(review.outcomes) + Counter(facts.get("outcomes") or {}))
        review.acts = [*review.acts, text_of(facts, "act")]
    elif row.step == "concluded":
        review.conclusion, review.concluded_on = text_of(facts, "conclusion"), row.happened_on
        review.outcomes = dict(facts.get("outcomes") or review.outcomes)
