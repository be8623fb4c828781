"""How mail leaves, from one URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

SECONDS_TO_ANSWER = 20
"""After which a mail server that does not answer counts as absent: no page waits for it without end."""


def mailers_from_url(url: str, *, outbox: Path) -> dict[str, dict[str, Any]]:
    """Django's MAILERS for `smtp://user:password@host:port?tls=yes`; empty means a file per message in `outbox`."""
    parts = urlsplit(url)
    if not url:
        return _mailer("filebased", file_path=str(outbox))
    if parts.scheme != "smtp" or not parts.hostname:
        raise SystemExit(f"LICET_MAIL_URL is {url!r}: it must look like smtp://user:password@host:587?tls=yes, or be empty.")
    return _mailer(
        "smtp",
        host=parts.hostname,
        port=parts.port or 25,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parse_qs(parts.query).get("tls") == ["yes"],
        timeout=SECONDS_TO_ANSWER,
    )


def _mailer(backend: str, **options: object) -> dict[str, dict[str, Any]]:
    return {"default": {"BACKEND": f"django.core.mail.backends.{backend}.EmailBackend", "OPTIONS": options}}
