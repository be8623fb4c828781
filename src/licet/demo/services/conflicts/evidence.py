"""Intake of the papers as they come, source by source; and incidents recorded from what they say."""
# ruff: noqa: E501  (what is said of a source stands on one line)

from collections.abc import Iterator, Sequence
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from licet.demo.domain.composing import pick
from licet.demo.domain.happenings import Happening
from licet.demo.domain.whereabouts import whereabouts
from licet.demo.services import corpus
from licet.demo.services.corpus import Document
from licet.demo.services.desk import Desk, Incidents
from licet.demo.services.timeline import Story, Timeline
from licet.evidence import public as evidence
from licet.evidence.public import (
    Action,
    Attribution,
    Casualties,
    Category,
    Cited,
    Credibility,
    Harm,
    IhlRule,
    IncidentDraft,
    ObjectHit,
    PlacePrecision,
    Position,
    Reliability,
    SourceKind,
    Standing,
)
from licet.kernel.actor import Actor
from licet.kernel.instants import Instant

INTAKES: Final = (433, 344, 263, 171, 146, 90, 42, 34, 4)
"""Days before the last on which the files of all sources, each grown since, were taken in."""
MORNING, LATER = time(9, 10), time(10, 20)
DAMAGED: Final = "Lanmere Dispatch"
ASSESSOR, HEAD = "sylvie.korr", "bastian.holm"
ACCEPTS: Final = frozenset({"k009", "k017", "k042", "k060", "k093", "s014", "s025"})
"""Incidents for which a party has taken responsibility."""
DISPUTED: Final = frozenset({"k039", "s016"})
"""Incidents for which each side names the other."""
DENIES: Final = ("no ", "not ", "nobody", "knows nothing", "nothing", "claims", "disputed")

GRADES: Final = (
    ("Sarra Valley Incident Monitor", SourceKind.NGO, Reliability.B, "Publishes its method and its corrections; two of its notes had to be withdrawn."),
    ("Joint Humanitarian Office", SourceKind.UN, Reliability.A, "Speaks of what its own staff and partners saw, and says what it does not know."),
    ("Observer Mission to Kasdara", SourceKind.UN, Reliability.A, "Keeps apart what it saw and what it was told; has been right where it could be checked."),
    ("Lanmere Dispatch", SourceKind.NEWS, Reliability.C, "Careful with witnesses, dependent on what it is shown."),
    ("Kasdara: statements of ministries", SourceKind.OFFICIAL, Reliability.D, "A party to the conflict; several of its statements were corrected by itself."),
    ("Port Sable: statements of the Free City", SourceKind.OFFICIAL, Reliability.D, "A party to the conflict; figures could not be followed up."),
    ("Delta Harbour Watch", SourceKind.NGO, Reliability.B, "Few people, near to the place; its numbers agree with those of the Office."),
    ("Courts and tribunals: notices", SourceKind.OFFICIAL, Reliability.A, "The notices themselves; what is alleged in them is not found by them."),
)  # fmt: skip


def take_in(desk: Desk, line: Timeline) -> Story:
    """Each intake: the grown files, then incidents that are new in them, and those of which more is said now."""
    known = desk.incidents
    for number, ago in enumerate(INTAKES):
        yield (now := line.ago(ago, MORNING))
        arrived = _ingest(desk[ASSESSOR], line.today, now)
        if number == 0:
            _grade(desk[HEAD], now)
        yield (now := line.ago(ago, LATER))
        _record(desk[ASSESSOR], line.today, arrived, known, now, last=number == len(INTAKES) - 1)


def _ingest(actor: Actor, today: date, now: Instant) -> list[Document]:
    """Take in what each source has published up to this day; returns all documents that have come so far."""
    arrived = []
    with TemporaryDirectory(prefix="licet-corpus-") as folder:
        for source, papers in sorted(corpus.by_source(today).items()):
            published = [paper for paper in papers if paper.on <= now.date()]
            if not published:
                continue
            name = "".join(letter if letter.isalnum() else "-" for letter in source.lower())
            path = Path(folder) / f"{name}-{now:%Y-%m}.txt"
            path.write_bytes(corpus.file_of(published, cut=source == DAMAGED and len(published) == len(papers)))
            evidence.ingest_tagged(actor=actor, path=path, source=source, now=now)
            arrived += published
    return arrived


def _grade(actor: Actor, now: Instant) -> None:
    there = set(evidence.Source.objects.values_list("name", flat=True))
    for name, kind, reliability, reasons in GRADES:
        if name in there:
            evidence.grade_source(actor=actor, source=name, kind=kind, reliability=reliability, reasons=reasons, now=now)


def _record(actor: Actor, today: date, arrived: Sequence[Document], known: Incidents, now: Instant, *, last: bool) -> None:
    """New incidents in one set; a further version of those that a second source speaks of now."""
    quoted = _quote(actor, arrived, known, now)
    new = [item for item in corpus.happenings() if item.key in quoted and item.key not in known.references]
    drafts = [_draft(item, quoted[item.key], today, triaged=not last) for item in new]
    made = evidence.record_incidents(actor=actor, drafts=drafts, now=now) if drafts else []
    for item, version in zip(new, made, strict=True):
        known.references[item.key], known.versions[item.key] = version.incident.reference, version.pk
        known.cited[item.key] = quoted[item.key]
    for item in corpus.happenings():
        if item.key in quoted and len(quoted[item.key]) > len(known.cited[item.key]):
            _revise(actor, item, quoted[item.key], today, known, now)


def _quote(actor: Actor, arrived: Sequence[Document], known: Incidents, now: Instant) -> dict[str, tuple[str, ...]]:
    """The spans by incident, in the order of the documents; those quoted before are found again."""
    papers = [paper for paper in arrived if any(len(known.cited.get(key, ())) < 2 for key, _ in paper.quotes)]
    rows = evidence.Document.objects.filter(dated_on__in={paper.on for paper in papers}).values_list(
        "capture__source__name", "number", "pk"
    )
    keys = {(source, int(number)): pk for source, number, pk in rows}
    wanted, whose = [], []
    for paper in papers:
        for key, words in paper.quotes:
            start = paper.text.index(words)
            wanted.append((keys[paper.source, paper.number], start, start + len(words)))
            whose.append(key)
    found: dict[str, tuple[str, ...]] = {}
    for key, span in zip(whose, evidence.quotes(actor=actor, wanted=wanted, now=now), strict=True):
        found[key] = (*found.get(key, ()), span.pk)
    return found


def _revise(actor: Actor, item: Happening, spans: tuple[str, ...], today: date, known: Incidents, now: Instant) -> None:
    made = evidence.revise_incident(
        actor=actor,
        incident=known.references[item.key],
        draft=_draft(item, spans, today, triaged=True),
        reason="A second source has come in; what it adds is quoted.",
        expected_version=1,
        now=now,
    )
    known.versions[item.key], known.cited[item.key] = made.pk, spans


def _draft(item: Happening, spans: tuple[str, ...], today: date, *, triaged: bool) -> IncidentDraft:
    thing = item.thing[0].upper() + item.thing[1:]
    words = [item.account, item.second] if len(spans) > 1 else [item.account]
    there = whereabouts(item, corpus.places())
    return IncidentDraft(
        destination=item.theatre.destination,
        conflict=item.theatre.conflict,
        title=f"{item.place[0].upper()}{item.place[1:]}: {thing[0].lower()}{thing[1:]}",
        date_from=item.first_day(today),
        date_to=item.last_day(today),
        place=item.place,
        place_precision=PlacePrecision(there.precision),
        latitude=there.latitude,
        longitude=there.longitude,
        rules=frozenset(IhlRule(rule) for rule in item.rules),
        objects=frozenset({ObjectHit(item.hit)}),
        cited=tuple(Cited(span, Credibility.TWO if pick(span, 3) else Credibility.THREE) for span in sorted(spans)),
        summary=" ".join(item.told(each, today) for each in words),
        means=item.means,
        casualties=tuple(_casualties(item, spans)),
        attributions=tuple(_attributions(item)),
        standing=Standing.TRIAGED if triaged and pick(f"{item.key} triage", 10) else Standing.REGISTERED,
    )


def _casualties(item: Happening, spans: tuple[str, ...]) -> Iterator[Casualties]:
    """In custody those harmed are detainees; the higher number is that of the second source, where there is one."""
    whom = Category.DETAINEES if item.hit == "place of detention" else Category.CIVILIANS
    for harm, counted in ((Harm.KILLED, item.killed), (Harm.INJURED, item.hurt)):
        if counted:
            yield Casualties(whom, harm, counted[0], counted[1], spans)


def _attributions(item: Happening) -> Iterator[Attribution]:
    if item.key in DISPUTED:
        yield from (Attribution(party, Position.DENIED) for party in (item.theatre.forces, item.theatre.others))
    elif item.by:
        denied = any(word in f"{item.reply.lower()} " for word in DENIES)
        position = Position.ACCEPTED if item.key in ACCEPTS else Position.DENIED if denied else Position.SILENT
        yield Attribution(item.by, position, Action.DECLARED if item.reply and not denied else Action.LIKELY)
