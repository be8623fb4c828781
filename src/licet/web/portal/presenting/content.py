"""A whole application as somebody reads it: parts, blocks, rows. Also what two versions of it are compared by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.applications.public import Attachment, Draft, EndUse, PartyDraft, Product, Route, Section
from licet.documents.public import Document, access_documents
from licet.kernel.actor import Actor
from licet.web.portal.presenting import words


@dataclass(frozen=True, slots=True)
class Row:
    """One answer. ``value`` is empty where there is none yet; ``href`` leads to a document."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One product, party or document, or the answers of a page. ``key`` is stable from version to version."""

    key: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    section: Section
    title: str
    blocks: tuple[Block, ...]


type Documents = Mapping[str, Document]


def documents_in(actor: Actor, drafts: Iterable[Draft]) -> Documents:
    """The rows of the documents that drafts name, one query; those that are not the actor's are left out."""
    wanted = {item.document for draft in drafts for item in draft.attachments if item.document}
    return {row.pk: row for row in access_documents(actor=actor).filter(pk__in=wanted)} if wanted else {}


def parts(draft: Draft, documents: Documents) -> tuple[Part, ...]:
    blocks = {
        Section.PRODUCTS: tuple(product_block(item) for item in draft.products),
        Section.PARTIES: tuple(party_block(item) for item in draft.parties),
        Section.END_USE: (end_use_block(draft.end_use),),
        Section.ROUTE: (route_block(draft.route),),
        Section.DOCUMENTS: tuple(attachment_block(item, number, documents) for number, item in enumerate(draft.attachments, 1)),
    }
    return tuple(Part(section, titles()[section], blocks[section]) for section in blocks)


def titles() -> dict[Section, str]:
    """The parts of the task list by their names, in the order of work."""
    return {
        Section.PRODUCTS: _("Products"),
        Section.PARTIES: _("Who receives them"),
        Section.END_USE: _("What they are for"),
        Section.ROUTE: _("Route"),
        Section.DOCUMENTS: _("Documents"),
        Section.CHECK: _("Check and send"),
    }


def product_block(item: Product) -> Block:
    rows = (
        Row(_("Description"), item.description),
        Row(_("Part number"), item.part_number),
        Row(_("Control list entry claimed"), item.rating or _("none: the authority rates it")),
        Row(_("Quantity"), words.quantity(item)),
        Row(_("Value"), words.value(item)),
        Row(_("Built into something else"), words.answer(item.incorporation)),
        Row(_("For a shared pool"), words.answer(item.pool)),
    )
    return Block(item.key, item.name or _("Product without a name"), rows)


def party_block(item: PartyDraft) -> Block:
    rows = [
        Row(_("Role"), words.role(item.role)),
        Row(_("Address"), item.address),
        Row(_("Country"), words.country(item.country)),
    ]
    if item.end_user_class:
        rows.append(Row(_("Kind of end user"), words.end_user(item.end_user_class)))
    return Block(item.key, item.name or _("Party without a name"), tuple(rows))


def end_use_block(use: EndUse) -> Block:
    rows = (
        Row(_("Use"), use.text),
        Row(_("Military use"), words.answer(use.military)),
        Row(_("Known or suspected use in weapons of mass destruction"), words.answer(use.informed)),
        Row(_("Known where they go on to"), words.answer(use.onward_known)),
        Row(_("May go on to"), _onward(use)),
    )
    return Block("end-use", _("What they are for"), rows)


def _onward(use: EndUse) -> str:
    if use.onward:
        return ", ".join(map(words.country, use.onward))
    return {"yes": _("nowhere"), "no": _("not known"), "unknown": _("not known")}.get(use.onward_known, "")


def route_block(route: Route) -> Block:
    rows = (
        Row(_("Start"), route.start),
        Row(_("Transport"), words.transport(route.transport) or _("not decided yet")),
        Row(_("Temporary"), words.answer(route.temporary)),
        Row(_("Back by"), words.iso_day(route.return_on) or (_("does not come back") if route.temporary == "no" else "")),
    )
    return Block("route", _("Route"), rows)


def attachment_block(item: Attachment, number: int, documents: Documents) -> Block:
    title = words.document_kind(item.kind)
    if not item.document:
        return Block(f"{item.kind} none", title, (Row(_("None, because"), item.absence),))
    row = documents.get(item.document)
    if row is None:
        return Block(item.document, title, (Row(_("File"), _("this file is not among yours: attach it again")),))
    href = reverse("portal:document", args=[row.pk])
    return Block(item.document, title, (Row(_("File"), row.filename, href), Row(_("About it"), words.file_words(row))))


def rows_by_place(given: Iterable[Part]) -> Iterator[tuple[tuple[str, str, str], Row]]:
    """Every row with its place: part, block and label. The block's title is a row of its own, so that a new name shows."""
    for part in given:
        for block in part.blocks:
            yield (part.section.value, block.key, ""), Row(_("Name"), block.title)
            for row in block.rows:
                yield (part.section.value, block.key, row.label), row
