"""Tables of central assessments. All but :class:`Assessment`, which counts revisions, are written once; triggers refuse the rest."""

from django.db import models

from licet.assessments import domain
from licet.platform.fields import ActorField, PublicIdField, choices


class Assessment(models.Model):
    """One destination and conflict. ``revision`` counts saves of drafts, over all versions; ``drafting`` is the version
    that the latest of them drafts.
    """

    id = PublicIdField(primary_key=True)
    reference = models.CharField(max_length=24, unique=True)
    destination = models.CharField(max_length=2)
    conflict = models.SlugField(max_length=60)
    title = models.CharField(max_length=domain.LONGEST_NAME)
    revision = models.PositiveIntegerField()
    drafting = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    opened_by = ActorField()
    changed_at = models.DateTimeField()
    changed_by = ActorField()

    class Meta:
        ordering = ["destination", "conflict"]
        constraints = [models.UniqueConstraint(fields=["destination", "conflict"], name="one_assessment_of_a_conflict")]

    def __str__(self) -> str:
        return self.reference

    @property
    def topics(self) -> tuple[str, str]:
        """What concerns may be about that whoever writes or concludes this assessment should know of."""
        return f"assessment:{self.reference}", f"destination:{self.destination}"


class DraftRevision(models.Model):
    """One save of a draft with its author and reason: drafts are versions too.

    ``accepted`` are keys of warnings that the person who saved it accepts by name; such a save changes no words.
    """

    id = PublicIdField(primary_key=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    version_number = models.PositiveIntegerField()
    content = models.JSONField()
    accepted = models.JSONField(default=list)
    reason = models.TextField()
    saved_at = models.DateTimeField()
    saved_by = ActorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="one_revision_of_a_number"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="revision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"

    def to_domain(self) -> domain.VersionDraft:
        return domain.from_json(self.content)


class AssessmentVersion(models.Model):
    """A concluded version. ``valid_from`` is the day from which it speaks of the world, ``recorded_on`` that of its conclusion:
    what was in force for a day as known on another follows from kept rows alone.

    ``content`` is what the rows below say, ``text`` the same in words as signers read it, ``coverage`` as it was then.
    """

    id = PublicIdField(primary_key=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    evidence_until = models.DateField()
    valid_from = models.DateField()
    review_by = models.DateField()
    recorded_on = models.DateField()
    public_summary = models.TextField()
    reason = models.TextField()
    authors = models.JSONField()
    coverage = models.JSONField()
    content = models.JSONField()
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    concluded_at = models.DateTimeField()
    concluded_by = ActorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="one_assessment_version_of_a_number"),
            models.CheckConstraint(condition=models.Q(evidence_until__lte=models.F("recorded_on")), name="evidence_not_after_conclusion"),
            models.CheckConstraint(condition=models.Q(valid_from__lte=models.F("recorded_on")), name="valid_not_after_conclusion"),
            models.CheckConstraint(condition=models.Q(review_by__gt=models.F("recorded_on")), name="review_after_conclusion"),
            models.CheckConstraint(condition=~models.Q(public_summary=""), name="version_has_public_summary"),
        ]
        indexes = [models.Index(fields=["assessment", "valid_from", "number"], name="version_by_validity")]

    def __str__(self) -> str:
        return f"version {self.number}"

    def to_domain(self) -> domain.VersionDraft:
        return domain.from_json(self.content)

    def covered(self) -> domain.Coverage:
        return domain.coverage_from_json(self.coverage)


class _Finding(models.Model):
    """What every row of a version has: its version and the key by which conclusions cite it."""

    id = PublicIdField(primary_key=True)
    version = models.ForeignKey(AssessmentVersion, on_delete=models.PROTECT, related_name="%(class)ss")
    key = models.CharField(max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key


class IncidentFinding(_Finding):
    """Of one incident *version* under one rule: a later version of the incident changes nothing here."""

    incident_version = models.ForeignKey("evidence.IncidentVersion", on_delete=models.PROTECT, related_name="findings")
    incident = models.CharField(max_length=24)
    rule = models.CharField(max_length=24, choices=choices(domain.IhlRule))
    finding = models.CharField(max_length=24, choices=choices(domain.Breach))
    why = models.CharField(max_length=16, blank=True, choices=choices(domain.Insufficiency))
    reasons = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_incident_finding"),
            models.CheckConstraint(
                condition=(models.Q(finding=domain.Breach.INSUFFICIENT.value) & ~models.Q(why=""))
                | (~models.Q(finding=domain.Breach.INSUFFICIENT.value) & models.Q(why="")),
                name="insufficient_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(finding=domain.Breach.NOT_YET.value) | ~models.Q(reasons=""), name="incident_finding_has_reasons"
            ),
        ]


class ThemeFinding(_Finding):
    theme = models.CharField(max_length=40, choices=choices(domain.Theme))
    finding = models.CharField(max_length=24, choices=choices(domain.ThemeWord))
    reasons = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_theme_finding")]


class CommitmentFinding(_Finding):
    finding = models.CharField(max_length=24, choices=choices(domain.CommitmentWord))
    reasons = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version"], name="one_commitment_finding")]


class Capability(_Finding):
    finding = models.CharField(max_length=24, choices=choices(domain.CapabilityWord))
    reasons = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version"], name="one_capability")]


class Procedure(_Finding):
    """One row of the schedule of civilian-protection procedures."""

    kind = models.CharField(max_length=24, choices=choices(domain.ProcedureKind))
    exists = models.CharField(max_length=12, choices=choices(domain.Known))
    used = models.CharField(max_length=12, choices=choices(domain.Known))
    outcome = models.TextField(blank=True)
    evidence = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_procedure")]


class Assurance(_Finding):
    """What the recipient assured, by whom and when, and what the record shows since."""

    number = models.PositiveIntegerField()
    text = models.TextField()
    given_on = models.DateField()
    by = models.CharField(max_length=domain.LONGEST_NAME)
    since = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_assurance")]


class Question(_Finding):
    """What was asked of the recipient; ``answered_on`` is empty while it is not answered."""

    number = models.PositiveIntegerField()
    text = models.TextField()
    asked_of = models.CharField(max_length=domain.LONGEST_NAME)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_question"),
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=True) | models.Q(answered_on__gte=models.F("asked_on")),
                name="question_answered_after_asked",
            ),
        ]


class Conclusion(models.Model):
    """Of one scope, with reasons; ``cites`` are keys of findings of the same version.

    ``basis`` counts what a *no clear risk* rested on, ``short_of`` what it lacked of the full requirement when it was concluded, and
    ``accepted_by`` who accepted that. ``basis`` is None for other findings, and in versions concluded before it was counted.
    """

    id = PublicIdField(primary_key=True)
    version = models.ForeignKey(AssessmentVersion, on_delete=models.PROTECT, related_name="conclusions")
    ordinal = models.PositiveSmallIntegerField()
    scope = models.JSONField()
    finding = models.CharField(max_length=24, choices=choices(domain.ConclusionFinding))
    reasons = models.TextField()
    cites = models.JSONField()
    basis = models.JSONField(null=True)
    short_of = models.JSONField(default=list)
    accepted_by = models.JSONField(default=list)
    considered_against = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "ordinal"], name="one_conclusion_of_an_ordinal"),
            models.CheckConstraint(condition=~models.Q(reasons=""), name="conclusion_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.scope}"
