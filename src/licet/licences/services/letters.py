"""The letters that an act owes, as data for `notices`: licence, refusal, no licence required, change of status."""

from collections.abc import Iterator, Mapping, Sequence

from licet.casework.public import CaseContents
from licet.decisions import public as decisions
from licet.decisions.public import ActKind, CaseDecided, LineDecision, Outcome, Signature
from licet.kernel.instants import Instant
from licet.licences.models import Condition, Licence, LicenceLine
from licet.licences.services.refusal_words import finding_pattern, lines_in_words
from licet.notices.public import (
    Addressee,
    CriterionApplied,
    Letter,
    LicenceDocument,
    LicensedLine,
    MessageDraft,
    NamedLine,
    NoLicenceLetter,
    PartyNamed,
    RefusalLetter,
    RefusedLine,
    ReinstatementNotice,
    RevocationNotice,
    SignatureShown,
    SuspensionNotice,
    addressee,
    issuer,
)
from licet.policy import public as policy

_MUST = {
    ActKind.SUSPEND: (
        "Stop exporting under this licence now. Goods that have left may go on; nothing more may leave.",
        "Keep the licence and your records: it may be reinstated or revoked.",
    ),
    ActKind.REINSTATE: (
        "You may export again under this licence, up to what it grants less what you have exported.",
        "We have no return from you yet: your own records say what that is.",
    ),
    ActKind.REVOKE: ("This licence has ended. Nothing more may be exported under it.", "Keep your records of what was exported."),
}
_NOTICE = {ActKind.SUSPEND: SuspensionNotice, ActKind.REINSTATE: ReinstatementNotice, ActKind.REVOKE: RevocationNotice}


def case_letters(decided: CaseDecided, licence: Licence | None) -> list[MessageDraft]:
    """One message for what was granted, one for what was refused, one for what needs no licence."""
    outcomes = {Outcome.REFUSE: _refusal, Outcome.NO_LICENCE_REQUIRED: _no_licence}
    letters: list[Letter] = [_licence(decided, licence)] if licence else []
    for outcome, write in outcomes.items():
        lines = [item for item in decided.lines if item.outcome is outcome]
        if lines:
            letters.append(write(decided, lines))
    contents = decided.contents
    return [
        MessageDraft(
            letter=letter,
            organisation=contents.organisation,
            key=f"{decided.decision.id}:{letter.kind}",
            case=contents.reference,
            licence=licence.reference if licence else None,
            email=contents.email,
        )
        for letter in letters
    ]


def _signatures(signatures: Sequence[Signature]) -> tuple[SignatureShown, ...]:
    return tuple(SignatureShown.of(item.name, item.role, policy.today(item.signed_at), item.means) for item in signatures)


def _addressee(contents: CaseContents) -> Addressee:
    return Addressee(name=contents.exporter, address=contents.address, email=contents.email, registration_number=contents.registration)


def _country(code: str) -> str:
    return policy.destination(code).name


def _destination(contents: CaseContents) -> str:
    return ", ".join(sorted({_country(party.country) for party in contents.parties}))


def _licence(decided: CaseDecided, licence: Licence) -> LicenceDocument:
    contents = decided.contents
    rows = list(licence.lines.order_by("number"))
    return LicenceDocument(
        reference=licence.reference,
        on=licence.valid_from,
        authority=issuer(),
        addressee=_addressee(contents),
        case_reference=contents.reference,
        licence_type=policy.pack().licence_type(licence.licence_type).name,
        valid_from=licence.valid_from,
        valid_until=licence.valid_until,
        destination=_destination(contents),
        country_of_export=_country(policy.pack().country),
        parties=tuple(PartyNamed(party.role, party.name, party.address, _country(party.country)) for party in contents.parties),
        lines=tuple(_licensed(row, contents) for row in rows),
        end_use=contents.end_use,
        signatures=_signatures(decided.signatures),
        check_code=licence.check_code,
        conditions=tuple(_condition(item) for item in licence.conditions.select_related("line").order_by("number")),
    )


def _condition(item: Condition) -> str:
    return f"Line {item.line.number}: {item.words}" if item.line else item.words


def _licensed(row: LicenceLine, contents: CaseContents) -> LicensedLine:
    rating = row.to_facts().rating
    return LicensedLine(row.number, row.description, str(rating) if rating else None, contents.line(row.line_id).quantity, row.value())


def _refusal(decided: CaseDecided, lines: Sequence[LineDecision]) -> RefusalLetter:
    contents = decided.contents
    criteria = policy.criteria_set(contents.criteria_set)
    return RefusalLetter(
        reference=contents.reference,
        on=decided.decision.decided_on,
        authority=issuer(),
        addressee=_addressee(contents),
        appeal_to=policy.pack().email,
        appeal_days=policy.deadline("appeal").days,
        reasons="",
        signatures=_signatures(decided.signatures),
        lines=tuple(_refused(item, contents) for item in lines),
        criteria=tuple(
            CriterionApplied(code, criteria.clause(code).title, criteria.clause(code).text, _finding(decided, lines, criteria.clause(code)))
            for code in sorted({code for item in lines for code in item.criteria})
        ),
        criteria_set=criteria.info.title,
        power=policy.pack().law.power_to_refuse,
        right_of_appeal=policy.pack().law.right_of_appeal,
        end_use=contents.end_use,
    )


def _finding(decided: CaseDecided, lines: Sequence[LineDecision], clause: policy.Clause) -> str:
    """What was found of a criterion on the lines that are refused under it; lines with the same finding are named together."""
    lines_by_pattern: dict[str, list[tuple[int, str]]] = {}
    for item in lines:
        if clause.code in item.criteria:
            place = (item.line, clause.code)
            pattern = finding_pattern(clause.test, decided.findings.get(place), decided.assessed.get(place, ""))
            line = decided.contents.line(item.line)
            lines_by_pattern.setdefault(pattern, []).append((line.number, line.name))
    return " ".join(pattern.replace("{lines}", lines_in_words(named)) for pattern, named in lines_by_pattern.items())


def _refused(item: LineDecision, contents: CaseContents) -> RefusedLine:
    line = contents.line(item.line)
    return RefusedLine(
        number=line.number,
        description=line.name,
        rating=line.rating or None,
        destination=_destination(contents),
        criteria=item.criteria,
        # An act proposed before the exporter was told separately has nothing but the reasons for the record, which were printed then.
        reasons=item.disclosed if item.disclosed or item.withheld else item.reasons,
        withheld=item.withheld,
    )


def _no_licence(decided: CaseDecided, lines: Sequence[LineDecision]) -> NoLicenceLetter:
    contents = decided.contents
    asked = [contents.line(item.line) for item in lines]
    return NoLicenceLetter(
        reference=contents.reference,
        on=decided.decision.decided_on,
        authority=issuer(),
        addressee=_addressee(contents),
        lines=tuple(NamedLine(line.number, line.name, line.rating or None, _destination(contents)) for line in asked),
        reasons="\n\n".join(dict.fromkeys(item.reasons for item in lines)),
        signatures=_signatures(decided.signatures),
    )


def status_letters(
    kind: ActKind,
    act: decisions.Act,
    reasons: Mapping[str, str],
    rows: Sequence[Licence],
    lines: Mapping[str, Sequence[LicenceLine]],
    signatures: Sequence[Signature],
    now: Instant,
) -> Iterator[MessageDraft]:
    """One notice per licence of a bulk act: what must stop or may go on, from when, why, and how to appeal.

    ``reasons`` are those of each licence, by its reference.
    """
    notice, authority, shown, today = _NOTICE[kind], issuer(), _signatures(signatures), policy.today(now)
    law = policy.pack().law
    power = {ActKind.SUSPEND: law.power_to_suspend, ActKind.REVOKE: law.power_to_revoke}.get(kind)
    for row in rows:
        letter = notice(
            reference=row.reference,
            on=today,
            authority=authority,
            addressee=addressee(row.organisation),
            appeal_to=authority.email,
            appeal_days=policy.deadline("appeal").days,
            reasons=reasons[row.reference],
            signatures=shown,
            licence_type=policy.pack().licence_type(row.licence_type).name,
            destination=_destinations(lines[row.id]),
            effective_on=today,
            must=_MUST[kind],
            act_reference=act.reference,
            power=power,
            right_of_appeal=law.right_of_appeal,
            lines=tuple(_named(line) for line in lines[row.id]),
        )
        yield MessageDraft(
            letter=letter,
            organisation=row.organisation_id,
            key=f"{row.id}:{act.id}",
            licence=row.reference,
            email=row.organisation.email,
        )


def _destinations(lines: Sequence[LicenceLine]) -> str:
    return ", ".join(sorted({_country(item.country) for line in lines for item in line.to_facts().countries}))


def _named(line: LicenceLine) -> NamedLine:
    rating = line.to_facts().rating
    return NamedLine(line.number, line.description, str(rating) if rating else None, _destinations([line]))
