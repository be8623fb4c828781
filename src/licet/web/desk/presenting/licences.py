"""Licences with what remains on them and what happened to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.kernel.actor import Actor
from licet.kernel.permission import Permission
from licet.kernel.quantity import Quantity
from licet.licences.public import CustomsMessage, CustomsState, Licence, LicenceLine, LicenceStatus, StatusChange
from licet.policy import public as policy
from licet.web.components.filters import listed, money, quantity
from licet.web.desk.presenting import words

CUSTOMS = {
    CustomsState.WRITTEN: "plain",
    CustomsState.SENT: "plain",
    CustomsState.ACCEPTED: "open",
    CustomsState.REJECTED: "barred",
}


@dataclass(frozen=True, slots=True)
class LicenceRow:
    reference: str
    href: str
    exporter: str
    destinations: str
    ratings: str
    status: str
    kind: str
    valid_until: date


def row(licence: Licence) -> LicenceRow:
    word, kind = words.licence_status(licence.status)
    facts = [line.to_facts() for line in licence.lines.all()]
    countries = dict.fromkeys(item.country for each in facts for item in each.countries)
    return LicenceRow(
        reference=licence.reference,
        href=reverse("desk:licence", args=[licence.reference]),
        exporter=licence.organisation.name,
        destinations=listed(policy.destination_name(code) for code in countries),
        ratings=listed(dict.fromkeys(str(each.rating) for each in facts if each.rating)),
        status=word,
        kind=kind,
        valid_until=licence.valid_until,
    )


@dataclass(frozen=True, slots=True)
class LineRow:
    number: int
    description: str
    rating: str
    amount: str
    used: str
    remains: str
    value: str


def lines(licence: Licence) -> tuple[LineRow, ...]:
    return tuple(_line(item) for item in sorted(licence.lines.all(), key=lambda item: item.number))


def _line(item: LicenceLine) -> LineRow:
    granted, exported = Decimal(item.amount), item.exported
    rating = item.to_facts().rating
    return LineRow(
        number=item.number,
        description=item.description,
        rating=str(rating) if rating else _("not rated"),
        amount=_amount(granted, item.unit),
        used=_("no return yet") if exported is None else _amount(exported, item.unit),
        remains=_("not known") if exported is None else _amount(granted - exported, item.unit),
        value=money(item.value()),
    )


def _amount(value: Decimal, unit: str) -> str:
    return quantity(Quantity(value, unit))


def conditions(licence: Licence) -> tuple[str, ...]:
    found = sorted(licence.conditions.all(), key=lambda item: item.number)
    return tuple(
        _("Line %(number)s: %(words)s") % {"number": item.line.number, "words": item.words} if item.line else item.words for item in found
    )


def changes(licence: Licence, names: Mapping[str, str]) -> list[dict[str, object]]:
    """The timeline of statuses, newest first, each with the decision that made it."""
    rows = sorted(licence.changes.all(), key=lambda item: item.changed_at, reverse=True)
    return [_change(item, names) for item in rows]


def _change(item: StatusChange, names: Mapping[str, str]) -> dict[str, object]:
    word, _kind = words.licence_status(item.target)
    decision = item.decision
    return {
        "title": word.capitalize(),
        "when": item.changed_at,
        "by": names.get(item.changed_by, item.changed_by),
        "words": _("By decision %(reference)s") % {"reference": decision.reference} if decision else _("It ran out"),
        "strong": True,
        "href": reverse("desk:decision", args=[decision.reference]) if decision else "",
    }


@dataclass(frozen=True, slots=True)
class CustomsRow:
    kind: str
    state: str
    state_kind: str
    written_at: datetime
    sent_at: datetime | None
    run: str
    error: str


def customs(licence: Licence) -> tuple[CustomsRow, ...]:
    rows = sorted(licence.customs_messages.all(), key=lambda item: item.written_at)
    return tuple(_customs(item) for item in rows)


def _customs(item: CustomsMessage) -> CustomsRow:
    state = CustomsState(item.state)
    return CustomsRow(item.kind, state.value, CUSTOMS[state], item.written_at, item.sent_at, str(item.run or ""), item.error)


def actions(licence: Licence, actor: Actor) -> list[dict[str, str]]:
    """Acts that its status allows and this person may propose."""
    status = LicenceStatus(licence.status)
    live = (LicenceStatus.IN_FORCE, LicenceStatus.SUSPENDED)
    offered = (
        ("suspend", _("Propose to suspend it"), (LicenceStatus.IN_FORCE,), Permission.LICENCE_SUSPEND),
        ("reinstate", _("Propose to reinstate it"), (LicenceStatus.SUSPENDED,), Permission.LICENCE_REINSTATE),
        ("revoke", _("Propose to revoke it"), live, Permission.LICENCE_REVOKE),
    )
    return [
        {"text": text, "href": f"{reverse('desk:licence-act')}?kind={kind}&licence={reverse_reference(licence.reference)}"}
        for kind, text, statuses, permission in offered
        if status in statuses and actor.may(permission) and actor.may(Permission.ACT_PROPOSE)
    ]


def reverse_reference(reference: str) -> str:
    return reference.replace(" ", "+").replace("/", "%2F")


def letters(messages: Iterable[object]) -> list[dict[str, object]]:
    return [
        {"subject": item.subject, "kind": item.kind, "when": item.written_at, "href": reverse("desk:message-document", args=[item.pk])}  # type: ignore[attr-defined]
        for item in messages
    ]
