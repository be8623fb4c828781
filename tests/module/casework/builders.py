"""Cases as the tests of higher modules need them too: made through the services."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tests.laid import once
from tests.module.people import builders as people

from licet.applications.public import (
    Answer,
    Application,
    Attachment,
    DocumentKind,
    Draft,
    EndUse,
    PartyDraft,
    Product,
    Route,
    save_draft,
    start_draft,
)
from licet.casework.public import AdviceAsked, AdviceDraft, Case, Finding, RatingDraft, give_advice, rate_line, submit, take
from licet.kernel.actor import Actor
from licet.kernel.facts import EndUserClass
from licet.people.public import Organisation, Role, User, actor_for

NOW = datetime(2031, 5, 5, 9, 30, tzinfo=UTC)  # a Monday

PRODUCT = Product(
    key="p1",
    name="Thermal sight",
    description="Uncooled thermal weapon sight, 640 x 480, with mount.",
    part_number="OO-640",
    rating="ML15",
    amount="40",
    unit="item",
    price="86,000.00",
    currency="EUR",
    incorporation=Answer.NO,
    pool=Answer.NO,
)
SECOND = replace(
    PRODUCT, key="p2", name="Lens assembly", description="Germanium lens.", rating="6A004", amount="12.50", unit="kg", price="10500"
)
CONSIGNEE = PartyDraft(key="c", role="consignee", name="Kasdar Freight", address="1 Quay, Sarra", country="QN")
END_USER = PartyDraft(
    key="e", role="end-user", name="Ministry of Interior", address="Sarra", country="QP", end_user_class=EndUserClass.POLICE
)
DRAFT = Draft(
    products=(PRODUCT, SECOND),
    parties=(CONSIGNEE, END_USER),
    end_use=EndUse(text="Night patrols at the border.", military=Answer.NO, informed=Answer.NO, onward=(), onward_known=Answer.UNKNOWN),
    route=Route(start="Valdren City", transport="sea", temporary=Answer.NO),
    attachments=(
        Attachment(kind=DocumentKind.SPECIFICATION, absence="Sent with the last application."),
        Attachment(kind=DocumentKind.UNDERTAKING, absence="Police bodies give none."),
    ),
)


@dataclass(frozen=True)
class People:
    """One of each who takes part in a case."""

    organisation: Organisation
    exporter: Actor
    other_exporter: Actor
    officer: Actor
    second_officer: Actor
    assessor: Actor
    foreign: Actor
    defence: Actor
    development: Actor
    technical: Actor
    countersigner: Actor
    minister: Actor
    manager: Actor

    def adviser(self, department: str) -> Actor:
        found = {item.department: item for item in (self.foreign, self.defence, self.development, self.technical)}
        return found[department]


@once
def cast() -> People:
    home = people.organisation()
    other = people.organisation("Halcyon Marine GmbH", "XA-0099999")
    return People(
        organisation=home,
        exporter=_actor(people.exporter(home)),
        other_exporter=_actor(people.exporter(other, "ole.halcyon")),
        officer=_official("tomas.ferrin", Role.CASE_OFFICER),
        second_officer=_official("nadia.holm", Role.CASE_OFFICER),
        assessor=_official("pavel.roth", Role.TECHNICAL_ASSESSOR, code="technical-assessment"),
        foreign=_official("mira.sand", Role.ADVISER, code="foreign-affairs"),
        defence=_official("jonas.brack", Role.ADVISER, code="defence"),
        development=_official("lena.ost", Role.ADVISER, code="development"),
        technical=_official("ugo.tarn", Role.ADVISER, code="technical-assessment"),
        countersigner=_official("irma.vale", Role.COUNTERSIGNER),
        minister=_official("sofia.arden", Role.MINISTER),
        manager=_official("karl.weiss", Role.LICENSING_MANAGER),
    )


def _official(username: str, role: Role, *, code: str = "licensing") -> Actor:
    return _actor(people.official(username, role, code=code))


def _actor(user: User) -> Actor:
    return actor_for(user, on=NOW.date())


def drafted(who: People, draft: Draft = DRAFT, *, now: datetime = NOW, name: str = "Sights for the border police") -> Application:
    row = start_draft(actor=who.exporter, name=name, licence_type="IND", now=now)
    return save_draft(actor=who.exporter, application=row.pk, draft=draft, revision=row.revision, now=now)


def sent(who: People, draft: Draft = DRAFT, *, now: datetime = NOW) -> Case:
    application = drafted(who, draft, now=now)
    return submit(actor=who.exporter, application=application.pk, revision=application.revision, now=now)


def taken(who: People, draft: Draft = DRAFT, *, now: datetime = NOW) -> Case:
    case = sent(who, draft, now=now)
    return take(actor=who.officer, case=case.pk, revision=case.revision, now=now)


def rate_all(who: People, case: Case, *, now: datetime = NOW, rating: str = "ML15") -> None:
    for line in case.version.lines.order_by("number"):
        given = RatingDraft(
            controlled=True, rating=rating, reasons="Specially designed for military use.", end_use=frozenset({"border-control"})
        )
        rate_line(actor=who.assessor, case=case.pk, line=line.pk, rating=replace(given, end_user=EndUserClass.POLICE), now=now)


def advise_all(who: People, case: Case, *, now: datetime = NOW, finding: Finding = Finding.CLEAR) -> None:
    """Every department answers everything that it was asked."""
    open_rows: Sequence[AdviceAsked] = AdviceAsked.objects.filter(case=case, answered=False, lapsed=False)
    for department in sorted({row.department for row in open_rows}):
        advice = [
            AdviceDraft(line=row.line_id, criterion=row.criterion, finding=finding, reasons="Looked at the end user and the use.")
            for row in open_rows
            if row.department == department
        ]
        give_advice(actor=who.adviser(department), case=case.pk, advice=advice, now=now)
