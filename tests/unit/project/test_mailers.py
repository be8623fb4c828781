from pathlib import Path

import pytest

from licet.project.mailers import SECONDS_TO_ANSWER, mailers_from_url

OUTBOX = Path("/somewhere/outbox")


def test_no_url_writes_files() -> None:
    mailer = mailers_from_url("", outbox=OUTBOX)["default"]
    assert mailer["BACKEND"].endswith("filebased.EmailBackend")
    assert mailer["OPTIONS"] == {"file_path": "/somewhere/outbox"}


def test_smtp_url_is_read() -> None:
    options = mailers_from_url("smtp://a%40b:p%2Fw@mail.example:587?tls=yes", outbox=OUTBOX)["default"]["OPTIONS"]
    account = {"username": "a@b", "password": "p/w", "use_tls": True}
    assert options == {"host": "mail.example", "port": 587, "timeout": SECONDS_TO_ANSWER} | account


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
def test_other_urls_are_refused_with_the_form_they_need(url: str) -> None:
    with pytest.raises(SystemExit, match="smtp://user:password@host"):
        mailers_from_url(url, outbox=OUTBOX)
