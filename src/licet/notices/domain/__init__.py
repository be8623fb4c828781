"""Letters as data, markings and whom they may reach, and how long there is to appeal. Pure."""

from licet.notices.domain.appeal import APPEAL_DAYS, appeal_until
from licet.notices.domain.kinds import MAY_SEE, Channel, DeliveryState, Marking, MessageKind, check_marking, may_see
from licet.notices.domain.letters import (
    EnquiryLetter,
    Letter,
    LicenceDocument,
    ListMail,
    NoLicenceLetter,
    RefusalLetter,
    ReinstatementNotice,
    RevocationNotice,
    SuspensionNotice,
)
from licet.notices.domain.mails import mail_text
from licet.notices.domain.messages import MessageDraft, message_digest
from licet.notices.domain.parts import (
    Addressee,
    Authority,
    CriterionApplied,
    LicensedLine,
    NamedLine,
    PartyNamed,
    RefusedLine,
    SignatureShown,
)
from licet.notices.domain.plain import plain

__all__ = [
    "APPEAL_DAYS",
    "MAY_SEE",
    "Addressee",
    "Authority",
    "Channel",
    "CriterionApplied",
    "DeliveryState",
    "EnquiryLetter",
    "Letter",
    "LicenceDocument",
    "LicensedLine",
    "ListMail",
    "Marking",
    "MessageDraft",
    "MessageKind",
    "NamedLine",
    "NoLicenceLetter",
    "PartyNamed",
    "RefusalLetter",
    "RefusedLine",
    "ReinstatementNotice",
    "RevocationNotice",
    "SignatureShown",
    "SuspensionNotice",
    "appeal_until",
    "check_marking",
    "mail_text",
    "may_see",
    "message_digest",
    "plain",
]
