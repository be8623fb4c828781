"""A person or a program at the API."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from tests.world import NOW, World

from licet.people.public import User
from licet.web.components.access.signer import remember_sign_in

ROOT = "/api/v1/"


@dataclass
class Caller:
    """Signed in by password, as the session says; CSRF is checked as in life."""

    world: World
    name: str
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    csrf: str = ""

    def __post_init__(self) -> None:
        self.client.force_login(User.objects.get(username=self.name.replace(" ", "-")))
        session = self.client.session
        remember_sign_in(session, means="password", now=NOW)
        session.save()
        self.csrf = self.client.get(f"{ROOT}me").json()["csrf_token"]

    def get(self, address: str, data: Any = None, **headers: str) -> Any:
        return self.client.get(ROOT + address, data, headers=headers)

    def send(self, address: str, body: Any = None, *, method: str = "POST", **headers: str) -> Any:
        given = json.dumps(body) if body is not None else ""
        content_type = "application/json"
        return self.client.generic(method, ROOT + address, given, content_type, headers={"X-CSRFToken": self.csrf} | headers)

    def read(self, address: str, data: Any = None) -> Any:
        """What a reading operation answers."""
        return expect(self.get(address, data), 200)

    def do(self, address: str, body: Any, *, method: str = "POST", status: int = 200) -> Any:
        return expect(self.send(address, body, method=method), status)


@dataclass
class Program:
    """Speaks for a person by an access token."""

    secret: str
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def get(self, address: str) -> Any:
        return self.client.get(ROOT + address, headers={"Authorization": f"Bearer {self.secret}"})

    def send(self, address: str, body: Any, *, method: str = "POST") -> Any:
        headers = {"Authorization": f"Bearer {self.secret}"}
        return self.client.generic(method, ROOT + address, json.dumps(body), "application/json", headers=headers)


def expect(response: Any, status: int) -> Any:
    assert response.status_code == status, response.text
    return response.json() if response.content else None


def slug(reference: str) -> str:
    return reference.replace(" ", "-").replace("/", "-")
