"""Fills a store for the assessor's journey. Run in a process of the store: `python tests/journey/web_desk/assessor_store.py`."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import django

django.setup()

from tests import world as worlds  # noqa: E402

from licet.platform import clock, outbox  # noqa: E402

worlds.NOW = clock.now() - timedelta(days=9)  # what is served reads the real clock

from tests.module.assessments.builders import CONFLICT, Assessing  # noqa: E402

from licet.evidence import public as evidence  # noqa: E402
from licet.evidence.domain.incidents import PlacePrecision  # noqa: E402
from licet.evidence.domain.law import IhlRule, ObjectHit  # noqa: E402
from licet.kernel.days import KnownDay  # noqa: E402
from licet.people import public as people  # noqa: E402
from licet.web.desk.converters import Reference  # noqa: E402

PASSWORD = "correct horse battery staple"
TITLES = (
    ("A market in Dorn was hit at noon", "distinction", "market or shop"),
    ("A clinic in Sarra lost its generator", "medical protection", "health care"),
    ("Four relief lorries were turned back at Keld", "relief access", "relief convoy or store"),
    ("A bridge was closed to people on foot", "relief access", "road or crossing"),
)


KNOWN = (PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT, PlacePrecision.COUNTRY)
PLACES = ((Decimal("-47.1"), Decimal("-123.5")), (Decimal("-47.1"), Decimal("-123.5")), (Decimal("-46.8"), Decimal("-123.2")), (None, None))
"""Of two that fall together, one that is known to the district only, and one without coordinates."""


def corpus(folder: Path) -> Path:
    day = (worlds.NOW - timedelta(days=30)).date()
    records = [
        f"F-N-S-T-A-R-T. {number} F-N-E-N-D. D-A-T-E-S-T-A-R-T. {day} D-A-T-E-E-N-D. T-I-T-L-E-S-T-A-R-T. {title} T-I-T-L-E-E-N-D. "
        f"T-E-X-T-S-T-A-R-T. {title}. Nobody has said who ordered it. T-E-X-T-E-N-D.\n"
        for number, (title, _rule, _hit) in enumerate(TITLES, 1)
    ]
    path = folder / "corpus.txt"
    path.write_text("".join(records))
    return path


def record(assessing: Assessing, folder: Path) -> None:
    """Each document's title is quoted and becomes an incident."""
    actor = assessing["assessor"]
    taken = evidence.ingest_tagged(actor=actor, path=corpus(folder), source="valley-monitor", now=assessing.now())
    day = (worlds.NOW - timedelta(days=31)).date()
    drafts = []
    documents = evidence.Document.objects.order_by("serial")
    for document, (title, rule, hit), known, (latitude, longitude) in zip(documents, TITLES, KNOWN, PLACES, strict=True):
        span = evidence.quote(actor=actor, document=document.pk, start=0, end=len(title), now=assessing.now())
        drafts.append(
            evidence.IncidentDraft(
                destination="QM",
                conflict=CONFLICT,
                title=title,
                date_from=day,
                date_to=day,
                place="Sarra valley",
                place_precision=known,
                latitude=latitude,
                longitude=longitude,
                rules=frozenset({IhlRule(rule)}),
                objects=frozenset({ObjectHit(hit)}),
                cited=(evidence.Cited(span.pk),),
            )
        )
    assert taken.documents
    assessing.incidents = evidence.record_incidents(actor=actor, drafts=drafts, now=assessing.now())


def revise(assessing: Assessing) -> None:
    """The first incident is told otherwise after the assessment was concluded; a court and the authority speak of it."""
    first, today = assessing.incidents[0], worlds.NOW.date()
    draft = replace(first.to_domain(), summary="A second shell fell.", marking="exercise")
    evidence.revise_incident(
        actor=assessing["assessor"],
        incident=first.incident.reference,
        draft=draft,
        reason="Seen on site.",
        expected_version=1,
        now=assessing.now(),
    )
    order = evidence.ProceedingDraft(
        destination="QM",
        kind=evidence.ProceedingKind.COURT_ORDER,
        title="Order to look again",
        court="A court",
        text="Look again.",
        sought_on=KnownDay(today),
    )
    evidence.record_proceeding(actor=assessing["assessor"], draft=order, now=assessing.now())
    said = {
        "destination": "QM",
        "topic": "destination:QM",
        "said_by": "Press office of the Authority",
        "venue": "A briefing",
        "words": "No comment.",
    }
    evidence.record_official_line(actor=assessing["head"], draft=evidence.OfficialLineDraft(**said, said_on=today), now=assessing.now())


def fill(folder: Path) -> dict[str, str]:
    world = worlds.build(folder)
    assessing = Assessing.begin(world, incidents=False)
    for actor in (*world.actors.values(), *assessing.people.values()):
        people.set_password(actor=worlds.ADMINISTRATOR, user=actor.id.removeprefix("user:"), password=PASSWORD, now=world.now())
    world.granted(destination="QN")
    record(assessing, folder)
    row = assessing.open()
    assessing.draft(row)
    assessing.conclude(row)
    revise(assessing)
    assessing.draft(row, reason="Two more convoys were turned back.", public_summary="Relief was held up twice.")
    outbox.deliver_pending()
    return {"reference": Reference().to_url(row.reference)}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(fill(Path(made))))  # noqa: T201 - this is what the store tells
