"""Raising a concern on the pages: what is taken, what is refused, and that nothing typed is ever lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.module.concerns.told import DAY, POINTS, Office
from tests.module.web_concerns.conftest import SENT, Browser

from licet.concerns import public as concerns
from licet.concerns.models import Concern
from licet.concerns.public import MOST_BYTES

pytestmark = pytest.mark.django_db(databases=["default", "concerns"])
CODE = re.compile(r"\b[0-9A-Z]{5}(?:-[0-9A-Z]{5}){5}\b")


def sent(**given: Any) -> dict[str, Any]:
    return SENT | {"point_1": POINTS[0], "point_2": POINTS[1], "point_3": ""} | given


def code_of(response: Any) -> str:
    found = CODE.search(response.content.decode())
    assert found, response.content.decode()
    return found[0]


def test_filed_without_a_name_and_found_again(client: Client, office: Office) -> None:
    response = client.post("/concerns/raise", sent(references="XA-IND 2031/000412\nXA-REV 2031/000001\nXA-LIC 2031/000003"))
    assert response.status_code == 200
    seen = concerns.come_back(code_of(response), DAY)
    assert [point.text for point in seen.points] == POINTS
    assert seen.topics == ("case:XA-IND 2031/000412", "destination:QM", "licence:XA-LIC 2031/000003", "review:XA-REV 2031/000001")
    assert not seen.verified
    assert "until" not in response.headers


def test_opening_the_form_reads_no_session_and_sets_one_cookie(client: Client, office: Office, signed_in: Browser) -> None:
    official = signed_in("officer")
    response = official.post("/concerns/raise", sent())
    assert not Concern.objects.get().verified
    assert "sessionid" not in response.cookies
    assert set(client.get("/concerns/raise").cookies) == {"csrftoken"}
    assert client.get("/concerns/").cookies == {}
    assert client.get("/concerns/raise").cookies["csrftoken"]["max-age"] == ""


@pytest.mark.parametrize("address", ["/concerns/", "/concerns/raise", "/concerns/back", "/concerns/what-we-see", "/concerns/nothing-here"])
def test_every_answer_is_kept_nowhere_and_has_no_script(client: Client, office: Office, address: str) -> None:
    response = client.get(address)
    words = response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert "script-src" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "<script" not in words
    assert not {"Expires", "Last-Modified"} & set(response.headers)


def test_an_empty_point_is_refused_and_the_rest_is_kept(client: Client, office: Office) -> None:
    response = client.post("/concerns/raise", sent(point_1="  ", point_2="A real one."))
    assert response.status_code == 400
    words = response.content.decode()
    assert "This is empty: write it out, or take it away." in words
    assert "A real one." in words
    assert not Concern.objects.exists()


def test_no_point_at_all_is_refused(client: Client, office: Office) -> None:
    response = client.post("/concerns/raise", sent(point_1="", point_2=""))
    assert response.status_code == 400
    assert "Write one point at least" in response.content.decode()


def test_another_point_gives_one_more_box_and_files_nothing(client: Client, office: Office) -> None:
    post = "post:head-of-unit/licensing"
    response = client.post("/concerns/raise", sent(more="yes", complained_of=[post], subjects=["policy"]))
    words = response.content.decode()
    assert 'name="point_4"' in words
    assert POINTS[0] in words
    assert re.search(rf'value="{post}"[^>]*checked', words)
    assert re.search(r'value="policy"[^>]*checked', words)
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"destination": ""}, "Say what this is about: a destination, a reference, policy, or somebody’s conduct."),
        ({"destination": "ZZ"}, "Select a valid choice"),
        ({"references": "the one about radios"}, "is not a reference"),
        ({"naming": "handler"}, "Write your name, or choose that nobody may know it."),
        ({"complained_of": ["user:00000000000000000000000000"]}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_taken_is_one_sentence_and_keeps_the_points(
    client: Client, office: Office, given: dict[str, Any], sentence: str
) -> None:
    response = client.post("/concerns/raise", sent(**given))
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert POINTS[1] in response.content.decode()
    assert not Concern.objects.exists()


def test_policy_and_conduct_need_no_destination(client: Client, office: Office) -> None:
    seen = concerns.come_back(code_of(client.post("/concerns/raise", sent(destination="", subjects=["policy", "conduct"]))), DAY)
    assert seen.topics == ("subject:conduct", "subject:policy")


def test_whoever_is_not_signed_in_is_shown_no_name_and_names_a_post(client: Client, office: Office, signed_in: Browser) -> None:
    names = [actor.name for actor in office.actors.values() if " " in actor.name]
    assert len(names) == 2
    page = client.get("/concerns/raise").content.decode()
    assert not [name for name in names if name in page]
    assert not [actor.id for actor in office.actors.values() if actor.id in page]
    assert "Head of unit, Licensing Unit" in page
    own = signed_in("adviser").get("/concerns/raise/signed-in").content.decode()
    assert [name for name in names if name in own] == names
    assert "Head of unit, Licensing Unit" not in own
    code_of(client.post("/concerns/raise", sent(complained_of=["post:head-of-unit/licensing"])))
    concern = Concern.objects.get()
    assert concern.level == "nominated"
    for name in ("head", "other head"):
        assert signed_in(name).get(f"/concerns/handling/{concern.pk}").status_code == 404


def test_a_form_sent_again_files_nothing_and_shows_the_same_code(client: Client, office: Office) -> None:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get("/concerns/raise").content.decode())
    assert found
    form = sent(form_token=found[1], attachments=[SimpleUploadedFile("mine.txt", b"told")])
    codes = []
    for _ in range(3):
        form["attachments"][0].seek(0)
        codes.append(code_of(client.post("/concerns/raise", form)))
    assert len(set(codes)) == 1
    assert Concern.objects.count() == 1
    assert len([path for path in Path(settings.LICET_CONCERNS_ROOT).rglob("*") if path.is_file()]) == 1
    form["attachments"][0].seek(0)
    changed = code_of(client.post("/concerns/raise", form | {"point_2": "Another thing."}))
    assert changed != codes[0]
    assert concerns.come_back(changed, DAY).points[1].text == "Another thing."


def test_the_token_outlives_another_point_and_a_refusal(client: Client, office: Office) -> None:
    token = "0123456789ABCDEFGHJKMNPQRS"
    for given in ({"more": "yes"}, {"point_1": " "}):
        assert f'value="{token}"' in client.post("/concerns/raise", sent(form_token=token, **given)).content.decode()


@pytest.mark.parametrize("token", ["", "mine", "x" * 50])
def test_what_is_no_token_loses_nothing(client: Client, office: Office, token: str) -> None:
    codes = {code_of(client.post("/concerns/raise", sent(form_token=token))) for _ in range(2)}
    assert len(codes) == Concern.objects.count() == 2


def test_a_named_person_is_kept_away(client: Client, office: Office, signed_in: Browser) -> None:
    code_of(signed_in("adviser").post("/concerns/raise/signed-in", sent(naming="named", complained_of=[office["head"].id])))
    concern = Concern.objects.get()
    assert signed_in("head").get(f"/concerns/handling/{concern.pk}").status_code == 404
    assert signed_in("other head").get(f"/concerns/handling/{concern.pk}").status_code == 200


def test_files_are_sealed_on_their_way_and_leave_nothing_in_clear(client: Client, office: Office, tmp_path: Path) -> None:
    told = b"what only three people know " * 10_000
    response = client.post("/concerns/raise", sent(attachments=[SimpleUploadedFile("mine.txt", told), SimpleUploadedFile("two.txt", b"2")]))
    seen = concerns.come_back(code_of(response), DAY)
    assert [file.name for file in seen.attachments] == ["attachment 1.txt", "attachment 2.txt"]
    assert b"".join(concerns.attachment_of_raiser(code_of(response), 1)) == told
    kept = [path.read_bytes() for path in Path(settings.LICET_CONCERNS_ROOT).rglob("*") if path.is_file()]
    assert len(kept) == 2
    assert not any(told[:28] in content for content in kept)


def test_a_file_that_is_too_large_is_left_out_and_said(client: Client, office: Office) -> None:
    response = client.post("/concerns/raise", sent(attachments=SimpleUploadedFile("long.bin", bytes(MOST_BYTES + 1))))
    words = response.content.decode()
    assert response.status_code == 400
    assert "“long.bin” is too much: we take 5 files at most, each up to 10 megabytes. Nothing was sent." in words
    assert POINTS[0] in words
    assert not Concern.objects.exists()


def test_one_file_too_many_is_left_out_and_said(client: Client, office: Office) -> None:
    files = [SimpleUploadedFile(f"{number}.txt", b"words") for number in range(6)]
    response = client.post("/concerns/raise", sent(attachments=files))
    assert "“5.txt” is too much" in response.content.decode()


def test_filed_with_an_account_by_choice(office: Office, signed_in: Browser, client: Client) -> None:
    assert client.get("/concerns/raise/signed-in").status_code == 302
    official = signed_in("adviser")
    assert "You raise this as Adviser" in official.get("/concerns/raise/signed-in").content.decode()
    response = official.post("/concerns/raise/signed-in", sent(naming="named"))
    seen = concerns.come_back(code_of(response), DAY)
    assert seen.verified
    assert seen.name == "Adviser"


def test_a_form_without_its_token_gives_the_words_back_but_never_the_code(office: Office) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/concerns/back/words", {"code": "AAAAA-BBBBB", "words": "My words."})
    assert response.status_code == 403
    assert "My words." in response.content.decode()
    assert "AAAAA-BBBBB" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]
