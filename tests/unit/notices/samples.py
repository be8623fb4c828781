"""Letters as `licences` and `decisions` would fill them, all invented."""

from datetime import date
from decimal import Decimal

from licet.kernel.facts import Role
from licet.kernel.money import Money, NoValue
from licet.kernel.quantity import Quantity
from licet.notices.domain import (
    Acknowledgement,
    Addressee,
    Authority,
    CriterionApplied,
    EnquiryLetter,
    LicenceDocument,
    LicensedLine,
    ListMail,
    NamedLine,
    NoLicenceLetter,
    PartyNamed,
    RefusalLetter,
    RefusedLine,
    ReinstatementNotice,
    RevocationNotice,
    SignatureShown,
    SuspensionNotice,
)

ON = date(2031, 5, 1)
AUTHORITY = Authority(
    "Demonstration Licensing Authority",
    "2 Harbour Square\nValdren City",
    "licensing@authority.example",
    demonstration=True,
)
EXPORTER = Addressee(
    "Orlan Optics plc", "14 Lens Street\nValdren City\nValdren", "Ms Ida Brandt", "export@orlan.example", "XA-0031945", "XA00319450000"
)
SIGNED = (
    SignatureShown.of("Tomas Ferrin", "decider", ON, "password"),
    SignatureShown.of("Mara Osei", "countersigner", ON, "demo"),
)
LINES = (
    LicensedLine(
        1,
        "Thermal imaging sight, model OT-4, uncooled, with mount and carrying case",
        "ML15.c",
        Quantity(Decimal(40), "item"),
        Money(18_450_000, "EUR"),
        "9005 80 00",
    ),
    LicensedLine(2, "Spare battery packs for OT-4", "ML15.f", Quantity(Decimal(120), "item"), Money(1_440_000, "EUR")),
    LicensedLine(3, "Maintenance manual", None, Quantity(Decimal("2.5"), "kg"), NoValue.NOT_RECORDED),
)
DISCLOSED = "The sights can be used in the Sarra valley, where past violations were found and not followed up."
WITHHELD = "Some of what we know came from a government that asked us to keep it to ourselves."
NAMED = (NamedLine(1, "Thermal imaging sight, model OT-4", "ML15.c", "Kasdara"), NamedLine(3, "Maintenance manual", None, "Kasdara"))


def licence(**changes: object) -> LicenceDocument:
    given: dict[str, object] = {
        "reference": "XA-LIC 2031/000212",
        "on": ON,
        "authority": AUTHORITY,
        "addressee": EXPORTER,
        "case_reference": "XA-IND 2031/000412",
        "licence_type": "Individual export licence (permanent)",
        "valid_from": ON,
        "valid_until": date(2033, 4, 30),
        "destination": "Kasdara",
        "country_of_export": "Valdren",
        "country_of_origin": "Valdren",
        "parties": (
            PartyNamed(Role.CONSIGNEE, "Kasdara Trade House", "8 Port Road\nSarra", "Kasdara"),
            PartyNamed(Role.END_USER, "Ministry of Interior, Border Service", "1 Government Avenue\nSarra", "Kasdara"),
            PartyNamed(Role.ULTIMATE_END_USER, "Border Service, northern command", "Barracks Road 3\nNorth Sarra", "Kasdara"),
        ),
        "lines": LINES,
        "end_use": "Night observation at fixed border posts by the Border Service. No use outside the border zone.",
        "signatures": SIGNED,
        "check_code": "7Q2M4X9KD0T8ZBVR",
        "goods_location": "14 Lens Street, Valdren City",
        "conditions": (
            "Each sight is delivered only after the end user has confirmed receipt of the one before.",
            "The exporter reports each export within 28 days.",
        ),
    }
    return LicenceDocument(**(given | changes))  # type: ignore[arg-type]


def refusal(**changes: object) -> RefusalLetter:
    given: dict[str, object] = {
        "reference": "XA-IND 2031/000413",
        "on": ON,
        "authority": AUTHORITY,
        "addressee": EXPORTER,
        "appeal_to": "the Appeals Office of the Demonstration Licensing Authority",
        "appeal_days": 28,
        "power": "section 4 of the Strategic Goods Act of Valdren",
        "right_of_appeal": "section 14 of the Strategic Goods Act of Valdren",
        "reasons": "",
        "signatures": SIGNED,
        "lines": (
            RefusedLine(1, "Thermal imaging sight, model OT-4", "ML15.c", "Kasdara", ("2c", "7"), DISCLOSED, WITHHELD),
            RefusedLine(2, "Spare battery packs for OT-4", "ML15.f", "Kasdara", ("2c",), DISCLOSED),
        ),
        "criteria": (
            CriterionApplied(
                "2c",
                "International humanitarian law",
                "No licence where there is a clear risk that the items might be used to commit or facilitate a serious violation.",
                "For lines 1 (sight) and 2 (battery packs), there is a clear risk of what this criterion guards against.",
            ),
            CriterionApplied(
                "7",
                "Diversion",
                "The risk that the items go to somebody else.",
                "This weighs so heavily against a licence that we refuse one.",
            ),
        ),
        "criteria_set": "the criteria in force on 1 May 2031 (uk-selc-2021)",
        "end_use": "Night observation at fixed border posts.",
    }
    return RefusalLetter(**(given | changes))  # type: ignore[arg-type]


def suspension(kind: type = SuspensionNotice, **changes: object) -> SuspensionNotice | ReinstatementNotice | RevocationNotice:
    given: dict[str, object] = {
        "reference": "XA-LIC 2031/000212",
        "on": ON,
        "authority": AUTHORITY,
        "addressee": EXPORTER,
        "appeal_to": "the Appeals Office of the Demonstration Licensing Authority",
        "appeal_days": 28,
        "power": "section 9 of the Strategic Goods Act of Valdren",
        "right_of_appeal": "section 14 of the Strategic Goods Act of Valdren",
        "reasons": "New evidence on the conduct of hostilities in the Sarra valley has to be assessed before these goods may leave.",
        "signatures": SIGNED,
        "licence_type": "Individual export licence (permanent)",
        "destination": "Kasdara",
        "effective_on": ON,
        "must": (
            "You must not export anything under this licence from the moment this notice reaches you.",
            "Goods that have left before then are not affected. Tell us within 7 days what is on its way.",
            "Questions: licensing@authority.example.",
        ),
        "act_reference": "XA-ACT 2031/000007",
        "lines": NAMED,
    }
    made: SuspensionNotice = kind(**(given | changes))
    return made


def no_licence() -> NoLicenceLetter:
    return NoLicenceLetter(
        reference="XA-IND 2031/000412",
        on=ON,
        authority=AUTHORITY,
        addressee=EXPORTER,
        lines=NAMED[1:],
        reasons="A manual with no technical data beyond what is published is not listed.",
        signatures=SIGNED,
    )


def enquiry() -> EnquiryLetter:
    return EnquiryLetter(
        reference="XA-IND 2031/000412",
        on=ON,
        authority=AUTHORITY,
        addressee=EXPORTER,
        question="Who keeps the sights between watches, and in what kind of store?\nPlease give the end user's words.",
        answer_by=date(2031, 5, 29),
        closes_after=date(2031, 6, 5),
    )


def list_mail() -> ListMail:
    return ListMail(
        reference="XA-MSG 2031/000003",
        on=ON,
        authority=AUTHORITY,
        addressee=Addressee("Missions", ""),
        title="Licences for Kasdara suspended",
        paragraphs=("46 licences were suspended today.", "Refer questions to the Licensing Unit."),
    )


def acknowledgement() -> Acknowledgement:
    return Acknowledgement(
        reference="XA-IND 2031/000412",
        on=ON,
        authority=AUTHORITY,
        addressee=EXPORTER,
        title="We have received your application",
        words=(
            "Your application XA-IND 2031/000412 reached the Authority on 1 May 2031.",
            "You must not export before a licence is issued.",
        ),
        words_version="acknowledgement/1",
    )
