"""What follows from the register's own rows, so that figures and lists are answered quickly however long the log is.

It is written with the rows that it follows from, in the same transaction, and never by anybody else (decisions 0231 and 0232).
"""

from django.db import models

CODE = 40


class FigureCell(models.Model):
    """What the lines of one group come to. What the grouping does not tell apart is empty. See ``domain/cells.py``."""

    pk = models.CompositePrimaryKey("grouping", "outcome", "destination", "head", "military", "quarter")
    grouping = models.CharField(max_length=CODE)
    outcome = models.CharField(max_length=CODE)
    destination = models.CharField(max_length=8)
    head = models.CharField(max_length=CODE)
    military = models.CharField(max_length=CODE)
    quarter = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    decisions = models.BigIntegerField()
    suspended = models.BigIntegerField()
    revoked = models.BigIntegerField()
    lines = models.BigIntegerField()
    valued = models.BigIntegerField()
    inapplicable = models.BigIntegerField()
    zero = models.BigIntegerField()
    unlisted = models.BigIntegerField()
    unrated = models.BigIntegerField()
    unplaced = models.BigIntegerField()
    value_minor = models.BigIntegerField()
    largest = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.grouping} {self.outcome} {self.destination} {self.head} {self.military} {self.quarter}"


class ListedDecision(models.Model):
    """A decision in the list, by its place in the log, with the terms that find it. Indexed by each engine's own means."""

    position = models.BigIntegerField(primary_key=True)
    terms = models.TextField()

    def __str__(self) -> str:
        return str(self.position)
