"""The smallest world in which a case can be decided, made through services: for module tests of the upper floors."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.test import override_settings

from licet.applications import public as applications
from licet.applications.public import Attachment, Draft, EndUse, PartyDraft, Product, Route
from licet.casework import public as casework
from licet.casework.public import AdviceDraft, Case, Finding, RatingDraft
from licet.decisions import public as decisions
from licet.decisions.public import Act, LineDecision, Outcome, Shown
from licet.kernel.actor import Actor, Signer, system
from licet.kernel.facts import EndUserClass
from licet.kernel.permission import Permission
from licet.licences.public import Licence
from licet.people import public as people
from licet.people.public import Role
from licet.policy import public as policy
from licet.screening import public as screening
from licet.screening.selectors.lists import corpus
from tests.laid import once

NOW = datetime(2031, 5, 5, 10, 0, tzinfo=UTC)
SHOWN = Shown(installed=False)
NO_CONCERNS = "licet.project.concerns.NotInstalled"
ADMINISTRATOR = system(
    "set-up", Permission.USER_MANAGE, Permission.ORGANISATION_MANAGE, Permission.DISTRIBUTION_MANAGE, Permission.LIST_LOAD
)
WATCHLIST = "ref,name,type,countries\nW-1,Dravon Keshmir Trading,entity,QN\n"


@dataclass
class World:
    """People by a short name, one exporter, and a clock that only goes on."""

    exporter_id: str
    actors: dict[str, Actor]
    minutes: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def now(self) -> datetime:
        return NOW + timedelta(minutes=next(self.minutes))

    def __getitem__(self, name: str) -> Actor:
        return self.actors[name]

    def signer(self, name: str) -> Signer:
        return Signer(self.actors[name], NOW, "demo")

    def case(self, *, destination: str = "QN", products: int = 1, end_user: str = "Ministry of Roads", price: str = "1,000.00") -> Case:
        """An application sent and taken by the officer."""
        draft = a_draft(destination=destination, products=products, end_user=end_user, price=price)
        application = applications.start_draft(actor=self["exporter"], name="Radios", licence_type="IND", now=self.now())
        saved = applications.save_draft(actor=self["exporter"], application=application.pk, draft=draft, revision=1, now=self.now())
        case = casework.submit(actor=self["exporter"], application=application.pk, revision=saved.revision, now=self.now())
        return casework.take(actor=self["officer"], case=case.pk, revision=case.revision, now=self.now())

    def rate(self, case: Case, code: str = "ML11", *, controlled: bool = True) -> None:
        for line in lines_of(case):
            rating = RatingDraft(
                controlled=controlled,
                reasons="As described.",
                rating=code if controlled else "",
                end_use=frozenset({"roads"}),
                end_user=EndUserClass.OTHER_GOVERNMENT,
                incorporation=False,
                pool=False,
            )
            casework.rate_line(actor=self["assessor"], case=case.pk, line=line, rating=rating, now=self.now())

    def advise(self, case: Case, **findings: Finding) -> None:
        """Every department asked answers *no bar found*, but for criteria given as ``c2c=Finding.BARS``."""
        for department, adviser in (("foreign-affairs", "foreign"), ("defence", "defence"), ("development", "development")):
            asked = casework.AdviceAsked.objects.filter(case=case, department=department, line__version=case.version_id)
            advice = [
                AdviceDraft(
                    line=item.line_id,
                    criterion=item.criterion,
                    finding=findings.get(f"c{item.criterion}", Finding.CLEAR),
                    reasons=f"Looked at {item.criterion}.",
                )
                for item in asked
            ]
            casework.give_advice(actor=self[adviser], case=case.pk, advice=advice, now=self.now())

    def ready(self, **kwargs: object) -> Case:
        """A case whose gate is open."""
        return self._ready(**kwargs) if kwargs or self._begun() else Case.objects.get(pk=self._again(_ready_first))

    def _ready(self, **kwargs: object) -> Case:
        case = self.case(**kwargs)  # type: ignore[arg-type]
        self.rate(case)
        self.advise(case)
        return case

    def propose(self, case: Case, outcome: Outcome = Outcome.GRANT, *, by: str = "officer", **words: tuple[str, ...]) -> Act:
        told = {"disclosed": "The end user may pass the goods on."} if outcome is Outcome.REFUSE else {}
        lines = [LineDecision(line=line, outcome=outcome, reasons="Within policy.", **told, **words) for line in lines_of(case)]  # type: ignore[arg-type]
        return decisions.propose_decision(actor=self[by], case=case.pk, lines=lines, now=self.now())

    def sign(self, act: Act, *names: str, accepts: int = 0) -> decisions.Signed:
        """Signatures in order; the last one's outcome."""
        signed = None
        for name in names:
            shown = decisions.concerns_about(act)
            given = {"digest": act.digest, "shown": shown, "words": "I have read it.", "accepts": accepts}
            signed = decisions.sign_act(signer=self.signer(name), act=act.pk, now=self.now(), **given)  # type: ignore[arg-type]
        assert signed
        return signed

    def granted(self, **kwargs: object) -> Licence:
        return self._granted(**kwargs) if kwargs or self._begun() else Licence.objects.get(pk=self._again(_granted_first))

    def _granted(self, **kwargs: object) -> Licence:
        case = self._ready(**kwargs)
        self.sign(self.propose(case), "officer", "countersigner")
        return Licence.objects.get(case=case)

    def _begun(self) -> bool:
        return Case.objects.exists()

    def _again(self, first: Callable[[World], tuple[str, int]]) -> str:
        """What most tests begin with is made by services once in a process, and laid down where nothing came before it."""
        minute = next(self.minutes)
        made, reached = first(self)
        self.minutes = itertools.count(max(minute, reached))
        return made


@once
def _ready_first(world: World) -> tuple[str, int]:
    return world._ready().pk, next(world.minutes)


@once
def _granted_first(world: World) -> tuple[str, int]:
    with override_settings(LICET_OPEN_CONCERNS=NO_CONCERNS):  # what signers were shown is kept for every later test
        return world._granted().pk, next(world.minutes)


def a_draft(*, destination: str, products: int, end_user: str, price: str) -> Draft:
    return Draft(
        products=tuple(
            Product(
                key=f"p{number}",
                name=f"Radio set {number}",
                description="A vehicle radio.",
                rating="ML11",
                amount="10",
                unit="item",
                price=price,
                currency=policy.pack().currency,
                incorporation="no",
                pool="no",
            )
            for number in range(1, products + 1)
        ),
        parties=(
            PartyDraft(key="c", role="consignee", name="Harbour Freight", address="1 Quay", country=destination),
            PartyDraft(key="e", role="end-user", name=end_user, address="2 Road", country=destination, end_user_class="other-government"),
        ),
        end_use=EndUse(text="Road maintenance crews.", military="no", informed="no", onward=(), onward_known="yes"),
        route=Route(start="Valdren", transport="sea", temporary="no"),
        attachments=(
            Attachment(kind="technical specification", absence="Printed on the product page."),
            Attachment(kind="end-user undertaking", absence="To follow with the contract."),
        ),
    )


def lines_of(case: Case) -> list[str]:
    return list(applications.Line.objects.filter(version=case.version_id).order_by("number").values_list("pk", flat=True))


_DEPARTMENT_OF = {
    "officer": ("licensing", Role.CASE_OFFICER),
    "other officer": ("licensing", Role.CASE_OFFICER),
    "manager": ("licensing", Role.LICENSING_MANAGER),
    "countersigner": ("licensing", Role.COUNTERSIGNER),
    "second countersigner": ("licensing", Role.COUNTERSIGNER),
    "screener": ("licensing", Role.SCREENING_OFFICER),
    "assessor": ("technical-assessment", Role.TECHNICAL_ASSESSOR),
    "foreign": ("foreign-affairs", Role.ADVISER),
    "defence": ("defence", Role.ADVISER),
    "development": ("development", Role.ADVISER),
    "technical": ("technical-assessment", Role.ADVISER),
    "minister": ("licensing", Role.MINISTER),
}


def build(folder: Path) -> World:
    """People, one exporter and one watchlist, in whatever database the test has."""
    exporter, actors = _built(folder)
    corpus.cache_clear()  # the list has the same id in every test: each reads it anew, and counts that among its queries
    return World(exporter, dict(actors))


@once
def _built(folder: Path) -> tuple[str, dict[str, Actor]]:
    exporter = people.create_organisation(
        actor=ADMINISTRATOR,
        name="Orlan Optics",
        registration_number="R-1",
        address="1 Lane",
        country="XA",
        email="export@orlan.example",
        now=NOW,
    )
    for department in policy.pack().departments:
        people.create_department(actor=ADMINISTRATOR, code=department.id, name=department.name, now=NOW)
    actors = {"exporter": _person("exporter", Role.EXPORTER, organisation=exporter.pk)}
    for name, (department, role) in _DEPARTMENT_OF.items():
        actors[name] = _person(name, role, department=department)
    path = folder / "watchlist.csv"
    path.write_text(WATCHLIST)
    screening.load_csv(actor=ADMINISTRATOR, path=path, name="demo-watchlist", now=NOW)
    return exporter.pk, actors


def known() -> World:
    """The world that another process built in this store."""
    names = ("exporter", *_DEPARTMENT_OF)
    actors = {name: people.actor_by_username(name.replace(" ", "-"), on=NOW.date()) for name in names}
    return World(str(actors["exporter"].organisation), actors, itertools.count(1_000))


def _person(name: str, role: Role, *, organisation: str | None = None, department: str | None = None) -> Actor:
    username = name.replace(" ", "-")
    user = people.create_user(
        actor=ADMINISTRATOR,
        username=username,
        full_name=name.title(),
        email=f"{username}@example.org",
        now=NOW,
        organisation=organisation,
        department=department,
        demonstration=True,
    )
    people.give_role(actor=ADMINISTRATOR, user=user.pk, role=role, reasons="x", now=NOW, valid_from=NOW.date())
    return people.actor_for(user, on=NOW.date())
