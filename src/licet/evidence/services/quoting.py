"""Quote words of a document: a span is characters of its text, kept with the words themselves and their digest."""

import hashlib
import re
from collections.abc import Sequence

from django.db import transaction

from licet.evidence.models import Document, Span
from licet.kernel.actor import Actor
from licet.kernel.errors import Invalid, NotFound
from licet.kernel.instants import Instant
from licet.kernel.permission import Permission
from licet.platform.ids import new_id

LONGEST_QUOTE = 2_000

type Wanted = tuple[str, int, int]
"""Document, first character, and the character after the last."""


def quote(*, actor: Actor, document: str, start: int, end: int, now: Instant) -> Span:
    """The span of these characters, made if nobody quoted it before. Raises NotFound or Invalid."""
    return quotes(actor=actor, wanted=[(document, start, end)], now=now)[0]


@transaction.atomic
def quotes(*, actor: Actor, wanted: Sequence[Wanted], now: Instant) -> list[Span]:
    """As :func:`quote` for a set, in its order and in a fixed number of queries. All or none."""
    actor.require(Permission.INCIDENT_RECORD)
    texts = dict(Document.objects.filter(pk__in={document for document, _, _ in wanted}).values_list("pk", "text"))
    made = [_span(actor, texts, item, now) for item in wanted]
    Span.objects.bulk_create(made, ignore_conflicts=True)
    kept = Span.objects.select_related("document").defer("document__text").filter(document__in=texts)
    by_place = {(row.document_id, row.start, row.end): row for row in kept}
    return [by_place[item] for item in wanted]


def quote_words(*, actor: Actor, document: str, words: str, now: Instant) -> Span:
    """Quote by the words themselves, as somebody copied them: white space may differ, nothing else.

    Raises Invalid when the document does not say them, or says them more than once.
    """
    actor.require(Permission.INCIDENT_RECORD)
    row = Document.objects.filter(pk=document).only("text").first()
    if row is None:
        raise NotFound("document")
    parts = [re.escape(part) for part in words.split()]
    found = list(re.finditer(r"\s+".join(parts), row.text)) if parts else []
    if len(found) != 1:
        raise Invalid(_NOT_FOUND if not found else _TWICE.format(len(found)), place="words")
    return quote(actor=actor, document=document, start=found[0].start(), end=found[0].end(), now=now)


_NOT_FOUND = "The document does not say these words: copy them from its text."
_TWICE = "The document says these words {} times: quote more of the sentence, so that it is clear which is meant."


def _span(actor: Actor, texts: dict[str, str], wanted: Wanted, now: Instant) -> Span:
    document, start, end = wanted
    if document not in texts:
        raise NotFound("document")
    words = texts[document][start:end] if 0 <= start < end else ""
    if not words.strip() or end > len(texts[document]):
        raise Invalid(f"The document has no words from character {start} to {end}.", place="words")
    if len(words) > LONGEST_QUOTE:
        raise Invalid(f"Quote {LONGEST_QUOTE:,} characters at most: the sentence that says it.", place="words")
    return Span(
        id=new_id(),
        document_id=document,
        start=start,
        end=end,
        quote=words,
        sha256=hashlib.sha256(words.encode()).hexdigest(),
        quoted_at=now,
        quoted_by=actor.id,
    )
