"""Words for values, in one place."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.applications.public import Answer, DocumentKind, Product
from licet.casework.public import CaseStatus
from licet.decisions.public import GRANTS, Outcome
from licet.documents.public import Document
from licet.kernel.errors import Invalid
from licet.kernel.facts import EndUserClass, Role
from licet.licences.public import LicenceStatus
from licet.notices.public import MessageKind
from licet.policy import public as policy
from licet.web.components import filters


def answer(value: str) -> str:
    known = {Answer.YES: _("Yes"), Answer.NO: _("No"), Answer.UNKNOWN: _("Not known")}
    return known.get(Answer(value), "") if value in set(Answer) else ""


def role(value: str) -> str:
    known = {
        Role.CONSIGNEE: _("Consignee"),
        Role.END_USER: _("End user"),
        Role.ULTIMATE_END_USER: _("Ultimate end user"),
        Role.THIRD_PARTY: _("Third party"),
    }
    return known[Role(value)] if value in set(Role) else value


def end_user(value: str) -> str:
    known = {
        EndUserClass.ARMED_FORCES: _("Armed forces"),
        EndUserClass.POLICE: _("Police"),
        EndUserClass.OTHER_SECURITY: _("Other security body"),
        EndUserClass.OTHER_GOVERNMENT: _("Other government body"),
        EndUserClass.COMMERCIAL: _("Company"),
        EndUserClass.INDIVIDUAL: _("Individual"),
        EndUserClass.INTERNATIONAL: _("International organisation"),
    }
    return known[EndUserClass(value)] if value in set(EndUserClass) else value


def document_kind(value: str) -> str:
    known = {
        DocumentKind.SPECIFICATION: _("Technical specification"),
        DocumentKind.UNDERTAKING: _("End-user undertaking"),
        DocumentKind.CONTRACT: _("Contract or order"),
        DocumentKind.OTHER: _("Other document"),
    }
    return known[DocumentKind(value)] if value in set(DocumentKind) else value


def transport(value: str) -> str:
    known = {
        "sea": _("By sea"),
        "air": _("By air"),
        "road": _("By road"),
        "rail": _("By rail"),
        "post": _("By post or courier"),
        "electronic": _("By electronic transfer"),
    }
    return known.get(value, value)


def country(code: str) -> str:
    return policy.destination_name(code.strip().upper()) if code.strip() else ""


def iso_day(text: str) -> str:
    """A day as the draft keeps it, written out; as typed where it is none."""
    try:
        return filters.day(date.fromisoformat(text)) if text else ""
    except ValueError:
        return text


def quantity(product: Product) -> str:
    try:
        return filters.quantity(product.quantity())
    except Invalid:
        return f"{product.amount} {product.unit}".strip() if product.amount else ""


def value(product: Product) -> str:
    """Empty where none was given yet: a draft's missing value is not *no value recorded*."""
    try:
        return filters.money(product.value()) if product.price.strip() else ""
    except Invalid:
        return f"{product.price} {product.currency}"


def size(amount: int) -> str:
    for unit, bytes_ in (("MiB", 2**20), ("KiB", 2**10)):
        if amount >= bytes_:
            return f"{amount / bytes_:.1f} {unit}"
    return ngettext("%(count)s byte", "%(count)s bytes", amount) % {"count": amount}


def scanned(document: Document) -> str:
    """How a file was looked at for malware: said aloud, also where nothing looked."""
    words = {"clean": _("scanned, nothing found"), "not scanned": _("not scanned for malware")}
    return words.get(document.scan, document.scan)


def file_words(document: Document) -> str:
    return f"{size(document.size)}, {scanned(document)}"


def case_status(status: CaseStatus) -> tuple[str, str]:
    """The status as a tag, and what it means, in one sentence."""
    return {
        CaseStatus.DRAFT: (_("Draft"), _("You have not sent it.")),
        CaseStatus.SUBMITTED: (_("Sent"), _("We have it. Nobody has begun to work on it yet.")),
        CaseStatus.IN_PROGRESS: (_("In progress"), _("We are working on it.")),
        CaseStatus.AWAITING_EXPORTER: (_("Waiting for you"), _("We asked you something. The clock stands still until you answer.")),
        CaseStatus.FOR_SIGNATURE: (_("For signature"), _("A decision has been drawn up and waits for its signatures.")),
        CaseStatus.DECIDED: (_("Decided"), _("It was decided. The letters below say what and why.")),
        CaseStatus.WITHDRAWN: (_("Withdrawn"), _("You withdrew it. Nothing was decided.")),
        CaseStatus.CLOSED: (_("Closed"), _("It was put away; what was decided stands.")),
        CaseStatus.UNANSWERED: (
            _("Closed without an answer"),
            _("We had no answer to our question. Nothing was decided; you can apply again."),
        ),
    }[status]


STATUS_KINDS = {
    CaseStatus.DRAFT: "plain",
    CaseStatus.SUBMITTED: "plain",
    CaseStatus.IN_PROGRESS: "plain",
    CaseStatus.AWAITING_EXPORTER: "missing",
    CaseStatus.FOR_SIGNATURE: "plain",
    CaseStatus.DECIDED: "open",
    CaseStatus.WITHDRAWN: "plain",
    CaseStatus.CLOSED: "plain",
    CaseStatus.UNANSWERED: "held",
}


def licence_status(status: str) -> tuple[str, str]:
    """Word and sign of a licence's status."""
    return {
        LicenceStatus.IN_FORCE: (_("in force"), "open"),
        LicenceStatus.SUSPENDED: (_("suspended"), "barred"),
        LicenceStatus.REVOKED: (_("revoked"), "barred"),
        LicenceStatus.EXPIRED: (_("expired"), "plain"),
    }[LicenceStatus(status)]


def message_kind(kind: str) -> str:
    return {
        MessageKind.LICENCE: _("Licence document"),
        MessageKind.REFUSAL: _("Refusal"),
        MessageKind.NO_LICENCE: _("No licence required"),
        MessageKind.SUSPENSION: _("Suspension"),
        MessageKind.REINSTATEMENT: _("Reinstatement"),
        MessageKind.REVOCATION: _("Revocation"),
        MessageKind.ENQUIRY: _("Question"),
        MessageKind.LIST_MAIL: _("Notice to exporters"),
        MessageKind.ACKNOWLEDGEMENT: _("Acknowledgement"),
        MessageKind.ENQUIRY_REMINDER: _("Reminder of a question"),
        MessageKind.CLOSED_UNANSWERED: _("Application closed"),
        MessageKind.EXPIRY_NOTICE: _("Licence ends soon"),
        MessageKind.EXPIRY: _("Licence expired"),
    }[MessageKind(kind)]


def decided(outcomes: Collection[Outcome]) -> str:
    """What was decided of the lines of one application, in a word or two."""
    granted, refused = not GRANTS.isdisjoint(outcomes), Outcome.REFUSE in outcomes
    if granted:
        return _("granted in part") if refused else _("granted")
    if refused:
        return _("refused") if len(outcomes) == 1 else _("refused in part")
    return _("no licence required")
