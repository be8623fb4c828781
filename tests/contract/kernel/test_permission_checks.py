"""Whoever lacks a permission is refused, by every service and selector that asks for one: the table says which asks for which.

A new `actor.require(…)` needs a row here. It comes first in its function, so a row needs no arguments: whatever the function is given, it
must refuse before it looks at any of it. The few that must look at something first are in `AFTER_A_LOOK`, with what they are given.
"""

import ast
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils.module_loading import import_string
from tests import world as worlds
from tests.architecture.code import files, place
from tests.module.reviews.reviewing import all_get, decide, frozen, opened
from tests.world import NOW, SHOWN, World

from licet.decisions.public import ActKind
from licet.kernel.actor import Actor, Signer
from licet.kernel.errors import NotAllowed
from licet.kernel.permission import Permission
from licet.reviews.public import Outcome

pytestmark = pytest.mark.one_engine

ASKED_FIRST = [
    ("applications.services.drafts.start_draft", Permission.APPLICATION_EDIT),
    ("assessments.services.accepting.accept_shortfalls", Permission.ASSESSMENT_EDIT),
    ("assessments.services.concluding.conclude", Permission.ASSESSMENT_CONCLUDE),
    ("assessments.services.drafting.draft_version", Permission.ASSESSMENT_EDIT),
    ("assessments.services.opening.open_assessment", Permission.ASSESSMENT_EDIT),
    ("casework.selectors.finding.count_cases", Permission.CASE_LIST),
    ("casework.selectors.lists.case_list", Permission.CASE_LIST),
    ("casework.selectors.lists.queue_counts", Permission.CASE_LIST),
    ("casework.services.advising.give_advice", Permission.ADVICE_GIVE),
    ("casework.services.ending.close", Permission.CASE_CLOSE),
    ("casework.services.ending.withdraw", Permission.APPLICATION_WITHDRAW),
    ("casework.services.enquiring.answer_enquiry", Permission.APPLICATION_ANSWER),
    ("casework.services.enquiring.ask_exporter", Permission.ENQUIRY_ASK),
    ("casework.services.enquiring.extend_enquiry", Permission.ENQUIRY_ASK),
    ("casework.services.handling.assign", Permission.CASE_ASSIGN),
    ("casework.services.handling.hand_over", Permission.CASE_ASSIGN),
    ("casework.services.handling.recuse", Permission.CASE_RECUSE),
    ("casework.services.handling.take", Permission.CASE_ASSIGN),
    ("casework.services.publishing.publish_processing_times", Permission.PROCESSING_TIMES_PUBLISH),
    ("casework.services.rating.rate_line", Permission.LINE_RATE),
    ("casework.services.referring.refer_to_minister", Permission.CASE_REFER),
    ("casework.services.referring.settle_referral", Permission.CASE_REFER),
    ("casework.services.submitting.submit", Permission.APPLICATION_SUBMIT),
    ("concerns.selectors.lists.handler_list", Permission.CONCERN_HANDLE),
    ("decisions.selectors.open_work.open_work_of", Permission.USER_MANAGE),
    ("decisions.services.correct.preview_correction", Permission.FIGURE_CORRECT),
    ("decisions.services.correct.preview_exclusion", Permission.FIGURE_CORRECT),
    ("decisions.services.correct.propose_correction", Permission.FIGURE_CORRECT),
    ("decisions.services.correct.propose_exclusion", Permission.FIGURE_CORRECT),
    ("decisions.services.depart.propose_departure", Permission.DEPARTURE_PROPOSE),
    ("decisions.services.propose.propose_decision", Permission.ACT_PROPOSE),
    ("decisions.services.propose.propose_hold", Permission.HOLD_PLACE),
    ("decisions.services.propose.propose_lifting", Permission.HOLD_PLACE),
    ("decisions.services.send_back.return_act", Permission.ACT_RETURN),
    ("documents.services.add.add_document", Permission.DOCUMENT_ADD),
    ("evidence.selectors.documents.access_document", Permission.EVIDENCE_READ),
    ("evidence.selectors.documents.search_documents", Permission.EVIDENCE_READ),
    ("evidence.selectors.documents.spans_by_id", Permission.EVIDENCE_READ),
    ("evidence.selectors.incidents.access_incident", Permission.EVIDENCE_READ),
    ("evidence.selectors.incidents.incident_list", Permission.EVIDENCE_READ),
    ("evidence.selectors.places.incident_places", Permission.EVIDENCE_READ),
    ("evidence.selectors.public_facts.access_official_line", Permission.EVIDENCE_READ),
    ("evidence.selectors.public_facts.access_proceeding", Permission.EVIDENCE_READ),
    ("evidence.selectors.public_facts.line_list", Permission.EVIDENCE_READ),
    ("evidence.selectors.public_facts.proceeding_list", Permission.EVIDENCE_READ),
    ("evidence.selectors.sources.grade_history", Permission.EVIDENCE_READ),
    ("evidence.selectors.sources.source_list", Permission.EVIDENCE_READ),
    ("evidence.services.incidents.move_incident", Permission.INCIDENT_RECORD),
    ("evidence.services.incidents.record_incidents", Permission.INCIDENT_RECORD),
    ("evidence.services.incidents.revise_incident", Permission.INCIDENT_RECORD),
    ("evidence.services.incidents.set_incident_aside", Permission.INCIDENT_RECORD),
    ("evidence.services.ingest.ingest_tagged", Permission.DOCUMENT_INGEST),
    ("evidence.services.public_facts.move_official_line", Permission.OFFICIAL_LINE_RECORD),
    ("evidence.services.public_facts.move_proceeding", Permission.PROCEEDING_RECORD),
    ("evidence.services.public_facts.record_official_line", Permission.OFFICIAL_LINE_RECORD),
    ("evidence.services.public_facts.record_proceeding", Permission.PROCEEDING_RECORD),
    ("evidence.services.public_facts.revise_official_line", Permission.OFFICIAL_LINE_RECORD),
    ("evidence.services.public_facts.revise_proceeding", Permission.PROCEEDING_RECORD),
    ("evidence.services.public_facts.withdraw_official_line", Permission.OFFICIAL_LINE_RECORD),
    ("evidence.services.public_facts.withdraw_proceeding", Permission.PROCEEDING_RECORD),
    ("evidence.services.quoting.quote_words", Permission.INCIDENT_RECORD),
    ("evidence.services.quoting.quotes", Permission.INCIDENT_RECORD),
    ("evidence.services.sources.grade_source", Permission.SOURCE_GRADE),
    ("ledger.services.batches.record_internal_batch", Permission.CHECKPOINT_SIGN),
    ("ledger.services.checkpoints.sign_checkpoint", Permission.CHECKPOINT_SIGN),
    ("licences.selectors.lists.count_licences", Permission.LICENCE_READ),
    ("licences.services.customs.send_customs", Permission.LICENCE_CUSTOMS),
    ("licences.services.customs.take_replies", Permission.LICENCE_CUSTOMS),
    ("licences.services.customs.take_reply", Permission.LICENCE_CUSTOMS),
    ("licences.services.ending_soon.announce_expiry", Permission.LICENCE_EXPIRE),
    ("licences.services.expire.expire_due", Permission.LICENCE_EXPIRE),
    ("licences.services.status.propose_status_change", Permission.ACT_PROPOSE),
    ("notices.services.deliver.deliver_pending", Permission.MESSAGE_DELIVER),
    ("notices.services.lists.send_to_list", Permission.MESSAGE_SEND),
    ("people.selectors.listing.list_people", Permission.USER_MANAGE),
    ("people.selectors.listing.organisations_listed", Permission.ORGANISATION_MANAGE),
    ("people.selectors.listing.person_detail", Permission.USER_MANAGE),
    ("people.selectors.who.access_users", Permission.USER_MANAGE),
    ("people.services.details.change_person", Permission.USER_MANAGE),
    ("people.services.lists.add_to_list", Permission.DISTRIBUTION_MANAGE),
    ("people.services.lists.create_list", Permission.DISTRIBUTION_MANAGE),
    ("people.services.lists.remove_from_list", Permission.DISTRIBUTION_MANAGE),
    ("people.services.organisations.close_organisation", Permission.ORGANISATION_MANAGE),
    ("people.services.organisations.create_department", Permission.ORGANISATION_MANAGE),
    ("people.services.organisations.create_departments_of_pack", Permission.ORGANISATION_MANAGE),
    ("people.services.organisations.create_organisation", Permission.ORGANISATION_MANAGE),
    ("people.services.passwords.make_password_link", Permission.USER_MANAGE),
    ("people.services.roles.end_role", Permission.USER_MANAGE),
    ("people.services.roles.give_role", Permission.USER_MANAGE),
    ("people.services.users.create_user", Permission.USER_MANAGE),
    ("people.services.users.deactivate_user", Permission.USER_MANAGE),
    ("policy.services.disclose_field", Permission.FIELD_DISCLOSE),
    ("register.services.importing.import_uk_values", Permission.REGISTER_IMPORT),
    ("reviews.selectors.choices.choices", Permission.REVIEW_READ),
    ("reviews.selectors.choices.named_licences", Permission.REVIEW_READ),
    ("reviews.selectors.matches.match_counts", Permission.CASE_READ),
    ("reviews.selectors.matches.match_counts", Permission.HIT_READ),
    ("reviews.selectors.matches.open_matches", Permission.CASE_READ),
    ("reviews.selectors.reviews.list_licences_in_plan", Permission.REVIEW_READ),
    ("reviews.selectors.reviews.plan", Permission.REVIEW_READ),
    ("reviews.services.applying.propose_act", Permission.ACT_PROPOSE),
    ("reviews.services.applying.propose_act", Permission.REVIEW_WORK),
    ("reviews.services.freezing.freeze", Permission.REVIEW_WORK),
    ("reviews.services.opening.change_scope", Permission.REVIEW_WORK),
    ("reviews.services.opening.conclude_review", Permission.REVIEW_OPEN),
    ("reviews.services.opening.open_review", Permission.REVIEW_OPEN),
    ("reviews.services.opening.update", Permission.REVIEW_WORK),
    ("reviews.services.outcomes.decide_outcomes", Permission.REVIEW_WORK),
    ("reviews.services.triggers.climb_due", Permission.TRIGGER_CLIMB),
    ("reviews.services.triggers.dismiss_trigger", Permission.REVIEW_WORK),
    ("reviews.services.triggers.raise_triggers", Permission.TRIGGER_RAISE),
    ("screening.selectors.hits.access_hit", Permission.HIT_READ),
    ("screening.selectors.hits.access_hits_for", Permission.HIT_READ),
    ("screening.selectors.hits.newly_confirmed", Permission.HIT_READ),
    ("screening.selectors.lists.access_lists", Permission.HIT_READ),
    ("screening.selectors.lists.check_name", Permission.HIT_READ),
    ("screening.selectors.waiting.open_hits", Permission.HIT_READ),
    ("screening.services.adjudicate.adjudicate", Permission.HIT_ADJUDICATE),
    ("screening.services.bringing_back.bring_back", Permission.LIST_LOAD),
    ("screening.services.rescreening.rescreen", Permission.RUN_MAKE),
    ("screening.services.rescreening.stop_watching", Permission.RUN_MAKE),
    ("screening.services.rescreening.subjects_due", Permission.RUN_MAKE),
    ("screening.services.screen.screen_parties", Permission.RUN_MAKE),
]


def _sign(world: World) -> dict[str, object]:
    act = world.propose(world.ready())
    return {"act": act.pk, "digest": act.digest, "shown": SHOWN}


def _apply(outcome: Outcome) -> Callable[[World], dict[str, object]]:
    """A review of the one licence, on which this outcome was decided."""

    def arguments(world: World) -> dict[str, object]:
        world.granted()
        review = opened(world)
        frozen(world, review)
        decide(world, review, all_get(outcome))
        return {"review": review.reference, "legal_basis": "Section 9.", "reasons": "The review found it."}

    return arguments


AFTER_A_LOOK: list[tuple[str, Permission, Callable[[World], dict[str, object]]]] = [
    ("licences.services.status.propose_status_change", Permission.LICENCE_SUSPEND, lambda world: {"kind": ActKind.SUSPEND}),
    ("licences.services.status.propose_status_change", Permission.LICENCE_REINSTATE, lambda world: {"kind": ActKind.REINSTATE}),
    ("licences.services.status.propose_status_change", Permission.LICENCE_REVOKE, lambda world: {"kind": ActKind.REVOKE}),
    ("people.services.sessions.end_sessions", Permission.USER_MANAGE, lambda world: {"user": "somebody-else"}),
    ("reviews.services.applying.propose_act", Permission.LICENCE_SUSPEND, _apply(Outcome.SUSPEND)),
    ("reviews.services.applying.propose_act", Permission.LICENCE_REVOKE, _apply(Outcome.REVOKE)),
    ("decisions.services.sign.sign_act", Permission.DECISION_SIGN, _sign),
    ("screening.services.load.load_csv", Permission.LIST_LOAD, lambda world: {"name": "demo-watchlist"}),
    ("web.desk.views.licences._found", Permission.LICENCE_SUSPEND, lambda world: {"kind": "suspend"}),
    ("web.desk.views.licences._found", Permission.LICENCE_REINSTATE, lambda world: {"kind": "reinstate"}),
    ("web.desk.views.licences._found", Permission.LICENCE_REVOKE, lambda world: {"kind": "revoke"}),
]


def test_each_check_refuses_whoever_lacks_its_permission(db: None, tmp_path: Path, subtests: pytest.Subtests) -> None:
    world = worlds.build(tmp_path)
    refused = set()
    for function, permission in ASKED_FIRST:
        with subtests.test(function, permission=permission):
            refused.add(_place_of_refusal(function, permission, {}))
    for function, permission, arguments in AFTER_A_LOOK:
        with subtests.test(function, permission=permission):
            refused.add(_place_of_refusal(function, permission, arguments(world)))
    assert set(_places_in_the_source()) - refused == set(), "a check of a permission that no row of the tables reaches"


def _place_of_refusal(name: str, permission: Permission, arguments: dict[str, object]) -> str:
    """The line of the source at which somebody is refused who may do everything else."""
    function = import_string(f"licet.{name}")
    actor = Actor("user:guest", "A guest", permissions=frozenset(Permission) - {permission})
    people = {"actor": actor, "signer": Signer(actor, NOW, "demo"), "now": NOW}
    required = [name for name, each in inspect.signature(function).parameters.items() if each.default is each.empty]
    unread = {name: object() for name in required}
    with pytest.raises(NotAllowed) as refusal:
        function(**unread | {name: value for name, value in people.items() if name in required} | arguments)
    assert f"({permission})" in refusal.value.message
    asking = refusal.traceback[-2]
    return place(Path(asking.path), asking.lineno + 1)


def _places_in_the_source() -> Iterator[str]:
    for path in files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "require":
                yield place(path, node.lineno)
