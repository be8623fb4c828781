"""Columns and rows that services keep in step with what they are copies of, compared with it afresh (decision 0226)."""

from __future__ import annotations

from licet.casework import domain as casework
from licet.casework.models import Case, ListedCase
from licet.casework.public import list_cases_again
from licet.decisions import domain
from licet.decisions.models import Act
from licet.licences.models import Licence, ListedLicence
from licet.licences.public import list_licences_again
from licet.screening.models import Hit, UnsettledHit
from licet.screening.selectors.unsettled import open_among


def check_acts_wait_for_whose_turn_it_is() -> None:
    for act in Act.objects.prefetch_related("signatures"):
        signed = [item.to_domain() for item in act.signatures.all() if item.voided_at is None]
        due = domain.role_due(act.asked(), signed) if act.status == domain.ActStatus.PROPOSED else None
        assert act.waits_for == (due or ""), act.reference


def check_ended_cases_wait_for_nobody() -> None:
    ended = Case.objects.exclude(status__in=casework.WORKED_ON)
    assert set(ended.values_list("referred", "waiting_key")) <= {(False, "")}


def check_unsettled_hits_are_the_open_ones() -> None:
    kept = set(UnsettledHit.objects.values_list("hit", "subject_ref", "since"))
    assert kept == {(row["pk"], row["run__subject_ref"], row["since"]) for row in open_among(Hit.objects.all())}


def check_lists_show_what_they_list() -> None:
    cases, licences = _read_listed_cases(), _read_listed_licences()
    list_cases_again(list(Case.objects.values_list("pk", flat=True)))
    list_licences_again(list(Licence.objects.values_list("pk", flat=True)))
    assert _read_listed_cases() == cases
    assert _read_listed_licences() == licences


def _read_listed_cases() -> list[tuple[object, ...]]:
    return list(ListedCase.objects.order_by("number").values_list("number", "case", "place", "terms"))


def _read_listed_licences() -> list[tuple[object, ...]]:
    return list(ListedLicence.objects.order_by("number").values_list("number", "licence", "terms"))
