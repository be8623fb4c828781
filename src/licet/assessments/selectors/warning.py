"""What is said before a version is concluded: warnings that must be read, and what is still missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from licet.assessments import domain
from licet.assessments.domain import Quoted, ToRead, VersionDraft, Warned
from licet.assessments.models import Assessment, DraftRevision
from licet.assessments.selectors.access import authors_of_draft, latest_revision
from licet.assessments.selectors.quoting import added, quoted
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.permission import Permission
from licet.kernel.rating import RatingCode
from licet.policy import public as policy


@dataclass(frozen=True, slots=True)
class BeforeConcluding:
    """``missing`` must be mended first, ``warnings`` read. None of ``authors`` may be who concludes."""

    missing: tuple[str, ...]
    warnings: tuple[ToRead, ...]
    last_author: str
    authors: tuple[str, ...]
    revision: int

    @property
    def keys(self) -> frozenset[str]:
        """Of all warnings: for a caller who has read them."""
        return frozenset(item.key for item in self.warnings)


def before_concluding(*, actor: Actor, row: Assessment, today: date, latest: DraftRevision | None = None) -> BeforeConcluding:
    """What the concluder is told of the draft as it stands: ``latest``, where the caller has it. Four queries."""
    if not actor.may(Permission.ASSESSMENT_READ):
        raise NotFound("assessment")
    draft = latest or latest_revision(row)
    content = draft.to_domain()
    known = quoted(content)
    wrong = [*domain.faults(content, today), *missing(content, known, today)]
    return BeforeConcluding(
        missing=tuple(map(str, wrong)),
        warnings=tuple(warnings_of(row, draft, content, known)),
        last_author=draft.saved_by,
        authors=authors_of_draft(row),
        revision=draft.number,
    )


def missing(content: VersionDraft, known: Mapping[str, Quoted], today: date) -> Iterator[Invalid]:
    """All that must be mended before the content can be concluded; ``known`` as :func:`quoted` gives it."""
    yield from domain.gaps(content, today, policy.pack().assessment_limits)
    yield from domain.unquotable(content, known)


def warnings_of(row: Assessment, latest: DraftRevision, content: VersionDraft, known: Mapping[str, Quoted]) -> Iterator[ToRead]:
    """In the order of the conclusions; the evidence last, by incident version. One query."""
    for number, item in enumerate(content.conclusions, 1):
        for code in domain.scope_warnings(item.scope, row.destination, _listed):
            yield ToRead(code, str(number), f"conclusion {number}")
    for moved in domain.moved(content, known):
        place = f"{moved.incident} version {moved.number}, now {moved.newest}"
        yield ToRead(Warned.EVIDENCE_MOVED, f"{moved.incident} v{moved.newest}", place)
    for new in added(row, content, latest.saved_at):
        yield ToRead(Warned.EVIDENCE_ADDED, f"{new.incident.reference} v{new.number}", new.incident.reference)


def _listed(code: str) -> bool:
    """Whether a scope's rating meets any entry of the control list: one that it holds, or one that holds it."""
    wanted = RatingCode.parse(code)
    return any(wanted.holds(entry.code) or entry.code.holds(wanted) for entry in policy.control_list().entries)
