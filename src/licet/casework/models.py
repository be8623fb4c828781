"""Tables of casework. Ratings, advice, enquiries and handlings are versions: written once, the latest stands."""

from typing import Final

from django.db import models

from licet.casework import domain
from licet.kernel.instants import Stop
from licet.platform.fields import ActorField, PublicIdField, choices
from licet.platform.scope_query import KeyField, LineFactsRow


class Case(models.Model):
    """The case of one application. ``version`` is the submission now worked on.

    ``country_key`` is written as in :class:`LineFactsRow`. ``gate_*``, ``waiting_key`` (departments asked and silent) and
    ``disagreement`` are summaries for lists, refreshed by the services; nothing is decided on them. Once nobody works on
    a case any more it is not ``referred`` and its ``waiting_key`` is empty, so that their indexes hold open cases alone.
    """

    id = PublicIdField(primary_key=True)
    reference = models.CharField(max_length=24, unique=True)
    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="case")
    version = models.ForeignKey("applications.Version", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="cases")
    licence_type = models.CharField(max_length=8)
    status = models.CharField(max_length=20, choices=choices(domain.CaseStatus))
    criteria_set = models.CharField(max_length=40)
    country_key = KeyField()
    officer = ActorField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    gate_state = models.CharField(max_length=8, choices=choices(domain.GateState), default=domain.GateState.MISSING.value)
    gate_missing = models.PositiveIntegerField(default=0)
    gate_barred = models.PositiveIntegerField(default=0)
    gate_held = models.PositiveIntegerField(default=0)
    waiting_key = KeyField(blank=True, default="")
    disagreement = models.BooleanField(default=False)
    referred = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    received_by = ActorField()
    target_on = models.DateField()
    changed_at = models.DateTimeField()
    changed_by = ActorField()

    class Meta:
        indexes = [
            models.Index(fields=["status", "-received_at", "-id"], name="case_by_status"),
            models.Index(fields=["officer", "status", "-received_at"], name="case_by_officer"),
            models.Index(fields=["-received_at", "-id"], name="case_by_receipt"),
            models.Index(fields=["organisation", "-received_at"], name="case_by_organisation"),
            models.Index(fields=["-received_at", "-id"], condition=models.Q(referred=True), name="case_referred"),
            models.Index(fields=["-received_at", "-id", "waiting_key"], condition=~models.Q(waiting_key=""), name="case_awaiting_advice"),
        ]

    def __str__(self) -> str:
        return self.reference

    def gate(self) -> domain.GateSummary:
        return domain.GateSummary(domain.GateState(self.gate_state), self.gate_missing, self.gate_barred, self.gate_held)


class ListedCase(models.Model):
    """A case in lists, with the terms that find it (decision 0295). ``number`` counts all cases; ``place`` is that of ``domain.listing``.

    The services write it with the case, and nothing is decided on it.
    """

    EVERY: Final = "every:case"

    number = models.BigIntegerField(primary_key=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="listed")
    place = models.BigIntegerField(unique=True)
    terms = models.TextField()

    def __str__(self) -> str:
        return str(self.place)


class CaseDestination(models.Model):
    """A country to which a case goes or went: what the list of cases can be narrowed to."""

    code = models.CharField(primary_key=True, max_length=2)

    def __str__(self) -> str:
        return self.code


class LineRating(LineFactsRow):
    """The authority's rating of a line, with the facts it freezes. ``number`` counts versions; the latest stands."""

    id = PublicIdField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ratings")
    line = models.ForeignKey("applications.Line", on_delete=models.PROTECT, related_name="ratings")
    number = models.PositiveIntegerField()
    reasons = models.TextField()
    current = models.BooleanField(default=True)
    rated_at = models.DateTimeField()
    rated_by = ActorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="one_rating_of_a_number"),
            models.UniqueConstraint(fields=["line"], condition=models.Q(current=True), name="one_current_rating"),
            models.CheckConstraint(condition=~models.Q(reasons=""), name="rating_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"rating {self.number}"


class AdviceAsked(models.Model):
    """A department asked about one criterion and line, under the routing rules of the pack that ``rule`` names.

    It lapses while no rule asks it any more, because the line was rated meanwhile. What was asked of a line of an earlier
    version ends with that version: only lines of the case's own version count.
    """

    id = PublicIdField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="advice_asked")
    line = models.ForeignKey("applications.Line", on_delete=models.PROTECT, related_name="+")
    department = models.CharField(max_length=40)
    criterion = models.CharField(max_length=16)
    rule = models.CharField(max_length=80)
    answered = models.BooleanField(default=False)
    lapsed = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = ActorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "department", "criterion"], name="asked_once")]
        indexes = [models.Index(fields=["case", "answered"], name="advice_asked_by_case")]

    def __str__(self) -> str:
        return f"{self.department} on {self.criterion}"


class Advice(models.Model):
    """A finding on one criterion and line, with its reasons. A change is a new number; nothing is overwritten."""

    id = PublicIdField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="advice")
    line = models.ForeignKey("applications.Line", on_delete=models.PROTECT, related_name="advice")
    criterion = models.CharField(max_length=16)
    department = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=choices(domain.Level))
    finding = models.CharField(max_length=32, choices=choices(domain.Finding))
    reasons = models.TextField()
    reasons_sha256 = models.CharField(max_length=64)
    conditions = models.TextField(blank=True)
    number = models.PositiveIntegerField()
    current = models.BooleanField(default=True)
    given_at = models.DateTimeField()
    given_by = ActorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "criterion", "department", "level", "number"], name="one_advice_of_a_number"),
            models.UniqueConstraint(
                fields=["line", "criterion", "department", "level"], condition=models.Q(current=True), name="one_current_advice"
            ),
            models.CheckConstraint(condition=~models.Q(reasons=""), name="advice_has_reasons"),
        ]
        indexes = [models.Index(fields=["case", "current"], name="advice_by_case")]

    def __str__(self) -> str:
        return f"{self.department} on {self.criterion}"

    def to_domain(self) -> domain.LineFinding:
        return domain.LineFinding(
            self.line_id, self.criterion, self.department, domain.Level(self.level), domain.Finding(self.finding), self.id
        )


class Enquiry(models.Model):
    """A question to the exporter. The clock stands still from asking to answer.

    ``closes_after`` is the last day on which an answer keeps the case open. It is None for questions of earlier versions of Licet
    until their exporter is reminded.
    """

    id = PublicIdField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="enquiries")
    number = models.PositiveIntegerField()
    question = models.TextField()
    due_on = models.DateField()
    closes_after = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = ActorField()
    answered_at = models.DateTimeField(null=True)
    answered_by = ActorField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_enquiry_of_a_number"),
            models.UniqueConstraint(fields=["case"], condition=models.Q(answered_at__isnull=True), name="one_open_enquiry"),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answered_by="", answer="")
                | (models.Q(answered_at__isnull=False) & ~models.Q(answered_by="") & ~models.Q(answer="")),
                name="enquiry_answered_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"enquiry {self.number}"

    def stop(self) -> Stop:
        return Stop(self.asked_at, self.answered_at)


class Handling(models.Model):
    """Who handles a case: taken, assigned, handed over, recused, each an act with its reasons."""

    id = PublicIdField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handlings")
    kind = models.CharField(max_length=12, choices=choices(domain.HandlingKind))
    person = ActorField()
    to = ActorField(blank=True)
    reasons = models.TextField(blank=True)
    done_at = models.DateTimeField()
    done_by = ActorField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[domain.HandlingKind.TAKEN.value, domain.HandlingKind.ASSIGNED.value]) | ~models.Q(reasons=""),
                name="handling_has_reasons",
            )
        ]
        indexes = [
            models.Index(fields=["person", "case"], condition=models.Q(kind=domain.HandlingKind.RECUSED.value), name="recusals_by_person")
        ]

    def __str__(self) -> str:
        return self.kind


class Referral(models.Model):
    """A disagreement or question put to the minister, and what came back."""

    id = PublicIdField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    question = models.TextField()
    outcome = models.CharField(max_length=20, blank=True, choices=choices(domain.ReferralOutcome))
    words = models.TextField(blank=True)
    referred_at = models.DateTimeField()
    referred_by = ActorField()
    settled_at = models.DateTimeField(null=True)
    settled_by = ActorField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(settled_at__isnull=True), name="one_open_referral"),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, settled_by="", outcome="", words="")
                | (models.Q(settled_at__isnull=False) & ~models.Q(settled_by="") & ~models.Q(outcome="") & ~models.Q(words="")),
                name="referral_settled_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return self.question[:80]


class Step(models.Model):
    """One line of the case's history, in words, for the officials' timeline. ``shown`` says whether the exporter sees it.

    ``number`` is the revision of the case that the step made.
    """

    id = PublicIdField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    words = models.TextField()
    shown = models.BooleanField(default=False)
    done_at = models.DateTimeField()
    done_by = ActorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_step_of_a_number")]
        indexes = [models.Index(fields=["kind", "done_at"], name="steps_of_a_kind_by_time")]

    def __str__(self) -> str:
        return self.words[:80]
