"""Tables of deciding. Signatures, decisions, outcomes, records and texts are written once; triggers refuse the rest."""

from django.db import models

from licet.decisions import domain
from licet.kernel.scope import Scope
from licet.platform.fields import ActorField, PublicIdField, choices


class Text(models.Model):
    """A text that somebody read when deciding, stored once by its SHA-256."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    body = models.TextField()

    def __str__(self) -> str:
        return self.body[:80]


class Act(models.Model):
    """What is signed: one case's outcomes, a set of licences, a hold, a departure.

    ``signed_part`` is canonical JSON of facts, version ids and text digests, ``digest`` its SHA-256. ``subject`` is what
    completing the act needs, already contained in the signed part by value or digest.

    ``waits_for`` is the role whose signature comes next, empty once the act is closed; the services keep it so that queues
    need not read signatures. ``wanted_on`` is the day by which the act should be signed: the target of its case, and for an
    act about no case the day on which it was proposed.
    """

    id = PublicIdField(primary_key=True)
    reference = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=32, choices=choices(domain.ActKind))
    status = models.CharField(max_length=10, choices=choices(domain.ActStatus))
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, null=True, related_name="acts")
    title = models.CharField(max_length=200)
    subject = models.JSONField()
    signed_part = models.TextField()
    digest = models.CharField(max_length=64)
    roles = models.JSONField()
    proposed_at = models.DateTimeField()
    proposed_by = ActorField()
    waits_for = models.CharField(max_length=24, blank=True, choices=choices(domain.SigningRole))
    wanted_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closed_by = ActorField(blank=True)
    closing_words = models.TextField(blank=True)

    class Meta:
        indexes = [
            # In the order of the signing queue, with every column that counting it reads.
            models.Index(
                fields=["status", "wanted_on", "reference", "waits_for", "kind", "proposed_by", "case", "id"],
                condition=models.Q(status="proposed"),
                name="act_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(status="proposed"), name="one_proposed_act_of_a_case"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by="") | (models.Q(closed_at__isnull=False) & ~models.Q(closed_by="")),
                name="act_closed_at_with_by",
            ),
            models.CheckConstraint(
                condition=models.Q(status="proposed") & ~models.Q(waits_for="") | ~models.Q(status="proposed") & models.Q(waits_for=""),
                name="act_waits_while_proposed",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def asked(self) -> tuple[domain.SigningRole, ...]:
        return tuple(domain.SigningRole(role) for role in self.roles)


class Signature(models.Model):
    """(signer, role, time, digest), with the concerns that were shown, by what means the signer was known, and their words.

    ``accepts`` is of how many licences the signer accepted that they go on in doubt (decision 0181).
    """

    id = PublicIdField(primary_key=True)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=24, choices=choices(domain.SigningRole))
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    means = models.CharField(max_length=20)
    authenticated = models.DateTimeField()
    shown = models.JSONField()
    words = models.TextField(blank=True, default="")
    accepts = models.PositiveIntegerField(default=0)
    signed_at = models.DateTimeField()
    signed_by = ActorField()
    voided_at = models.DateTimeField(null=True)
    voided_by = ActorField(blank=True)
    void_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["act", "signed_by"], condition=models.Q(voided_at__isnull=True), name="one_signature_of_a_person"
            ),
            models.UniqueConstraint(fields=["act", "role"], condition=models.Q(voided_at__isnull=True), name="one_signature_of_a_role"),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, voided_by="") | (models.Q(voided_at__isnull=False) & ~models.Q(voided_by="")),
                name="signature_voided_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} as {self.role}"

    def to_domain(self) -> domain.SignatureFacts:
        return domain.SignatureFacts(self.signed_by, domain.SigningRole(self.role), self.digest)


class Hold(models.Model):
    """An embargo, an undertaking to a court, or a policy pause: binds at the decision point."""

    id = PublicIdField(primary_key=True)
    reference = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=24, choices=choices(domain.HoldKind))
    title = models.CharField(max_length=200)
    scope = models.JSONField()
    legal_basis = models.TextField()
    reasons = models.TextField()
    placed_act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="holds_placed")
    placed_on = models.DateField()
    lifted_act = models.ForeignKey(Act, on_delete=models.PROTECT, null=True, related_name="holds_lifted")
    lifted_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lifted_on__isnull=True, lifted_act__isnull=True)
                | models.Q(lifted_on__isnull=False, lifted_act__isnull=False),
                name="hold_lifted_by_an_act",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    def to_domain(self) -> domain.HoldFacts:
        return domain.HoldFacts(reference=self.reference, kind=domain.HoldKind(self.kind), scope=Scope.from_json(self.scope))


class Departure(models.Model):
    """A signed decision to grant although a criterion bars: who, legal basis, reasons, scope, expiry, publication.

    ``conclusions`` names the clear risks that lay before the minister, each ``{"about", "version"}``; NULL: none did.
    """

    id = PublicIdField(primary_key=True)
    reference = models.CharField(max_length=24, unique=True)
    act = models.OneToOneField(Act, on_delete=models.PROTECT, related_name="departure")
    criteria = models.JSONField()
    conclusions = models.JSONField(null=True)
    scope = models.JSONField()
    legal_basis = models.TextField()
    reasons = models.TextField()
    publication = models.TextField()
    made_on = models.DateField()
    expires_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(expires_on__gt=models.F("made_on")), name="departure_expires_later"),
            models.CheckConstraint(condition=~models.Q(legal_basis="") & ~models.Q(reasons=""), name="departure_has_basis_and_reasons"),
        ]

    def __str__(self) -> str:
        return self.reference

    def to_domain(self) -> domain.DepartureFacts:
        return domain.DepartureFacts(
            reference=self.reference,
            criteria=frozenset(self.criteria),
            scope=Scope.from_json(self.scope),
            expires_on=self.expires_on,
            conclusions=frozenset(item["about"] for item in self.conclusions or ()),
        )


class Decision(models.Model):
    """One decision: on a case, or on one licence of an act. What statistics count.

    The digests of the record's signed part and of the envelope around it enter the ledger.
    """

    id = PublicIdField(primary_key=True)
    reference = models.CharField(max_length=24, unique=True)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=32, choices=choices(domain.ActKind))
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, null=True, related_name="decisions")
    licence = models.CharField(max_length=24, blank=True, db_index=True)
    signed_digest = models.CharField(max_length=64)
    envelope_digest = models.CharField(max_length=64)
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    decided_by = ActorField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(case__isnull=False) | ~models.Q(licence=""), name="decision_about_case_or_licence")
        ]

    def __str__(self) -> str:
        return self.reference


class LineOutcome(models.Model):
    """What was decided for one line of a case."""

    id = PublicIdField(primary_key=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="outcomes")
    line = models.ForeignKey("applications.Line", on_delete=models.PROTECT, related_name="outcomes")
    outcome = models.CharField(max_length=24, choices=choices(domain.Outcome))
    criteria = models.JSONField()
    conditions = models.JSONField()
    reasons = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "line"], name="one_outcome_of_a_line")]

    def __str__(self) -> str:
        return self.outcome


class Record(models.Model):
    """The frozen decision record: what was before the signers, and the envelope around it."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, primary_key=True, related_name="record")
    signed_part = models.TextField()
    envelope = models.TextField()

    def __str__(self) -> str:
        return f"record of {self.decision_id}"


class DayCounted(models.Model):
    """A day on which the summaries of every gate were counted anew, because days end departures and age evidence."""

    day = models.DateField(primary_key=True)
    counted_at = models.DateTimeField()
    counted_by = ActorField()

    def __str__(self) -> str:
        return self.day.isoformat()
