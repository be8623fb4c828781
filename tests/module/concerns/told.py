"""The smallest authority with every level of the ladder, and concerns raised in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.laid import once

from licet.concerns import public as concerns
from licet.concerns.public import Answer, AnswerKind, Filed, Naming
from licet.kernel.actor import Actor, system
from licet.kernel.permission import Permission
from licet.people import public as people
from licet.people.public import Role
from licet.policy import public as policy

DAY = date(2031, 5, 5)  # a Monday
NOW = datetime(2031, 5, 5, 9, 0, tzinfo=UTC)
SET_UP = system("set-up", Permission.USER_MANAGE, Permission.ORGANISATION_MANAGE)
LEVELS = ("head", "nominated", "secretary", "commission")
POINTS = ["Line 2 was passed although nobody looked at the strike of 2 May.", "The advice was rewritten after it was signed."]
_PEOPLE = {
    "head": Role.HEAD_OF_UNIT,
    "other head": Role.HEAD_OF_UNIT,
    "nominated": Role.NOMINATED_OFFICER,
    "secretary": Role.PERMANENT_SECRETARY,
    "commission": Role.COMMISSIONER,
    "other commissioner": Role.COMMISSIONER,
    "officer": Role.CASE_OFFICER,
    "adviser": Role.ADVISER,
    "minister": Role.MINISTER,
}


class Involved:
    """Who took part, as a test wants it; ``LICET_INVOLVED_PEOPLE`` names this class."""

    people: frozenset[str] = frozenset()
    broken = False
    unknown: str = ""
    """A topic of which the records say nothing."""

    def of(self, topics: Any) -> dict[str, frozenset[str]]:
        if self.broken:
            raise RuntimeError("the records do not answer")
        return {topic: self.people for topic in topics if topic != self.unknown}


@dataclass
class Office:
    """People by a short name."""

    actors: dict[str, Actor]
    filed: list[Filed] = field(default_factory=list)

    def __getitem__(self, name: str) -> Actor:
        return self.actors[name]

    def with_role(self, name: str, role: Role) -> Actor:
        """The same person, who came to hold another office too."""
        user = people.User.objects.get(pk=self[name].id.removeprefix("user:"))
        people.give_role(actor=SET_UP, user=user.pk, role=role, reasons="x", now=NOW, valid_from=DAY)
        return people.actor_for(user, on=DAY)

    def raise_one(self, **given: Any) -> Filed:
        wanted: dict[str, Any] = {"topics": ["destination:QM"], "points": POINTS, "naming": Naming.NOBODY, "today": DAY}
        self.filed.append(concerns.file_concern(**(wanted | given)))
        return self.filed[-1]

    def id_of(self, filed: Filed) -> str:
        from licet.concerns.models import Concern

        return str(Concern.objects.get(notice=filed.reference_for_raiser).pk)

    def follow_up_of(self, filed: Filed) -> str:
        """That which was answered last."""
        from licet.concerns.models import ProtectionFollowUp

        asked = ProtectionFollowUp.objects.filter(concern__notice=filed.reference_for_raiser)
        return str(asked.order_by("day").values_list("pk", flat=True).last())

    def answer_all(self, filed: Filed, *, by: str = "head", today: date = DAY, kind: AnswerKind = AnswerKind.REFER) -> None:
        seen = concerns.access_concern(actor=self[by], concern=self.id_of(filed), today=today)
        owed = [point.number for point in seen.points if point.standing.value in {"waiting for an answer", "does not answer the point"}]
        answers = {number: answer_of(kind, f"Answer of {by} to point {number}.", today) for number in owed}
        concerns.answer(actor=self[by], concern=self.id_of(filed), answers=answers, today=today)


def answer_of(kind: AnswerKind, words: str, today: date = DAY, *, by: date | None = None) -> Answer:
    """An answer that says what its kind must say; ``words`` stand in it."""
    if kind is AnswerKind.ACT:
        return Answer(kind, f"{words} The file is read once more beside the report of the embassy.", "The deputy head", by or today)
    if kind is AnswerKind.REFER:
        return Answer(kind, f"{words} The auditor was given both versions, for the rule lies with the audit office.", "The auditor")
    return Answer(kind, f"{words} Both versions were compared line by line, and the change is explained beside it.")


def build() -> Office:
    """People with every role that matters here, in whatever database the test has."""
    return Office(dict(_built()))


@once
def _built() -> dict[str, Actor]:
    people.create_department(actor=SET_UP, code="licensing", name="Licensing Unit", now=NOW)
    actors = {}
    for name, role in _PEOPLE.items():
        username = name.replace(" ", "-")
        user = people.create_user(
            actor=SET_UP, username=username, full_name=name.title(), email=f"{username}@example.org", now=NOW, department="licensing"
        )
        people.give_role(actor=SET_UP, user=user.pk, role=role, reasons="x", now=NOW - timedelta(days=400))
        actors[name] = people.actor_for(user, on=DAY)
    return actors


def working_days_later(day: date, days: int) -> date:
    return policy.working_calendar().add(day, days)
