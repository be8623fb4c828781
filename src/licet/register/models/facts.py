"""What the log says of evidence, assessments, reviews and concerns. Rebuilt from it like all else that was published.

Of a thing with versions every version is a row: ``until`` is the entry that took its place, None for the newest.
"""

from django.db import models

REF, CODE = 120, 40


class Versioned(models.Model):
    """One version of a thing, as published."""

    position = models.BigIntegerField(primary_key=True)
    until = models.BigIntegerField(null=True)
    reference = models.CharField(max_length=REF, db_index=True)
    number = models.PositiveIntegerField()
    destination = models.CharField(max_length=8, db_index=True)
    published_on = models.DateField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.reference} {self.number}"


class PublishedAssessment(Versioned):
    """A concluded version of a central assessment. ``conclusions`` hold finding, scope and its text, and what a
    *no clear risk* lacks; ``coverage`` what was assessed.
    """

    conflict = models.CharField(max_length=REF)
    title = models.TextField()
    evidence_until = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    review_by = models.DateField(null=True)
    coverage = models.JSONField()
    conclusions = models.JSONField()
    public_summary = models.TextField()


class PublishedIncident(Versioned):
    """That something was registered, what it hit, when and how well it is known: never its words."""

    conflict = models.CharField(max_length=REF)
    date_from = models.CharField(max_length=10)
    date_to = models.CharField(max_length=10)
    precision = models.CharField(max_length=CODE)
    objects_hit = models.JSONField()
    grade = models.CharField(max_length=CODE)
    standing = models.CharField(max_length=CODE)


class PublishedProceeding(Versioned):
    """A proceeding before a court: what was sought, issued, refused, and on which day, or in which month or year."""

    kind = models.CharField(max_length=CODE)
    title = models.TextField()
    court = models.TextField()
    stage = models.CharField(max_length=CODE)
    sought_on = models.CharField(max_length=10, null=True)  # noqa: DJ001 – null where there is none, as in every table before
    issued_on = models.CharField(max_length=10, null=True)  # noqa: DJ001 – null where there is none, as in every table before
    refused_on = models.CharField(max_length=10, null=True)  # noqa: DJ001 – null where there is none, as in every table before
    asks = models.CharField(max_length=CODE)
    text = models.TextField()
    withdrawn = models.BooleanField(default=False)
    reason = models.TextField()


class PublishedLine(Versioned):
    """What the authority said in public, and what the record held on that day."""

    said_on = models.DateField(null=True)
    said_by = models.TextField()
    venue = models.TextField()
    words = models.TextField()
    held = models.JSONField()
    withdrawn = models.BooleanField(default=False)
    reason = models.TextField()


class PublishedReview(models.Model):
    """A review as far as it has come: summed up from its entries."""

    reference = models.CharField(primary_key=True, max_length=REF)
    slug = models.CharField(max_length=REF, unique=True)
    position = models.BigIntegerField(unique=True)
    changed = models.BigIntegerField(db_index=True)
    status = models.CharField(max_length=CODE)
    question = models.TextField()
    commissioned_by = models.TextField()
    commissioned_on = models.DateField(null=True)
    opened_on = models.DateField()
    scope = models.JSONField()
    sentence = models.TextField()
    triggers = models.JSONField()
    digest = models.CharField(max_length=80)
    licences = models.PositiveIntegerField(null=True)
    unknown = models.PositiveIntegerField(null=True)
    outcomes = models.JSONField()
    acts = models.JSONField()
    conclusion = models.TextField()
    concluded_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.reference


class ReviewEntry(models.Model):
    """One entry of the log about a review."""

    position = models.BigIntegerField(primary_key=True)
    review = models.CharField(max_length=REF, db_index=True)
    step = models.CharField(max_length=CODE)
    happened_on = models.DateField()
    facts = models.JSONField()

    def __str__(self) -> str:
        return f"{self.review} {self.step}"


class PublishedTrigger(models.Model):
    """A fact that asks for licences to be looked at again. ``state`` is open, taken or dismissed; ``review`` took it up.

    ``licences`` is None for fewer than ``fewest``, or where the number was not published: then ``fewest`` is None, too. The other
    counts are known of entries that were made before December 2026.
    """

    reference = models.CharField(primary_key=True, max_length=REF)
    position = models.BigIntegerField(unique=True)
    changed = models.BigIntegerField()
    kind = models.CharField(max_length=CODE)
    about = models.TextField()
    raised_on = models.DateField()
    due_on = models.DateField(null=True)
    level = models.CharField(max_length=CODE)
    licences = models.PositiveIntegerField(null=True)
    fewest = models.PositiveIntegerField(null=True)
    licences_unknown = models.PositiveIntegerField(null=True)
    cases = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=CODE)
    review = models.CharField(max_length=REF, db_index=True)

    def __str__(self) -> str:
        return self.reference


class ConcernFigures(models.Model):
    """Figures of the concerns procedure for a period: numbers only."""

    position = models.BigIntegerField(primary_key=True)
    first_day = models.DateField()
    last_day = models.DateField()
    figures = models.JSONField()

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}"


class ProcessingTimes(models.Model):
    """How long the decisions of a month took. ``total`` is None where there were fewer than ``fewest`` of them.

    The share within the target is a number in entries made before December 2026, and a text in later ones.
    """

    position = models.BigIntegerField(primary_key=True)
    month = models.CharField(max_length=7)
    fewest = models.PositiveIntegerField()
    target_days = models.PositiveIntegerField()
    total = models.JSONField(null=True)
    by_type = models.JSONField()

    def __str__(self) -> str:
        return self.month
