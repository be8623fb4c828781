"""Proceedings and official lines, with their versions. Of a version that is withdrawn the register says when and why."""

from typing import ClassVar

from django.db import models

from licet.evidence.domain import Asks, OfficialLineDraft, ProceedingDraft, ProceedingKind, Stage
from licet.kernel.days import DayPrecision, KnownDay
from licet.platform.fields import ActorField, PublicIdField, choices


class Proceeding(models.Model):
    id = PublicIdField(primary_key=True)
    reference = models.CharField(max_length=24, unique=True)
    destination = models.CharField(max_length=2)
    latest = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = ActorField()

    def __str__(self) -> str:
        return self.reference


class ProceedingVersion(models.Model):
    id = PublicIdField(primary_key=True)
    proceeding = models.ForeignKey("evidence.Proceeding", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    moved_to = models.CharField(max_length=2, blank=True, default="")
    withdrawn = models.BooleanField(default=False)
    kind = models.CharField(max_length=24, choices=choices(ProceedingKind))
    title = models.CharField(max_length=200)
    court = models.CharField(max_length=200)
    text = models.TextField()
    stage = models.CharField(max_length=8, choices=choices(Stage))
    sought_on = models.DateField(null=True)
    sought_precision = models.CharField(max_length=5, choices=choices(DayPrecision), default=DayPrecision.DAY)
    issued_on = models.DateField(null=True)
    issued_precision = models.CharField(max_length=5, choices=choices(DayPrecision), default=DayPrecision.DAY)
    refused_on = models.DateField(null=True)
    refused_precision = models.CharField(max_length=5, choices=choices(DayPrecision), default=DayPrecision.DAY)
    asks = models.CharField(max_length=12, choices=choices(Asks))
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = ActorField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proceeding", "number"], name="proceeding_version_number"),
            models.CheckConstraint(condition=models.Q(number=1) | ~models.Q(reason=""), name="proceeding_revised_with_reason"),
            models.CheckConstraint(
                condition=models.Q(issued_on__isnull=True) | models.Q(refused_on__isnull=True), name="proceeding_issued_or_refused"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceeding_id} v{self.number}"

    @property
    def destination(self) -> str:
        """Where it belongs as of this version; ``moved_to`` is empty where that is the one it was first recorded under."""
        return self.moved_to or self.proceeding.destination

    @property
    def days(self) -> dict[str, KnownDay | None]:
        """When it was sought, issued and refused, under the names that a draft has for them."""
        stored = {
            "sought_on": (self.sought_on, self.sought_precision),
            "issued_on": (self.issued_on, self.issued_precision),
            "refused_on": (self.refused_on, self.refused_precision),
        }
        return {name: KnownDay(first, DayPrecision(precision)) if first else None for name, (first, precision) in stored.items()}

    def to_domain(self) -> ProceedingDraft:
        return ProceedingDraft(
            destination=self.destination,
            kind=ProceedingKind(self.kind),
            title=self.title,
            court=self.court,
            text=self.text,
            **self.days,
            asks=Asks(self.asks),
            spans=tuple(row.span_id for row in self.cited.all()),
        )


class ProceedingSpan(models.Model):
    id = PublicIdField(primary_key=True)
    version = models.ForeignKey("evidence.ProceedingVersion", on_delete=models.PROTECT, related_name="cited")
    span = models.ForeignKey("evidence.Span", on_delete=models.PROTECT, related_name="proceedings")
    ordinal = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["ordinal"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "span"], name="proceeding_cites_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.ordinal}"


class OfficialLine(models.Model):
    """Words that the authority said in public once; corrections are versions."""

    id = PublicIdField(primary_key=True)
    reference = models.CharField(max_length=24, unique=True)
    destination = models.CharField(max_length=2)
    latest = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = ActorField()

    def __str__(self) -> str:
        return self.reference


class OfficialLineVersion(models.Model):
    """``held`` is what the record held on the day of the words: counts, and ids of the incident versions."""

    id = PublicIdField(primary_key=True)
    line = models.ForeignKey("evidence.OfficialLine", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    moved_to = models.CharField(max_length=2, blank=True, default="")
    withdrawn = models.BooleanField(default=False)
    topic = models.CharField(max_length=60)
    said_on = models.DateField()
    said_by = models.CharField(max_length=200)
    venue = models.CharField(max_length=200)
    words = models.TextField()
    held = models.JSONField()
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = ActorField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "number"], name="official_line_version_number"),
            models.CheckConstraint(condition=models.Q(number=1) | ~models.Q(reason=""), name="official_line_revised_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} v{self.number}"

    @property
    def destination(self) -> str:
        """Where it belongs as of this version; ``moved_to`` is empty where that is the one it was first recorded under."""
        return self.moved_to or self.line.destination

    def to_domain(self) -> OfficialLineDraft:
        return OfficialLineDraft(
            destination=self.destination,
            topic=self.topic,
            said_on=self.said_on,
            said_by=self.said_by,
            venue=self.venue,
            words=self.words,
        )
