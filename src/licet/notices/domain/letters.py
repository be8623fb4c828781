"""What each letter says, as data. The templates in `notices/templates` print it; nothing is computed there.

Fields that were not recorded are None. A document leaves them out and says once which ones they are. Texts for the reader
(criteria, reasons, conditions) come from policy and from the people who signed, in their words."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar, Final

from licet.kernel.check_code import grouped
from licet.kernel.event import Json
from licet.kernel.money import total
from licet.notices.domain.kinds import MessageKind
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
from licet.notices.domain.plain import plain, plain_object

CHECK_PATH: Final = "/licences/check"
"""Where the register confirms a check code, under the address of this installation when the document is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What all letters have. ``reference`` is the licence's or the case's, as people say it; ``on`` is its date.

    ``words`` are paragraphs of the authority's own (its policy pack's text, filled in) printed after the tables;
    ``words_version`` names that text.
    """

    kind: ClassVar[MessageKind]
    template: ClassVar[str]
    template_version: ClassVar[int] = 2

    reference: str
    on: date
    authority: Authority
    addressee: Addressee
    words: tuple[str, ...] = ()
    words_version: str | None = None

    def subject(self) -> str:
        raise NotImplementedError

    def content(self) -> dict[str, Json]:
        """JSON data for the record and the template."""
        return plain_object(self) | {"kind": self.kind.value, "subject": self.subject()}


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceDocument(Letter):
    """The licence as its holder shows it; fields 1 to 21 of the customary form.

    ``check_code`` is the bare code (:mod:`licet.kernel.check_code`); ``destination`` names the countries licensed. The
    total is worked out from the lines, which share one currency; lines without a value are counted beside it.
    """

    kind: ClassVar[MessageKind] = MessageKind.LICENCE
    template: ClassVar[str] = "licence"

    case_reference: str
    licence_type: str
    valid_from: date
    valid_until: date
    destination: str
    country_of_export: str
    parties: tuple[PartyNamed, ...]
    lines: tuple[LicensedLine, ...]
    end_use: str
    signatures: tuple[SignatureShown, ...]
    check_code: str
    agent: Addressee | None = None
    country_of_origin: str | None = None
    goods_location: str | None = None
    customs_procedure: str | None = None
    contract_on: date | None = None
    conditions: tuple[str, ...] = ()

    def subject(self) -> str:
        return f"Export licence {self.reference}"

    def content(self) -> dict[str, Json]:
        shown: dict[str, object] = {"total": total(line.value for line in self.lines)}
        shown |= {"check_code_grouped": grouped(self.check_code), "left_out": self._left_out()}
        return Letter.content(self) | plain_object(shown)

    def _left_out(self) -> tuple[str, ...]:
        """The fields of the customary form for which there is nothing, with their numbers; said once rather than box by box."""
        fields = (
            ("4 contact", self.addressee.contact or self.addressee.email),
            ("7 agent or representative", self.agent),
            ("country of origin in 8", self.country_of_origin),
            ("10 location of the goods", self.goods_location),
            ("11 customs procedure", self.customs_procedure),
            ("14 commodity codes", next((line.commodity_code for line in self.lines if line.commodity_code), None)),
            ("19 date of contract", self.contract_on),
        )
        return tuple(name for name, value in fields if not value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Appealable(Letter):
    """A notice against which there is an appeal; its last day is worked out here, not in the template.

    ``power`` and ``right_of_appeal`` name the law; ``appeal_to`` is who hears the appeal, within ``appeal_days`` of which the day of
    the notice is the first.
    """

    appeal_to: str
    appeal_days: int
    reasons: str
    signatures: tuple[SignatureShown, ...]
    power: str | None = None
    right_of_appeal: str | None = None

    def content(self) -> dict[str, Json]:
        rights = {
            "days": self.appeal_days,
            "first_day": self.on.isoformat(),
            "last_day": (self.on + timedelta(days=self.appeal_days - 1)).isoformat(),
            "to": self.appeal_to,
        }
        content = Letter.content(self)
        del content["appeal_days"]
        return content | {"appeal": plain(rights)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalLetter(_Appealable):
    """A refusal of some or all lines, with the criteria it rests on, in ``criteria_set``'s words, and the appeal.

    ``reasons`` is empty: each line has its own.
    """

    kind: ClassVar[MessageKind] = MessageKind.REFUSAL
    template: ClassVar[str] = "refusal"

    lines: tuple[RefusedLine, ...]
    criteria: tuple[CriterionApplied, ...]
    criteria_set: str
    end_use: str | None = None

    def subject(self) -> str:
        return f"Refusal of an export licence: {self.reference}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _StatusNotice(_Appealable):
    """A change of a licence's status. ``must`` says in plain words what the holder must or may do from ``effective_on``."""

    template: ClassVar[str] = "status"

    licence_type: str
    destination: str
    effective_on: date
    must: tuple[str, ...]
    act_reference: str | None = None
    lines: tuple[NamedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionNotice(_StatusNotice):
    kind: ClassVar[MessageKind] = MessageKind.SUSPENSION

    def subject(self) -> str:
        return f"Suspension of licence {self.reference}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReinstatementNotice(_StatusNotice):
    kind: ClassVar[MessageKind] = MessageKind.REINSTATEMENT

    def subject(self) -> str:
        return f"Reinstatement of licence {self.reference}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationNotice(_StatusNotice):
    kind: ClassVar[MessageKind] = MessageKind.REVOCATION

    def subject(self) -> str:
        return f"Revocation of licence {self.reference}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLicenceLetter(Letter):
    """Lines for which no licence is required, and on what facts that answer stands."""

    kind: ClassVar[MessageKind] = MessageKind.NO_LICENCE
    template: ClassVar[str] = "no-licence"

    lines: tuple[NamedLine, ...]
    reasons: str
    signatures: tuple[SignatureShown, ...]

    def subject(self) -> str:
        return f"No licence required: {self.reference}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryLetter(Letter):
    """A question to the applicant; the case's clock stands still until it is answered.

    ``closes_after`` is the last day on which an answer keeps the case open.
    """

    kind: ClassVar[MessageKind] = MessageKind.ENQUIRY
    template: ClassVar[str] = "enquiry"
    template_version: ClassVar[int] = 3

    question: str
    answer_by: date
    closes_after: date

    def subject(self) -> str:
        return f"A question about your application {self.reference}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMail(Letter):
    """A message to a distribution list; ``paragraphs`` are plain text."""

    kind: ClassVar[MessageKind] = MessageKind.LIST_MAIL
    template: ClassVar[str] = "list-mail"

    title: str
    paragraphs: tuple[str, ...] = field(default_factory=tuple)

    def subject(self) -> str:
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLetter(Letter):
    """A letter that consists of the authority's own words: ``title`` and ``words`` are those of its policy pack, filled in."""

    template: ClassVar[str] = "pack-letter"
    template_version: ClassVar[int] = 1

    title: str

    def subject(self) -> str:
        return f"{self.title}: {self.reference}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement(PackLetter):
    kind: ClassVar[MessageKind] = MessageKind.ACKNOWLEDGEMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryReminder(PackLetter):
    kind: ClassVar[MessageKind] = MessageKind.ENQUIRY_REMINDER


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedUnanswered(PackLetter):
    kind: ClassVar[MessageKind] = MessageKind.CLOSED_UNANSWERED


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiryNotice(PackLetter):
    kind: ClassVar[MessageKind] = MessageKind.EXPIRY_NOTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiryLetter(PackLetter):
    kind: ClassVar[MessageKind] = MessageKind.EXPIRY
