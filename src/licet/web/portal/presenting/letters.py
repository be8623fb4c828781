"""A letter on a page: the same words as its document, read from its data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.notices.public import Message
from licet.web.components import filters
from licet.web.portal.presenting import words
from licet.web.portal.presenting.cases import Appeal, appeal


@dataclass(frozen=True, slots=True)
class MessageRow:
    subject: str
    kind: str
    href: str
    document_href: str
    written_at: Any


@dataclass(frozen=True, slots=True)
class LetterPage:
    """``parts`` are headings with paragraphs, in the order of the letter."""

    row: MessageRow
    marking: str
    reference: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    appeal: Appeal | None


def message_row(message: Message) -> MessageRow:
    href, document = reverse("portal:message", args=[message.pk]), reverse("portal:message-document", args=[message.pk])
    return MessageRow(message.subject, words.message_kind(message.kind), href, document, message.written_at)


def letter_page(message: Message, today: date) -> LetterPage:
    parts = tuple((title, said) for title, said in _parts(message.content) if said)
    return LetterPage(message_row(message), message.marking, message.reference, parts, appeal(message, today))


def _parts(content: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield _("What you must or may do"), tuple(content.get("must", ()))
    yield _("From"), _day(content.get("effective_on"))
    yield _("The question"), _paragraphs(content.get("question"))
    yield _("Answer by"), _day(content.get("answer_by"))
    yield _("Without an answer we close the application after"), _day(content.get("closes_after"))
    yield _("Valid"), _validity(content)
    yield _("Lines"), tuple(_line(line) for line in content.get("lines", ()))
    yield _("Conditions"), tuple(content.get("conditions", ()))
    yield _("Criteria"), tuple(f"{item['code']} {item['title']}: {item['text']}" for item in content.get("criteria", ()))
    yield _("Reasons"), _paragraphs(content.get("reasons"))
    yield _("In our words"), (*content.get("words", ()), *content.get("paragraphs", ()))


def _paragraphs(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split("\n\n") if part.strip())


def _day(text: str | None) -> tuple[str, ...]:
    return (filters.day(date.fromisoformat(text)),) if text else ()


def _validity(content: dict[str, Any]) -> tuple[str, ...]:
    if "valid_from" not in content:
        return ()
    first, last = (filters.day(date.fromisoformat(content[name])) for name in ("valid_from", "valid_until"))
    return (_("from %(first)s to %(last)s, both days included") % {"first": first, "last": last},)


def _line(line: dict[str, Any]) -> str:
    rating = line.get("rating") or _("not listed")
    return f"{line['number']}. {line['description']} ({rating})"
