"""From an application to a case: one act, with its version, parties screened, departments asked, and the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction
from tests.module.casework.builders import CONSIGNEE, DRAFT, NOW, People, drafted, sent, taken
from tests.module.casework.told import told

from licet.applications.public import Application, Line, Party, Version, VersionDocument, save_draft
from licet.casework.public import AdviceAsked, Case, CaseStatus, Step, submit, withdraw
from licet.kernel.errors import Conflict, InvalidMany, InvalidTransition, NotAllowed, NotFound
from licet.screening.public import standing
from licet_verify import canonical


def test_first_submission_opens_the_case(who: People) -> None:
    case = sent(who)
    assert (case.reference, case.status, case.revision) == ("XA-IND 2031/000001", CaseStatus.SUBMITTED, 1)
    assert case.country_key == "/consignee:QN/end-user:QP/"
    assert case.criteria_set == "uk-selc-2021/1"
    assert case.target_on == date(2031, 6, 3), "20 working days after 5 May, without Founding Day"
    assert told()[-5:] == [
        "casework:case:opened",
        "applications:application:submitted",
        "notices:messages:written",
        "screening:parties:screened",
        "casework:advice:requested",
    ]
    assert Step.objects.filter(case=case, shown=True).count() == 1


def test_references_have_no_gaps(who: People) -> None:
    first = sent(who)
    with pytest.raises(InvalidMany):
        sent(who, replace(DRAFT, products=()))
    assert (first.reference, sent(who).reference) == ("XA-IND 2031/000001", "XA-IND 2031/000002")


def test_version_freezes_the_draft_with_its_digest(who: People) -> None:
    version = sent(who).version
    assert canonical.digest(canonical.loads(version.content)) == version.sha256
    assert canonical.dumps(canonical.loads(version.content)).decode() == version.content
    first, second = version.lines.order_by("number")
    assert (first.amount, first.value_minor, first.claimed_rating, first.onward_key) == ("40", 8_600_000, "ML15", None)
    assert (second.amount, second.unit, second.claimed_rating) == ("12.5", "kg", "6A004")
    assert list(version.parties.order_by("number").values_list("role", "country")) == [("consignee", "QN"), ("end-user", "QP")]
    assert version.attachments.count() == 2


def test_parties_are_screened_by_the_system_for_the_version(who: People) -> None:
    case = sent(who)
    assert standing([case.version_id])[case.version_id].run


def test_departments_are_asked_by_the_rules_of_the_pack(who: People) -> None:
    case = sent(who)
    asked = set(AdviceAsked.objects.filter(case=case).values_list("department", "criterion", "rule"))
    assert {("foreign-affairs", "2c", "R1"), ("defence", "7", "R2"), ("development", "8", "R3")} <= asked
    assert ("technical-assessment", "7", "R4") in asked, "an unrated line is asked about as if it were the graver one"
    assert case.waiting_key == "/defence/development/foreign-affairs/technical-assessment/"


def test_later_submission_is_a_further_version_of_the_same_case(who: People) -> None:
    case = taken(who)
    application = Application.objects.get(pk=case.application_id)
    other = replace(DRAFT, parties=(replace(CONSIGNEE, country="QM"), *DRAFT.parties[1:]))
    saved = save_draft(actor=who.exporter, application=application.pk, draft=other, revision=application.revision, now=NOW)
    again = submit(actor=who.exporter, application=saved.pk, revision=saved.revision, now=NOW)
    assert (again.pk, again.version.number, again.status) == (case.pk, 2, CaseStatus.IN_PROGRESS)
    assert again.country_key == "/consignee:QM/end-user:QP/"
    assert again.revision == case.revision + 1
    assert AdviceAsked.objects.filter(case=case, line__version=again.version).exists()
    assert told()[-3:] == ["applications:application:submitted", "screening:parties:screened", "casework:advice:requested"]


def test_incomplete_application_names_everything_and_writes_nothing(who: People) -> None:
    application = drafted(who, replace(DRAFT, products=(), parties=()))
    with pytest.raises(InvalidMany) as refused:
        submit(actor=who.exporter, application=application.pk, revision=application.revision, now=NOW)
    assert [fault.place for fault in refused.value.faults] == ["products", "parties", "parties"]
    assert not Case.objects.exists()
    assert not Version.objects.exists()


def test_document_of_another_organisation_is_no_document(who: People) -> None:
    forged = replace(DRAFT, attachments=(replace(DRAFT.attachments[0], document="0" * 26), DRAFT.attachments[1]))
    application = drafted(who, forged)
    with pytest.raises(InvalidMany, match="Attach this document again"):
        submit(actor=who.exporter, application=application.pk, revision=application.revision, now=NOW)


def test_stale_revision_is_a_conflict(who: People) -> None:
    application = drafted(who)
    save_draft(actor=who.exporter, application=application.pk, draft=DRAFT, revision=application.revision, now=NOW)
    with pytest.raises(Conflict):
        submit(actor=who.exporter, application=application.pk, revision=application.revision, now=NOW)


def test_other_organisations_application_looks_absent(who: People) -> None:
    application = drafted(who)
    with pytest.raises(NotFound):
        submit(actor=who.other_exporter, application=application.pk, revision=application.revision, now=NOW)
    with pytest.raises(NotAllowed):
        submit(actor=who.officer, application=application.pk, revision=application.revision, now=NOW)


def test_withdrawn_case_takes_no_further_version(who: People) -> None:
    case = sent(who)
    withdraw(actor=who.exporter, case=case.pk, reasons="The order fell through.", now=NOW)
    application = Application.objects.get(pk=case.application_id)
    with pytest.raises(InvalidTransition):
        submit(actor=who.exporter, application=application.pk, revision=application.revision, now=NOW)
    assert Version.objects.count() == 1


@pytest.mark.parametrize("model", [Version, Line, Party, VersionDocument])
def test_what_was_sent_never_changes(who: People, model: type[Version | Line | Party | VersionDocument]) -> None:
    sent(who)
    row = model.objects.first()
    assert row is not None
    rows = model.objects.filter(pk=row.pk)
    for change in (lambda: rows.update(id=row.pk), lambda: rows._raw_delete("default")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_received_after_the_cut_off_counts_from_the_next_working_day(who: People) -> None:
    evening = datetime(2031, 5, 5, 18, 0, tzinfo=NOW.tzinfo)
    assert sent(who, now=evening).target_on == date(2031, 6, 4)
