"""Tables of licences. A status changes only by a decision or by time; every change is a row that stays."""

from decimal import Decimal
from typing import Final

from django.db import models

from licet.kernel.money import Money, NoValue
from licet.licences import domain
from licet.platform.fields import ActorField, PublicIdField, choices
from licet.platform.scope_query import LineFactsRow

NO_RETURN = "0"


class Licence(models.Model):
    """An individual export licence. ``check_code`` is printed on it; the register holds only its hash."""

    id = PublicIdField(primary_key=True)
    reference = models.CharField(max_length=24, unique=True)
    case = models.OneToOneField("casework.Case", on_delete=models.PROTECT, related_name="licence")
    decision = models.OneToOneField("decisions.Decision", on_delete=models.PROTECT, related_name="licence_issued")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="licences")
    licence_type = models.CharField(max_length=8)
    status = models.CharField(max_length=10, choices=choices(domain.LicenceStatus))
    valid_from = models.DateField()
    valid_until = models.DateField()
    check_code = models.CharField(max_length=16, unique=True)
    revision = models.PositiveIntegerField(default=1)
    issued_at = models.DateTimeField()
    issued_by = ActorField()

    class Meta:
        indexes = [
            models.Index(fields=["status", "valid_until"], name="licence_by_status"),
            models.Index(fields=["organisation", "-issued_at"], name="licence_by_organisation"),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(valid_until__gte=models.F("valid_from")), name="licence_ends_after_start")]

    def __str__(self) -> str:
        return self.reference


class ListedLicence(models.Model):
    """A licence in lists, with the terms that find it (decision 0295). ``number`` counts licences in the order in which they were issued.

    The services write it with the licence, and nothing is decided on it.
    """

    EVERY: Final = "every:licence"

    number = models.BigIntegerField(primary_key=True)
    licence = models.OneToOneField(Licence, on_delete=models.PROTECT, related_name="listed")
    terms = models.TextField()

    def __str__(self) -> str:
        return str(self.number)


class LicenceDestination(models.Model):
    """A country to which licences go: what the list of licences can be narrowed to."""

    code = models.CharField(primary_key=True, max_length=2)

    def __str__(self) -> str:
        return self.code


class LicenceLine(LineFactsRow):
    """A granted line with its frozen facts.

    ``used`` is what returns report as exported, in the line's unit; "0" while there is no return. Nothing takes returns in yet.
    """

    id = PublicIdField(primary_key=True)
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="lines")
    line = models.OneToOneField("applications.Line", on_delete=models.PROTECT, related_name="licensed")
    number = models.PositiveIntegerField()
    description = models.TextField()
    amount = models.CharField(max_length=32)
    unit = models.CharField(max_length=20)
    used = models.CharField(max_length=32, default=NO_RETURN)
    value_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    no_value = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["licence", "number"], name="one_licence_line_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(value_minor__isnull=True) ^ models.Q(no_value=""), name="licence_line_value_or_reason_for_none"
            ),
        ]

    @property
    def exported(self) -> Decimal | None:
        """What returns report as exported; None: no return yet, and so nobody knows what remains."""
        return None if self.used == NO_RETURN else Decimal(self.used)

    def __str__(self) -> str:
        return self.description[:80]

    def value(self) -> Money | NoValue:
        return NoValue(self.no_value) if self.value_minor is None else Money(self.value_minor, self.currency)


class Condition(models.Model):
    """A condition of the licence, of all of it or of one line."""

    id = PublicIdField(primary_key=True)
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="conditions")
    line = models.ForeignKey(LicenceLine, on_delete=models.PROTECT, null=True, related_name="conditions")
    number = models.PositiveIntegerField()
    words = models.TextField()

    def __str__(self) -> str:
        return self.words[:80]


class StatusChange(models.Model):
    """From what to what, and why: a decision, or the day on which it ran out."""

    id = PublicIdField(primary_key=True)
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="changes")
    source = models.CharField(max_length=10, blank=True)
    target = models.CharField(max_length=10, choices=choices(domain.LicenceStatus))
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    changed_on = models.DateField()
    changed_at = models.DateTimeField()
    changed_by = ActorField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision__isnull=False) | models.Q(target="expired"), name="change_by_decision_or_expiry"
            )
        ]
        indexes = [models.Index(fields=["licence", "changed_at"], name="change_by_licence")]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class CustomsMessage(models.Model):
    """What customs is told: content as data, written in the act, sent by what follows it, once."""

    id = PublicIdField(primary_key=True)
    key = models.CharField(max_length=80, unique=True)
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="customs_messages")
    kind = models.CharField(max_length=6, choices=choices(domain.CustomsKind))
    content = models.JSONField()
    state = models.CharField(max_length=8, choices=choices(domain.CustomsState))
    run = models.PositiveIntegerField(null=True)
    error = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = ActorField()
    sent_at = models.DateTimeField(null=True)
    sent_by = ActorField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True, sent_by="") | (models.Q(sent_at__isnull=False) & ~models.Q(sent_by="")),
                name="customs_sent_at_with_by",
            )
        ]
        indexes = [models.Index(fields=["state", "written_at"], name="customs_by_state")]

    def __str__(self) -> str:
        return self.key
