"""Drafts: saved over, guarded by a revision, seen by their organisation only."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.internal import recorded_count
from tests.module.casework.builders import CONSIGNEE, DRAFT, END_USER, NOW, PRODUCT, People, cast, drafted, sent

from licet.applications.public import (
    Application,
    Draft,
    Product,
    Section,
    StaleDraft,
    access_application,
    access_versions,
    copy_application,
    draft_of,
    drafts,
    faults_of,
    save_draft,
    start_draft,
)
from licet.casework.public import submit
from licet.kernel.errors import Invalid, InvalidMany, NotAllowed, NotFound


@pytest.fixture
def who(db: None) -> People:
    return cast()


def test_started_draft_is_empty_and_enters_no_record(who: People) -> None:
    before = recorded_count()
    row = start_draft(actor=who.exporter, name="  Sights  ", licence_type="IND", now=NOW)
    assert (row.name, row.revision, row.to_domain()) == ("Sights", 1, Draft())
    assert recorded_count() == before


@pytest.mark.parametrize("name", ["", " ", "a" * 201, "two\nlines", "\u200b", "\u202ethgiS", "\u2800"])
def test_name_refused(who: People, name: str) -> None:
    with pytest.raises(Invalid):
        start_draft(actor=who.exporter, name=name, licence_type="IND", now=NOW)


def test_start_refused(who: People) -> None:
    with pytest.raises(Invalid, match="type of licence"):
        start_draft(actor=who.exporter, name="Sights", licence_type="OPEN", now=NOW)
    with pytest.raises(NotAllowed):
        start_draft(actor=who.officer, name="Sights", licence_type="IND", now=NOW)


def test_saved_draft_reads_back(who: People) -> None:
    row = drafted(who)
    row.refresh_from_db()
    assert (row.to_domain(), row.revision) == (DRAFT, 2)


def test_stale_save_shows_both(who: People) -> None:
    row = drafted(who)
    mine = replace(DRAFT, parties=(CONSIGNEE,))
    with pytest.raises(StaleDraft) as stale:
        save_draft(actor=who.exporter, application=row.pk, draft=mine, revision=1, now=NOW)
    assert (stale.value.mine, stale.value.theirs, stale.value.revision) == (mine, DRAFT, 2)
    assert Application.objects.get(pk=row.pk).to_domain() == DRAFT


def test_absurd_drafts_are_refused_with_their_place(who: People) -> None:
    row = drafted(who)
    cases: list[tuple[Draft, str]] = [
        (replace(DRAFT, products=tuple(replace(PRODUCT, key=f"p{number}") for number in range(201))), "products"),
        (replace(DRAFT, products=(PRODUCT, PRODUCT)), "products"),
        (replace(DRAFT, products=(replace(PRODUCT, name="x" * 201),)), "product p1 name"),
        (replace(DRAFT, products=(replace(PRODUCT, description="a\x00b"),)), "product p1 description"),
        (replace(DRAFT, products=(replace(PRODUCT, description="\ud800"),)), "product p1 description"),
        (replace(DRAFT, parties=(replace(CONSIGNEE, key="../x"),)), "parties"),
    ]
    for draft, place in cases:
        with pytest.raises(InvalidMany) as refused:
            save_draft(actor=who.exporter, application=row.pk, draft=draft, revision=row.revision, now=NOW)
        assert place in [fault.place for fault in refused.value.faults]
    wrong = replace(DRAFT, products=(replace(PRODUCT, amount=40),))  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="A text is expected"):
        save_draft(actor=who.exporter, application=row.pk, draft=wrong, revision=row.revision, now=NOW)


def test_other_organisations_and_officials_see_no_draft(who: People) -> None:
    row = drafted(who)
    for actor in (who.other_exporter, who.officer):
        with pytest.raises(NotFound):
            access_application(actor=actor, application=row.pk)
    with pytest.raises(NotFound):
        save_draft(actor=who.other_exporter, application=row.pk, draft=DRAFT, revision=row.revision, now=NOW)
    assert drafts(actor=who.other_exporter, now=NOW) == ()


def test_officials_see_what_was_sent(who: People) -> None:
    case = sent(who)
    assert access_application(actor=who.officer, application=case.application_id).pk == case.application_id
    (version,) = access_versions(actor=who.officer, application=case.application_id)
    assert draft_of(version) == DRAFT


def test_drafts_are_those_never_sent(who: People, django_assert_num_queries: object) -> None:
    sent(who)
    row = drafted(who)
    with django_assert_num_queries(1):  # type: ignore[operator]
        (found,) = drafts(actor=who.exporter, now=NOW)
    assert (found.application, found.done, found.sections[Section.PRODUCTS]) == (row.pk, 5, "done")
    strange = replace(DRAFT, parties=(replace(DRAFT.parties[0], country="ZZ"), *DRAFT.parties[1:]))
    save_draft(actor=who.exporter, application=row.pk, draft=strange, revision=row.revision, now=NOW)
    (found,) = drafts(actor=who.exporter, now=NOW)
    assert found.sections[Section.PARTIES] == "in progress", "no such destination is in the authority's lists"


def test_copy_is_a_new_draft(who: People) -> None:
    row = drafted(who)
    copy = copy_application(actor=who.exporter, application=row.pk, name="Once more", now=NOW)
    assert (copy.pk != row.pk, copy.to_domain(), copy.revision) == (True, DRAFT, 1)
    with pytest.raises(NotFound):
        copy_application(actor=who.other_exporter, application=row.pk, name="Mine now", now=NOW)


def test_faults_are_by_the_authoritys_lists(who: People) -> None:
    assert faults_of(DRAFT, NOW) == ()
    foreign: tuple[Product, ...] = (replace(PRODUCT, currency="GBP"),)
    strange = replace(DRAFT, products=foreign, parties=(replace(CONSIGNEE, country="ZZ"), *DRAFT.parties[1:]))
    assert [fault.section for fault in faults_of(strange, NOW)] == [Section.PRODUCTS, Section.PARTIES]


@pytest.mark.parametrize("name", ["\u202edeZ sevY", "\u200b", "Yves\ufeff Zed"])
def test_what_nobody_sees_is_neither_saved_nor_sent(who: People, name: str) -> None:
    """Also where it was saved before this was asked of texts."""
    row = drafted(who)
    draft = replace(DRAFT, parties=(CONSIGNEE, replace(END_USER, name=name)))
    with pytest.raises(InvalidMany) as refused:
        save_draft(actor=who.exporter, application=row.pk, draft=draft, revision=row.revision, now=NOW)
    assert [fault.place for fault in refused.value.faults] == ["party e name"]
    row.draft = draft.to_json()
    row.save()
    with pytest.raises(InvalidMany, match="invisible character"):
        submit(actor=who.exporter, application=row.pk, revision=row.revision, now=NOW)
    assert not access_versions(actor=who.exporter, application=row.pk)


def test_texts_are_stored_composed(who: People) -> None:
    row = drafted(who)
    draft = replace(DRAFT, parties=(CONSIGNEE, replace(END_USER, name=" Zoe\u0308 ")))
    saved = save_draft(actor=who.exporter, application=row.pk, draft=draft, revision=row.revision, now=NOW)
    assert saved.to_domain().parties[1].name == "Zoë"
