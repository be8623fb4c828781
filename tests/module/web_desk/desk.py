"""A person's browser on the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.test import Client
from tests.world import NOW, World

from licet.decisions.public import Act
from licet.people.public import User
from licet.web.components.access.signer import remember_sign_in
from licet.web.desk.converters import Reference


@dataclass
class Desk:
    """Signed in by password, as the session says."""

    world: World
    name: str
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(User.objects.get(username=self.name.replace(" ", "-")))
        session = self.client.session
        remember_sign_in(session, means="password", now=NOW)
        session.save()

    def get(self, address: str, **more: Any) -> Any:
        return self.client.get(f"/desk/{address}", **more)

    def post(self, address: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.client.post(f"/desk/{address}", data or {}, **more)

    def words(self, address: str, **more: Any) -> str:
        response = self.get(address, **more)
        assert response.status_code == 200, unescape(response.text)
        return unescape(response.text)

    def sign(self, act: Act, **changes: Any) -> Any:
        given = {"digest": act.digest, "shown": '{"concerns": "not installed"}', "why": "Agreed.", "read": "on"} | changes
        return self.post(f"acts/{slug(act.reference)}/sign", given)


def slug(reference: str) -> str:
    return Reference().to_url(reference)


def said(response: Any) -> str:
    return unescape(response.text)
