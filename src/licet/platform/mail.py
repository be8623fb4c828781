"""Mail that leaves: once per key, as files where no server is set up (``LICET_MAIL_URL``)."""

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from licet.kernel.errors import Invalid
from licet.kernel.instants import Instant

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One message. ``key`` is what makes it the same message when it is sent again, such as the id of its delivery."""

    key: str
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    on: Instant
    attachments: Sequence[Attachment] = field(default=())


class Mailer(Protocol):
    def send(self, mail: Mail) -> None:
        """Send it, or do nothing where the mailer knows that it was sent. Raises Invalid for an unusable address."""
        ...


class FileMailer:
    """One ``.eml`` file per message, which any mail program opens. The second sending finds the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, mail: Mail) -> None:
        message = _message(mail).message().as_bytes()
        path = self.path(mail.key)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".", delete_on_close=False) as file:
            file.write(message)
            file.close()
            if not path.exists():
                os.link(file.name, path)

    def path(self, key: str) -> Path:
        """Where the message of this key lies: a readable part, and a part that no other key has."""
        readable = _NOT_IN_NAMES.sub("-", key).strip("-")[:60]
        return self.folder / f"{readable}-{hashlib.sha256(key.encode()).hexdigest()[:12]}.eml"


class ServerMailer:
    """Django's mailer. Sent again after a kill it may arrive twice, with the same Message-ID for programs to see."""

    def send(self, mail: Mail) -> None:
        _message(mail).send(using="default")


def mailer() -> Mailer:
    """The mailer of this installation."""
    if mail_is_configured():
        return ServerMailer()
    return FileMailer(Path(settings.MAILERS["default"]["OPTIONS"]["file_path"]))


def mail_is_configured() -> bool:
    """Whether mail leaves this installation (``LICET_MAIL_URL``); otherwise messages only lie in a folder as files."""
    return not settings.MAILERS["default"]["BACKEND"].endswith("filebased.EmailBackend")


def _message(mail: Mail) -> EmailMessage:
    for address in (mail.sender, *mail.to):
        _check_address(address)
    if not mail.to:
        raise Invalid("A message needs somebody to go to.", place="to")
    if any(ord(letter) < 32 for letter in mail.subject):
        raise Invalid("The subject must be one line.", place="subject")
    host = urlsplit(settings.LICET_BASE_URL).hostname or "localhost"
    identity = f"<{hashlib.sha256(mail.key.encode()).hexdigest()[:32]}@{host}>"
    headers = {"Date": format_datetime(mail.on), "Message-ID": identity, "Auto-Submitted": "auto-generated"}
    attachments = [(item.name, item.content, item.media_type) for item in mail.attachments]
    return EmailMessage(mail.subject, mail.text, mail.sender, list(mail.to), headers=headers, attachments=attachments)


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid(f"“{address[:80]}” is not a mail address.", place="to") from None
