"""Batches of letters and mail with real commits: what a batch did stays done when a later letter of the same event fails."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from tests.module.people.builders import NOW
from tests.unit.notices import samples

from licet.kernel.actor import Actor, system
from licet.kernel.permission import Permission as P
from licet.notices import public as notices
from licet.notices import tasks
from licet.notices.events import MessagesWritten
from licet.notices.public import Message, MessageDraft
from licet.platform import mail, outbox

OFFICER = Actor("user:F", "Officer", permissions=frozenset({P.MESSAGE_SEND}), department="licensing")
WORKER = system("worker", P.MESSAGE_DELIVER)


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, settings: Any) -> None:
    """Files and mail of this test."""
    settings.LICET_FILES_ROOT = tmp_path / "files"
    options = {"file_path": str(tmp_path / "outbox")}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": options}}


def write(count: int) -> list[Message]:
    drafts = [
        MessageDraft(letter=samples.licence(), organisation="ORG1", key=str(number), licence="L1", email="export@orlan.example")
        for number in range(count)
    ]
    written = notices.write(actor=OFFICER, messages=drafts, now=NOW, act="XA-ACT 2031/000007")
    return [Message.objects.get(pk=key) for key in written.messages.values()]


def test_mail_is_sent_outside_of_every_transaction(committed_store: object, monkeypatch: pytest.MonkeyPatch) -> None:
    write(1)
    inside = list[bool]()
    real = mail.FileMailer.send

    def send(self: mail.FileMailer, item: mail.Mail) -> None:
        inside.append(connection.in_atomic_block)
        real(self, item)

    monkeypatch.setattr(mail.FileMailer, "send", send)
    assert notices.deliver_pending(actor=WORKER, now=NOW).delivered == 1
    assert inside == [False], "a mail server that is slow must not keep others from writing"


def test_a_letter_that_cannot_be_set_keeps_no_other_from_being_set(committed_store: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "RENDERED_AT_ONCE", 2)
    messages = write(5)
    bad = sorted(message.pk for message in messages)[0]
    real = tasks.render

    def render(**asked: Any) -> Any:
        if asked["message"].pk == bad:
            raise OSError("no font")
        return real(**asked)

    monkeypatch.setattr(tasks, "render", render)
    with outbox.subscribed(("notices:messages:written", "notices.render", notices.render_written)):
        body: list[Any] = [{"id": message.pk, "kind": message.kind, "digest": message.digest} for message in messages]
        with transaction.atomic():
            outbox.publish([MessagesWritten(on=NOW.date(), ref="X", count=5, messages=body)])
        assert outbox.deliver_pending(now=NOW).failed == 1
        assert set(Message.objects.filter(rendering__isnull=True).values_list("pk", flat=True)) == {bad}
        [left] = outbox.pending()
        assert "1 letter" in left.error
        monkeypatch.setattr(tasks, "render", real)
        assert outbox.deliver_pending(now=NOW + timedelta(minutes=1)).done == 1
    assert not Message.objects.filter(rendering__isnull=True).exists()
