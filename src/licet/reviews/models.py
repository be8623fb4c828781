"""Tables of triggers and reviews. What was frozen, decided and told stays as it was written; triggers refuse the rest."""

from django.db import models

from licet.decisions.public import ActStatus
from licet.kernel.scope import Match, Scope
from licet.platform.fields import ActorField, PublicIdField, choices
from licet.reviews import domain


class Review(models.Model):
    """A commissioned re-examination of licences already granted.

    Its subject is a scope, or ``named`` licences by reference where no scope says which: those of a watchlist hit.
    """

    id = PublicIdField(primary_key=True)
    reference = models.CharField(max_length=24, unique=True)
    question = models.TextField()
    commissioned_by = models.CharField(max_length=200)
    commissioned_on = models.DateField()
    scope = models.JSONField()
    named = models.JSONField(default=list)
    status = models.CharField(max_length=16, choices=choices(domain.ReviewStatus))
    revision = models.PositiveIntegerField(default=1)
    conclusion = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by = ActorField()
    concluded_at = models.DateTimeField(null=True)
    concluded_by = ActorField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["status", "-opened_at"], name="review_by_status")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(question="") & ~models.Q(commissioned_by=""), name="review_has_question"),
            models.CheckConstraint(
                condition=models.Q(concluded_at__isnull=True, concluded_by="", conclusion="")
                | (models.Q(concluded_at__isnull=False) & ~models.Q(concluded_by="") & ~models.Q(conclusion="")),
                name="review_concluded_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def to_scope(self) -> Scope:
        return Scope.from_json(self.scope)


class Trigger(models.Model):
    """A fact that may touch licences already granted. ``key`` names it once, so that hearing of it again makes no second one.

    ``about`` is the assessment, hit, proceeding, incident or concern that it comes from; ``finding`` what an assessment concludes.
    The counts are of the day on which it was raised.
    """

    id = PublicIdField(primary_key=True)
    reference = models.CharField(max_length=24, unique=True)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=16, choices=choices(domain.TriggerKind))
    about = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=300)
    finding = models.CharField(max_length=20, blank=True)
    scope = models.JSONField()
    named = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=choices(domain.TriggerState))
    level = models.PositiveSmallIntegerField(default=0)
    raised_on = models.DateField()
    due_on = models.DateField()
    licences = models.PositiveIntegerField(default=0)
    licences_unknown = models.PositiveIntegerField(default=0)
    cases = models.PositiveIntegerField(default=0)
    cases_unknown = models.PositiveIntegerField(default=0)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, related_name="triggers")
    raised_at = models.DateTimeField()
    raised_by = ActorField()
    closed_at = models.DateTimeField(null=True)
    closed_by = ActorField(blank=True)
    closing_words = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_on"], name="trigger_by_state"),
            models.Index(fields=["about", "-raised_at"], name="trigger_by_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by="") | (models.Q(closed_at__isnull=False) & ~models.Q(closed_by="")),
                name="trigger_closed_at_with_by",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", review__isnull=True, closed_at__isnull=True)
                | models.Q(state="taken", review__isnull=False, closed_at__isnull=False)
                | (models.Q(state="dismissed", review__isnull=True, closed_at__isnull=False) & ~models.Q(closing_words="")),
                name="trigger_taken_by_review_or_dismissed_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def to_scope(self) -> Scope:
        return Scope.from_json(self.scope)


class Frozen(models.Model):
    """The licences that a scope took at one moment, and the digest of that list. A review may be frozen again: another number.

    ``sentence`` is the scope as it read then; ``unknown`` how many licences it could not say of and left out.
    """

    id = PublicIdField(primary_key=True)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="freezings")
    number = models.PositiveIntegerField()
    scope = models.JSONField()
    sentence = models.TextField()
    digest = models.CharField(max_length=64)
    licences = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()
    act = models.OneToOneField("decisions.Act", on_delete=models.PROTECT, null=True, related_name="review_frozen")
    frozen_at = models.DateTimeField()
    frozen_by = ActorField()
    applied_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="one_freezing_of_a_number"),
            models.CheckConstraint(condition=models.Q(licences__gt=0), name="nothing_is_not_frozen"),
            models.CheckConstraint(condition=models.Q(applied_on__isnull=True) | models.Q(act__isnull=False), name="applied_by_an_act"),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} frozen {self.number}"

    def act_status(self) -> ActStatus | None:
        return ActStatus(self.act.status) if self.act else None


class OutcomeRow(models.Model):
    """One frozen licence with its status and revision as they were, and what is proposed for it."""

    id = PublicIdField(primary_key=True)
    frozen = models.ForeignKey(Frozen, on_delete=models.PROTECT, related_name="outcomes")
    licence = models.ForeignKey("licences.Licence", on_delete=models.PROTECT, related_name="review_outcomes")
    status = models.CharField(max_length=10)
    revision = models.PositiveIntegerField()
    answer = models.CharField(max_length=7, choices=choices(Match))
    outcome = models.CharField(max_length=10, blank=True, choices=choices(domain.Outcome))
    reasons = models.TextField(blank=True)
    departure = models.ForeignKey("decisions.Departure", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = ActorField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["frozen", "outcome"], name="outcome_by_frozen")]
        constraints = [
            models.UniqueConstraint(fields=["frozen", "licence"], name="a_licence_is_frozen_once"),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True, decided_by="", outcome="", reasons="", departure__isnull=True)
                | (models.Q(decided_at__isnull=False) & ~models.Q(decided_by="") & ~models.Q(outcome="") & ~models.Q(reasons="")),
                name="outcome_decided_at_with_by",
            ),
            models.CheckConstraint(
                condition=models.Q(departure__isnull=True) | models.Q(outcome__in=sorted(item.value for item in domain.NAMES_DEPARTURE)),
                name="departure_named_where_it_counts",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="departure") | models.Q(departure__isnull=False), name="departure_outcome_names_one"
            ),
        ]

    def __str__(self) -> str:
        return self.outcome or "not decided"


class Update(models.Model):
    """What the public is told of a review's progress, in words; written once."""

    id = PublicIdField(primary_key=True)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="updates")
    number = models.PositiveIntegerField()
    words = models.TextField()
    updated_at = models.DateTimeField()
    updated_by = ActorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="one_update_of_a_number"),
            models.CheckConstraint(condition=~models.Q(words=""), name="update_has_words"),
        ]

    def __str__(self) -> str:
        return self.words[:80]
