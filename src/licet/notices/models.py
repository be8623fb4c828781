"""What was written to whom, and how it reached them. Written in the act itself; rendered and delivered afterwards."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from licet.kernel.audience import Audience
from licet.notices.domain import MAY_SEE, Channel, DeliveryState, Marking, MessageKind
from licet.platform.fields import ActorField, PublicIdField, choices


def _seen_by_its_audience() -> Q:
    pairs = [Q(audience=audience.value, marking=marking.value) for marking, seen in MAY_SEE.items() for audience in sorted(seen)]
    return reduce(or_, pairs)


class Message(models.Model):
    """A letter as data. ``organisation``, ``case``, ``licence`` are text references; ``list_code`` and the
    ``audience`` that the list had are for list mail.

    ``key`` makes writing twice the same as once. ``digest`` is SHA-256 over the content as RFC 8785 JSON.
    """

    id = PublicIdField(primary_key=True)
    reference = models.CharField(max_length=40)
    kind = models.CharField(max_length=40, choices=choices(MessageKind))
    marking = models.CharField(max_length=40, choices=choices(Marking))
    subject = models.CharField(max_length=200)
    template = models.CharField(max_length=40)
    template_version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    organisation = models.CharField(max_length=26, blank=True, default="")
    list_code = models.CharField(max_length=40, blank=True, default="")
    audience = models.CharField(max_length=32, blank=True, default="", choices=choices(Audience))
    case = models.CharField(max_length=40, blank=True, default="", db_index=True)
    licence = models.CharField(max_length=40, blank=True, default="", db_index=True)
    key = models.CharField(max_length=200, unique=True)
    written_at = models.DateTimeField()
    written_by = ActorField()

    class Meta:
        ordering = ["-written_at", "id"]
        indexes = [models.Index(fields=["organisation", "-written_at"], name="message_organisation")]
        constraints = [
            CheckConstraint(condition=Q(organisation="") ^ Q(list_code=""), name="message_to_one_side"),
            CheckConstraint(  # nothing with an internal marking is ever addressed outside
                condition=Q(organisation="") | Q(marking__in=[Marking.PUBLIC.value, Marking.ADDRESSEE.value]),
                name="message_marking_outside",
            ),
            CheckConstraint(  # list mail is marked so that its list's audience may see it; "" before audiences were kept
                condition=Q(audience="") | Q(list_code__gt="") & _seen_by_its_audience(),
                name="message_marking_audience",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Rendering(models.Model):
    """The one document of a message, rendered when first needed and kept."""

    message = models.OneToOneField("notices.Message", on_delete=models.PROTECT, primary_key=True, related_name="rendering")
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    rendered_at = models.DateTimeField()
    rendered_by = ActorField()

    def __str__(self) -> str:
        return f"{self.message_id} as {self.document_id}"


class Delivery(models.Model):
    """One message to one address by one channel. In the portal, written is delivered; mail is delivered when handed over.

    While a process sends it, it is claimed until ``claimed_until``; if that process is killed, the claim runs out.
    """

    id = PublicIdField(primary_key=True)
    message = models.ForeignKey("notices.Message", on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=choices(Channel))
    address = models.CharField(max_length=254)
    state = models.CharField(max_length=10, choices=choices(DeliveryState))
    error = models.CharField(max_length=300, blank=True, default="")
    delivered_at = models.DateTimeField(null=True)
    delivered_by = ActorField(null=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], name="delivery_pending", condition=Q(state=DeliveryState.PENDING.value))]
        constraints = [
            UniqueConstraint(fields=["message", "channel", "address"], name="delivery_once"),
            CheckConstraint(
                condition=Q(state=DeliveryState.DELIVERED.value, delivered_at__isnull=False, delivered_by__isnull=False)
                | (~Q(state=DeliveryState.DELIVERED.value) & Q(delivered_at__isnull=True, delivered_by__isnull=True)),
                name="delivery_by_whom",
            ),
            CheckConstraint(condition=Q(state=DeliveryState.FAILED.value) ^ Q(error=""), name="delivery_error_said"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} to {self.address}: {self.state}"
