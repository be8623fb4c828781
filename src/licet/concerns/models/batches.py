"""What the daily batch carries, lists and tells."""

from django.db import models
from django.db.models import UniqueConstraint

from licet.concerns.models.concerns import Concern
from licet.platform.fields import PublicIdField


class Batch(models.Model):
    """The daily batch of a day: the commitments of all steps since the batch before, sorted, and the root of their tree.

    ``entered`` once the log holds the root, ``told`` once the handlers know, ``figures`` once it
    was seen to that those of the quarter stand in the log. No step is dated on or before a day that has its batch.
    """

    day = models.DateField(primary_key=True)
    leaves = models.BinaryField()
    root = models.BinaryField()
    entered = models.BooleanField(default=False)
    told = models.BooleanField(default=False)
    figures = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.day)


class OpenNotice(models.Model):
    """What signers are shown, and all they are shown: made anew by each daily batch.

    ``joined``: how many colleagues signed the concerns about this topic of this day too, in bands. Empty in rows of earlier versions.
    """

    id = PublicIdField(primary_key=True)
    topic = models.CharField(max_length=60)
    day = models.DateField()
    notice = PublicIdField()
    joined = models.CharField(max_length=40, null=True)  # noqa: DJ001  (a column that is added without making the table anew)

    class Meta:
        constraints = [UniqueConstraint(fields=["topic", "notice"], name="concern_notice_once")]

    def __str__(self) -> str:
        return f"{self.topic} since {self.day}"


class Told(models.Model):
    """A handler was told that a concern waits at their level."""

    id = PublicIdField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="told")
    level = models.CharField(max_length=40)
    handler = models.CharField(max_length=64)

    class Meta:
        constraints = [UniqueConstraint(fields=["concern", "level", "handler"], name="concern_handler_told_once")]

    def __str__(self) -> str:
        return f"{self.handler} at {self.level}"
