"""Tables of the log. Triggers refuse UPDATE, DELETE and TRUNCATE on all but the salts, which may be destroyed."""

from django.db import models
from django.db.models.functions import Length

from licet.ledger.domain import FIELD_LENGTH, KIND_LENGTH, REF_LENGTH
from licet.platform.fields import ActorField

models.BinaryField.register_lookup(Length)


class Recorded(models.Model):
    """One event for ever. `kind`, `on` and `ref` repeat the leaf for searching; the leaf is what counts.

    When it was stored and by whom is not in the leaf, so nothing vouches for those two columns (docs/decisions/0252).
    """

    kind = models.CharField(max_length=KIND_LENGTH)
    on = models.DateField()
    ref = models.CharField(max_length=REF_LENGTH, db_index=True)
    leaf = models.BinaryField()
    leaf_hash = models.BinaryField()
    appended_at = models.DateTimeField()
    appended_by = ActorField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(app_label)s_%(class)s_leaf_hash", condition=models.Q(leaf_hash__length=32)),
            models.CheckConstraint(name="%(app_label)s_%(class)s_leaf", condition=models.Q(leaf__length__range=(1, 65_535))),
        ]


class StoredSalt(models.Model):
    """What opens one commitment. Destroying the row leaves the record whole and the field closed for ever."""

    field = models.CharField(max_length=FIELD_LENGTH)
    salt = models.BinaryField()

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(name="%(app_label)s_%(class)s_salt", condition=models.Q(salt__length=32))]


class Entry(Recorded):
    """A public event: its place in the log is its `position`."""

    position = models.BigIntegerField(primary_key=True)

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(name="ledger_entry_position", condition=models.Q(position__gte=0)),
            *Recorded.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.kind} {self.ref}"


class Node(models.Model):
    """A complete subtree above the leaves, numbered by `domain.node_number`: what proofs are made from."""

    number = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(name="ledger_node_hash", condition=models.Q(hash__length=32))]

    def __str__(self) -> str:
        return str(self.number)


class Salt(StoredSalt):
    """What opens one commitment of an entry."""

    pk = models.CompositePrimaryKey("entry_id", "field")
    entry = models.ForeignKey("ledger.Entry", on_delete=models.PROTECT, db_index=False, related_name="salts")

    def __str__(self) -> str:
        return f"{self.entry_id} {self.field}"


class InternalEvent(Recorded):
    """One event that is not public. The log publishes only the root of the batch that covers it."""

    number = models.BigIntegerField(primary_key=True)

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(name="ledger_internalevent_number", condition=models.Q(number__gte=0)),
            *Recorded.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"internal {self.number} {self.kind} {self.ref}"


class InternalSalt(StoredSalt):
    """What opens one commitment of an internal event."""

    pk = models.CompositePrimaryKey("event_id", "field")
    event = models.ForeignKey("ledger.InternalEvent", on_delete=models.PROTECT, db_index=False, related_name="salts")

    def __str__(self) -> str:
        return f"internal {self.event_id} {self.field}"


class InternalBatch(models.Model):
    """Which internal events an entry of the log covers: `count` from number `first`, those until the hour `until`.

    The entry publishes the root over their hashes and the fillers that follow from `filler`.
    """

    entry = models.OneToOneField("ledger.Entry", primary_key=True, on_delete=models.PROTECT, related_name="batch")
    until = models.DateTimeField(unique=True)
    first = models.BigIntegerField()
    count = models.BigIntegerField()
    filler = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["first"], name="ledger_batch_first")]
        constraints = [
            models.CheckConstraint(name="ledger_internalbatch_first", condition=models.Q(first__gte=0)),
            models.CheckConstraint(name="ledger_internalbatch_count", condition=models.Q(count__gte=0)),
            models.CheckConstraint(name="ledger_internalbatch_filler", condition=models.Q(filler__length=32)),
        ]

    def __str__(self) -> str:
        return f"batch at {self.entry_id}"


class Checkpoint(models.Model):
    """The signed state of the log at one size. One for a size, so that no two can contradict each other."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    note = models.TextField()
    signed_at = models.DateTimeField()
    signed_by = ActorField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="ledger_checkpoint_size", condition=models.Q(size__gte=0)),
            models.CheckConstraint(name="ledger_checkpoint_root", condition=models.Q(root__length=32)),
        ]

    def __str__(self) -> str:
        return f"{self.size} {bytes(self.root).hex()}"
