"""Incidents and their versions."""

from typing import ClassVar

from django.db import models

from licet.evidence.domain import Credibility, DatePrecision, Grade, IncidentDraft, Standing
from licet.evidence.domain.codec import read_incident
from licet.platform.fields import ActorField, PublicIdField, choices


class Incident(models.Model):
    """What versions are of. ``latest`` is the number of the version that stands."""

    id = PublicIdField(primary_key=True)
    reference = models.CharField(max_length=24, unique=True)
    destination = models.CharField(max_length=2)
    conflict = models.CharField(max_length=60)
    latest = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = ActorField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["destination", "conflict"], name="incident_where")]

    def __str__(self) -> str:
        return self.reference


class IncidentVersion(models.Model):
    """An incident as it was recorded at a time. ``content`` is the whole draft; the other columns are what lists ask by.

    ``rules`` and ``objects`` hold each value between bars: ``|distinction|precautions|``.
    """

    id = PublicIdField(primary_key=True)
    incident = models.ForeignKey("evidence.Incident", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    date_from = models.DateField()
    date_to = models.DateField()
    precision = models.CharField(max_length=20, choices=choices(DatePrecision))
    rules = models.TextField()
    objects_hit = models.TextField()
    grade = models.CharField(max_length=10, choices=choices(Grade))
    grade_why = models.TextField()
    standing = models.CharField(max_length=10, choices=choices(Standing))
    content = models.JSONField()
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = ActorField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["date_from", "id"], name="incident_version_by_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "number"], name="incident_version_number"),
            models.CheckConstraint(condition=models.Q(date_to__gte=models.F("date_from")), name="incident_days_in_order"),
            models.CheckConstraint(condition=models.Q(number=1) | ~models.Q(reason=""), name="incident_revised_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} v{self.number}"

    def to_domain(self) -> IncidentDraft:
        return read_incident(self.content)


class IncidentSpan(models.Model):
    """A quote that a version stands on, with how credible what it says is."""

    id = PublicIdField(primary_key=True)
    version = models.ForeignKey("evidence.IncidentVersion", on_delete=models.PROTECT, related_name="cited")
    span = models.ForeignKey("evidence.Span", on_delete=models.PROTECT, related_name="incidents")
    ordinal = models.PositiveSmallIntegerField()
    credibility = models.CharField(max_length=1, choices=choices(Credibility))
    reliability = models.CharField(max_length=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "span"], name="incident_cites_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.ordinal}"
