"""The people of the demonstration. Nobody here exists."""
# ruff: noqa: E501  (one thing a line reads better than five lines a thing)

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Person:
    """``place`` is a department's code or an exporter's key; ``tries`` says what to try when signed in as this person."""

    username: str
    name: str
    roles: tuple[str, ...]
    place: str
    tries: str

    @property
    def exporter(self) -> bool:
        return self.roles[0].startswith("exporter")


TOURED: Final = ("mara.ilsen", "tomas.reyl", "nora.tamsin", "ruth.calder", "vivian.strand", "helen.aster")
"""The six of the tour, in its order."""

PERSONS: Final = (
    Person("mara.ilsen", "Mara Ilsen", ("exporter",), "orlan-optics", "answer the authority's question about thermal sights; see drafts, licences and letters"),
    Person("tomas.reyl", "Tomas Reyl", ("adviser",), "defence", "advise on criteria 5 and 7 for the case that waits for Defence alone"),
    Person("nora.tamsin", "Nora Tamsin", ("case-officer",), "licensing", "run cases: read the gate, propose an outcome, sign it first"),
    Person("ruth.calder", "Ruth Calder", ("countersigner",), "licensing", "read what another person proposed, then sign it as the second or send it back"),
    Person("vivian.strand", "Vivian Strand", ("minister",), "licensing", "settle what departments could not; sign a departure"),
    Person("helen.aster", "Helen Aster", ("licensing-manager",), "licensing", "see the hold in force and suspend or reinstate many licences in one act"),
    Person("idris.vell", "Idris Vell", ("case-officer",), "licensing", "run cases beside Nora Tamsin; one was handed over to him"),
    Person("oskar.wenn", "Oskar Wenn", ("countersigner",), "licensing", "countersign what waits for a second person"),
    Person("kasper.ahn", "Kasper Ahn", ("technical-assessor", "adviser"), "technical-assessment", "rate lines against the control list; advise on dual-use goods"),
    Person("leonie.marsh", "Leonie Marsh", ("adviser",), "foreign-affairs", "advise on human rights, conflict and the buyer's conduct"),
    Person("ada.brandt", "Ada Brandt", ("adviser",), "development", "advise on sustainable development"),
    Person("milo.sarne", "Milo Sarne", ("screening-officer",), "licensing", "say of an open hit whether it is the same party, and why"),
    Person("jonas.pell", "Jonas Pell", ("register-editor",), "licensing", "correct a published figure"),
    Person("edith.lorne", "Edith Lorne", ("auditor",), "licensing", "read everything official and change nothing"),
    Person("tess.arrow", "Tess Arrow", ("exporter-viewer",), "orlan-optics", "read what Orlan Optics sent and received"),
    Person("felix.dorn", "Felix Dorn", ("exporter",), "brenwick", "see a case that a hold binds, and licences that are suspended"),
    Person("olga.thane", "Olga Thane", ("exporter",), "harrow-vale", "see a licence under a departure, and a refusal with its appeal rights"),
    Person("henrik.lowe", "Henrik Lowe", ("exporter",), "aldgrave", "see licences that were suspended and are in force again"),
    Person("priya.sant", "Priya Sant", ("exporter",), "sefton-lyle", "begin an application for training equipment"),
    Person("walter.gray", "Walter Gray", ("exporter",), "corrin", "see licences that expired"),
    Person("ingrid.bay", "Ingrid Bay", ("exporter",), "tallis", "answer a question that is overdue"),
    Person("leo.farrant", "Leo Farrant", ("exporter",), "quill", "see a case that waits for the minister's signature"),
    Person("sylvie.korr", "Sylvie Korr", ("assessor",), "foreign-affairs", "read the corpus, record incidents from quoted words, draft the assessment of Kasdara"),
    Person("rosa.venn", "Rosa Venn", ("assessor",), "foreign-affairs", "draft beside Sylvie Korr: see who changed which words"),
    Person("bastian.holm", "Bastian Holm", ("head-of-assessment",), "foreign-affairs", "conclude an assessment that another person wrote; record proceedings and official lines"),
    Person("miriam.aubry", "Miriam Aubry", ("head-of-assessment",), "foreign-affairs", "conclude, as deputy, a version in which Bastian Holm wrote"),
    Person("gerrit.maas", "Gerrit Maas", ("head-of-unit",), "licensing", "answer a concern point by point; take up a trigger that has climbed"),
    Person("annika.frey", "Annika Frey", ("nominated-officer",), "foreign-affairs", "answer a concern that was contested"),
    Person("edmund.vale", "Edmund Vale", ("permanent-secretary",), "foreign-affairs", "answer a concern that climbed because nobody answered"),
    Person("judith.orme", "Judith Orme", ("commissioner",), "development", "read and answer what came to the outside level"),
    Person("hanna.quist", "Hanna Quist", ("administrator",), "licensing", "see who can sign in and what each person may do; add somebody and assign a role"),
)  # fmt: skip
