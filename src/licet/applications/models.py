"""Tables of applications. A version and what hangs on it is written once and never changed."""

from decimal import Decimal

from django.db import models

from licet.applications import domain
from licet.kernel.facts import EndUserClass, Role
from licet.kernel.money import Money, NoValue
from licet.kernel.quantity import Quantity
from licet.platform.fields import ActorField, PublicIdField, choices
from licet.platform.scope_query import KeyField


class Application(models.Model):
    """What an exporter is writing or has sent. ``draft`` is the document being written; ``revision`` guards its editing.

    ``copy_of`` is the application with whose contents it began: the way on after a case was closed (decision 0276).
    """

    id = PublicIdField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="applications")
    name = models.CharField(max_length=domain.LONGEST_NAME)
    licence_type = models.CharField(max_length=8)
    draft = models.JSONField()
    copy_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="copies")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = ActorField()
    changed_at = models.DateTimeField()
    changed_by = ActorField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "changed_at"], name="application_by_organisation")]

    def __str__(self) -> str:
        return self.name

    def to_domain(self) -> domain.Draft:
        return domain.Draft.from_json(self.draft)


class Version(models.Model):
    """One submission, frozen: the whole draft as canonical JSON with its digest, and its lines and parties as rows."""

    id = PublicIdField(primary_key=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    end_use = models.TextField()
    submitted_at = models.DateTimeField()
    submitted_by = ActorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="one_version_of_a_number")]

    def __str__(self) -> str:
        return f"version {self.number}"


class Line(models.Model):
    """One product asked for in a version. ``product`` is stable from version to version."""

    id = PublicIdField(primary_key=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    product = models.CharField(max_length=32)
    name = models.CharField(max_length=domain.LONGEST_NAME)
    description = models.TextField()
    part_number = models.CharField(max_length=100, blank=True)
    claimed_rating = models.CharField(max_length=40, blank=True)
    amount = models.CharField(max_length=32)
    unit = models.CharField(max_length=20)
    value_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    no_value = models.CharField(max_length=20, blank=True)
    incorporation = models.BooleanField(null=True)
    pool = models.BooleanField(null=True)
    onward_key = KeyField(null=True)

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="one_line_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(value_minor__isnull=True) ^ models.Q(no_value=""), name="line_value_or_reason_for_none"
            ),
            models.CheckConstraint(
                condition=models.Q(value_minor__isnull=True) | models.Q(value_minor__gte=0), name="line_value_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def to_domain(self) -> domain.LineContent:
        return domain.LineContent(
            line=self.pk,
            number=self.number,
            product=self.product,
            name=self.name,
            description=self.description,
            part_number=self.part_number,
            claimed_rating=self.claimed_rating,
            quantity=Quantity(Decimal(self.amount), self.unit),
            value=NoValue(self.no_value) if self.value_minor is None else Money(self.value_minor, self.currency),
            incorporation=self.incorporation,
            pool=self.pool,
        )


class Party(models.Model):
    """Somebody in the transaction, in one role, as a version names them."""

    id = PublicIdField(primary_key=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="parties")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=32)
    role = models.CharField(max_length=24, choices=choices(Role))
    name = models.CharField(max_length=domain.LONGEST_NAME)
    address = models.TextField()
    country = models.CharField(max_length=2)
    end_user_class = models.CharField(max_length=32, blank=True, choices=choices(EndUserClass))

    class Meta:
        ordering = ["version", "number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="one_party_of_a_number")]

    def __str__(self) -> str:
        return self.name

    def to_domain(self) -> domain.PartyContent:
        return domain.PartyContent(
            party=self.pk,
            role=Role(self.role),
            name=self.name,
            address=self.address,
            country=self.country,
            end_user_class=EndUserClass(self.end_user_class) if self.end_user_class else None,
        )


class VersionDocument(models.Model):
    """A document sent with a version, or the reason why there is none of its kind."""

    id = PublicIdField(primary_key=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=40)
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, null=True, related_name="+")
    absence = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(document__isnull=False) | ~models.Q(absence=""), name="document_or_reason_for_none")
        ]

    def __str__(self) -> str:
        return self.kind
