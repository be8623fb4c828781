"""A world with one of everything that an address can name."""

from __future__ import annotations

from pathlib import Path

from tests.module.api.caller import Caller, slug
from tests.module.assessments import builders
from tests.module.assessments.builders import Assessing
from tests.module.evidence.conftest import a_draft, record
from tests.module.reviews.reviewing import frozen, opened
from tests.world import NOW, World, lines_of

from licet.evidence import public as evidence
from licet.evidence.public import IncidentVersion, OfficialLineDraft, ProceedingDraft, ProceedingKind
from licet.kernel.actor import Actor
from licet.kernel.days import KnownDay
from licet.kernel.scope import Scope
from licet.people.public import Role
from licet.reviews import public as reviews

TEXT = (
    "The ministry of health said that a shell hit the clinic in Bermut on Friday, killing at least four people. "
    "Residents spoke of six dead.\n\nThe army declined to comment."
)


def people_who_assess(world: World) -> Assessing:
    """An assessor and who concludes, before anything is recorded."""
    roles = {"assessor": Role.ASSESSOR, "head": Role.HEAD_OF_ASSESSMENT}
    return Assessing(world, {name: builders._person(f"asm-{name}", role) for name, role in roles.items()})


def an_incident(actor: Actor, folder: Path) -> IncidentVersion:
    """Recorded from three quotes of two sources, at Kasdara."""
    for source, text in (("Bermut Monitor", TEXT), ("Relief Agency", "Six people died when the clinic was struck, the agency said.")):
        path = folder / "corpus.txt"
        path.write_text(record(1, text, "Clinic in Bermut struck", on="2031-04-12"))
        evidence.ingest_tagged(actor=actor, path=path, source=source, now=NOW)
    first, second = evidence.Document.objects.order_by("serial")
    words = [(first, "killing at least four people"), (first, "Residents spoke of six dead."), (second, "Six people died")]
    spans = [evidence.quote_words(actor=actor, document=document.pk, words=text, now=NOW) for document, text in words]
    draft = a_draft(spans, date_from=NOW.date().replace(month=4, day=11), date_to=NOW.date().replace(month=4, day=11), destination="QM")
    return evidence.record_incident(actor=actor, draft=draft, now=NOW)


def public_facts(actor: Actor, head: Actor) -> tuple[str, str]:
    """References of a proceeding and an official line."""
    proceeding = ProceedingDraft(
        destination="QM",
        kind=ProceedingKind.ARREST_WARRANT,
        title="A warrant",
        court="A court",
        text="It was asked for.",
        sought_on=KnownDay(NOW.date()),
    )
    made = evidence.record_proceeding(actor=actor, draft=proceeding, now=NOW)
    line = OfficialLineDraft(
        destination="QM",
        topic="destination:QM",
        said_on=NOW.date(),
        said_by="Press office of the Authority",
        venue="Briefing",
        words="No comment.",
    )
    said = evidence.record_official_line(actor=head, draft=line, now=NOW)
    return made.proceeding.reference, said.line.reference


def everything(world: World, folder: Path) -> dict[str, list[str]]:
    """Ids and references by the name that addresses give them."""
    assessing = people_who_assess(world)
    incident = an_incident(assessing["assessor"], folder)
    proceeding, line = public_facts(assessing["assessor"], assessing["head"])
    assessment = assessing.open()
    assessing.incidents[:] = [incident]
    assessing.concluded(assessment)
    licence = world.granted()
    case, fresh = world.ready(), world.case()
    act = world.propose(case)
    review = opened(world)
    frozen(world, review)
    trigger = reviews.raise_trigger(actor=world["manager"], title="A fact", scope=Scope.parse("destination=QN"), now=world.now())
    draft = Caller(world, "exporter").do("applications", {"name": "Radios", "licence_type": "IND"}, status=201)
    named = (act, licence, licence.decision, assessment, review, trigger, incident.incident)
    return {
        "case": [case.pk, fresh.pk],
        "application": [draft["id"], fresh.application_id],
        "reference": [*(slug(item.reference) for item in named), slug(proceeding), slug(line)],
        "document": [row.pk for row in evidence.Document.objects.all()],
        "line": [*lines_of(case), *lines_of(fresh)],
        "name": ["value-by-destination-year", "count-by-outcome"],
        "incident": [incident.incident.reference],
        "span": [row.pk for row in evidence.Span.objects.all()],
    }
