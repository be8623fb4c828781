"""Who there is. Rows are ended, never deleted: a name on an old decision still leads to a person."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Lower

from licet.kernel.actor import Actor
from licet.kernel.audience import Audience
from licet.kernel.instants import Instant
from licet.people.domain import Held, OrganisationStatus, Role, Side, permissions_of
from licet.platform.fields import ActorField, PublicIdField


def both_or_neither(at: str, by: str) -> Q:
    """A moment and its author stand together (architecture: every ``*_at`` has its ``*_by``)."""
    return Q(**{f"{at}__isnull": True, f"{by}__isnull": True}) | Q(**{f"{at}__isnull": False, f"{by}__isnull": False})


class Organisation(models.Model):
    """An exporter. ``slug`` is its stable name in scripts and addresses; ``address`` keeps its line breaks."""

    id = PublicIdField(primary_key=True)
    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    registration_number = models.CharField(max_length=40, unique=True)
    customs_number = models.CharField(max_length=40, blank=True)  # EORI or the like
    address = models.TextField(max_length=1000)
    country = models.CharField(max_length=2)
    email = models.EmailField()
    status = models.CharField(max_length=16, choices=[(each.value, each.value) for each in OrganisationStatus])
    created_at = models.DateTimeField()
    created_by = ActorField()
    closed_at = models.DateTimeField(null=True)
    closed_by = ActorField(null=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            CheckConstraint(condition=both_or_neither("closed_at", "closed_by"), name="organisation_closed_by_whom"),
            CheckConstraint(
                condition=Q(status=OrganisationStatus.CLOSED.value, closed_at__isnull=False)
                | Q(status=OrganisationStatus.ACTIVE.value, closed_at__isnull=True),
                name="organisation_status_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A part of the government; ``code`` is what policy packs call it."""

    id = PublicIdField(primary_key=True)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    created_by = ActorField()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """A person who signs in, of one organisation or one department. ``demonstration`` marks an invented one."""

    id = PublicIdField(primary_key=True)
    username = models.CharField(max_length=64, unique=True)
    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    demonstration = models.BooleanField(default=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, null=True, related_name="users")
    department = models.ForeignKey("people.Department", on_delete=models.PROTECT, null=True, related_name="users")
    created_at = models.DateTimeField()
    created_by = ActorField()

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        ordering = ["full_name", "id"]
        constraints = [
            CheckConstraint(
                condition=Q(organisation__isnull=True, department__isnull=False) | Q(organisation__isnull=False, department__isnull=True),
                name="user_belongs_to_one_side",
            ),
            CheckConstraint(condition=Q(username=Lower("username")), name="user_username_small_letters"),
            CheckConstraint(condition=Q(email=Lower("email")), name="user_email_small_letters"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def actor_id(self) -> str:
        return f"user:{self.pk}"

    @property
    def side(self) -> Side:
        return Side.ORGANISATION if self.organisation_id else Side.DEPARTMENT

    def to_domain(self, roles: frozenset[Role]) -> Actor:
        """This person as an actor with these roles; the department must be loaded."""
        return Actor(
            id=self.actor_id,
            name=self.full_name,
            roles=frozenset(role.value for role in roles),
            permissions=permissions_of(roles),
            organisation=self.organisation_id,
            department=self.department.code if self.department else None,
        )


class Membership(models.Model):
    """A role a person holds from one day to another, both included."""

    id = PublicIdField(primary_key=True)
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=32, choices=[(each.value, each.value) for each in Role])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    given_at = models.DateTimeField()
    given_by = ActorField()
    ended_at = models.DateTimeField(null=True)
    ended_by = ActorField(null=True)

    class Meta:
        ordering = ["role", "valid_from"]
        constraints = [
            CheckConstraint(condition=Q(role__in=[each.value for each in Role]), name="membership_role_known"),
            CheckConstraint(  # one ended on the day it was given never counted
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")) | Q(ended_at__isnull=False),
                name="membership_days_in_order",
            ),
            CheckConstraint(condition=both_or_neither("ended_at", "ended_by"), name="membership_ended_by_whom"),
            UniqueConstraint(fields=["user", "role"], condition=Q(ended_at__isnull=True), name="membership_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"

    def to_domain(self) -> Held:
        return Held(Role(self.role), self.valid_from, self.valid_to)


class DistributionList(models.Model):
    """A named list of addresses. An internal one reaches only the mail ``domains`` it names."""

    id = PublicIdField(primary_key=True)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    audience = models.CharField(max_length=32, choices=[(each.value, each.value) for each in Audience])
    domains = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    created_by = ActorField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            CheckConstraint(
                condition=(Q(audience=Audience.PUBLIC.value) & Q(domains=[]))
                | (Q(audience__in=[each.value for each in Audience if each is not Audience.PUBLIC]) & ~Q(domains=[])),
                name="list_internal_names_domains",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ListMember(models.Model):
    """An address on a list, until it is taken off."""

    id = PublicIdField(primary_key=True)
    list = models.ForeignKey("people.DistributionList", on_delete=models.PROTECT, related_name="members")
    address = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()
    added_by = ActorField()
    removed_at = models.DateTimeField(null=True)
    removed_by = ActorField(null=True)

    class Meta:
        ordering = ["address"]
        constraints = [
            CheckConstraint(condition=both_or_neither("removed_at", "removed_by"), name="list_member_removed_by_whom"),
            UniqueConstraint("list", Lower("address"), condition=Q(removed_at__isnull=True), name="list_member_once"),
        ]

    def __str__(self) -> str:
        return self.address


class AccessToken(models.Model):
    """A program's way to speak for one person. The secret itself is kept nowhere; a token never signs (decision 0170)."""

    id = PublicIdField(primary_key=True)
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = ActorField()
    ended_at = models.DateTimeField(null=True)
    ended_by = ActorField(null=True)

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [CheckConstraint(condition=both_or_neither("ended_at", "ended_by"), name="token_ended_by_whom")]

    def __str__(self) -> str:
        return self.name


class PasswordLink(models.Model):
    """A link with which one person sets a password once. The code in the link is stored only as a digest (decision 0220)."""

    id = PublicIdField(primary_key=True)
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="password_links")
    sha256 = models.CharField(max_length=64, unique=True)
    valid_until = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = ActorField()
    used_at = models.DateTimeField(null=True)
    used_by = ActorField(null=True)
    voided_at = models.DateTimeField(null=True)
    voided_by = ActorField(null=True)

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            CheckConstraint(condition=both_or_neither("used_at", "used_by"), name="password_link_used_by_whom"),
            CheckConstraint(condition=both_or_neither("voided_at", "voided_by"), name="password_link_voided_by_whom"),
            CheckConstraint(condition=Q(used_at__isnull=True) | Q(voided_at__isnull=True), name="password_link_used_or_void"),
            UniqueConstraint(fields=["user"], condition=Q(used_at__isnull=True, voided_at__isnull=True), name="password_link_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.made_at}"

    def is_open(self, now: Instant) -> bool:
        return self.used_at is None and self.voided_at is None and now < self.valid_until


class PersonChange(models.Model):
    """What was done to somebody's account, as its event said: the log keeps only commitments, and this opens them."""

    id = PublicIdField(primary_key=True)
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=64)
    details = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = ActorField()

    class Meta:
        ordering = ["-changed_at", "kind", "id"]
        indexes = [models.Index(fields=["user", "-changed_at"], name="person_change_by_user")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"


class BrowserSession(AbstractBaseSession):
    """Django's session with whose it is, so that it can be listed and ended. Without a user nobody is signed in by it."""

    user = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="sessions")

    class Meta:
        indexes = [models.Index(fields=["user", "expire_date"], name="session_by_user")]

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from licet.people.sessions import SessionStore

        return SessionStore
