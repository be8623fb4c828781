"""What is said before a version is concluded: warnings that must be read, and what is still missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from licet.assessments import domain
from licet.assessments.domain import ConclusionDraft, ConclusionFinding, Coverage, Quoted, ToRead, VersionDraft, Warned
from licet.assessments.models import Assessment, DraftRevision
from licet.assessments.selectors.access import latest_revision, saves_of_draft
from licet.assessments.selectors.covering import coverage_among
from licet.assessments.selectors.quoting import added, quoted
from licet.evidence import public as evidence
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.kernel.rating import RatingCode
from licet.kernel.scope import Scope
from licet.policy import public as policy


@dataclass(frozen=True, slots=True)
class BeforeConcluding:
    """``missing`` must be mended first, ``warnings`` read. None of ``authors`` may be who concludes.

    ``accepted`` names, by key of a warning, the authors who accepted it: a warning about a basis needs one of them and the concluder.
    """

    missing: tuple[str, ...]
    warnings: tuple[ToRead, ...]
    last_author: str
    authors: tuple[str, ...]
    revision: int
    accepted: Mapping[str, tuple[str, ...]]

    @property
    def to_accept(self) -> tuple[ToRead, ...]:
        """Warnings that no author has accepted yet."""
        return tuple(item for item in self.warnings if item.code is Warned.BASIS and item.key not in self.accepted)

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
    incidents = evidence.current_versions(destination=row.destination, conflict=row.conflict)
    covered, saves = coverage_among(incidents, content), saves_of_draft(row)
    wrong = [*domain.faults(content, today), *missing(content, known, today), *without_basis(content, covered)]
    return BeforeConcluding(
        missing=tuple(map(str, wrong)),
        warnings=tuple(warnings_of(row.destination, content, known, Standing(incidents, covered, saves.written_at or draft.saved_at))),
        last_author=draft.saved_by,
        authors=saves.authors,
        revision=draft.number,
        accepted=saves.accepted,
    )


def missing(content: VersionDraft, known: Mapping[str, Quoted], today: date) -> Iterator[Invalid]:
    """All that must be mended before the content can be concluded; ``known`` as :func:`quoted` gives it."""
    yield from domain.gaps(content, today, policy.pack().assessment_limits)
    yield from domain.unquotable(content, known)


def without_basis(content: VersionDraft, covered: Coverage) -> Iterator[Invalid]:
    """Each *no clear risk* for which the version has less than the pack's minimum, with all that is missing."""
    for number, item in enumerate(read_drafted_conclusions(content, covered), 1):
        if item.lacks:
            said = f"“no clear risk” has no sufficient basis (rule {domain.BASIS_RULE}): {'; '.join(item.lacks)}"
            yield Invalid(f"{said}. Conclude “not determined”, or complete the assessment.", place=f"conclusion {number}")


@dataclass(frozen=True, slots=True)
class DraftedConclusion:
    """A drafted conclusion as the gate would read it: a *no clear risk* that ``lacks`` something of the minimum is *not determined*."""

    finding: ConclusionFinding
    scope: Scope
    lacks: tuple[str, ...]


def read_drafted_conclusions(content: VersionDraft, covered: Coverage) -> tuple[DraftedConclusion, ...]:
    """Every drafted conclusion, in its order; ``covered`` is what :func:`coverage_of` counts of the content."""
    return tuple(_as_the_gate_reads(content, covered, item) for item in content.conclusions)


def _as_the_gate_reads(content: VersionDraft, covered: Coverage, item: ConclusionDraft) -> DraftedConclusion:
    if item.finding is not ConclusionFinding.NO_CLEAR_RISK:
        return DraftedConclusion(item.finding, item.scope, ())
    lacks = domain.below_minimum(domain.basis_of(content, covered, item), policy.pack().no_clear_risk)
    return DraftedConclusion(ConclusionFinding.NOT_DETERMINED if lacks else item.finding, item.scope, lacks)


def short_of_full(content: VersionDraft, covered: Coverage) -> dict[int, tuple[str, ...]]:
    """By number of each *no clear risk*: what it lacks of the pack's full requirement. Those that lack nothing are left out."""
    rule = policy.pack().no_clear_risk
    risks = ((n, item) for n, item in enumerate(content.conclusions, 1) if item.finding is ConclusionFinding.NO_CLEAR_RISK)
    lacking = ((number, domain.below_full(domain.basis_of(content, covered, item), rule)) for number, item in risks)
    return {number: lacks for number, lacks in lacking if lacks}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is registered now, how much of it the content covers, and when its words were saved last."""

    incidents: Sequence[evidence.IncidentVersion]
    covered: Coverage
    written_at: Instant


def warnings_of(destination: str, content: VersionDraft, known: Mapping[str, Quoted], standing: Standing) -> Iterator[ToRead]:
    """In the order of the conclusions; the evidence last, by incident version."""
    short = short_of_full(content, standing.covered)
    for number, item in enumerate(content.conclusions, 1):
        if lacks := short.get(number):
            yield ToRead(Warned.BASIS, domain.warning_key(number, lacks), f"conclusion {number}: {'; '.join(lacks)}")
        for code in domain.scope_warnings(item.scope, destination, _listed):
            yield ToRead(code, str(number), f"conclusion {number}")
    for moved in domain.moved(content, known):
        place = f"{moved.incident} version {moved.number}, now {moved.newest}"
        yield ToRead(Warned.EVIDENCE_MOVED, f"{moved.incident} v{moved.newest}", place)
    for new in added(standing.incidents, content, standing.written_at):
        yield ToRead(Warned.EVIDENCE_ADDED, f"{new.incident.reference} v{new.number}", new.incident.reference)


def _listed(code: str) -> bool:
    """Whether a scope's rating meets any entry of the control list: one that it holds, or one that holds it."""
    wanted = RatingCode.parse(code)
    return any(wanted.holds(entry.code) or entry.code.holds(wanted) for entry in policy.control_list().entries)
