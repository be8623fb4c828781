"""Lists and runs. Tables only grow: triggers refuse UPDATE and DELETE. Three change: the list of lists; when a run was
last compared again (:class:`Compared`), so that a newer list does not ask for a run of every licence (decision 0198); and which hits
wait for somebody (:class:`UnsettledHit`), a copy that makes their list quick."""

from typing import ClassVar

from django.db import models

from licet.platform.fields import ActorField, PublicIdField
from licet.screening.domain.hits import Outcome
from licet.screening.domain.listed import EntryType, NameKind, PartyName, Years
from licet.screening.domain.matching import ListedName

SHA256_LENGTH = 64


class Watchlist(models.Model):
    """A list under one name, such as "un-consolidated". Its versions hold what it says."""

    class Kind(models.TextChoices):
        UN = "un", "UN consolidated list, XML"
        CSV = "csv", "CSV with Licet's columns"

    id = PublicIdField(primary_key=True)
    name = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=3, choices=Kind)
    created_at = models.DateTimeField()
    created_by = ActorField()

    def __str__(self) -> str:
        return self.name


class ListVersion(models.Model):
    """One file of a list as it was loaded; the highest number is in force, unless an earlier one was brought back."""

    id = PublicIdField(primary_key=True)
    watchlist = models.ForeignKey("screening.Watchlist", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    published_on = models.DateField(null=True)
    sha256 = models.CharField(max_length=SHA256_LENGTH)
    parser_version = models.CharField(max_length=20)
    entry_count = models.PositiveIntegerField()
    name_count = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()
    loaded_by = ActorField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["watchlist", "number"], name="list_version_number"),
            models.UniqueConstraint(fields=["watchlist", "sha256", "parser_version"], name="list_version_bytes"),
        ]

    def __str__(self) -> str:
        return f"{self.watchlist_id} version {self.number}"


class VersionBroughtBack(models.Model):
    """An earlier version put in force again. It holds while ``after`` is the highest number of the list: a later file replaces it.

    ``number`` counts those of one list; the last one holds.
    """

    id = PublicIdField(primary_key=True)
    number = models.PositiveIntegerField()
    version = models.ForeignKey("screening.ListVersion", on_delete=models.PROTECT, related_name="brought_back")
    after = models.PositiveIntegerField()
    reasons = models.TextField()
    brought_back_at = models.DateTimeField()
    brought_back_by = ActorField()

    def __str__(self) -> str:
        return f"{self.version} after {self.after}"


class ListEntry(models.Model):
    """``countries`` as written; ``country_codes`` only where every one of them is known, else empty: not compared."""

    id = PublicIdField(primary_key=True)
    version = models.ForeignKey("screening.ListVersion", on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    ref = models.CharField(max_length=100)
    type = models.CharField(max_length=6, blank=True, default="", choices=[(item.value, item.value) for item in EntryType])
    name = models.TextField()
    countries = models.JSONField(default=list)
    country_codes = models.JSONField(default=list)
    born = models.JSONField(default=list)
    programme = models.TextField(blank=True, default="")
    listed_on = models.DateField(null=True)
    remarks = models.TextField(blank=True, default="")
    fingerprint = models.CharField(max_length=SHA256_LENGTH)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "number"], name="list_entry_number"),
            models.UniqueConstraint(fields=["version", "ref"], name="list_entry_ref"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.name}"


class EntryName(models.Model):
    """One name as written and in normal form; an empty form cannot be compared and is counted when the list is loaded."""

    id = PublicIdField(primary_key=True)
    entry = models.ForeignKey("screening.ListEntry", on_delete=models.PROTECT, related_name="names")
    name = models.TextField()
    kind = models.CharField(max_length=15, choices=[(item.value, item.value) for item in NameKind])
    quality = models.CharField(max_length=40, blank=True, default="")
    form = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name

    def to_domain(self) -> ListedName:
        entry = self.entry
        return ListedName(
            name_id=self.id,
            entry_id=entry.id,
            name=self.name,
            kind=NameKind(self.kind),
            quality=self.quality,
            entry_type=EntryType(entry.type) if entry.type else None,
            countries=frozenset(entry.country_codes),
            born=tuple(Years(first, last) for first, last in entry.born),
            fingerprint=entry.fingerprint,
        )


class Run(models.Model):
    """One screening of a subject (a text reference of its owner, such as an application version) against ``lists``.

    ``lists`` holds id, list, number, published_on and sha256 of every version used; empty says that none was loaded.
    """

    id = PublicIdField(primary_key=True)
    subject_ref = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    lists = models.JSONField(default=list)
    threshold = models.PositiveSmallIntegerField()
    rule_version = models.CharField(max_length=20)
    screened_at = models.DateTimeField()
    screened_by = ActorField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["subject_ref", "number"], name="run_number")]

    def __str__(self) -> str:
        return f"{self.subject_ref} run {self.number}"


class Basis(models.Model):
    """What parties are compared with: list versions as a run keeps them, threshold, rule. Each once; ``id`` is its digest."""

    id = models.CharField(max_length=SHA256_LENGTH, primary_key=True)
    lists = models.JSONField()
    threshold = models.PositiveSmallIntegerField()
    rule_version = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.id


class Compared(models.Model):
    """When the parties of a run were last compared, with what: its matches were the same ones. One row a run, overwritten.

    ``watched`` is false once nobody needs another comparison: a later run of the subject exists, or the subject is no pending
    case and no live licence any more, which is for good. So what is due is read from an index of the watched ones (decision 0225).
    """

    run = models.OneToOneField("screening.Run", on_delete=models.PROTECT, primary_key=True, related_name="compared")
    basis = models.ForeignKey("screening.Basis", on_delete=models.PROTECT, related_name="+", db_index=False)
    compared_at = models.DateTimeField()
    compared_by = ActorField()
    watched = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["basis", "compared_at"], condition=models.Q(watched=True), name="compared_watched"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} on {self.compared_at:%Y-%m-%d}"


class RunParty(models.Model):
    id = PublicIdField(primary_key=True)
    run = models.ForeignKey("screening.Run", on_delete=models.PROTECT, related_name="parties")
    party_ref = models.CharField(max_length=100)
    name = models.TextField()
    form = models.TextField()
    type = models.CharField(max_length=6, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    born = models.PositiveSmallIntegerField(null=True)
    address = models.TextField(blank=True, default="")
    fingerprint = models.CharField(max_length=SHA256_LENGTH)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "party_ref"], name="run_party_ref")]

    def __str__(self) -> str:
        return self.name

    def to_domain(self) -> PartyName:
        party_type = EntryType(self.type) if self.type else None
        return PartyName(self.party_ref, self.name, self.country or None, self.born, party_type, self.address)


class Hit(models.Model):
    """A listed entry that a party may be. ``carried_from`` is an adjudicated hit of the same unchanged pair.

    Both fingerprints are repeated here because the next run looks for the pair.
    """

    id = PublicIdField(primary_key=True)
    run = models.ForeignKey("screening.Run", on_delete=models.PROTECT, related_name="hits")
    party = models.ForeignKey("screening.RunParty", on_delete=models.PROTECT, related_name="hits")
    entry_name = models.ForeignKey("screening.EntryName", on_delete=models.PROTECT, related_name="hits")
    score = models.PositiveSmallIntegerField()
    explanation = models.JSONField()
    party_fingerprint = models.CharField(max_length=SHA256_LENGTH)
    entry_fingerprint = models.CharField(max_length=SHA256_LENGTH)
    carried_from = models.ForeignKey("screening.Hit", on_delete=models.PROTECT, null=True, related_name="carried_to")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["party_fingerprint", "entry_fingerprint"], name="hit_pair")]
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(score__lte=1000), name="hit_score_per_mille")]

    def __str__(self) -> str:
        return f"{self.party_id} {self.score}"


class UnsettledHit(models.Model):
    """A hit of the latest run of a watched subject of which nobody has said yet whether it is the same person. Services keep these.

    ``since``: when the parties of this subject were first found to match this entry.
    """

    hit = models.OneToOneField("screening.Hit", on_delete=models.PROTECT, primary_key=True, related_name="unsettled")
    subject_ref = models.CharField(max_length=100, db_index=True)
    since = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["since", "hit"], name="unsettled_by_age")]

    def __str__(self) -> str:
        return f"{self.hit_id} since {self.since:%Y-%m-%d}"


class Adjudication(models.Model):
    """What a person found of a hit; the latest version stands, earlier ones stay."""

    id = PublicIdField(primary_key=True)
    hit = models.ForeignKey("screening.Hit", on_delete=models.PROTECT, related_name="adjudications")
    version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12, choices=[(item.value, item.value) for item in Outcome])
    reasons = models.TextField()
    adjudicated_at = models.DateTimeField()
    adjudicated_by = ActorField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hit", "version"], name="adjudication_version"),
            models.CheckConstraint(condition=~models.Q(reasons=""), name="adjudication_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.hit_id} {self.version}: {self.outcome}"
