"""Where sessions are stored: Django's own database store, in a table that also says whose session it is (`SESSION_ENGINE`)."""

from datetime import timedelta
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

from licet.people.models import BrowserSession
from licet.platform import clock


class SessionStore(DatabaseSessionStore):
    @classmethod
    def get_model_class(cls) -> type[BrowserSession]:
        return BrowserSession

    def create_model_instance(self, data: dict[str, Any]) -> BrowserSession:
        session = cast(BrowserSession, super().create_model_instance(data))
        session.user_id = data.get(SESSION_KEY)
        session.expire_date = clock.now() + timedelta(seconds=self.get_expiry_age())
        return session
