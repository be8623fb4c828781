"""Mail: once per key, and nobody writes another's headers."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as django_mail

from licet.kernel.errors import Invalid
from licet.platform.mail import Attachment, FileMailer, Mail, ServerMailer, mailer

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)


def letter(**changes: Any) -> Mail:
    given: dict[str, Any] = {
        "key": "delivery/01ABC",
        "sender": "licensing@authority.example",
        "to": ("exports@figandsons.example",),
        "subject": "Licence QM-IND 2031/000412 – suspended",
        "text": "Dear Fig & Sons,\n\nyour licence is suspended.\n",
        "on": NOON,
    }
    return Mail(**(given | changes))


@pytest.fixture
def outbox(tmp_path: Path) -> FileMailer:
    return FileMailer(tmp_path / "outbox")


def sent(outbox: FileMailer) -> list[EmailMessage]:
    files = sorted(outbox.folder.iterdir())
    return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files]  # type: ignore[misc]


def test_send_writes_a_file_that_mail_programs_read(outbox: FileMailer) -> None:
    outbox.send(letter(attachments=[Attachment("licence.pdf", b"%PDF-", "application/pdf")]))
    [message] = sent(outbox)
    assert message["Subject"] == "Licence QM-IND 2031/000412 – suspended"
    assert (message["To"], message["From"]) == ("exports@figandsons.example", "licensing@authority.example")
    assert message["Date"] == "Fri, 02 May 2031 12:00:00 +0000"
    body = message.get_body()
    assert body is not None
    assert body.get_content().startswith("Dear Fig & Sons,")
    assert [part.get_filename() for part in message.iter_attachments()] == ["licence.pdf"]


def test_send_again_with_the_same_key_does_nothing(outbox: FileMailer) -> None:
    outbox.send(letter())
    outbox.send(letter(text="Sent again after a kill."))
    [message] = sent(outbox)
    assert "suspended" in message.get_content()
    outbox.send(letter(key="delivery/01ABD"))
    assert len({message["Message-ID"] for message in sent(outbox)}) == 2


@pytest.mark.parametrize("key", ["../../escape", "/etc/passwd", "a" * 500, "Ω\n", ""])
def test_key_never_leads_out_of_the_folder(outbox: FileMailer, key: str) -> None:
    outbox.send(letter(key=key))
    assert outbox.path(key).parent == outbox.folder
    assert len(sent(outbox)) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Licence\r\nBcc: everybody@example.org"},
        {"subject": "Licence\nX: y"},
        {"subject": "a\x00b"},
        {"to": ("a@example.org\nBcc: b@example.org",)},
        {"to": ("a@example.org, b@example.org",)},
        {"to": ("not an address",)},
        {"to": ()},
        {"sender": "x@example.org\r\nReply-To: y@example.org"},
    ],
)
def test_send_refuses_what_would_write_headers(outbox: FileMailer, changes: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        outbox.send(letter(**changes))
    assert not outbox.folder.exists() or not sent(outbox)


def test_half_a_file_is_never_seen(outbox: FileMailer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.link", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        outbox.send(letter())
    assert list(outbox.folder.iterdir()) == []


def test_server_mailer_sends_through_django_with_an_identity_of_the_key(settings: Any) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    chosen = mailer()
    assert isinstance(chosen, ServerMailer)
    chosen.send(letter())
    chosen.send(letter())
    first, second = django_mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_files_are_the_mailer_where_no_server_is_named(settings: Any, tmp_path: Path) -> None:
    options = {"file_path": str(tmp_path)}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": options}}
    chosen = mailer()
    assert isinstance(chosen, FileMailer)
    assert chosen.folder == tmp_path
