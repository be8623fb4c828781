"""Tables of the platform: counters, the outbox, search rows."""

from typing import Any, ClassVar

from django.db import models


class Counter(models.Model):
    """The last number given of one kind of reference in one year."""

    pk: Any = models.CompositePrimaryKey("authority", "kind", "year")
    authority = models.CharField(max_length=2)
    kind = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.authority}-{self.kind} {self.year}: {self.last}"


class OutboxEvent(models.Model):
    """What happened, as told to those who act on it. ``number`` is the order in which events are told."""

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=80)
    ref = models.CharField(max_length=200)
    act = models.CharField(max_length=200, blank=True, default="")
    on = models.DateField()
    body = models.JSONField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["act"], name="outbox_act", condition=~models.Q(act=""))]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.ref}"


class Delivery(models.Model):
    """One event for one subscriber. ``tries`` counts a try when it begins, so that a killed one counts too.

    ``place`` is how far a handler came that works in batches; empty where it begins, or has nothing to remember.
    """

    pk: Any = models.CompositePrimaryKey("event_id", "subscriber")
    event = models.ForeignKey("platform.OutboxEvent", on_delete=models.PROTECT, related_name="deliveries")
    subscriber = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    ref = models.CharField(max_length=200)
    done = models.BooleanField(default=False)
    tries = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")
    place = models.TextField(blank=True, default="", db_default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subscriber", "ref", "event"], name="delivery_waiting", condition=models.Q(done=False)),
            models.Index(fields=["subscriber", "event"], name="delivery_order", condition=models.Q(done=False)),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} for {self.subscriber}: {'done' if self.done else f'{self.tries} tries'}"


class SearchDocument(models.Model):
    """A copy of the words by which a thing is found, with what decides who may find it.

    ``organisation`` is empty where no organisation owns the thing; then the permission alone decides. The words are
    indexed beside this table, by each engine's own means (migration 0002).
    """

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=200)
    permission = models.CharField(max_length=80)
    organisation = models.CharField(max_length=64, blank=True, default="")
    destination = models.CharField(max_length=2, blank=True, default="")
    title = models.TextField()
    body = models.TextField(blank=True, default="")
    title_words = models.TextField(blank=True, default="")
    body_words = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "ref"], name="search_document_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class RoundPart(models.Model):
    """One part of the round that a worker, or ``licet run-due``, does each minute, and when it last succeeded.

    It is how a process that only serves pages can tell that a worker is alive.
    """

    name = models.CharField(max_length=80, primary_key=True)
    succeeded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.succeeded_at:%Y-%m-%d %H:%M:%S}"
