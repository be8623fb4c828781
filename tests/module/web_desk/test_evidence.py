"""Evidence at the desk: from a document's words to an incident, its revision, a proceeding and an official line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries
from tests import world as worlds
from tests.module.evidence.conftest import ANALYST, TEXT, a_draft, record
from tests.module.web_desk.browsing import as_sent
from tests.module.web_desk.desk import Desk, said, slug

from licet.evidence import public as evidence
from licet.evidence.models import IncidentVersion, OfficialLine, Proceeding, Span
from licet.evidence.public import Action, Attribution, Casualties, Category, Cited, Credibility, Grade, Harm, IncidentDraft, Position
from licet.people.public import Role
from licet.web.desk.forms.evidence import IncidentForm

type Desks = Callable[[str], Desk]

ROWS = {f"c{n}_{name}": value for n in range(1, 5) for name, value in (("group", "civilians"), ("harm", "killed"))}
PARTIES = {f"p{n}_{name}": value for n in (1, 2) for name, value in (("position", "has not said"), ("action", "not known"))}


def on(name: str, day: int, month: int) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": "2031"}


DAYS = on("date_from", 2, 5) | on("date_to", 2, 5)


@pytest.fixture
def document(world: worlds.World, tmp_path: Path, settings: object) -> str:
    settings.LICET_FILES_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    for name, role in (("analyst", Role.ASSESSOR), ("head", Role.HEAD_OF_ASSESSMENT)):
        world.actors[name] = worlds._person(name, role, department="licensing")
    path = tmp_path / "corpus.txt"
    path.write_text(record(7, TEXT, "Clinic in Bermut struck"))
    evidence.ingest_tagged(actor=ANALYST, path=path, source="Bermut Monitor", now=worlds.NOW)
    return str(evidence.Document.objects.get().pk)


def typed(spans: list[str], **changes: object) -> dict[str, object]:
    given = {"destination": "QM", "conflict": "sarra-valley", "title": "Shell hits the clinic", "place": "Bermut"}
    given |= {"place_precision": "district", "standing": "registered", "quotes": " ".join(spans), "version": "0", "credibility_1": "2"}
    given |= {"unquoted": ["date_from: 2 May 2031", "casualties: 6 civilians killed"]}
    chosen = {"rules": ["precautions"], "objects": ["health care"], "c1_low": "4", "c1_high": "6"}
    return given | chosen | ROWS | PARTIES | DAYS | changes


def marks(page: str) -> list[str]:
    """What the page shows as not in the quotes, to be ticked."""
    return re.findall(r'value="((?:casualties|date_from|date_to|title|summary): [^"]+)"', page)


def test_what_the_quotes_do_not_say_is_marked_before_and_after_it_is_saved(desk: Desks, document: str) -> None:
    analyst = desk("analyst")
    analyst.post(f"evidence/{document}/", {"words": "killing at least four people"})
    (span,) = Span.objects.values_list("pk", flat=True)
    sent = typed([span], title="Shell kills 17 in the clinic", unquoted=[])
    page = said(refused := analyst.post("incidents/record", sent))
    assert (refused.status_code, IncidentVersion.objects.count()) == (400, 0)
    for words in ("First day: 2 May 2031", "Casualties: 6 civilians killed", "Title: 17"):
        assert words in page
    assert "Casualties: 4 civilians killed" not in page
    keys = ["date_from: 2 May 2031", "casualties: 6 civilians killed", "title: 17"]
    late = analyst.post("incidents/record", sent | {"unquoted": keys, "c1_high": "60"})  # another number than was ticked
    assert (late.status_code, "Casualties: 60 civilians killed" in said(late)) == (400, True)
    assert analyst.post("incidents/record", sent | {"unquoted": keys}).status_code == 302
    version = IncidentVersion.objects.get()
    page = analyst.words(f"incidents/{slug(version.incident.reference)}/")
    assert "the quotes do not say it: 2 May 2031; 6 civilians killed; 17." in page
    assert "not in the quotes" in page


def test_from_words_to_an_incident_and_its_revision(desk: Desks, document: str) -> None:
    analyst = desk("analyst")
    assert "Clinic in Bermut struck" in analyst.words("evidence/?q=clinic+residents")
    assert "No document holds these words" in analyst.words("evidence/?q=harbour")
    assert "does not say these words" in said(analyst.post(f"evidence/{document}/", {"words": "not in it"}))
    analyst.post(f"evidence/{document}/", {"words": "killing at least four people"})
    for address in ("evidence/", "incidents/", "proceedings/", "official-lines/", "incidents/record"):
        assert _active(analyst.words(address)) == "Evidence", address
    assert "<mark>killing at least four people</mark>" in analyst.words(f"evidence/{document}/")
    span = Span.objects.get().pk
    assert "how credible is" in analyst.words(f"incidents/record?quote={span}")
    refused = analyst.post("incidents/record", typed([span], c1_low="9", summary="Kept as typed."))
    assert refused.status_code == 400
    assert "is above the higher" in said(refused)
    assert "Kept as typed." in said(refused)
    assert analyst.post("incidents/record", typed([span])).status_code == 302
    version = IncidentVersion.objects.get()
    reference = slug(version.incident.reference)
    assert "4 to 6 civilians killed (quote 1)" in analyst.words(f"incidents/{reference}/")
    assert "Shell hits the clinic" in analyst.words("incidents/?destination=QM&object_hit=health+care")
    assert "Shell hits the clinic" in analyst.words("incidents/?words=Bermut+clinic&standing=registered")
    assert "No incident is like that" in analyst.words("incidents/?words=harbour")
    assert "No incident is like that" in analyst.words("incidents/?standing=triaged")
    assert 'value="sarra-valley"' in analyst.words(f"incidents/{reference}/revise")
    change = typed([span], title="Two shells hit the clinic", reason="Seen on site.", version="1")
    assert analyst.post(f"incidents/{reference}/revise", change).status_code == 302
    page = analyst.words(f"incidents/{reference}/")
    assert "Seen on site." in page
    assert "<ins>" in page
    assert "Somebody revised this incident" in said(analyst.post(f"incidents/{reference}/revise", change))
    assert IncidentVersion.objects.count() == 2
    assert analyst.post("incidents/record", typed([span], c1_low="", c1_high="")).status_code == 302
    assert "none recorded" in analyst.words("incidents/")
    assert "Clinic in" in analyst.words("evidence/?q=Bermut")


def _active(page: str) -> str:
    """The part of the desk that its navigation marks."""
    found = re.search(r'item--active">.*?</li>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", "", found[0].partition(">")[2]).split()) if found else ""


@pytest.fixture
def whole(document: str) -> tuple[str, IncidentDraft]:
    """An incident with all that there can be of it: the address, and what its version says."""
    wanted = ("killing at least four people", "Residents spoke of six dead.", "The army declined to comment.")
    spans = [evidence.quote_words(actor=ANALYST, document=document, words=words, now=worlds.NOW) for words in wanted]
    first, second, third = (span.pk for span in spans)
    hurt = [(group, Harm.KILLED) for group in Category if group is not Category.WOMEN]
    draft = replace(
        a_draft(spans),
        summary="One shell.\r\nThen  another. ",
        cited=(Cited(second, Credibility.ONE), Cited(first, Credibility.THREE), Cited(third, Credibility.SIX)),
        casualties=tuple(Casualties(group, harm, at, at + 3, (first, second)) for at, (group, harm) in enumerate(hurt, 1)),
        attributions=tuple(
            Attribution(f"Party {at}", position, action)
            for at, (position, action) in enumerate(zip([*Position, Position.DENIED], [*Action, Action.LIKELY], strict=True), 1)
        ),
        latitude=Decimal("34.5120"),
        longitude=Decimal("-7.40"),
        means="Mortar",
        grade=Grade.WEAK,
        grade_reason="The sources copied each other.",
        marking="walkthrough",
    )
    made = evidence.record_incident(actor=ANALYST, draft=draft, now=worlds.NOW)
    return f"incidents/{slug(made.incident.reference)}", draft


def test_a_revision_without_a_change_is_the_same_draft(
    desk: Desks, whole: tuple[str, IncidentDraft], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, draft = whole
    assert (len(draft.casualties), len(draft.attributions)) == (7, 4)
    drafted: list[IncidentDraft] = []
    monkeypatch.setattr(IncidentForm, "draft", lambda form, was=IncidentForm.draft: drafted.append(was(form)) or drafted[-1])
    sent = as_sent(desk("analyst").words(f"{address}/revise"))
    assert {"c9_low", "p6_party"} <= sent.keys()
    sent["summary"] = "One shell.\r\nThen  another."  # as a browser sends it
    refused = desk("analyst").post(f"{address}/revise", sent | {"reason": "Read again."})
    assert "Nothing was changed" in said(refused)
    assert drafted == [draft, draft]  # once for the marks, once to save
    change = sent | {"reason": "One was 35.", "c7_high": "35"}
    seen = marks(said(desk("analyst").post(f"{address}/revise", change)))
    assert len(seen) == 1
    assert desk("analyst").post(f"{address}/revise", change | {"unquoted": seen}).status_code == 302
    changed = drafted[-1].casualties
    assert (changed[:6], changed[6]) == (draft.casualties[:6], replace(draft.casualties[6], high=35))


def test_more_rows_keep_what_was_typed(desk: Desks, whole: tuple[str, IncidentDraft]) -> None:
    address, _draft = whole
    analyst = desk("analyst")
    sent = as_sent(analyst.words(f"{address}/revise")) | {"c8_low": "many", "title": "Two shells", "p5_party": "Party 5"}
    page = analyst.post(f"{address}/revise", sent | {"do": "more:casualties"})
    assert (page.status_code, IncidentVersion.objects.count()) == (200, 1)
    assert "There is a problem" not in said(page)
    again = as_sent(said(page))
    assert {"c11_low", "p6_party"} <= again.keys()
    assert {"c12_low", "p7_party"}.isdisjoint(again.keys())
    assert {name: again[name] for name in sent if name not in ("do", "reason")} == {
        name: value for name, value in sent.items() if name not in ("do", "reason")
    }
    parties = as_sent(said(analyst.post(f"{address}/revise", again | {"do": "more:parties"})))
    assert "p8_party" in parties
    assert len(as_sent(said(analyst.post(f"{address}/revise", again | {"do": "more:parties", "p999_party": ""})))) < 600


def test_half_a_row_is_a_fault_and_not_left_out(desk: Desks, whole: tuple[str, IncidentDraft]) -> None:
    address, _draft = whole
    sent = as_sent(desk("analyst").words(f"{address}/revise")) | {"reason": "Counted again."}
    for change, words in (
        ({"c1_low": "", "c1_high": ""}, "Give the numbers that these quotes say"),
        ({"c1_quotes": "1, 4"}, "Name quotes by their numbers, from 1 to 3"),
        ({"c1_quotes": "the first"}, "Name quotes by their numbers, from 1 to 3"),
        ({"latitude": ""}, "Give latitude and longitude, or neither"),
        ({"grade_reason": ""}, "Say why the grade is not the one"),
    ):
        response = desk("analyst").post(f"{address}/revise", sent | change)
        assert (response.status_code, words in said(response)) == (400, True), (change, said(response))


def test_a_quote_is_dropped_with_its_reason_and_what_rested_on_it_names_another(
    desk: Desks, whole: tuple[str, IncidentDraft], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address, draft = whole
    analyst = desk("analyst")
    sent = as_sent(analyst.words(f"{address}/revise"))
    drop = sent | {"reason": "Taken back.", "dropped_1": "The agency withdrew it."}
    refused = analyst.post(f"{address}/revise", drop)
    assert refused.status_code == 400
    assert "You drop quote 1: name another that says so, or take the numbers away." in said(refused)
    assert "The agency withdrew it." in said(refused)
    others = {f"c{at}_quotes": "2" for at in range(1, 8)}
    lost = drop | others | {"quotes": " ".join(str(drop["quotes"]).split()[:2])}
    assert "A quote of the version before is missing" in said(analyst.post(f"{address}/revise", lost))
    moved = drop | others | {"c7_quotes": ""}
    seen = marks(said(analyst.post(f"{address}/revise", moved)))  # what only the dropped quote said
    assert seen
    assert analyst.post(f"{address}/revise", moved | {"unquoted": seen}).status_code == 302
    newest = IncidentVersion.objects.get(number=2).to_domain()
    first, second, third = draft.cited
    assert newest.cited == (second, third)
    assert [(item.span, item.why) for item in newest.dropped] == [(first.span, "The agency withdrew it.")]
    assert {row.spans for row in newest.casualties[:6]} == {(second.span,)}
    assert newest.casualties[6].spans == (second.span, third.span), "empty is all that are kept"
    with django_assert_max_num_queries(15):
        page = analyst.words(f"{address}/")
    assert "Quote dropped: “Residents spoke of six dead.” – The agency withdrew it." in page
    assert "dropped_3" not in as_sent(analyst.words(f"{address}/revise"))


def test_quotes_are_added_to_an_incident_that_there_is(desk: Desks, whole: tuple[str, IncidentDraft], document: str) -> None:
    address, draft = whole
    analyst = desk("analyst")
    analyst.post(f"evidence/{document}/", {"words": "The ministry of health"})
    new = Span.objects.get(quote="The ministry of health").pk
    reference = IncidentVersion.objects.get().incident.reference
    assert "Or add them to an incident that there is" in analyst.words(f"evidence/{document}/")
    sent = analyst.get(f"incidents/add-quotes?incident=+{reference.lower().replace(' ', '++')}+&quote={new}")
    assert sent["Location"] == f"/desk/{address}/revise?quote={new}"
    form = as_sent(analyst.words(f"{address}/revise?quote={new}"))
    assert str(form["quotes"]).split() == [*(item.span for item in draft.cited), new]
    assert "dropped_3" in form
    assert "dropped_4" not in form, "what was not cited yet is not dropped"
    wrong = analyst.get(f"incidents/add-quotes?incident=XA-INC+2031/999999&quote={new}")
    assert wrong.status_code == 400
    assert "There is no incident “XA-INC 2031/999999”" in said(wrong)
    assert desk("officer").get(f"incidents/add-quotes?incident={reference}").status_code == 404


def test_a_stale_revision_shows_both(desk: Desks, whole: tuple[str, IncidentDraft], document: str) -> None:
    address, draft = whole
    mine = as_sent(desk("analyst").words(f"{address}/revise")) | {"reason": "Mine.", "title": "My title"}
    span = evidence.quote_words(actor=ANALYST, document=document, words="The ministry of health", now=worlds.NOW)
    more = Casualties(Category.WOMEN, Harm.KILLED, 1, 2, (span.pk,))
    theirs = replace(
        draft, title="Their title", cited=(Cited(span.pk, Credibility.FOUR), *draft.cited), casualties=(*draft.casualties, more)
    )
    reference = IncidentVersion.objects.get().incident.reference
    evidence.revise_incident(actor=ANALYST, incident=reference, draft=theirs, reason="Theirs.", expected_version=1, now=worlds.NOW)
    response = desk("analyst").post(f"{address}/revise", mine)
    assert response.status_code == 409
    for words in ("My title", "Their title", "4 doubtful", "women", "Mine."):
        assert words in said(response), words
    assert IncidentVersion.objects.count() == 2


def test_proceedings_and_lines_are_recorded_and_read(desk: Desks, document: str) -> None:
    analyst, head = desk("analyst"), desk("head")
    given = {"destination": "QM", "kind": "court order", "title": "Order to reassess", "court": "High Court", "text": "Reassess."}
    given |= {"asks": "a review", "version": "0"} | on("sought_on", 1, 4)
    assert "is before the day" in said(analyst.post("proceedings/record", given | on("issued_on", 1, 3)))
    assert analyst.post("proceedings/record", given).status_code == 302
    reference = slug(Proceeding.objects.get().reference)
    assert "Order to reassess" in analyst.words("proceedings/")
    issued = given | on("issued_on", 3, 5) | {"reason": "Issued today.", "version": "1"}
    assert analyst.post(f"proceedings/{reference}/revise", issued).status_code == 302
    assert "Issued today." in analyst.words(f"proceedings/{reference}/")
    words = {
        "destination": "QM",
        "topic": "destination:QM",
        "said_by": "Press office of the Authority",
        "venue": "Briefing",
        "words": "No comment.",
    }
    words |= on("said_on", 5, 5)
    assert head.post("official-lines/record", words).status_code == 302
    assert "No comment." in head.words("official-lines/")
    assert "What the record held" in head.words(f"official-lines/{slug(OfficialLine.objects.get().reference)}/")
    assert analyst.get("official-lines/record").status_code == 404


def test_a_source_is_judged_by_whoever_may(desk: Desks, document: str) -> None:
    analyst, head = desk("analyst"), desk("head")
    address = f"evidence/sources/{evidence.source_list(actor=ANALYST)[0].id}/"
    assert "nobody has judged it yet" in analyst.words("evidence/sources/")
    given = {"kind": "news", "reliability": "B", "reasons": "Corrects itself in public.", "version": "0"}
    assert analyst.post(address, given).status_code == 404
    assert "Judge it" not in analyst.words(address)
    assert head.post(address, given | {"reasons": " "}).status_code == 400
    assert head.post(address, {}).status_code == 400
    assert "nobody has judged it yet" in head.words("evidence/sources/")
    judged = head.post(address, given, follow=True)
    assert "The source is judged. Incidents recorded from now on stand on this judgement." in said(judged)
    assert "Corrects itself in public." in analyst.words(address)
    assert "B, usually reliable" in analyst.words("evidence/sources/")
    stale = head.post(address, given | {"reliability": "D", "reasons": "Mine."})
    assert stale.status_code == 409
    assert "B, usually reliable" in said(stale)
    assert "D, not usually reliable" in said(stale)
    assert head.get(f"evidence/sources/{'0' * 26}/").status_code == 404


def test_a_line_is_corrected_and_keeps_what_was_known(desk: Desks, document: str) -> None:
    head = desk("head")
    draft = evidence.OfficialLineDraft(
        destination="QM",
        topic="destination:QM",
        said_on=worlds.NOW.date(),
        said_by="Press office of the Authority",
        venue="Briefing",
        words="No coment.",
    )
    made = evidence.record_official_line(actor=ANALYST, draft=draft, now=worlds.NOW, also_held={"assessed": 61})
    address = f"official-lines/{slug(made.line.reference)}"
    sent = as_sent(head.words(f"{address}/revise")) | {"reason": "Misspelt."}
    assert "Nothing was changed" in said(head.post(f"{address}/revise", sent))
    assert head.post(f"{address}/revise", sent | {"words": "No comment."}).status_code == 302
    page = head.words(f"{address}/")
    assert "Misspelt." in page
    assert "<ins>" in page
    detail = evidence.access_official_line(actor=ANALYST, line=made.line.reference)
    assert detail.current.held["assessed"] == 61
    assert head.post(f"{address}/revise", sent | {"words": "Comment."}).status_code == 409
    assert desk("analyst").get(f"{address}/revise").status_code == 404


def test_exporter_finds_nothing_and_a_reader_cannot_write(desk: Desks, document: str) -> None:
    for address in ("evidence/", "incidents/", "proceedings/", "official-lines/", "evidence/sources/", f"evidence/{document}/"):
        assert desk("exporter").get(address).status_code == 404
        assert desk("officer").get(address).status_code == 200
    for address in ("incidents/record", "proceedings/record"):
        assert desk("officer").get(address).status_code == 404
    assert desk("officer").post(f"evidence/{document}/", {"words": "killing at least four people"}).status_code == 404


def test_nothing_that_becomes_public_is_chosen_beforehand(desk: Desks, document: str) -> None:
    span = evidence.quote_words(actor=ANALYST, document=document, words="killing at least four people", now=worlds.NOW).pk
    for user, address, names in (
        ("analyst", "proceedings/record", ("destination", "kind", "asks")),
        ("head", "official-lines/record", ("destination",)),
        ("analyst", f"incidents/record?quote={span}", ("destination", "place_precision")),
    ):
        page = desk(user).get(address).text
        for name in names:
            select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)
            assert select, (address, name)
            assert re.findall(r'<option value="([^"]*)" selected', select[0]) == [""], (address, name)


def test_wrong_facts_are_withdrawn_or_moved_on_their_pages(desk: Desks, whole: tuple[str, IncidentDraft]) -> None:
    address, _ = whole
    analyst, head = desk("analyst"), desk("head")
    given = {"destination": "QM", "kind": "court order", "title": "Order to reassess", "court": "High Court", "text": "Reassess."}
    given |= {"asks": "a review", "version": "0", "sought_on-day": "", "sought_on-month": "march", "sought_on-year": "2031"}
    assert "The date must include a month" in said(
        analyst.post("proceedings/record", given | {"sought_on-day": "3", "sought_on-month": ""})
    )
    assert analyst.post("proceedings/record", given).status_code == 302
    proceeding = f"proceedings/{slug(Proceeding.objects.get().reference)}"
    assert "sought in March 2031" in analyst.words(f"{proceeding}/")
    assert as_sent(analyst.words(f"{proceeding}/revise"))["sought_on-day"] == ""
    words = {"destination": "QM", "topic": "destination:QM", "venue": "Briefing", "words": "No comment.", **on("said_on", 5, 5)}
    assert "Select a valid choice" in said(head.post("official-lines/record", words | {"said_by": "Ministry of Defence of Kasdara"}))
    head.post("official-lines/record", words | {"said_by": "Minister"})
    line = f"official-lines/{slug(OfficialLine.objects.get().reference)}"
    shown = analyst.words(f"{proceeding}/withdraw")
    assert all(words in shown for words in ("Order to reassess", "High Court", "in March 2031", "Kasdara")), shown
    shown = head.words(f"{line}/withdraw")
    assert all(words in shown for words in ("“No comment.”", "Minister", "5 May 2031", "Kasdara")), shown
    moved = given | {"destination": "QO", "version": "1", "reason": "Another state."}
    assert "Moved from" not in analyst.words(f"{proceeding}/")
    assert analyst.post(f"{proceeding}/revise", moved | {"sought_on-day": "3"}).status_code == 302
    assert "Moved from Kasdara to" in analyst.words(f"{proceeding}/")
    assert analyst.post(f"{proceeding}/revise", given | {"version": "2", "reason": "It was right."}).status_code == 302
    for page, who, number in ((proceeding, analyst, "3"), (line, head, "1")):
        assert who.post(f"{page}/withdraw", {"version": number, "reason": " "}).status_code == 400
        assert who.post(f"{page}/withdraw", {"version": number, "reason": "Another court."}).status_code == 302
        shown = who.words(f"{page}/")
        assert "The register counts it no more" in shown
        assert "Another court." in shown
        assert "Withdraw it" not in shown
        assert who.post(f"{page}/withdraw", {"version": number, "reason": "Late."}).status_code == 409
        assert desk("officer").get(f"{page}/withdraw").status_code == 404
    assert "Recorded now under" in analyst.words(f"{address}/move")
    assert analyst.post(f"{address}/move", {"version": "1", "destination": "QO", "conflict": "port", "reason": "There."}).status_code == 302
    assert "recorded anew as" in analyst.words(f"{address}/")
