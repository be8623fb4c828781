"""Where words come from: sources, the files captured of them, documents, quoted spans."""

from typing import Any, ClassVar

from django.db import models

from licet.evidence.domain import Place, Reason, Reliability, SourceKind
from licet.evidence.domain.tagged import MOST_DIGITS
from licet.platform.fields import ActorField, PublicIdField, choices

SHA256_LENGTH = 64


class Source(models.Model):
    """Who says it: a monitor, an agency, a ministry. One corpus is what one source gave."""

    id = PublicIdField(primary_key=True)
    name = models.CharField(max_length=100, unique=True)
    created_at = models.DateTimeField()
    created_by = ActorField()

    def __str__(self) -> str:
        return self.name


class SourceGrade(models.Model):
    """Kind and reliability as judged at a time; the highest number stands. A source without one is kind not said, F."""

    id = PublicIdField(primary_key=True)
    source = models.ForeignKey("evidence.Source", on_delete=models.PROTECT, related_name="grades")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40, choices=choices(SourceKind))
    reliability = models.CharField(max_length=1, choices=choices(Reliability))
    reasons = models.TextField()
    graded_at = models.DateTimeField()
    graded_by = ActorField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "number"], name="source_grade_number"),
            models.CheckConstraint(condition=~models.Q(reasons=""), name="source_grade_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.reliability}"


class Capture(models.Model):
    """One file of a source, kept whole. ``read_to`` and ``read_line`` are where reading goes on if it was stopped."""

    id = PublicIdField(primary_key=True)
    source = models.ForeignKey("evidence.Source", on_delete=models.PROTECT, related_name="captures")
    format = models.CharField(max_length=10)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=SHA256_LENGTH)
    size = models.PositiveBigIntegerField()
    captured_at = models.DateTimeField()
    captured_by = ActorField()
    read_to = models.PositiveBigIntegerField(default=0)
    read_line = models.PositiveBigIntegerField(default=1)
    taken = models.PositiveBigIntegerField(default=0)
    known = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    finished_by = ActorField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "format", "sha256"], name="capture_once"),
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True, finished_by="")
                | (models.Q(finished_at__isnull=False) & ~models.Q(finished_by="")),
                name="capture_finished_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def place(self) -> Place:
        return Place(self.read_to, self.read_line)


class CaptureReject(models.Model):
    """A place in a file that was not taken, and why."""

    pk: Any = models.CompositePrimaryKey("capture_id", "offset")
    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="rejects")
    offset = models.PositiveBigIntegerField()
    line = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=10, choices=choices(Reason))

    def __str__(self) -> str:
        return f"{self.offset}: {self.reason}"


class Document(models.Model):
    """A byte range of a capture, and its text as it is read. ``serial`` is its place in the index of words."""

    id = PublicIdField(primary_key=True)
    serial = models.PositiveBigIntegerField(unique=True)
    source = models.ForeignKey("evidence.Source", on_delete=models.PROTECT, related_name="documents")
    capture = models.ForeignKey("evidence.Capture", on_delete=models.PROTECT, related_name="documents")
    number = models.CharField(max_length=MOST_DIGITS)
    dated_on = models.DateField()
    title = models.TextField()
    text = models.TextField()
    sha256 = models.CharField(max_length=SHA256_LENGTH)
    offset = models.PositiveBigIntegerField()
    length = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["dated_on", "serial"], name="document_by_day"),
            models.Index(fields=["capture", "offset"], name="document_in_file"),
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "number"], name="document_number")]

    def __str__(self) -> str:
        return self.title[:80]


class Span(models.Model):
    """Words quoted from a document: characters ``start`` to ``end`` of its text."""

    id = PublicIdField(primary_key=True)
    document = models.ForeignKey("evidence.Document", on_delete=models.PROTECT, related_name="spans")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    sha256 = models.CharField(max_length=SHA256_LENGTH)
    quoted_at = models.DateTimeField()
    quoted_by = ActorField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "start", "end"], name="span_once"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="span_holds_words"),
        ]

    def __str__(self) -> str:
        return self.quote[:80]
