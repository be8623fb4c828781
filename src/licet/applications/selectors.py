"""Reads of applications: always through who asks. An exporter sees their own organisation's only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db.models import Exists, OuterRef, QuerySet

from licet.applications import domain
from licet.applications.models import Application, Line, Party, Version, VersionDocument
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.rating import RatingCode
from licet.policy import public as policy


def access_application(*, actor: Actor, application: str, permission: Permission = Permission.APPLICATION_READ) -> Application:
    """The application, for its own organisation's people, or for officials who read cases once it was sent.

    Raises NotFound for everybody else. One query.
    """
    found = visible_applications(actor=actor, permission=permission).filter(pk=application).first()
    if found is None:
        raise NotFound("application")
    return found


def visible_applications(*, actor: Actor, permission: Permission = Permission.APPLICATION_READ) -> QuerySet[Application, Application]:
    """What this actor may know of: an unsent draft is nobody's business but its organisation's."""
    if not actor.may(permission):
        return Application.objects.none()
    rows = Application.objects.select_related("organisation")
    if actor.organisation is not None:
        return rows.filter(organisation=actor.organisation)
    return rows.filter(Exists(_sent())) if actor.may(Permission.CASE_READ) else rows.none()


def _sent() -> QuerySet[Version, Version]:
    return Version.objects.filter(application=OuterRef("pk"))


@dataclass(frozen=True, slots=True)
class DraftRow:
    """An application not sent yet, for the portal's start page."""

    application: str
    name: str
    licence_type: str
    revision: int
    changed_at: datetime
    changed_by: str
    sections: dict[domain.Section, str]

    @property
    def done(self) -> int:
        return sum(state == "done" for state in self.sections.values())


def drafts(*, actor: Actor, now: Instant, limit: int = 50) -> tuple[DraftRow, ...]:
    """Applications of the actor's organisation that were never sent, last changed first. One query."""
    rows = visible_applications(actor=actor).filter(~Exists(_sent())).order_by("-changed_at", "-id")[:limit]
    return tuple(
        DraftRow(row.pk, row.name, row.licence_type, row.revision, row.changed_at, row.changed_by, _sections(row.to_domain(), now))
        for row in rows
    )


def _sections(draft: domain.Draft, now: Instant) -> dict[domain.Section, str]:
    return dict(domain.section_states(draft, faults_of(draft, now)))


def faults_of(draft: domain.Draft, now: Instant) -> tuple[domain.Fault, ...]:
    """What is missing or wrong before sending, by this authority's destinations, currency, control list and day. No query."""
    known, today = {item.code for item in policy.destinations()}, policy.today(now)
    rating_fault = partial(_rating_fault, today)
    return domain.check(draft, destinations=known, currency=policy.pack().currency, rating_fault=rating_fault, today=today)


def _rating_fault(today: date, typed: str) -> str | None:
    try:
        entry = policy.control_entry(RatingCode.parse(typed), today)
    except Invalid:
        return None  # said already: it is not written like a code
    return None if entry else "is not in the control list"


def access_versions(*, actor: Actor, application: str) -> tuple[Version, ...]:
    """All submissions of an application, oldest first. Two queries."""
    found = access_application(actor=actor, application=application)
    return tuple(found.versions.order_by("number"))


def draft_of(version: Version) -> domain.Draft:
    """What the exporter wrote, as it was frozen."""
    return domain.draft_from_content(version.content)


def lines_of(versions: Sequence[str]) -> tuple[Line, ...]:
    """The lines of versions, in order. For modules above, which have found that the actor may see the case."""
    return tuple(Line.objects.filter(version__in=versions).order_by("version", "number"))


def parties_of(versions: Sequence[str]) -> tuple[Party, ...]:
    return tuple(Party.objects.filter(version__in=versions).order_by("version", "number"))


def attachments_of(version: str) -> tuple[VersionDocument, ...]:
    """Documents of a version, each with its row of the store, or the reason why there is none."""
    return tuple(VersionDocument.objects.filter(version=version).select_related("document").order_by("kind", "id"))
