"""List mail as rows of words: to whom, with which marking, and how each address fared."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from licet.notices.public import Delivery, DeliveryState, Message
from licet.people.public import DistributionList

_SIGNS = {DeliveryState.DELIVERED.value: "open", DeliveryState.PENDING.value: "missing", DeliveryState.FAILED.value: "barred"}


def list_choices(rows: Iterable[DistributionList]) -> list[tuple[str, str]]:
    """A list to choose, with whom it is for and where it may reach."""
    return [(row.code, f"{row.name}: {row.audience}{_reach(row)}") for row in rows]


def _reach(row: DistributionList) -> str:
    return f" ({', '.join(row.domains)})" if row.domains else ""


def mail_row(row: Message, names: dict[str, str]) -> dict[str, Any]:
    return {
        "href": reverse("desk:list-mail-sent", args=[row.pk]),
        "title": row.subject,
        "list": names.get(row.list_code, row.list_code),
        "audience": row.audience,
        "marking": row.marking,
        "sent_on": row.written_at,
        "paragraphs": row.content["paragraphs"],
        "digest": row.digest,
    }


def delivery_row(row: Delivery) -> dict[str, Any]:
    return {"address": row.address, "state": row.state, "sign": _SIGNS[row.state], "at": row.delivered_at, "error": row.error}
