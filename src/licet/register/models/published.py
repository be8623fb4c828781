"""Rebuilt from the published log alone: dropping these tables loses nothing. ``position`` is an entry of the log."""

from django.db import models

REF, CODE = 120, 40


class Progress(models.Model):
    """How far the log was read. One row."""

    name = models.CharField(primary_key=True, max_length=CODE)
    size = models.BigIntegerField()
    skipped = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.name} {self.size}"


class RegisteredDecision(models.Model):
    """A decision on an application, or on a licence (``licence`` then names it). ``excluded`` is where it was left out, if it was."""

    reference = models.CharField(primary_key=True, max_length=REF)
    slug = models.CharField(max_length=REF, unique=True)
    position = models.BigIntegerField(unique=True)
    decided_on = models.DateField()
    outcome = models.CharField(max_length=CODE)
    licence_type = models.CharField(max_length=CODE)
    destination = models.CharField(max_length=8)
    countries = models.JSONField()
    ratings = models.TextField()
    criteria = models.JSONField()
    value_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    no_value = models.CharField(max_length=CODE)
    licence = models.CharField(max_length=REF, db_index=True)
    act = models.CharField(max_length=REF)
    signed_digest = models.CharField(max_length=80)
    envelope_digest = models.CharField(max_length=80)
    withheld = models.JSONField()
    pack = models.CharField(max_length=100)
    excluded = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(name="register_decision_to", fields=["destination", "-position"]),
            models.Index(name="register_decision_act", fields=["act"]),
            models.Index(
                name="register_decision_criteria", fields=["outcome", "decided_on", "criteria"], condition=models.Q(excluded=None)
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class RegisteredLine(models.Model):
    """One line of a decision as figures count it, from entry ``since`` until a correction at entry ``until`` took its place."""

    pk = models.CompositePrimaryKey("decision", "number", "since")
    decision = models.CharField(max_length=REF)
    number = models.PositiveIntegerField()
    since = models.BigIntegerField()
    until = models.BigIntegerField(null=True)
    excluded = models.BigIntegerField(null=True)
    year = models.PositiveSmallIntegerField()
    quarter = models.CharField(max_length=8)
    outcome = models.CharField(max_length=CODE)
    destination = models.CharField(max_length=8)
    rating = models.CharField(max_length=CODE)
    head = models.CharField(max_length=CODE)
    military = models.CharField(max_length=CODE)
    listed = models.BooleanField()
    value_minor = models.BigIntegerField(null=True)
    no_value = models.CharField(max_length=CODE)
    currency = models.CharField(max_length=3)
    criteria = models.JSONField()

    class Meta:
        indexes = [
            models.Index(name="register_line_head", fields=["head"]),
            models.Index(name="register_line_to", fields=["destination"]),
            models.Index(name="register_line_value", fields=["value_minor"]),
            models.Index(name="register_line_excluded", fields=["excluded"], condition=models.Q(excluded__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.number}"


class RegisteredLicence(models.Model):
    """A licence that was issued, with its newest status."""

    reference = models.CharField(primary_key=True, max_length=REF)
    slug = models.CharField(max_length=REF, unique=True)
    position = models.BigIntegerField(unique=True)
    decision = models.CharField(max_length=REF, db_index=True)
    licence_type = models.CharField(max_length=CODE)
    issued_on = models.DateField()
    valid_from = models.DateField()
    valid_until = models.DateField()
    check_code_sha256 = models.CharField(max_length=64, db_index=True)
    status = models.CharField(max_length=CODE, db_index=True)
    status_on = models.DateField()

    def __str__(self) -> str:
        return self.reference


class StatusEntry(models.Model):
    """One change of a licence's status."""

    position = models.BigIntegerField(primary_key=True)
    licence = models.CharField(max_length=REF, db_index=True)
    source = models.CharField(max_length=CODE)
    target = models.CharField(max_length=CODE)
    changed_on = models.DateField()
    decision = models.CharField(max_length=REF)
    act = models.CharField(max_length=REF)

    def __str__(self) -> str:
        return f"{self.licence} {self.target}"


class Hold(models.Model):
    """A hold placed, and lifted or not."""

    position = models.BigIntegerField(primary_key=True)
    reference = models.CharField(max_length=REF, db_index=True)
    hold_kind = models.CharField(max_length=CODE)
    title = models.TextField()
    scope = models.JSONField()
    legal_basis = models.TextField()
    placed_on = models.DateField()
    lifted_on = models.DateField(null=True)
    lifted_position = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.reference


class Departure(models.Model):
    """A departure from a criterion."""

    position = models.BigIntegerField(primary_key=True)
    reference = models.CharField(max_length=REF)
    criteria = models.JSONField()
    scope = models.JSONField()
    legal_basis = models.TextField()
    publication = models.TextField()
    made_on = models.DateField()
    expires_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.reference


class Correction(models.Model):
    """A published fact that was put right. ``line`` 0: the whole decision."""

    position = models.BigIntegerField(primary_key=True)
    decision = models.CharField(max_length=REF, db_index=True)
    line = models.PositiveIntegerField()
    field = models.CharField(max_length=CODE)
    before = models.TextField()
    after = models.TextField()
    reason = models.TextField()
    corrected_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.decision} {self.field}"


class Exclusion(models.Model):
    """A decision left out of the figures, with the reason."""

    position = models.BigIntegerField(primary_key=True)
    decision = models.CharField(max_length=REF, db_index=True)
    reason = models.TextField()
    excluded_on = models.DateField()

    def __str__(self) -> str:
        return self.decision


class PublishedImport(models.Model):
    """What the log says of an import."""

    position = models.BigIntegerField(primary_key=True)
    reference = models.CharField(max_length=REF)
    source = models.CharField(max_length=CODE)
    sha256 = models.CharField(max_length=64, db_index=True)
    imported_on = models.DateField()
    facts = models.JSONField()

    def __str__(self) -> str:
        return self.reference


class Happening(models.Model):
    """One line of the feed. The many decisions of one act are one line: ``key`` is the act's, ``count`` how many."""

    key = models.CharField(primary_key=True, max_length=200)
    position = models.BigIntegerField(unique=True)
    happened_on = models.DateField()
    what = models.CharField(max_length=CODE)
    reference = models.CharField(max_length=REF)
    slug = models.CharField(max_length=REF)
    destination = models.CharField(max_length=8)
    words = models.TextField()
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.key
