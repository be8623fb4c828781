"""The authority's first day: departments, exporters, people and the watchlist. All that later acts take for granted."""
# ruff: noqa: E501  (one entry of the list a line)

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from licet.demo.domain import EXPORTERS, PERSONS, Person
from licet.kernel.actor import Actor, system
from licet.kernel.audience import Audience
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.people import public as people
from licet.people.public import Role
from licet.policy import public as policy
from licet.screening import public as screening

SET_UP = system("set-up", Permission.USER_MANAGE, Permission.ORGANISATION_MANAGE, Permission.DISTRIBUTION_MANAGE, Permission.LIST_LOAD)
HOME = "XA"

_COLUMNS = ("ref", "name", "type", "aliases", "countries", "born", "programme", "listed_on", "remarks")
_LISTED = (
    ("DW-001", "Dravon Keshmir Trading", "entity", "Keshmir & Dravon Trading Company", "QN", "", "diversion", "2023-04-11", "Front of a procurement network."),
    ("DW-002", "Orsk Valden Metallurgy", "entity", "", "QZ", "", "missiles", "2022-09-30", ""),
    ("DW-003", "Teremia Vost", "person", "T. Vost|Teremiah Vost", "QM", "1971", "human rights", "2023-01-20", "Commander of a militia."),
    ("DW-004", "Harbour Light Shipping Company", "entity", "", "", "", "diversion", "2024-02-02", "Owns the Grey Heron."),
    ("DW-005", "Grey Heron", "vessel", "", "QV", "", "diversion", "2024-02-02", ""),
)  # fmt: skip
_LISTED_LATER = (
    ("DW-006", "Sable Star Logistics", "entity", "Sablestar", "QO", "", "diversion", "2025-06-18", "Re-exports goods to the valley of the Sarra."),
    ("DW-007", "Gannet Point Freight Company", "entity", "Gannet Point Forwarding", "QN", "", "diversion", "2025-06-18", "Stores goods for a front of the militia."),
)  # fmt: skip
FIRST_LIST, LATER_LIST = _LISTED, _LISTED + _LISTED_LATER


def found(now: Instant) -> dict[str, Actor]:
    """Set the authority up; returns its people by user name and its exporters' applicants by exporter key."""
    for department in policy.pack().departments:
        people.create_department(actor=SET_UP, code=department.id, name=department.name, now=now)
    organisations = {key: _organisation(key, now) for key in EXPORTERS}
    actors = {person.username: _person(person, organisations, now) for person in PERSONS}
    applicants = {person.place: actors[person.username] for person in PERSONS if person.roles[0] == "exporter"}
    load_watchlist(actor=SET_UP, rows=FIRST_LIST, now=now)
    _lists(now)
    return actors | applicants


LISTS = (
    ("officials", "Officials of the licensing system", Audience.OFFICIALS, ("authority.example",)),
    ("missions", "Missions abroad", Audience.MISSIONS, ("missions.example",)),
    ("advisers", "Special advisers", Audience.SPECIAL_ADVISERS, ("cabinet.example",)),
    ("press", "Press and public", Audience.PUBLIC, ()),
)
_ON_LISTS = (
    *(("officials", f"{name}@authority.example") for name in ("leonie.marsh", "tomas.reyl", "ada.brandt", "kasper.ahn", "nora.tamsin")),
    *(("missions", f"{place}@missions.example") for place in ("kasdar", "port-sable", "mirasol-city", "terva")),
    ("advisers", "foreign@cabinet.example"),
    *(("press", address) for address in ("newsdesk@dispatch.example", "licensing@legal-centre.example")),
)


def _lists(now: Instant) -> None:
    """Distribution lists, and who is on them: internal ones name the mail domains that they may reach."""
    for code, name, audience, domains in LISTS:
        people.create_list(actor=SET_UP, code=code, name=name, audience=audience, domains=domains, now=now)
    for code, address in _ON_LISTS:
        people.add_to_list(actor=SET_UP, code=code, address=address, now=now)


def _organisation(key: str, now: Instant) -> str:
    given = EXPORTERS[key]
    row = people.create_organisation(
        actor=SET_UP,
        name=given.name,
        registration_number=given.registration,
        customs_number=f"XA{given.registration[3:]}000",
        address=given.address,
        country=HOME,
        email=given.email,
        slug=key,
        now=now,
    )
    return str(row.pk)


def _person(person: Person, organisations: dict[str, str], now: Instant) -> Actor:
    user = people.create_user(
        actor=SET_UP,
        username=person.username,
        full_name=person.name,
        email=f"{person.username}@{person.place if person.exporter else 'authority'}.example",
        organisation=organisations[person.place] if person.exporter else None,
        department=None if person.exporter else person.place,
        demonstration=True,
        now=now,
    )
    day = policy.today(now)
    for role in person.roles:
        people.give_role(
            actor=SET_UP, user=user.pk, role=Role(role), now=now, valid_from=day, reasons="Appointed when the authority was set up."
        )
    return people.actor_for(user, on=day)


def load_watchlist(*, actor: Actor, rows: tuple[tuple[str, ...], ...], now: Instant) -> None:
    """Load these rows as a version of the list that the pack asks for, through the CSV loader."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_COLUMNS, *rows])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "demo-watchlist.csv"
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        screening.load_csv(actor=actor, path=path, name=policy.pack().screening.lists[0], published_on=policy.today(now), now=now)
