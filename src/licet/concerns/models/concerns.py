"""A concern with all that belongs to it: its keys, points, levels, steps, files, and what was said of the time afterwards."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from licet.concerns import domain
from licet.platform.fields import PublicIdField, choices


class LevelKey(models.Model):
    """The public key of a level: all that filing needs. The private one is made from LICET_CONCERNS_KEY when it is used."""

    level = models.CharField(max_length=40, primary_key=True)
    public = models.BinaryField()
    made_on = models.DateField()

    def __str__(self) -> str:
        return self.level


class Concern(models.Model):
    """A concern as it stands. ``notice`` is the opaque reference that signers see; ``owed`` counts points without an answer.

    ``revision`` is the number of the last step that changed it: the database refuses a change that no new step accounts for
    (``accounted_for.py``). ``held``: filed beyond the hourly number, and not on a handler's list before the next daily batch.

    ``verified`` says that it was filed while signed in, by choice; it is *not verified as an official* otherwise.
    """

    id = PublicIdField(primary_key=True)
    lookup = models.CharField(max_length=8, unique=True)
    notice = PublicIdField(unique=True)
    filed_on = models.DateField()
    naming = models.CharField(max_length=8, choices=choices(domain.Naming))
    verified = models.BooleanField()
    status = models.CharField(max_length=8, choices=choices(domain.Status))
    closing = models.CharField(max_length=60, choices=choices(domain.Closing), blank=True)
    closed_on = models.DateField(null=True)
    level = models.CharField(max_length=40)
    owed = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(default=1)
    held = models.BooleanField(null=True)
    parties = models.BinaryField()
    name = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["status", "level"], name="concern_by_status")]
        constraints = [
            CheckConstraint(
                condition=Q(owed=0) | Q(status=domain.Status.OPEN.value) | Q(closing=domain.Closing.WITHDRAWN.value),
                name="concern_never_closes_with_a_point_unanswered",
            ),
            CheckConstraint(
                condition=Q(status=domain.Status.CLOSED.value, closed_on__isnull=False) & ~Q(closing="")
                | ~Q(status=domain.Status.CLOSED.value) & Q(closed_on__isnull=True, closing=""),
                name="concern_closed_says_how",
            ),
            CheckConstraint(
                condition=Q(naming=domain.Naming.NOBODY.value, name__isnull=True)
                | ~Q(naming=domain.Naming.NOBODY.value) & Q(name__isnull=False),
                name="concern_named_or_not",
            ),
        ]

    def __str__(self) -> str:
        return self.notice


class Wrap(models.Model):
    """The content key, sealed for one who may open the concern: a level, the raiser's code, the colleagues' code."""

    id = PublicIdField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="wraps")
    whom = models.CharField(max_length=48)
    sealed = models.BinaryField()

    class Meta:
        constraints = [UniqueConstraint(fields=["concern", "whom"], name="concern_wrapped_once_for_each")]

    def __str__(self) -> str:
        return f"{self.concern_id} for {self.whom}"


class Topic(models.Model):
    """What a concern is about: ``destination:QM``, ``case:XA-IND 2031/000412``."""

    id = PublicIdField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="topics")
    topic = models.CharField(max_length=60)

    class Meta:
        constraints = [UniqueConstraint(fields=["concern", "topic"], name="concern_topic_once")]

    def __str__(self) -> str:
        return self.topic


class Point(models.Model):
    """A numbered point: its words sealed for ever, how it stands in clear.

    ``promised_by`` is the last day for what an answer *act* promised, ``done_on`` the day on which somebody said that it was done.
    ``changed_in`` is the number of the step that changed the row last; null as it was filed.
    """

    id = PublicIdField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    words = models.BinaryField()
    standing = models.CharField(max_length=32, choices=choices(domain.Standing))
    promised_by = models.DateField(null=True)
    done_on = models.DateField(null=True)
    changed_in = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["concern", "number"], name="concern_point_number_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.standing}"


class Rung(models.Model):
    """A level that the concern reached, with its clocks there. ``changed_in`` as of :class:`Point`."""

    id = PublicIdField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="rungs")
    number = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=40)
    since = models.DateField()
    acknowledge_by = models.DateField()
    answer_by = models.DateField()
    acknowledged_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    extended = models.PositiveSmallIntegerField(default=0)
    left_on = models.DateField(null=True)
    left_why = models.CharField(max_length=48, choices=choices(domain.Climb), blank=True)
    changed_in = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["concern", "number"], name="concern_rung_number_once"),
            UniqueConstraint(fields=["concern"], condition=Q(left_on__isnull=True), name="concern_stands_at_one_level"),
            CheckConstraint(condition=Q(left_on__isnull=True) ^ ~Q(left_why=""), name="concern_rung_left_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.level}"

    def to_domain(self) -> domain.Rung:
        return domain.Rung(
            self.level,
            self.since,
            self.acknowledge_by,
            self.answer_by,
            self.acknowledged_on,
            self.answered_on,
            self.extended,
            self.left_on,
            domain.Climb(self.left_why) if self.left_why else None,
        )


class Step(models.Model):
    """What was done, in order: who said what is sealed in ``content``. ``commitment`` is what the daily batch carries."""

    id = PublicIdField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=choices(domain.StepKind))
    level = models.CharField(max_length=40)
    day = models.DateField()
    content = models.BinaryField()
    commitment = models.BinaryField()
    carried_on = models.DateField(null=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["concern", "number"], name="concern_step_number_once")]
        indexes = [models.Index(fields=["day"], name="concern_step_to_carry", condition=Q(carried_on__isnull=True))]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind}"


class Attachment(models.Model):
    """A sealed file under the procedure's own root; its name and kind are sealed here."""

    id = PublicIdField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="attachments")
    number = models.PositiveSmallIntegerField()
    about = models.BinaryField()

    class Meta:
        constraints = [UniqueConstraint(fields=["concern", "number"], name="concern_attachment_number_once")]

    def __str__(self) -> str:
        return f"attachment {self.number}"


class CoSignature(models.Model):
    """A colleague signed too: a digest under the concern's own key, so that each counts once. No day, no name."""

    id = PublicIdField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="co_signatures")
    tag = models.BinaryField()

    class Meta:
        constraints = [UniqueConstraint(fields=["concern", "tag"], name="concern_co_signed_once_each")]

    def __str__(self) -> str:
        return "a colleague"


class ProtectionFollowUp(models.Model):
    """What the raiser said, ``after_days`` after closing, of whether they were treated worse for it. Said once, never changed.

    ``answer`` is sealed under a key of its own, and ``wraps`` holds that key for the levels above the one that answered, and for
    the raiser's code: the concern's key, which every level holds, does not open it. ``due_on`` is the day it was asked for.
    ``kept_from`` are tags (as of co-signatures) of the people who had acted on the concern: an office that they come to hold later
    does not show it to them.
    """

    id = PublicIdField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="follow_ups")
    after_days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    day = models.DateField()
    answer = models.BinaryField()
    wraps = models.BinaryField()
    kept_from = models.BinaryField()
    read_on = models.DateField(null=True)

    class Meta:  # closed anew, it is asked anew
        constraints = [UniqueConstraint(fields=["concern", "after_days", "due_on"], name="concern_follow_up_once")]

    def __str__(self) -> str:
        return f"after {self.after_days} days"
