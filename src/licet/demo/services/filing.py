"""What an exporter does: writes an application, attaches documents, sends it, answers, amends, withdraws."""

import io

from licet.applications import public as applications
from licet.applications.public import Application, Attachment, DocumentKind, Draft, EndUse, PartyDraft, Product, Route
from licet.casework import public as casework
from licet.casework.public import Case
from licet.demo.domain import CONSIGNEES, END_USERS, EXPORTERS, GOODS, TRADES, DraftPlan, Plan, Trade
from licet.demo.services import papers
from licet.kernel.actor import Actor
from licet.kernel.instants import Instant
from licet.policy import public as policy

IND = "IND"


def draft_of(trade: Trade, *, scale: int = 100, consignee: str = "") -> Draft:
    """The application for a trade, without documents; ``scale`` is per cent of the usual quantity."""
    user = END_USERS[trade.end_user]
    forwarder = CONSIGNEES[user.country]
    military = "yes" if user.kind == "armed-forces" else "no"
    return Draft(
        products=tuple(_product(number, key, usual * scale // 100) for number, (key, usual) in enumerate(trade.goods, 1)),
        parties=(
            PartyDraft(key="c", role="consignee", name=consignee or forwarder.name, address=forwarder.address, country=forwarder.country),
            PartyDraft(key="e", role="end-user", name=user.name, address=user.address, country=user.country, end_user_class=user.kind),
        ),
        end_use=EndUse(text=trade.use, military=military, informed="no", onward=(), onward_known="yes"),
        route=Route(start="Lanmere", transport="sea" if user.country in {"QN", "QO"} else "road", temporary="no"),
    )


def _product(number: int, key: str, amount: int) -> Product:
    good, amount = GOODS[key], max(amount, 1)
    cents = good.price * amount
    return Product(
        key=f"p{number}",
        name=good.name,
        description=good.description,
        part_number=good.part,
        rating=good.rating,
        amount=str(amount),
        unit="item",
        price=f"{cents // 100}.{cents % 100:02}",
        currency=policy.pack().currency,
        incorporation="yes" if key == "acc" else "no",
        pool="no",
    )


def write(actor: Actor, plan: Plan, now: Instant) -> Application:
    """An application with its documents, not sent yet."""
    trade = TRADES[plan.trade]
    row = applications.start_draft(actor=actor, name=name_of(trade), licence_type=IND, now=now)
    draft = draft_of(trade, scale=plan.scale, consignee=plan.consignee)
    row = applications.save_draft(actor=actor, application=row.pk, draft=draft, revision=row.revision, now=now)
    return _attach(actor, row, trade, now)


def name_of(trade: Trade) -> str:
    return f"{GOODS[trade.goods[0][0]].name} for {END_USERS[trade.end_user].name}"


def _attach(actor: Actor, row: Application, trade: Trade, now: Instant) -> Application:
    goods = [GOODS[key] for key, _ in trade.goods]
    for good in goods:
        sheet = papers.data_sheet(good, EXPORTERS[good.exporter].name)
        row = _put(actor, row, DocumentKind.SPECIFICATION, f"{good.part} data sheet.pdf", sheet, now)
    signed = papers.undertaking(END_USERS[trade.end_user], tuple(good.name for good in goods), trade.use)
    return _put(actor, row, DocumentKind.UNDERTAKING, "End-user undertaking.pdf", signed, now)


def _put(actor: Actor, row: Application, kind: DocumentKind, name: str, content: bytes, now: Instant) -> Application:
    return applications.attach_document(
        actor=actor,
        application=row.pk,
        kind=kind.value,
        file=io.BytesIO(content),
        filename=name,
        size=len(content),
        revision=row.revision,
        now=now,
    )


def send(actor: Actor, row: Application, now: Instant) -> Case:
    return casework.submit(actor=actor, application=row.pk, revision=row.revision, now=now)


def amend(actor: Actor, case: Case, plan: Plan, now: Instant) -> Case:
    """A further version of the same application, for a tenth less than was asked for."""
    row = applications.access_application(actor=actor, application=case.application_id)
    before = row.to_domain()
    fewer = draft_of(TRADES[plan.trade], scale=plan.scale * 9 // 10, consignee=plan.consignee)
    row = applications.save_draft(actor=actor, application=row.pk, draft=_with(before, fewer), revision=row.revision, now=now)
    return send(actor, row, now)


def _with(before: Draft, fewer: Draft) -> Draft:
    draft = before
    for product in fewer.products:
        draft = draft.with_product(product)
    return draft


def begin(actor: Actor, plan: DraftPlan, now: Instant) -> Application:
    """A draft as far as ``plan.parts`` of its sections; sections not reached are left as they were begun: empty."""
    trade = TRADES[plan.trade]
    whole = draft_of(trade)
    row = applications.start_draft(actor=actor, name=name_of(trade), licence_type=IND, now=now)
    draft = Draft(
        products=whole.products,
        parties=whole.parties if plan.parts > 1 else (),
        end_use=whole.end_use if plan.parts > 2 else EndUse(),
        route=whole.route if plan.parts > 3 else Route(),
        attachments=(Attachment(kind=DocumentKind.SPECIFICATION.value, absence="Printed on the product page."),) if plan.parts > 3 else (),
    )
    return applications.save_draft(actor=actor, application=row.pk, draft=draft, revision=row.revision, now=now)


def exporter_of(plan: Plan | DraftPlan) -> str:
    """Who makes the goods of a trade makes the application."""
    return GOODS[TRADES[plan.trade].goods[0][0]].exporter
