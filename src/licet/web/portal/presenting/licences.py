"""Licences as their holder reads them: what may leave, what remains of it, and what happened since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.kernel.check_code import grouped
from licet.kernel.money import Money, NoValue
from licet.kernel.quantity import Quantity
from licet.licences.public import Licence, LicenceLine, StatusChange
from licet.notices.public import Message, MessageKind
from licet.policy import public as policy
from licet.web.components import filters
from licet.web.components.tables import Column
from licet.web.portal.presenting import words

CHECK_PATH: Final = "/licences/check"
"""Where the register confirms a check code (notices print the same)."""


def columns() -> tuple[Column, ...]:
    return (
        Column(_("Line")),
        Column(_("Control list entry")),
        Column(_("Granted"), numeric=True),
        Column(_("Remains"), numeric=True),
        Column(_("Value"), numeric=True),
    )


@dataclass(frozen=True, slots=True)
class LineRow:
    """A licensed line. ``remains`` is in the line's unit; nothing left, and that there is no return yet, are said in words."""

    number: int
    description: str
    rating: str
    quantity: str
    remains: str
    returned: bool
    value: Money | NoValue


@dataclass(frozen=True, slots=True)
class LicenceRow:
    reference: str
    href: str
    status: str
    kind: str
    destinations: str
    valid_until: date
    lines: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class SuspendedRow:
    """What must stop, from when, and whom to ask: from the notice; in general words where there is none at hand."""

    reference: str
    href: str
    must: tuple[str, ...]
    since: date | None
    ask: str
    notice_href: str


def licence_href(reference: str) -> str:
    """“XA-LIC 2031/000001” as an address."""
    series, _space, rest = reference.partition(" ")
    year, _slash, number = rest.partition("/")
    return reverse("portal:licence", args=[series, int(year), number])


def line_row(line: LicenceLine) -> LineRow:
    rating = line.to_facts().rating
    granted = filters.quantity(Quantity(Decimal(line.amount), line.unit))
    return LineRow(
        number=line.number,
        description=line.description,
        rating=str(rating) if rating else _("not listed"),
        quantity=granted,
        remains=_remains(line),
        returned=line.exported is not None,
        value=line.value(),
    )


def _remains(line: LicenceLine) -> str:
    """What is left of the granted quantity, where a return says what was exported."""
    if line.exported is None:
        return _("no return yet")
    left = Decimal(line.amount) - line.exported
    return filters.quantity(Quantity(left, line.unit)) if left > 0 else _("nothing: all of it was used")


def licence_row(licence: Licence) -> LicenceRow:
    word, kind = words.licence_status(licence.status)
    lines = sorted(licence.lines.all(), key=lambda line: line.number)
    countries = sorted({policy.destination_name(item.country) for line in lines for item in line.to_facts().countries})
    rows = tuple(line_row(line) for line in lines)
    return LicenceRow(licence.reference, licence_href(licence.reference), word, kind, filters.listed(countries), licence.valid_until, rows)


def suspended_row(licence: Licence, messages: Sequence[Message]) -> SuspendedRow:
    """``messages`` are newest first."""
    notice = next((item for item in messages if item.licence == licence.reference and item.kind == MessageKind.SUSPENSION), None)
    must = tuple(notice.content["must"]) if notice else (_("Stop exporting under this licence now."),)
    since = date.fromisoformat(notice.content["effective_on"]) if notice else None
    href = reverse("portal:message", args=[notice.pk]) if notice else ""
    return SuspendedRow(licence.reference, licence_href(licence.reference), must, since, policy.pack().email, href)


def conditions(licence: Licence) -> list[str]:
    rows = sorted(licence.conditions.all(), key=lambda item: item.number)
    return [_("Line %(number)s: %(words)s") % {"number": row.line.number, "words": row.words} if row.line else row.words for row in rows]


def status_history(licence: Licence, messages: Sequence[Message]) -> list[dict[str, Any]]:
    """Newest first, each change with the notice that told of it."""
    told = {MessageKind.SUSPENSION: "suspended", MessageKind.REVOCATION: "revoked", MessageKind.REINSTATEMENT: "in force"}
    notices = {(told.get(MessageKind(item.kind), ""), item.content["on"]): item for item in messages}
    changes = sorted(licence.changes.all(), key=lambda change: change.changed_at, reverse=True)
    return [_step(change, notices.get((change.target, change.changed_on.isoformat()))) for change in changes]


def _step(change: StatusChange, notice: Message | None) -> dict[str, Any]:
    word, _kind = words.licence_status(change.target)
    return {
        "title": _("Issued") if not change.source else word.capitalize(),
        "when": change.changed_on,
        "by": "",
        "words": notice.content.get("reasons", "") if notice else "",
        "strong": change.target == "suspended",
        "href": reverse("portal:message", args=[notice.pk]) if notice else "",
    }


def check_code(licence: Licence) -> str:
    return grouped(licence.check_code)
