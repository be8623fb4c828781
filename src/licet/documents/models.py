"""A row for every file given; the bytes lie in the content-addressed store, once for all rows with the same digest."""

from django.db import models
from django.db.models import CheckConstraint, Q

from licet.documents.domain import OwnerKind
from licet.platform.fields import ActorField, PublicIdField, choices
from licet.platform.scan import Verdict


class Document(models.Model):
    """``owner_ref`` and ``organisation`` are text references: documents stand below what they belong to.

    ``organisation`` is the exporter whose document it is, empty for the authority's own: an exporter sees only theirs.
    """

    id = PublicIdField(primary_key=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    filename = models.CharField(max_length=120)
    owner_kind = models.CharField(max_length=20, choices=choices(OwnerKind))
    owner_ref = models.CharField(max_length=64)
    organisation = models.CharField(max_length=26, blank=True, default="")
    scan = models.CharField(max_length=20, choices=choices(Verdict))
    scanned_with = models.CharField(max_length=100)
    uploaded_at = models.DateTimeField()
    uploaded_by = ActorField()

    class Meta:
        ordering = ["uploaded_at", "id"]
        indexes = [models.Index(fields=["owner_kind", "owner_ref"], name="document_owner")]
        constraints = [CheckConstraint(condition=Q(size__gt=0), name="document_not_empty")]

    def __str__(self) -> str:
        return self.filename
