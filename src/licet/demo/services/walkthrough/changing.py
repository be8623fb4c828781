"""When facts change: documents become incidents, an assessment concludes, and the gate obeys it."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from licet.assessments import public as assessments
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
    ThemeDraft,
    ThemeWord,
    VersionDraft,
)
from licet.decisions import public as decisions
from licet.demo.domain import Ending, Plan
from licet.demo.services.stories import story
from licet.demo.services.walkthrough.grant import OFFICER, names
from licet.demo.services.walkthrough.play import Found, Play, expect
from licet.demo.services.walkthrough.record import MANY, SCOPE, publish
from licet.evidence import public as evidence
from licet.evidence.public import Cited, Document, IhlRule, IncidentDraft, IncidentVersion, ObjectHit, Theme
from licet.kernel.event import Json
from licet.kernel.scope import Scope
from licet.licences import public as licences
from licet.licences.public import LicenceStatus
from licet.policy import public as policy
from licet.reviews.public import Trigger

DESTINATION, CONFLICT, MARKING, SOURCE = "QR", "walkthrough", "walkthrough", "Walkthrough"
ASSESSOR, HEAD, DEPUTY, DRAFTER = "sylvie.korr", "bastian.holm", "miriam.aubry", "rosa.venn"
MOST: Final = 12
"""So many documents at most become incidents."""
LONGEST: Final = 1_500
WAITING: Final = Plan(key="waiting", trade="vests-zephra", start=0, ending=Ending.FOUND)
_SENTENCE: Final = re.compile(r"\s*(.+?[.?!…]”?)(?=\s|[A-Z“\"]|$)", re.DOTALL)


def first_sentence(text: str) -> tuple[int, int]:
    """From where to where the first sentence stands; all of a text that ends without a full stop."""
    found = _SENTENCE.match(text)
    start, end = found.span(1) if found else (len(text) - len(text.lstrip()), len(text.rstrip()))
    return start, min(end, start + LONGEST)


class Changing:
    """From a file of documents to a clear risk. ``versions`` are the incidents as they were recorded."""

    def __init__(self, play: Play, documents: Path) -> None:
        self.play, self.desk, self.documents = play, play.desk, documents
        self.versions: list[IncidentVersion] = []
        self.assessment = ""

    def run(self) -> None:
        play = self.play
        play.do("twenty licences granted, one case left open", self.grant)
        play.do("documents read", self.read)
        play.do("the same file again adds nothing", self.read_again)
        play.do("incidents recorded from first sentences", self.record)
        play.do("first version concluded: not determined", self.conclude_first)
        play.refuse("a conclusion that cites another version's finding", self.cite_elsewhere, "own-findings-only", self._ids())
        play.do("what a clear risk would bar", self.what_if)
        play.refuse("concluded by its own author", self.conclude_alone, "second person", self._ids())
        play.do("revised version concluded: clear risk", self.conclude_second)
        play.do("trigger raised, with what it touches", self.triggers)
        play.do("lines barred", self.barred)
        play.refuse("grant against a clear risk", lambda: self.desk.propose(WAITING, OFFICER, play.now()), "the gate is barred")
        play.refuse("a departure that never ends", self.depart_for_ever, "expires")

    def _ids(self) -> dict[str, Json]:
        return {"assessment": self.assessment} if self.assessment else {}

    def _day(self) -> date:
        return policy.today(self.play.began)

    def grant(self) -> Found:
        for number in range(MANY):
            trade = ("helmets-zephra", "handhelds-zephra")[number % 2]
            for _ in story(self.play.telling(Plan(key=f"many-{number}", trade=trade, start=0, scale=50 + number))):
                pass
        for _ in story(self.play.telling(WAITING)):
            pass
        publish(self.play)
        found = licences.licences_in_scope(actor=self.desk["helen.aster"], scope=Scope.parse(SCOPE), status=LicenceStatus.IN_FORCE)
        expect(len(found.references) == MANY, f"{MANY} licences should be in force.")
        return {"licences": [*found.references], "case": self.desk.case(WAITING).reference}, {"scope": Scope.parse(SCOPE).sentence(names())}

    def read(self) -> Found:
        taken = evidence.ingest_tagged(actor=self.desk[ASSESSOR], path=self.documents, source=SOURCE, now=self.play.now())
        first = taken.first(100)[1]
        told = "".join(f" Its first reject, of {taken.rejects:,}, is at byte {item.offset}: {item.reason.value}." for item in first[:1])
        expect(taken.documents > 0, f"The file holds no document in the tagged format: nothing can be recorded from it.{told}")
        rejects: list[Json] = [{"offset": item.offset, "line": item.line, "reason": item.reason.value} for item in first]
        ids: dict[str, Json] = {"capture": taken.capture, "file sha256": taken.sha256}
        return ids, {"documents": taken.documents, "known": taken.known, "rejected": taken.rejects, "rejects": rejects}

    def read_again(self) -> Found:
        taken = evidence.ingest_tagged(actor=self.desk[ASSESSOR], path=self.documents, source=SOURCE, now=self.play.now())
        expect(taken.again, "The same bytes should be known.")
        return {"capture": taken.capture}, {"new": 0}

    def record(self) -> Found:
        rows = list(Document.objects.order_by("serial")[:MOST])
        actor, now = self.desk[ASSESSOR], self.play.now()
        spans = evidence.quotes(actor=actor, wanted=[(row.pk, *first_sentence(row.text)) for row in rows], now=now)
        drafts = [self._draft(row, span.pk) for row, span in zip(rows, spans, strict=True)]
        self.versions = evidence.record_incidents(actor=actor, drafts=drafts, now=now)
        quoted: list[Json] = [span.quote[:120] for span in spans]
        return {"incidents": [row.incident.reference for row in self.versions]}, {
            "destination": policy.destination_name(DESTINATION),
            "marking": MARKING,
            "quoted": quoted,
        }

    def _draft(self, row: Document, span: str) -> IncidentDraft:
        """What a document says stands here for something at an invented place; a day to come is taken for today."""
        on = min(row.dated_on, self._day())
        return IncidentDraft(
            destination=DESTINATION,
            conflict=CONFLICT,
            title=" ".join(row.title.split())[:160],
            date_from=on,
            date_to=on,
            place="a place of the walkthrough",
            rules=frozenset({IhlRule.DISTINCTION}),
            objects=frozenset({ObjectHit.NOT_KNOWN}),
            cited=(Cited(span),),
            marking=MARKING,
        )

    # --- the assessment ---------------------------------------------------------------------------------------------------
    def conclude_first(self) -> Found:
        title = "Zephra: a conflict of the walkthrough"
        row = assessments.open_assessment(
            actor=self.desk[ASSESSOR], destination=DESTINATION, conflict=CONFLICT, title=title, now=self.play.now()
        )
        self.assessment = row.reference
        self._save(ASSESSOR, self._content(ConclusionFinding.NOT_DETERMINED), "First draft.")
        return self._conclude(HEAD)

    def conclude_second(self) -> Found:
        return self._conclude(DEPUTY)

    def conclude_alone(self) -> None:
        """The head of assessment saves, and would conclude what they wrote, also after another person's save."""
        self._save(HEAD, self._content(ConclusionFinding.CLEAR_RISK), "Revised: the reasons carry a clear risk.")
        words = "A second person agrees, and says so in the reasons."
        self._save(DRAFTER, self._content(ConclusionFinding.CLEAR_RISK, "Read by a second assessor."), words)
        self._conclude(HEAD)

    def cite_elsewhere(self) -> None:
        content = self._content(ConclusionFinding.CLEAR_RISK, cites=(f"{self.assessment} v1 commitment",))
        self._save(DRAFTER, content, "Cites the version before.")

    def _save(self, who: str, content: VersionDraft, reason: str) -> None:
        latest = assessments.Assessment.objects.get(reference=self.assessment).revision
        assessments.draft_version(
            actor=self.desk[who], assessment=self.assessment, content=content, reason=reason, expected_revision=latest, now=self.play.now()
        )

    def _conclude(self, who: str) -> Found:
        row, now = assessments.Assessment.objects.get(reference=self.assessment), self.play.now()
        before = assessments.before_concluding(actor=self.desk[who], row=row, today=self._day())
        made = assessments.conclude(
            actor=self.desk[who], assessment=self.assessment, expected_revision=before.revision, now=now, warned=before.keys
        )
        publish(self.play)
        conclusions: list[Json] = [item.about for item in assessments.conclusions_in_force(self._day()) if item.version == made.pk]
        return {"assessment": self.assessment, "version": made.pk, "conclusions": conclusions}, {"coverage": made.coverage}

    def _content(self, finding: ConclusionFinding, more: str = "", cites: tuple[str, ...] = ("commitment",)) -> VersionDraft:
        risk = finding is ConclusionFinding.CLEAR_RISK
        breach, why = (Breach.POSSIBLE, None) if risk else (Breach.INSUFFICIENT, Insufficiency.TARGET)
        word = ThemeWord.POSSIBLE if risk else ThemeWord.NOT_DETERMINED
        reasons = " ".join(part for part in ("Of the walkthrough; nothing of it is real.", more) if part)
        rows = [
            IncidentFindingDraft(incident_version=row.pk, rule=IhlRule.DISTINCTION, finding=breach, why=why, reasons=reasons)
            for row in self.versions
        ]
        return VersionDraft(
            evidence_until=self._day(),
            valid_from=self._day(),
            review_by=self._day() + timedelta(days=60),
            incidents=tuple(rows),
            themes=tuple(ThemeDraft(theme=theme, finding=word, reasons=reasons) for theme in Theme),
            commitment=CommitmentDraft(finding=CommitmentWord.NOT_DETERMINED, reasons=reasons),
            capability=CapabilityDraft(finding=CapabilityWord.NOT_DETERMINED, reasons=reasons),
            conclusions=(ConclusionDraft(scope=Scope.parse(SCOPE), finding=finding, reasons=reasons, cites=cites),),
            public_summary=reasons,
        )

    # --- what the gate and the triggers make of it --------------------------------------------------------------------------
    def what_if(self) -> Found:
        draft = [ConclusionDraft(finding=ConclusionFinding.CLEAR_RISK, scope=Scope.parse(SCOPE))]
        found = licences.what_if(draft=draft, today=self._day(), replaces=self.assessment)
        cases = decisions.what_if(draft=draft, today=self._day(), replaces=self.assessment)
        lines = found.lines(decisions.newly_barred)
        expect(lines == MANY, f"{MANY} lines of licences should be barred by such a conclusion, not {lines}.")
        counted: dict[str, Json] = {"lines of licences": lines, "pending cases": cases.whole(decisions.newly_barred)}
        return self._ids(), {**counted, "value": found.value_minor(decisions.newly_barred) // 100, "currency": policy.pack().currency}

    def triggers(self) -> Found:
        rows = [row for row in Trigger.objects.order_by("reference") if row.about == self.assessment and row.finding == "clear risk"]
        expect(len(rows) == 1, "One trigger should have been raised by the clear risk.")
        (row,) = rows
        expect(row.licences == MANY, f"The trigger should touch {MANY} licences, not {row.licences}.")
        return {"trigger": row.reference}, {"licences": row.licences, "cases": row.cases, "due": row.due_on.isoformat(), "title": row.title}

    def barred(self) -> Found:
        case = self.desk.case(WAITING)
        at = decisions.at_gate([case.pk], today=self._day())[case.pk]
        bars = [bar for bar in at.result.bars if bar.code is decisions.BarCode.CLEAR_RISK]
        expect(bool(bars), "The gate of the open case should be barred by the clear risk.")
        about: list[Json] = [*sorted({bar.about for bar in bars})]
        return {"case": case.reference, "lines": [*sorted({bar.line for bar in bars})]}, {"by": about}

    def depart_for_ever(self) -> None:
        decisions.propose_departure(
            actor=self.desk[OFFICER],
            criteria=("2c",),
            scope=Scope.parse(SCOPE),
            legal_basis=policy.pack().law.power_to_refuse,
            reasons="Of the walkthrough.",
            publication="Of the walkthrough.",
            expires_on=None,
            now=self.play.now(),
        )
