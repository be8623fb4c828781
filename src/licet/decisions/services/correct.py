"""Corrections and exclusions of published decisions: proposed by one person, signed by two others."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from licet.decisions.domain import ActKind, PublishedRecord
from licet.decisions.models import Act
from licet.decisions.selectors.signed_part import SignedPart, Texts
from licet.decisions.services.propose import put_up
from licet.kernel.actor import Actor
from licet.kernel.errors import NotFound
from licet.kernel.event import Event, Json
from licet.kernel.instants import Instant
from licet.kernel.money import Money
from licet.kernel.permission import Permission
from licet.policy import public as policy
from licet_verify import canonical

PUBLISHED_CHANGES = (ActKind.CORRECT, ActKind.EXCLUDE)


@transaction.atomic
def propose_correction(*, actor: Actor, decision: str, line: int, field: str, after: str, reason: str, now: Instant) -> Act:
    """Propose that a field of a published decision was wrong. Leads. The register changes with the last signature.

    ``line`` counts from 1; 0 is the whole decision. ``field`` is *destination*, *rating* or *value*, ``after`` the value that is right
    as people write it; empty means that none is recorded. Everybody will read ``reason``.
    """
    actor.require(Permission.FIGURE_CORRECT)
    record = _load_register()
    published = record.describe(decision)
    correction = record.read_correction(decision, line=line, field=field, after=after)
    subject: dict[str, Json] = {"decision": decision, "reason": record.read_reason(reason), "correction": correction}
    return _propose(actor, ActKind.CORRECT, correction_title(published, correction), published, subject, now)


@transaction.atomic
def propose_exclusion(*, actor: Actor, decision: str, reason: str, now: Instant) -> Act:
    """Propose to leave a published decision out of the figures. Leads. It stays readable, marked, with ``reason``."""
    actor.require(Permission.FIGURE_CORRECT)
    record = _load_register()
    published = record.describe(decision)
    record.check_exclusion(decision)
    subject: dict[str, Json] = {"decision": decision, "reason": record.read_reason(reason)}
    return _propose(actor, ActKind.EXCLUDE, f"{decision} is left out of the figures", published, subject, now)


def _propose(actor: Actor, kind: ActKind, title: str, published: dict[str, Json], subject: dict[str, Json], now: Instant) -> Act:
    texts = Texts()
    return put_up(actor, kind, title, _make_body(published, subject, texts), subject, texts, now)


def _make_body(published: dict[str, Json], subject: dict[str, Json], texts: Texts) -> dict[str, Json]:
    """What is signed: the decision as it is published, what changes, and why. ``countries`` are those that concerns may be about."""
    correction = subject.get("correction")
    new_country = correction["after"] if isinstance(correction, dict) and correction["field"] == "destination" else None
    return {
        "published": published,
        **({"correction": correction} if correction else {}),
        "reason": texts.name(str(subject["reason"])),
        "countries": [*sorted({str(country) for country in (published["destination"], new_country) if country})],
    }


def correction_title(published: dict[str, Json], correction: dict[str, Json]) -> str:
    """“XA-DEC 2031/000412, line 1: value EUR 1,000.00 becomes EUR 900.00”."""
    where = f"{published['decision']}, line {correction['line']}" if correction["line"] else str(published["decision"])
    field, currency = str(correction["field"]), str(published["currency"])
    before, after = (_write_value(field, str(correction[name]), currency) for name in ("before", "after"))
    return f"{where}: {field.removesuffix('_minor')} {before} becomes {after}"


def _write_value(field: str, value: str, currency: str) -> str:
    if not value:
        return "not recorded"
    if field == "value_minor":
        return str(Money(int(value), currency))
    return policy.destination_names().get(value, value) if field == "destination" else value


def change_as_it_would_be_signed(act: Act) -> SignedPart:
    """The signed part of a correction or an exclusion as it would be written now: it differs if anything of the decision was corrected."""
    body = canonical.loads(act.signed_part)
    assert isinstance(body, dict)
    texts = Texts()
    return SignedPart(body | _make_body(_load_register().describe(act.subject["decision"]), act.subject, texts), texts.by_digest)


def make_change(act: Act, today: date) -> list[Event]:
    """What the last signature publishes."""
    subject = act.subject
    event = _load_register().make_event(
        subject["decision"], subject.get("correction"), reason=subject["reason"], act=act.reference, today=today
    )
    return [event]


def published_decision(*, actor: Actor, decision: str) -> dict[str, Json]:
    """A decision as the register shows it today, for whoever may propose to change it."""
    if not actor.may(Permission.FIGURE_CORRECT):
        raise NotFound("decision")
    return _load_register().describe(decision)


def preview_correction(*, actor: Actor, decision: str, line: int, field: str, after: str) -> tuple[dict[str, Json], list[dict[str, Json]]]:
    """The correction that would be proposed, and the newest figures that it would change. Nothing is written."""
    actor.require(Permission.FIGURE_CORRECT)
    correction = _load_register().read_correction(decision, line=line, field=field, after=after)
    return correction, _load_register().list_figures_changed(decision, correction)


def preview_exclusion(*, actor: Actor, decision: str) -> list[dict[str, Json]]:
    """The newest figures that would change if the decision were left out. Nothing is written."""
    actor.require(Permission.FIGURE_CORRECT)
    return _load_register().list_figures_changed(decision, None)


def figures_before_and_after(act: Act) -> list[dict[str, Json]]:
    """The newest figures that a proposed correction or exclusion changes; none of other acts. They are no part of what is signed."""
    if act.kind not in PUBLISHED_CHANGES or act.status != "proposed":
        return []
    return _load_register().list_figures_changed(act.subject["decision"], act.subject.get("correction"))


def _load_register() -> PublishedRecord:
    record: PublishedRecord = import_string(settings.LICET_PUBLISHED_RECORD)()
    return record
