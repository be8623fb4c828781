"""A person's browser on the portal, and what they fill in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.world import World, a_draft

from licet.applications.public import Application, Draft, save_draft, start_draft
from licet.people.public import User

PRODUCT = {
    "name": "Thermal sight",
    "description": "Uncooled, 640 x 480.",
    "part_number": "OO-640",
    "rating": "ML15",
    "amount": "40",
    "unit": "item",
    "price": "86,000.00",
    "incorporation": "no",
    "pool": "unknown",
}
PARTY = {"role": "end-user", "name": "Ministry of Interior", "address": "Sarra", "country": "QP", "end_user_class": "police"}
END_USE = {"text": "Border patrols.", "military": "no", "informed": "no", "onward_known": "unknown"}
ROUTE = {"start": "Valdren", "transport": "sea", "temporary": "no"}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@dataclass
class Portal:
    world: World
    name: str
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(User.objects.get(username=self.name))

    def get(self, address: str, **more: Any) -> Any:
        return self.client.get(f"/portal/{address}", **more)

    def post(self, address: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.client.post(f"/portal/{address}", data or {}, **more)

    def begun(self, draft: Draft | None = None, name: str = "Radios") -> Application:
        """A draft of this person's organisation, complete unless another is given."""
        actor = self.world[self.name]
        row = start_draft(actor=actor, name=name, licence_type="IND", now=self.world.now())
        given = a_draft(destination="QN", products=1, end_user="Ministry of Roads", price="1,000.00") if draft is None else draft
        return save_draft(actor=actor, application=row.pk, draft=given, revision=row.revision, now=self.world.now())

    def empty(self) -> Application:
        return self.begun(Draft())


def now(application: Application) -> Application:
    """As it stands in the database."""
    application.refresh_from_db()
    return application


def file(name: str = "specification.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
