"""What is said before a version is concluded: warnings that must be read, and what is still missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from licet.assessments import domain
from licet.assessments.domain import VersionDraft, Warned
from licet.assessments.models import Assessment
from licet.assessments.selectors.access import latest_revision
from licet.assessments.selectors.quoting import newer
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.permission import Permission
from licet.kernel.rating import RatingCode
from licet.policy import public as policy


@dataclass(frozen=True, slots=True)
class ToRead:
    """One thing that a concluder must have read: its code, where it is, and the sentence."""

    code: Warned
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class BeforeConcluding:
    """``missing`` must be mended first, ``warnings`` read. ``last_author`` may not be who concludes."""

    missing: tuple[str, ...]
    warnings: tuple[ToRead, ...]
    last_author: str
    revision: int

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(item.code.value for item in self.warnings)


def before_concluding(*, actor: Actor, row: Assessment, today: date) -> BeforeConcluding:
    """What the concluder is told of the draft as it stands."""
    if not actor.may(Permission.ASSESSMENT_READ):
        raise NotFound("assessment")
    latest = latest_revision(row)
    content = latest.to_domain()
    wrong = [*domain.faults(content, today), *domain.gaps(content, today, policy.pack().assessment_limits)]
    return BeforeConcluding(tuple(map(str, wrong)), tuple(warnings_of(row, content)), latest.saved_by, latest.number)


def warnings_of(row: Assessment, content: VersionDraft) -> Iterator[ToRead]:
    """In the order of the conclusions; the evidence last."""
    for number, item in enumerate(content.conclusions, 1):
        for code in domain.scope_warnings(item.scope, row.destination, _listed):
            yield ToRead(code, f"conclusion {number}", domain.SENTENCES[code])
    for moved in newer({item.incident_version for item in content.incidents}):
        place = f"{moved.incident} version {moved.quoted}, now {moved.newest}"
        yield ToRead(Warned.EVIDENCE_MOVED, place, domain.SENTENCES[Warned.EVIDENCE_MOVED])


def _listed(code: str) -> bool:
    """Whether a scope's rating meets any entry of the control list: one that it holds, or one that holds it."""
    wanted = RatingCode.parse(code)
    return any(wanted.holds(entry.code) or entry.code.holds(wanted) for entry in policy.control_list().entries)
