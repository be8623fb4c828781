"""Data of others, line by line as they gave it: a file for each vintage, never overwritten."""

from django.db import models

from licet.platform.fields import ActorField, PublicIdField

CODE = 40


class ImportFile(models.Model):
    """One file of a source, known by its SHA-256: a vintage. ``counts`` and ``refused`` are the result that its import gave.

    ``publisher``, ``published_on`` and ``lines_sha256``, the digest of the lines as they are downloaded, are empty for files that were
    imported before they were asked for.
    """

    id = PublicIdField(primary_key=True)
    source = models.CharField(max_length=CODE)
    release = models.CharField(max_length=CODE)
    publisher = models.CharField(max_length=200, default="")
    published_on = models.DateField(null=True)
    lines_sha256 = models.CharField(max_length=64, default="")
    sha256 = models.CharField(max_length=64, unique=True)
    filename = models.CharField(max_length=200)
    currency = models.CharField(max_length=3)
    rows = models.PositiveIntegerField()
    groups = models.PositiveIntegerField()
    total_minor = models.BigIntegerField(null=True)
    counts = models.JSONField()
    refused = models.JSONField()
    imported_at = models.DateTimeField()
    imported_by = ActorField()

    def __str__(self) -> str:
        return f"{self.source} {self.release}"

    def described(self) -> str:
        """Who published it and when, its release, and the file itself."""
        published = f"published by {self.publisher} on {self.published_on:%-d %B %Y}" if self.published_on else "publisher not recorded"
        return f"{self.source}, release {self.release}, {published}, file {self.sha256[:16]}…"


class ImportedLine(models.Model):
    """One row. What was written stands beside what it was read as; ``destination`` is empty where no list holds the name."""

    pk = models.CompositePrimaryKey("file_id", "number")
    file = models.ForeignKey("register.ImportFile", on_delete=models.PROTECT, db_index=False, related_name="lines")
    number = models.PositiveIntegerField()
    group = models.CharField(max_length=CODE)
    month = models.DateField()
    year = models.PositiveSmallIntegerField()
    quarter = models.CharField(max_length=8)
    outcome = models.CharField(max_length=CODE)
    destination = models.CharField(max_length=120)
    country_known = models.BooleanField()
    country_written = models.CharField(max_length=200)
    rating = models.CharField(max_length=CODE)
    rating_written = models.CharField(max_length=80)
    head = models.CharField(max_length=CODE)
    military = models.CharField(max_length=CODE)
    listed = models.BooleanField()
    licences = models.PositiveIntegerField(null=True)
    value_minor = models.BigIntegerField(null=True)
    no_value = models.CharField(max_length=CODE)

    def __str__(self) -> str:
        return f"{self.file_id} {self.number}"
