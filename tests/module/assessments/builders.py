"""People who assess, incidents at an invented destination, and a version that could be concluded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from tests.laid import once
from tests.world import ADMINISTRATOR, NOW, World

from licet.assessments import public as assessments
from licet.assessments.models import Assessment, AssessmentVersion, DraftRevision
from licet.assessments.public import (
    Breach,
    CapabilityDraft,
    CapabilityWord,
    CommitmentDraft,
    CommitmentWord,
    ConclusionDraft,
    ConclusionFinding,
    IncidentFindingDraft,
    Insufficiency,
    Known,
    ProcedureDraft,
    ProcedureKind,
    ThemeDraft,
    ThemeWord,
    VersionDraft,
)
from licet.evidence.domain.codec import write_incident
from licet.evidence.domain.law import IhlRule, ObjectHit, Theme
from licet.evidence.models import Incident, IncidentVersion
from licet.evidence.public import Grade, IncidentDraft
from licet.kernel.actor import Actor
from licet.kernel.scope import Scope
from licet.people import public as people
from licet.people.public import Role
from licet.platform.ids import new_id

TODAY = NOW.date()
CONFLICT = "sarra-valley"
WARNINGS = ProcedureDraft(
    kind=ProcedureKind.WARNINGS, exists=Known.YES, used=Known.IN_PART, outcome="Two of three in time.", evidence="Leaflets were kept."
)


@dataclass
class Assessing:
    """An assessor, another one, who concludes, and a deputy; incident versions by number."""

    world: World
    people: dict[str, Actor]
    incidents: list[IncidentVersion] = field(default_factory=list)

    @classmethod
    def begin(cls, world: World, *, incidents: bool = True) -> Assessing:
        made = cls(world, dict(_assessors()))
        made.incidents = [an_incident(number) for number in (1, 2, 3)] if incidents else []
        return made

    def __getitem__(self, name: str) -> Actor:
        return self.people.get(name) or self.world[name]

    def now(self) -> datetime:
        return self.world.now()

    def open(self, *, by: str = "assessor", destination: str = "QM", conflict: str = CONFLICT) -> Assessment:
        return assessments.open_assessment(
            actor=self[by], destination=destination, conflict=conflict, title="Kasdara, Sarra valley", now=self.now()
        )

    def draft(self, row: Assessment, *, by: str = "assessor", reason: str = "Written up.", **changes: object) -> DraftRevision:
        row.refresh_from_db()
        content = replace(self.content(), **changes)  # type: ignore[arg-type]
        return assessments.draft_version(
            actor=self[by], assessment=row.pk, content=content, reason=reason, expected_revision=row.revision, now=self.now()
        )

    def conclude(
        self,
        row: Assessment,
        *,
        by: str = "head",
        now: datetime | None = None,
        read: bool = False,
        accept: bool = True,
        **options: object,
    ) -> AssessmentVersion:
        """``read``: having read every warning there is. ``accept``: what a *no clear risk* lacks is accepted first, by the assessor."""
        if accept:
            options["warned"] = [*options.get("warned", ()), *self.accept(row, now=now)]  # type: ignore[misc, has-type]
        row.refresh_from_db()
        if read:
            before = assessments.before_concluding(actor=self[by], row=row, today=(now or NOW).date())
            options["warned"] = before.keys
        return assessments.conclude(
            actor=self[by],
            assessment=row.pk,
            expected_revision=row.revision,
            now=now or self.now(),
            **options,  # type: ignore[arg-type]
        )

    def accept(self, row: Assessment, *, by: str = "assessor", now: datetime | None = None) -> list[str]:
        """Accept by name what each *no clear risk* lacks; the keys of these warnings."""
        row.refresh_from_db()
        before = assessments.before_concluding(actor=self[by], row=row, today=(now or NOW).date())
        keys = [item.key for item in before.to_accept]
        if keys:
            assessments.accept_shortfalls(
                actor=self[by], assessment=row.pk, expected_revision=before.revision, accepted=keys, now=now or self.now()
            )
        return keys

    def concluded(self, row: Assessment | None = None, **changes: object) -> AssessmentVersion:
        row = row or self.open()
        self.draft(row, **changes)
        return self.conclude(row)

    def content(self) -> VersionDraft:
        return VersionDraft(
            evidence_until=TODAY - timedelta(days=10),
            valid_from=TODAY,
            review_by=TODAY + timedelta(days=90),
            incidents=tuple(
                IncidentFindingDraft(incident_version=item.pk, rule=IhlRule.DISTINCTION, finding=finding, why=why, reasons="As recorded.")
                for item, (finding, why) in zip(
                    self.incidents, ((Breach.POSSIBLE, None), (Breach.INSUFFICIENT, Insufficiency.INTENT)), strict=False
                )
            ),
            themes=(
                ThemeDraft(theme=Theme.HOSTILITIES, finding=ThemeWord.NOT_DETERMINED, reasons="Targets are not known."),
                ThemeDraft(theme=Theme.RELIEF, finding=ThemeWord.POSSIBLE, reasons="Convoys were turned back."),
                ThemeDraft(theme=Theme.DETAINEES, finding=ThemeWord.NOT_YET),
            ),
            commitment=CommitmentDraft(finding=CommitmentWord.IN_PART, reasons="Orders say so, conduct does not."),
            capability=CapabilityDraft(finding=CapabilityWord.CAPABLE, reasons="Trained staff."),
            procedures=(WARNINGS,),
            conclusions=(a_conclusion(),),
            public_summary="Relief was held up.",
        )


def a_conclusion(text: str = "destination=QM rating=ML", finding: ConclusionFinding = ConclusionFinding.CLEAR_RISK) -> ConclusionDraft:
    return ConclusionDraft(
        scope=Scope.parse(text), finding=finding, reasons="Relief was held up again.", cites=("theme:humanitarian relief",)
    )


def an_incident(
    number: int, *, destination: str = "QM", conflict: str = CONFLICT, day: date = date(2031, 4, 1), at: datetime = NOW
) -> IncidentVersion:
    row = Incident(
        id=new_id(),
        reference=f"XA-INC 2031/{number:06d}",
        destination=destination,
        conflict=conflict,
        latest=1,
        recorded_at=at,
        recorded_by="system:test",
    )
    Incident.objects.bulk_create([row])
    return a_version(row, 1, day)


def a_version(
    row: Incident, number: int, day: date = date(2031, 4, 1), *, title: str = "A market was hit", **changes: object
) -> IncidentVersion:
    """As evidence keeps a version, but without the quotes behind it."""
    draft = IncidentDraft(
        destination=row.destination,
        conflict=row.conflict,
        title=title,
        date_from=day,
        date_to=day,
        place="Sarra valley",
        rules=frozenset({IhlRule.DISTINCTION}),
        objects=frozenset({ObjectHit.MARKET}),
        cited=(),
        **changes,  # type: ignore[arg-type]
    )
    made = IncidentVersion(
        id=new_id(),
        incident=row,
        number=number,
        title=draft.title,
        date_from=day,
        date_to=day,
        precision=draft.precision,
        rules=f"|{IhlRule.DISTINCTION}|",
        objects_hit=f"|{ObjectHit.MARKET}|",
        grade=Grade.WEAK,
        grade_why="a single credible source",
        standing=draft.standing,
        content=write_incident(draft),
        reason="" if number == 1 else "A second source.",
        made_at=NOW,
        made_by="system:test",
    )
    IncidentVersion.objects.bulk_create([made])
    Incident.objects.filter(pk=row.pk).update(latest=number)
    return made


@once
def _assessors() -> dict[str, Actor]:
    roles = {"assessor": Role.ASSESSOR, "other": Role.ASSESSOR, "head": Role.HEAD_OF_ASSESSMENT, "deputy": Role.HEAD_OF_ASSESSMENT}
    return {name: _person(f"asm-{name}", role) for name, role in roles.items()}


def _person(username: str, role: Role) -> Actor:
    user = people.create_user(
        actor=ADMINISTRATOR,
        username=username,
        full_name=username.replace("-", " ").title(),
        email=f"{username}@example.org",
        now=NOW,
        department="foreign-affairs",
        demonstration=True,
    )
    people.give_role(actor=ADMINISTRATOR, user=user.pk, role=role, reasons="x", now=NOW, valid_from=NOW.date())
    return people.actor_for(user, on=NOW.date())


def a_complete_basis(incidents: list[IncidentVersion], **changes: object) -> dict[str, object]:
    """Changes to :meth:`Assessing.content` under which *no clear risk* meets the demonstration's minimum, and not its full requirement."""
    whole: dict[str, object] = {
        "incidents": tuple(
            IncidentFindingDraft(incident_version=item.pk, rule=IhlRule.DISTINCTION, finding=Breach.UNLIKELY, reasons="As recorded.")
            for item in incidents[:1]
        ),
        "conclusions": (a_conclusion(finding=ConclusionFinding.NO_CLEAR_RISK),),
    }
    return whole | changes
